"""Zip files are read without being unpacked, copied as they lie there, and believed in nothing."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.archive import Entry, compressed, entries_of, written
from pingshu.opc import PackageError, Parts, opened, packed
from tests.docx_building import document, files_of, paragraph

WORDS = "全年预算数一百万元。" * 40


def read(data: bytes) -> tuple[Entry, ...]:
    return entries_of(data, zipfile.ZipFile(BytesIO(data)).infolist())


def zipped(content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive as another program writes it, the sizes behind the content."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive, archive.open("甲.xml", "w") as entry:
        entry.write(content)
    return stream.getvalue()


@given(st.dictionaries(st.text("甲乙ab/._", min_size=1), st.binary()))
def test_what_is_written_is_read_again_by_us_and_by_others(files: dict[str, bytes]) -> None:
    data = written(compressed(name, content) for name, content in files.items())
    assert {entry.name: entry.content for entry in read(data)} == files
    archive = zipfile.ZipFile(BytesIO(data))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == files


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_an_entry_is_copied_as_it_lies_there(method: int) -> None:
    (entry,) = read(zipped(WORDS.encode(), method))
    (copy,) = read(written([entry]))
    assert copy == entry
    assert copy.content == WORDS.encode()


ENTRY = compressed("甲.xml", WORDS.encode())


@pytest.mark.parametrize(
    "entry",
    [
        replace(ENTRY, size=3),
        replace(ENTRY, size=10_000),
        replace(ENTRY, checksum=1),
        replace(ENTRY, compressed=b"\xff\xff\xff"),
        replace(ENTRY, method=14),
    ],
)
def test_an_entry_that_is_not_what_it_says_to_be_is_refused(entry: Entry) -> None:
    with pytest.raises(zipfile.BadZipFile, match=r"甲\.xml"):
        entry.content  # noqa: B018


def test_of_a_package_only_what_was_changed_is_packed_anew() -> None:
    plain = document(paragraph("项目概况"))
    before = {entry.name: entry for entry in read(plain)}
    package = opened(plain)
    package.parts["word/document.xml"] = package.parts["word/document.xml"] + b"<!-- -->"
    after = {entry.name: entry for entry in read(packed(package))}
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_damaged_part_is_told_when_somebody_asks_for_it() -> None:
    entries = [
        replace(entry, checksum=1) if entry.name == "word/styles.xml" else entry
        for entry in read(document(paragraph("项目概况")))
    ]
    package = opened(written(entries))
    assert package.parts["word/document.xml"]
    with pytest.raises(PackageError, match=r"读不出部件“word/styles\.xml”"):
        package.tree("word/styles.xml")


def test_parts_are_put_in_taken_over_and_taken_out() -> None:
    parts = Parts({"甲": b"1"}, [compressed("乙", b"2")])
    parts["丙"] = b"3"
    parts.take(compressed("甲", b"4"))
    del parts["乙"]
    assert dict(parts) == {"甲": b"4", "丙": b"3"}
    assert parts.get("乙") is None
    assert (len(parts), "乙" in parts) == (2, False)


def test_a_document_is_the_same_after_it_was_packed_again() -> None:
    plain = document(paragraph("项目概况"))
    assert files_of(packed(opened(plain))) == files_of(plain)
