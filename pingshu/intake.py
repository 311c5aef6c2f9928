"""What the readers of all formats share: a cell as it is stored, the limits, the refusal of a file.

Knows no format. Must not know how a file is opened, nor what a cell says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pingshu.sheet import Position

# A form has a few hundred cells and is read in well below a tenth of a second. These limits let
# pass whatever a person could have typed, and stop what would fill the memory or take minutes.
MEGABYTE = 1024 * 1024
MOST_BYTES = 100 * MEGABYTE
"""Of the file as it lies on the disk."""
MOST_BINARY_BYTES = 16 * MEGABYTE
"""Of an .xls or .et, which is not compressed and read as a whole."""
MOST_UNPACKED_BYTES = 200 * MEGABYTE
"""Of all members of a package, pictures too."""
MOST_STREAMED_BYTES = 1024 * MEGABYTE
"""Of all members of the list of findings, of which one row at a time is kept."""
MOST_STREAMED_ROWS = 1_048_576
"""Of all its sheets together; no sheet reaches farther."""
MOST_XML_BYTES = 16 * MEGABYTE
"""Of the members of a package that are read."""
MOST_MEMBERS = 10_000
MOST_RATIO = 200
"""How many times its packed size a member of more than a megabyte may unfold to."""
MOST_RECORDS = 500_000
"""Of the pieces that an .xls consists of."""
MOST_SHEETS = 500
MOST_ROWS = 20_000
MOST_CELLS = 100_000
MOST_CELLS_MERGED = 200_000
"""Of merged ranges and of ranges with a link, together."""
MOST_RANGES = 10_000
"""How many such ranges there may be."""
MOST_TAGS = 300_000
"""Of the XML that is not cells: styles, texts that cells share, a document."""
MOST_EXTRAS = 50_000
"""Of the elements of a sheet that are not cells: widths of columns, rules, links."""
MOST_CHARACTERS = 5_000_000
"""Of the texts of all cells."""
LAST_ROW = 5_000
LAST_COLUMN = 256
MOST_ROWS_REACHED = 200_000
"""Of all sheets of an .xls together, blank rows too: its reader makes room for each."""

AS_WORKBOOK: Mapping[str, str] = {"program": " Excel 或 WPS ", "target": "“Excel 工作簿（.xlsx）”"}
AS_DOCUMENT: Mapping[str, str] = {"program": " Word 或 WPS ", "target": "“Word 文档（.docx）”"}
"""Facts of the finding old-format: with what to open the file, and as what to save it."""


class UnusableError(Exception):
    """The file cannot be read; carries the code of the finding that says why, and its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def too_large(what: str, size: int, limit: int, unit: str) -> UnusableError:
    """Return the refusal of a file that has too much of something."""
    return UnusableError("too-large", what=what, size=f"{size}{unit}", limit=f"{limit}{unit}")


def refuse_above(limit: int, size: int, what: str, unit: str) -> None:
    """Raise the refusal if the size is above the limit; bytes are told in megabytes.

    Raises:
        UnusableError: it is.
    """
    if size <= limit:
        return
    if unit == "MB":
        raise too_large(what, -(-size // MEGABYTE), limit // MEGABYTE, " MB")
    raise too_large(what, size, limit, unit)


Value = str | float | bool | date | time | timedelta | None


class Stored(NamedTuple):
    """One cell as its file stores it, or the anchor of a merged range.

    A tuple, because a sheet has hundreds of them and they are made several times as fast.

    Attributes:
        value: text, number, truth value or date; a date may also still be a number.
        number_format: how a number is shown, as Excel writes it.
        format_number: Excel's own number of that format, None where there are none.
        trouble: slug of a finding about the cell itself.
        where: how people call the place, if not by letters and number.
    """

    row: int
    column: int
    value: Value
    number_format: str = "General"
    format_number: int | None = None
    trouble: str | None = None
    row_span: int = 1
    column_span: int = 1
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSheet:
    """One sheet, or one table of a Word document.

    Attributes:
        cells: in reading order; blank ones only where they are merged.
        epoch: the day from which numbers count as dates.
        addresses: position → how people call it, where that is not by letters and number.
        above: how many of the first rows are lines that stand above a table.
        follows: whether nothing stands between a table and the one before it.
        remarks: code of a finding → the positions that it is about.
    """

    title: str
    cells: tuple[Stored, ...]
    epoch: datetime
    hidden: bool = False
    above: int = 0
    follows: bool = False
    addresses: Mapping[Position, str] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Position, ...]] = field(default_factory=dict)
