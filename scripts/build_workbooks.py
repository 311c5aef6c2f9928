"""Build the sample workbooks and the blank forms: python -m scripts.build_workbooks.

Knows where each workbook belongs in the repository; what is in them stands in scripts/workbooks/.
"""

from pathlib import Path, PurePosixPath

from scripts.built_files import Makers, write_files
from scripts.workbooks.blank_department import blank_department
from scripts.workbooks.blank_project import blank_project
from scripts.workbooks.blank_rubric import blank_rubric
from scripts.workbooks.blank_social import blank_social
from scripts.workbooks.blank_transfer import blank_transfer
from scripts.workbooks.sample_department import department
from scripts.workbooks.sample_fengdu import fengdu
from scripts.workbooks.sample_huoqiu import huoqiu
from scripts.workbooks.sample_jiashi import jiashi
from scripts.workbooks.sample_jinghong import jinghong
from scripts.workbooks.sample_quxian import quxian

ROOT = Path(__file__).resolve().parent.parent
_SAMPLES = PurePosixPath("input_workbooks/示例")
_TEMPLATES = PurePosixPath("templates")

WORKBOOKS: Makers = {
    _SAMPLES / "景洪市_医疗服务与保障能力提升补助资金_2020.xlsx": jinghong,
    _SAMPLES / "渠县_医疗服务与保障能力提升中央补助资金_2021.xlsx": quxian,
    _SAMPLES / "丰都县_离休人员医药费县级补助_2021.xlsx": fengdu,
    _SAMPLES / "伽师县_医疗保险基金_2020.xlsx": jiashi,
    _SAMPLES / "霍邱县_城乡居民大病保险民生工程_2021.xlsx": huoqiu,
    _SAMPLES / "示例县文化和旅游局_部门整体支出_2023.xlsx": department,
    _TEMPLATES / "转移支付" / "自评表.xlsx": blank_transfer,
    _TEMPLATES / "项目支出" / "自评表.xlsx": blank_project,
    _TEMPLATES / "部门整体支出" / "自评表.xlsx": blank_department,
    _TEMPLATES / "民生工程" / "自评表.xlsx": blank_rubric,
    _TEMPLATES / "社保基金" / "自评表.xlsx": blank_social,
}


def build(root: Path) -> tuple[Path, ...]:
    """Write every workbook below `root` and return the paths."""
    return write_files(WORKBOOKS, root)


if __name__ == "__main__":
    for path in build(ROOT):
        print(path.relative_to(ROOT))
