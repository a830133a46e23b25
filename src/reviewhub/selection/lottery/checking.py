"""Whether a panel keeps the rules, counted person by person; shares nothing with what finds panels."""

from collections.abc import Mapping, Sequence

from reviewhub.selection.lottery.values import Person, Rules


def faults_of(panel: Sequence[str], people: Mapping[str, Person], rules: Rules) -> list[str]:
    """Name every rule that a panel breaks; a valid panel breaks none."""
    members = [people[id_] for id_ in panel if id_ in people]
    strangers = [f"{id_} is not among the people" for id_ in panel if id_ not in people]
    twice = [f"{id_} twice" for id_ in sorted(set(panel)) if list(panel).count(id_) > 1]
    size = [] if len(panel) == rules.size else [f"{len(panel)} people, not {rules.size}"]
    return [*strangers, *twice, *size, *_quotas(members, rules), *_repeats(members, rules)]


def _quotas(members: list[Person], rules: Rules) -> list[str]:
    faults = []
    for quota in rules.quotas:
        count = 0
        for member in members:
            count += member.features.get(quota.feature, "") == quota.value
        if not quota.least <= count <= quota.most:
            faults.append(f"{quota.feature} {quota.value}: {count}, not {quota.least} to {quota.most}")
    return faults


def _repeats(members: list[Person], rules: Rules) -> list[str]:
    faults = []
    for feature in rules.one_per:
        seen = set()
        for member in members:
            value = member.features.get(feature, "")
            if value and value in seen:
                faults.append(f"{feature} {value} more than once")
            seen.add(value)
    return faults


class InvalidPanel(RuntimeError):
    """A solver gave a panel that breaks a rule; nothing of its answer is used."""


def check(panels: Sequence[Sequence[str]], people: Sequence[Person], rules: Rules) -> None:
    """Refuse panels of which any breaks a rule.

    Raises
    ------
    InvalidPanel
        With the first panel that breaks a rule, and every rule it breaks.

    """
    known = {person.id: person for person in people}
    for panel in panels:
        faults = faults_of(panel, known, rules)
        if faults:
            raise InvalidPanel(f"{', '.join(panel)}: {'; '.join(faults)}")
