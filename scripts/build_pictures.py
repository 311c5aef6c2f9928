"""Make README's pictures: a sample's form, and the first page of the report made from it.

Knows which sample is shown. Run it again when a template or the sample changes:
python -m scripts.build_pictures
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from pingshu.pipeline import Options, run
from scripts.make_pictures import pictures

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "图片"
SAMPLE = ROOT / "input_workbooks" / "示例" / "丰都县_离休人员医药费县级补助_2021.xlsx"
DOTS_PER_INCH = 72


def main() -> None:
    """Write the pictures into docs/图片."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as workshop:
        folder = Path(workshop)
        form, *_ = pictures(SAMPLE, folder, dots_per_inch=DOTS_PER_INCH)
        first, *_ = pictures(_report(folder), folder, dots_per_inch=DOTS_PER_INCH)
        shutil.copy(form, FOLDER / "自评表.png")
        shutil.copy(first, FOLDER / "报告-1.png")


def _report(folder: Path) -> Path:
    options = Options(
        paths=(SAMPLE,), inbox=ROOT, templates=ROOT / "templates", output=folder / "output"
    )
    done = run(options, lambda *_: None)
    return next(report.path for one in done.outcomes for report in one.reports if report.path)


if __name__ == "__main__":
    main()
