"""Documents of every kind: a second version of a report that was returned, a photograph beside a score sheet."""

from collections.abc import Iterator
from typing import Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.workflow import CommissionState
from reviewhub.files.showing.pages import page_picture
from reviewhub.services import documents
from reviewhub.services.commissioning import commissions

ANSWERED: Final = (
    ("满意度调查", "随机发放问卷200份，回收有效问卷187份，满意度91.4%"),
    ("养护面积", "按2020年绿地普查图斑核实为128.6公顷"),
)
PLACE: Final = (("拍摄地点", "绿化养护标段三"), ("拍摄日期", "2020-11-12"))


def answered(stage: Stage) -> Iterator[str]:
    """Let the agency whose report was returned deliver the next version, and hand out a photograph."""
    stage.set_clock(-2)
    (line,) = (
        one
        for one in commissions.list_commissions(stage.work())
        if one.commission.state == CommissionState.RETURNED
    )
    one = line.commission
    login = next(name for name, actor in stage.people.items() if actor.agency == one.agency)
    facts = (("评价对象", one.project), ("评价机构", one.agency_name), *ANSWERED)
    paper = stage.paper("财政支出绩效评价报告", *facts)
    commissions.deliver(stage.work(login), one.id, f"{one.project}绩效评价报告（修改稿）.pdf", paper)
    photograph = page_picture(stage.paper("现场照片", *PLACE), 1, "")
    documents.add_material(stage.work(), one.task, "现场照片.png", photograph)
    yield "papers"
