"""The old format: the same form as .xls gives the same cells as it does as .xlsx."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from pingshu.read import read_workbook
from pingshu.sheet import Grid
from tests.form_building import PUBLISHED, published
from tests.hostile_files import bare_records
from tests.workbook_building import Formatted, Formula, Hidden, Merged, Percent, Rows, workbook

FILES = Path(__file__).parent / "files"
OFFICE = shutil.which("soffice")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def grids_of(path: Path) -> tuple[Grid, ...]:
    grids, findings = read_workbook(path)
    assert findings == ()
    return grids


def cells_of(path: Path) -> list[tuple[str, bool, object]]:
    return [(grid.sheet, grid.hidden, grid.cells) for grid in grids_of(path)]


def as_xls(path: Path, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it in the old format."""
    home = (folder / "office").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={home}", "--convert-to", "xls"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120
    )
    return folder / f"{path.stem}.xls"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_form_is_read_alike_in_both_formats(name: str, tmp_path: Path) -> None:
    assert cells_of(FILES / f"{name}.xls") == cells_of(published(name).write(tmp_path))


def test_the_extension_does_not_matter_for_an_xls_either(tmp_path: Path) -> None:
    old = next(FILES.glob("*.xls"))
    for name in ("表.xlsx", "表.et"):
        shutil.copy(old, tmp_path / name)
        assert cells_of(tmp_path / name) == cells_of(old)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice to write an .xls")
def test_every_kind_of_cell_is_read_alike_in_both_formats(tmp_path: Path) -> None:
    rows: Rows = [
        [0.1 + 0.2, 1e15, -5, True, False, "007", "产\n出", "  空格 "],
        [Percent(0.9989), Percent(3.004), Formatted(97, '0"%"'), Formatted(0.5, "0.00")],
        [Formatted(44713, 'yyyy"年"m"月"'), Formatted(44713, "yyyy-mm-dd")],
        [Formatted(44713, '[$-804]yyyy"年"m"月"d"日"'), Formatted(44713.5, "yyyy/m/d h:mm")],
        [Formatted(0.25, "h:mm"), Formatted(1.5, "[h]:mm")],
        [Merged("合并", rows=2, columns=3), Merged(None, rows=2), "右"],
        [None],
        [Formula("=1+1", 2), Formula("=1/0", "#DIV/0!")],
    ]
    sheets: dict[str, Rows | Hidden] = {"表": rows, "隐藏": Hidden([["藏"]])}
    path = workbook(tmp_path / "表.xlsx", sheets)
    assert cells_of(as_xls(path, tmp_path)) == cells_of(path)


# --- bare records, as simple programs write them ----------------------------------------------


Record = tuple[int, bytes]
MOST_USUAL: Record = (0x0809, struct.pack("<4H", 0, 0x0010, 0, 0))
OLDER: Record = (0x0409, struct.pack("<3H", 0, 0x0010, 0))


def bare(*records: Record, beginning: Record = MOST_USUAL) -> bytes:
    return b"".join(
        struct.pack("<HH", code, len(data)) + data
        for code, data in (beginning, *records, (0x000A, b""))
    )


def label(row: int, column: int, text: str) -> Record:
    encoded = text.encode("gb18030")
    return 0x0204, struct.pack("<4H", row, column, 0, len(encoded)) + encoded


def test_bare_records_are_taken_to_be_chinese(tmp_path: Path) -> None:
    number = (0x0203, struct.pack("<3Hd", 0, 1, 0, 89.974))
    (tmp_path / "导出.xls").write_bytes(bare(label(0, 0, "全年预算数"), number))
    (grid,) = grids_of(tmp_path / "导出.xls")
    assert [(one.address, one.text) for one in grid.cells] == [
        ("A1", "全年预算数"),
        ("B1", "89.974"),
    ]


def test_bare_records_of_an_older_kind_are_read(tmp_path: Path) -> None:
    (tmp_path / "表.xls").write_bytes(bare_records(3))
    (grid,) = grids_of(tmp_path / "表.xls")
    assert [(one.address, one.text) for one in grid.cells] == [
        ("A1", "1.5"),
        ("B2", "1.5"),
        ("C3", "1.5"),
    ]


def test_a_number_that_is_none_is_an_error_value(tmp_path: Path) -> None:
    (tmp_path / "表.xls").write_bytes(bare_records(1, number=float("nan")))
    (grid,) = grids_of(tmp_path / "表.xls")
    assert [(one.text, one.trouble) for one in grid.cells] == [("#NUM!", "error-value")]


def test_a_truth_value_and_an_error_are_read_from_records(tmp_path: Path) -> None:
    cells = [(0x0205, struct.pack("<3H2B", 0, n, 0, value, n)) for n, value in enumerate((1, 7))]
    (tmp_path / "表.xls").write_bytes(bare(*cells))
    (grid,) = grids_of(tmp_path / "表.xls")
    assert [(one.text, one.trouble) for one in grid.cells] == [
        ("是", None),
        ("#DIV/0!", "error-value"),
    ]


def test_a_formula_whose_stored_value_is_a_text_is_that_text(tmp_path: Path) -> None:
    follows = b"\0" * 6 + b"\xff\xff"  # instead of a number: the text is in the next record
    formula = (0x0406, struct.pack("<3H8sH6x", 0, 0, 0, follows, 0))
    result = (0x0207, struct.pack("<H", 2) + b"OK")
    (tmp_path / "表.xls").write_bytes(bare(formula, result, beginning=OLDER))
    (grid,) = grids_of(tmp_path / "表.xls")
    assert [(one.text, one.number) for one in grid.cells] == [("OK", None)]


# --- compound files that are no workbook --------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "code", "said"),
    [
        ("EncryptedPackage", "encrypted", "密码"),
        ("WordDocument", "old-format", ".docx"),
        ("PowerPoint Document", "not-a-workbook", "别的格式"),
        ("Workbook", "damaged", "打不开"),
    ],
)
def test_a_compound_file_is_told_by_its_streams(
    stream: str, code: str, said: str, tmp_path: Path
) -> None:
    entry = f"{stream}\0".encode("utf-16-le").ljust(128, b"\0")
    (tmp_path / "表.xls").write_bytes(OLE + b"\0" * 504 + entry)
    grids, (finding,) = read_workbook(tmp_path / "表.xls")
    assert (grids, finding.code) == ((), code)
    assert said in finding.message


def test_the_name_of_a_stream_in_a_text_means_nothing(tmp_path: Path) -> None:
    text = "EncryptedPackage\0".encode("utf-16-le")
    entry = "WordDocument\0".encode("utf-16-le").ljust(128, b"\0")
    (tmp_path / "表.doc").write_bytes(OLE + b"\0" * 504 + entry + b"\0\0" + text)
    _, (finding,) = read_workbook(tmp_path / "表.doc")
    assert finding.code == "old-format"
