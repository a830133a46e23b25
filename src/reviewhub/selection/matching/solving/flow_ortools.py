"""The flow by OR-Tools, where it is installed: the arcs go over in bulk."""

from importlib import import_module

import numpy as np

from reviewhub.selection.matching.solving.flow import Flow, Ints


def best_flow(flow: Flow) -> Ints | None:
    """Give what every arc carries in a flow of the greatest gain; None when there is none."""
    graph = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    tail, head, low, cap, gain = _edges(flow)
    edges = graph.add_arcs_with_capacity_and_unit_cost(tail, head, cap - low, -gain)
    size = 1 + flow.experts + len(flow.demand) + len(flow.groups.cap)
    supply = np.zeros(size, dtype=np.int64)
    supply[0] = flow.demand.sum()
    supply[1 + flow.experts : 1 + flow.experts + len(flow.demand)] = -flow.demand
    np.subtract.at(supply, tail, low)  # what must flow in any case is taken out before
    np.add.at(supply, head, low)
    graph.set_nodes_supplies(np.arange(size), supply)
    if graph.solve() != graph.OPTIMAL:
        return None
    count = len(flow.arcs.task)
    return np.asarray(graph.flows(edges[:count]), dtype=np.int64) + low[:count]


def _edges(flow: Flow) -> tuple[Ints, ...]:
    """Give tail, head, least, most and gain of every edge; the arcs of the flow come first."""
    arcs, units, groups = flow.arcs, flow.units, flow.groups
    tasks = 1 + flow.experts + np.arange(len(flow.demand))
    doors = tasks[-1:].max(initial=flow.experts) + 1 + np.arange(len(groups.cap))
    enter = tasks[arcs.task]
    inside = arcs.group >= 0
    enter[inside] = doors[arcs.group[inside]]
    blocks = [
        (arcs.expert + 1, enter, arcs.low, arcs.cap, arcs.gain),
        (np.zeros_like(units.expert), units.expert + 1, units.low, units.cap, units.gain),
        (doors, tasks[groups.task], groups.low, groups.cap, np.zeros_like(groups.cap)),
    ]
    if flow.short is not None:
        nothing = np.zeros_like(flow.demand)
        blocks.append((nothing, tasks, nothing, flow.demand, nothing + flow.short))
    return tuple(np.concatenate(parts).astype(np.int64) for parts in zip(*blocks, strict=True))
