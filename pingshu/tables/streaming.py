"""The rows of a sheet, put into its file as they come: a hundred thousand cost no memory.

Knows the XML of cells and links, and temporary files. Must not know how a cell looks or what it
says. Characters that XML forbids are the caller's affair.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MOST_LINKS = 65_530
"""More links on one sheet are damage to Excel."""
_LONGEST_TEXT = 32_767
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_QUOTED = _ENTITIES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# What the shell says of its size is wrong once rows are added, and nobody needs it.
_SIZE = re.compile(rb"<dimension [^>]*/>")
_END_OF_ROWS = b"</sheetData>"
_AFTER_LINKS = b"<pageMargins"


class StreamedCell(NamedTuple):
    """A cell of a row: its style by number, what it says, where it leads, how it is worked out."""

    style: int
    value: str | Decimal | int | None
    target: str | None = None
    location: str | None = None
    formula: str | None = None


def _spool() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(max_size=_IN_MEMORY)


@dataclass(slots=True)
class Stream:
    """What was put into a sheet so far: small in memory, large in temporary files."""

    rows: SpooledTemporaryFile[bytes] = field(default_factory=_spool)
    links: SpooledTemporaryFile[bytes] = field(default_factory=_spool)
    relations: SpooledTemporaryFile[bytes] = field(default_factory=_spool)
    count: int = 0
    linked: int = 0

    def close(self) -> None:
        """Give the temporary files back."""
        for spool in (self.rows, self.links, self.relations):
            spool.close()


def put_row(
    stream: Stream,
    number: int,
    height: float,
    letters: Sequence[str],
    cells: Sequence[StreamedCell],
) -> None:
    """Add a row to a sheet.

    Args:
        stream: where it goes.
        number: of the row, growing.
        height: in points.
        letters: of the columns, from the first.
        cells: one for each column.
    """
    told = [_cell(f"{letter}{number}", cell) for letter, cell in zip(letters, cells, strict=True)]
    row = f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(told)}</row>'
    stream.rows.write(row.encode())
    stream.count += 1
    for letter, cell in zip(letters, cells, strict=True):
        if cell.target is not None and stream.linked < _MOST_LINKS:
            _put_link(stream, f"{letter}{number}", cell.target, cell.location)


def _cell(address: str, cell: StreamedCell) -> str:
    start, value = f'<c r="{address}" s="{cell.style}"', cell.value
    if cell.formula is not None:
        # Without a value: whoever opens the file works it out.
        return f"{start}><f>{cell.formula.translate(_ENTITIES)}</f></c>"
    if value is None or value == "":
        return f"{start}/>"
    if not isinstance(value, str):
        return f'{start} t="n"><v>{value:.16g}</v></c>'
    # Typed as a text, so that none that begins with “=” becomes a formula.
    kept = "" if value == value.strip() else ' xml:space="preserve"'
    text = value[:_LONGEST_TEXT].translate(_ENTITIES)
    return f'{start} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _put_link(stream: Stream, address: str, target: str, location: str | None) -> None:
    stream.linked += 1
    name = f"rId{stream.linked}"
    place = "" if location is None else f' location="{location.translate(_QUOTED)}"'
    stream.links.write(f'<hyperlink ref="{address}"{place} r:id="{name}"/>'.encode())
    relation = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink"'
        f' Target="{target.translate(_QUOTED)}" TargetMode="External"/>'
    )
    stream.relations.write(relation.encode())


# --- the file -------------------------------------------------------------------------------


def packed_with(shell: bytes, streams: Mapping[str, Stream]) -> bytes:
    """Return a workbook with the rows of its sheets.

    Args:
        shell: the workbook with nothing but what stands above the rows and below them.
        streams: name of a sheet's part → what belongs below its last row.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shell)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in source.infolist():
            content, stream = source.read(info), streams.get(info.filename)
            pieces = iter((content,)) if stream is None else _with_rows(content, stream)
            _store(archive, info.filename, info, pieces)
            if stream is not None and stream.linked:
                folder, _, name = info.filename.rpartition("/")
                _store(archive, f"{folder}/_rels/{name}.rels", info, _relations(stream))
    return buffer.getvalue()


def _store(
    archive: zipfile.ZipFile, name: str, like: zipfile.ZipInfo, pieces: Iterator[bytes]
) -> None:
    info = zipfile.ZipInfo(name, like.date_time)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as target:
        for piece in pieces:
            target.write(piece)


def _with_rows(sheet: bytes, stream: Stream) -> Iterator[bytes]:
    above, end, below = sheet.partition(_END_OF_ROWS)
    yield _SIZE.sub(b"", above)
    yield from _read(stream.rows)
    before, margins, after = below.partition(_AFTER_LINKS)
    yield end + before
    if stream.linked:
        yield f'<hyperlinks xmlns:r="{_OFFICE}">'.encode()
        yield from _read(stream.links)
        yield b"</hyperlinks>"
    yield margins + after


def _relations(stream: Stream) -> Iterator[bytes]:
    yield f'<Relationships xmlns="{_RELATIONS}">'.encode()
    yield from _read(stream.relations)
    yield b"</Relationships>"


def _read(spool: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    spool.seek(0)
    while piece := spool.read(_PIECE):
        yield piece
