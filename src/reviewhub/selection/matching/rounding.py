"""From chances to a match: every chance holds exactly, and so does every sum.

Dependent rounding (Gandhi, Khuller, Parthasarathy and Srinivasan, J. ACM 53 (2006) 324) on the network from
experts through employers to tasks: along a cycle of edges that are still open, all are shifted one way or the
other, each way with the chance that keeps what is expected, until one edge is whole. Tasks keep their demand,
loads are rounded up or down, an employer comes to a task at most once. Whole numbers throughout.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]
Node = tuple[str, int]
SOURCE: Node = ("source", 0)


def rounded(
    chances: Mapping[Place, int], of: int, doors: Mapping[Place, int], uniform: Callable[[int], int]
) -> frozenset[Place]:
    """Draw pairs (task, expert) whose chances are given in parts of ``of``; a task's add up to whole numbers.

    ``doors`` gives the pairs with an employer the number of that employer at that task. ``uniform(n)`` gives
    the next number below n.
    """
    network = _Network(of)
    for (task, expert), parts in sorted(chances.items()):
        door = doors.get((task, expert), -1)
        target: Node = ("door", door) if door >= 0 else ("task", task)
        network.add(SOURCE, ("expert", expert), parts)
        network.add(("expert", expert), target, parts)
        if door >= 0:
            network.add(target, ("task", task), parts)
    network.make_whole(uniform)
    return frozenset(
        (task, expert)
        for task, expert in chances
        if network.carried[("expert", expert), _entry(task, doors.get((task, expert), -1))] == of
    )


def _entry(task: int, door: int) -> Node:
    return ("door", door) if door >= 0 else ("task", task)


Edge = tuple[Node, Node]


@dataclass(slots=True)
class _Network:
    """Edges with what they carry, and for every node the edges that are not whole yet."""

    of: int
    carried: dict[Edge, int] = field(default_factory=dict)
    ajar: dict[Node, dict[Edge, None]] = field(default_factory=dict)

    def add(self, tail: Node, head: Node, parts: int) -> None:
        """Let an edge carry more."""
        self.carried[tail, head] = self.carried.get((tail, head), 0) + parts

    def make_whole(self, uniform: Callable[[int], int]) -> None:
        """Shift along cycles until every edge is whole."""
        for edge, parts in self.carried.items():
            if parts % self.of:
                for node in edge:
                    self.ajar.setdefault(node, {})[edge] = None
        for start in list(self.ajar):
            while self.ajar[start]:
                self._shift(list(self._cycle(start)), uniform)

    def _cycle(self, start: Node) -> Iterator[tuple[Edge, bool]]:
        """Walk until a node comes again; give the edges between, and whether each was walked forwards."""
        path: list[tuple[Edge, bool]] = []
        seen = {start: 0}
        node, last = start, None
        while True:
            edge = next(one for one in self.ajar[node] if one != last)
            forwards = edge[0] == node
            path.append((edge, forwards))
            node, last = edge[1] if forwards else edge[0], edge
            if node in seen:
                return iter(path[seen[node] :])
            seen[node] = len(path)

    def _shift(self, cycle: list[tuple[Edge, bool]], uniform: Callable[[int], int]) -> None:
        onwards = min(self._room(edge, up=forwards) for edge, forwards in cycle)
        back = min(self._room(edge, up=not forwards) for edge, forwards in cycle)
        by = onwards if uniform(onwards + back) < back else -back
        for edge, forwards in cycle:
            self.carried[edge] += by if forwards else -by
            if self.carried[edge] % self.of == 0:
                for node in edge:
                    del self.ajar[node][edge]

    def _room(self, edge: Edge, *, up: bool) -> int:
        over = self.carried[edge] % self.of
        return self.of - over if up else over
