"""Reading a treasury's CSV: what every project had and spent, or everything that is wrong, by line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

CODE = ("项目编码", "项目代码", "项目编号", "code")
NAME = ("项目名称", "项目", "project")
BUDGET = ("预算数", "指标数", "年度预算", "预算金额", "budget")
SPENT = ("支出数", "执行数", "支付金额", "实际支出", "spent")
UNITS = {"": Decimal(1), "元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Unreadable(ValueError):
    """The file cannot be used; ``faults`` name every line that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Project:
    """What one project had and spent, in yuan; ``budgets`` are the budget figures with their lines."""

    code: str
    name: str
    budgets: list[tuple[int, Decimal]] = field(default_factory=list)
    spent: Decimal = Decimal(0)

    @property
    def budget(self) -> Decimal:
        """Add up the budget and what was added to it or taken from it."""
        return sum((amount for _, amount in self.budgets), Decimal(0))


def read_treasury(data: bytes) -> list[Project]:
    """Add up every project's lines, in the order of the file.

    A budget that stands on each of several lines with one and the same amount could be repeated or could add
    up: that is asked, not guessed. Raises :class:`Unreadable`.
    """
    lines = list(csv.reader(_text(data).splitlines()))
    columns = _columns(lines[0] if lines else [])
    projects: dict[str, Project] = {}
    faults: list[str] = []
    for number, cells in enumerate(lines[1:], 2):
        if any(map(str.strip, cells)):
            faults += _enter(projects, columns, number, cells)
    faults += [fault for one in projects.values() for fault in _doubtful(one)]
    if faults or not projects:
        raise Unreadable(faults or ["没有项目 / no projects"])
    return list(projects.values())


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(["既不是 UTF-8 也不是 GBK / neither UTF-8 nor GBK"])


def _columns(titles: Sequence[str]) -> dict[str, tuple[int, Decimal]]:
    """Find the four columns, each with the yuan in its unit."""
    found: dict[str, tuple[int, Decimal]] = {}
    for place, title in enumerate(titles):
        name, _, unit = title.strip().rstrip(")）").replace("(", "（").partition("（")
        for column, accepted in {"code": CODE, "name": NAME, "budget": BUDGET, "spent": SPENT}.items():
            if name.strip().lower() in accepted and unit.strip() in UNITS:
                found.setdefault(column, (place, UNITS[unit.strip()]))
    missing = [
        f"缺少列“{names[0]}” / column missing, one of: {'、'.join(names)}"
        for column, names in {"code": CODE, "budget": BUDGET, "spent": SPENT}.items()
        if column not in found
    ]
    if missing:
        raise Unreadable(missing)
    return found


def _enter(
    projects: dict[str, Project], columns: dict[str, tuple[int, Decimal]], number: int, cells: Sequence[str]
) -> Iterator[str]:
    texts = {name: cells[at].strip() if at < len(cells) else "" for name, (at, _) in columns.items()}
    if not texts["code"]:
        yield f"第 {number} 行没有项目编码 / line {number} has no project code"
        return
    project = projects.setdefault(texts["code"], Project(texts["code"], texts.get("name", "")))
    for column in ("budget", "spent"):
        try:
            amount = _amount(texts[column], columns[column][1])
        except ValueError:
            said = texts[column]
            yield f"第 {number} 行的金额“{said}”无法识别 / line {number}: {said!r} is not an amount"
            continue
        if amount is not None and column == "budget":
            project.budgets.append((number, amount))
        project.spent += amount or 0 if column == "spent" else 0


def _amount(text: str, unit: Decimal) -> Decimal | None:
    """Read an amount in yuan; blank is not given, which is not zero."""
    if not text:
        return None
    try:
        amount = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite():
        raise ValueError(text)
    return amount * unit


def _doubtful(project: Project) -> Iterator[str]:
    place, amounts = f"{project.code} {project.name}".strip(), {amount for _, amount in project.budgets}
    if len(project.budgets) > 1 and len(amounts) == 1:
        lines = "、".join(str(number) for number, _ in project.budgets)
        yield (
            f"{place}：第 {lines} 行的预算数相同，请只保留一行 / "
            f"lines {lines} give one and the same budget; keep it on one of them"
        )
    elif not project.budgets or project.budget <= 0:
        yield f"{place}：没有预算数，无法计算执行率 / no budget, so there is no rate"
    elif project.spent < 0:
        yield f"{place}：支出数合计为负 / spent less than nothing"
