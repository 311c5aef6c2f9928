"""A document carries what is remembered of it, and forgets it only as a whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.carrier import as_part, carried, carry, hand_on
from pingshu.opc import Package, Parts, opened, packed
from tests.docx_building import document, files_of, package, paragraph
from tests.ooxml import validity_findings

PLAIN = document(paragraph("甲"))


def carrying(data: bytes, memory: bytes, digest: str) -> bytes:
    opened_data = opened(data)
    carry(opened_data, memory, digest)
    return packed(opened_data)


def read(data: bytes) -> tuple[bytes | None, str]:
    return carried(opened(data))


def test_a_document_that_was_told_nothing_remembers_nothing() -> None:
    assert read(PLAIN) == (None, "")


def test_what_a_document_is_told_it_remembers() -> None:
    data = carrying(PLAIN, b'{"a": 1}', "12")
    assert read(data) == (b'{"a": 1}', "12")
    assert validity_findings(data) == validity_findings(PLAIN)


def test_what_it_is_told_later_takes_the_place_of_that() -> None:
    first = carrying(PLAIN, b"1", "one")
    second = carrying(first, b"2", "two")
    assert read(second) == (b"2", "two")
    assert files_of(second).keys() == files_of(first).keys()


def test_names_of_parts_are_told() -> None:
    names = carry(opened(PLAIN), b"1", "one")
    assert names == ("customXml/item1.xml", "docProps/custom.xml")


def test_parts_of_other_programs_stay() -> None:
    data = carrying(PLAIN, b"1", "one")
    files = files_of(data)
    foreign = package({**files, "customXml/item1.xml": "<b/>"})
    again = carrying(foreign, b"2", "two")
    assert files_of(again)["customXml/item1.xml"] == b"<b/>"
    assert read(again) == (b"2", "two")


@pytest.mark.parametrize("content", [b"", b"<a", b"\x00"])
def test_a_damaged_part_holds_no_memory(content: bytes) -> None:
    data = carrying(PLAIN, b"1", "one")
    damaged = package({**files_of(data), "customXml/item1.xml": content})
    assert read(damaged) == (None, "one")


@pytest.mark.parametrize("lost", ["customXml/item1.xml", "docProps/custom.xml"])
def test_each_part_is_read_without_the_other(lost: str) -> None:
    files = files_of(carrying(PLAIN, b"1", "one"))
    del files[lost]
    assert read(package(files)) == ((None, "one") if "custom" in lost[:9] else (b"1", ""))


def test_numbers_of_properties_that_are_no_numbers_are_no_obstacle() -> None:
    files = files_of(carrying(PLAIN, b"1", "one"))
    own = files["docProps/custom.xml"].replace(b'"pingshu"', b'"a"').replace(b'"2"', b'"x"')
    data = carrying(package({**files, "docProps/custom.xml": own}), b"2", "two")
    assert read(data)[1] == "two"


@given(value=st.text(st.characters(exclude_categories=())) | st.integers())
def test_any_json_survives(value: str | int) -> None:
    memory = json.dumps({"甲": value}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}
    held = Package(Parts(parts))
    part, _ = carry(held, memory, "1")
    assert held.parts[part] == as_part(memory)
    content, _ = carried(held)
    assert content is not None
    assert _joined(json.loads(content)["甲"]) == _joined(value)


def _joined(value: str | int) -> str | int:
    """Two halves of one character beside each other are that character once they are JSON."""
    if isinstance(value, int):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_a_document_remembers_what_another_one_remembers_and_nothing_else() -> None:
    source, package = opened(carrying(PLAIN, b'"new"', "2")), opened(carrying(PLAIN, b'"old"', "1"))
    assert hand_on(source, package)
    assert read(packed(package)) == (b'"new"', "2")


def test_of_a_document_that_remembers_nothing_nothing_is_handed_on() -> None:
    package = opened(carrying(PLAIN, b'"old"', "1"))
    assert not hand_on(opened(PLAIN), package)
    assert read(packed(package)) == (b'"old"', "1")
