import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from pingshu.document import (
    Adoption,
    Document,
    chart_says,
    charts_in,
    drop_bookmarks,
    open_document,
    pending_changes,
    remark,
    replace_chart,
    saved,
)
from pingshu.opc import PackageError
from tests.docx_building import document, files_of, package, paragraph, run, table
from tests.ooxml import validity_findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
PLAIN = document(paragraph("项目概况"), paragraph("资金情况"))


def with_files(content: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
    """A document in which some parts are others: main, links, root or types."""
    names = {"main": MAIN, "links": LINKS, "root": "_rels/.rels", "types": "[Content_Types].xml"}
    files = files_of(content)
    return package(
        {**files, **{names[name]: make(files[names[name]]) for name, make in changes.items()}}
    )


def damaged(content: bytes) -> bytes:
    """A document whose main part does not have the checksum it should have."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files_of(content).items():
            archive.writestr(name, data)
    return stream.getvalue().replace("项目概况".encode(), "项目概要".encode(), 1)


def locked(content: bytes) -> bytes:
    """A document whose parts say that they are encrypted."""
    data = bytearray(content)
    start = 0
    while (start := data.find(b"PK\1\2", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    return bytes(data)


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "不是 Word 文档"),
        (package({"xl/workbook.xml": b"<workbook/>"}), "不是 Word 文档"),
        (damaged(PLAIN), "文件已损坏"),
        (locked(PLAIN), "文件加了密"),
        (with_files(PLAIN, main=lambda xml: xml[:-9]), "已损坏"),
        (with_files(PLAIN, main=lambda xml: xml.replace(b"w:body>", b"w:other>")), "不常见"),
        (with_files(PLAIN, main=lambda xml: xml.replace(b"?>", b"?><!DOCTYPE a>", 1)), "不常见"),
        (with_files(PLAIN, main=lambda xml: xml.replace(W[1:-1].encode(), STRICT)), "不常见"),
    ],
)  # fmt: skip
def test_what_is_no_sound_document_is_refused_in_chinese(content: bytes, why: str) -> None:
    with pytest.raises(PackageError, match=why):
        open_document(content)


def test_the_main_part_is_found_by_its_relation_whatever_it_is_called() -> None:
    files = files_of(PLAIN)
    files["word/text.xml"] = files.pop(MAIN)
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"document.xml", b"text.xml")
    assert open_document(package(files)).main == "word/text.xml"


def test_a_document_is_saved_to_the_same_bytes_each_time() -> None:
    opened = open_document(PLAIN)
    assert saved(opened) == saved(opened) == saved(open_document(PLAIN))


# --- comments -----------------------------------------------------------------------------------


def opened_by_word(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


def remarked(content: bytes, index: int, *texts: str) -> bytes:
    opened = open_document(content)
    for text in texts:
        remark(opened, {opened.body[index]: text})
    return saved(opened)


def test_a_remark_is_a_comment_of_ours_in_a_part_that_is_made_for_it() -> None:
    content = remarked(PLAIN, 0, "请核对。\n应为95万元。")
    comments = list(opened_by_word(content).comments)
    assert [(one.author, one.text) for one in comments] == [("评述", "请核对。\n应为95万元。")]
    assert validity_findings(content) == validity_findings(PLAIN)


def test_a_remark_leaves_other_comments_as_they_are_and_has_a_number_of_its_own() -> None:
    opened = opened_by_word(PLAIN)
    opened.add_comment(opened.paragraphs[0].runs[0], text="对吗？", author="李")
    stream = BytesIO()
    opened.save(stream)
    content = remarked(stream.getvalue(), 0, "请核对。", "请再核对。")
    comments = list(opened_by_word(content).comments)
    assert [one.text for one in comments] == ["对吗？", "请核对。", "请再核对。"]
    assert len({one.comment_id for one in comments}) == 3


def test_a_remark_on_a_row_stands_in_its_first_cell() -> None:
    content = remarked(document(table(["指标", "完成值"])), 0, "请核对。")
    cell = opened_by_word(content).tables[0].cell(0, 0)
    assert cell.paragraphs[0]._p.find(f".//{W}commentReference") is not None


# --- elements of another document ---------------------------------------------------------------


def taken_over(own: bytes, other: bytes, index: int = 0) -> tuple[Document, etree._Element]:
    """A document at whose end an element of another now stands, and that element."""
    opened, source = open_document(own), open_document(other)
    adoption = Adoption(
        package=opened.package,
        main=opened.main,
        opened=lambda: (source.package, source.main),
    )
    copy = adoption.adopted(source.body[index], opened.body[0])
    opened.body.insert(0, copy)
    return opened, copy


def link(identifier: str, kind: str, target: str, *, outside: bool = False) -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    attributes = f'Id="{identifier}" Type="{R}/{kind}" Target="{target}"{mode}'
    return f"<Relationship {attributes}/></Relationships>".encode()


def linked(block: str, *links: bytes) -> bytes:
    def add(listing: bytes) -> bytes:
        for one in links:
            listing = listing.replace(b"</Relationships>", one)
        return listing

    return with_files(document(block), links=add)


def targets(content: bytes, kind: str) -> list[str]:
    listing = etree.fromstring(files_of(content)[LINKS])
    return [one.get("Target", "") for one in listing if one.get("Type") == f"{R}/{kind}"]


def test_a_link_leads_where_it_led() -> None:
    block = f'<w:p><w:hyperlink r:id="x">{run("财政局")}</w:hyperlink></w:p>'
    other = linked(block, link("x", "hyperlink", "https://example.com/", outside=True))
    opened, copy = taken_over(PLAIN, other)
    identifier = copy[0].get(f"{{{R}}}id")
    content = saved(opened)
    assert targets(content, "hyperlink") == ["https://example.com/"]
    assert f'Id="{identifier}"'.encode() in files_of(content)[LINKS]


CHART = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="图"/>'
    '<a:graphic><a:graphicData uri="u"><c:chart xmlns:c="http://schemas.openxmlformats.org/'
    'drawingml/2006/chart" r:id="c"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    "</w:p>"
)


def charted(drawing: bytes, workbook: bytes) -> bytes:
    files = files_of(linked(CHART, link("c", "chart", "charts/chart1.xml")))
    start = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = {
        "word/charts/chart1.xml": drawing,
        "word/charts/_rels/chart1.xml.rels": start + link("w", "package", "../a.xlsx"),
        "word/a.xlsx": workbook,
    }
    kind = b'<Override PartName="/word/charts/chart1.xml" ContentType="a/chart"/></Types>'
    types = files["[Content_Types].xml"].replace(b"</Types>", kind)
    return package({**files, "[Content_Types].xml": types, **parts})


def test_a_chart_brings_its_workbook_along_under_names_of_their_own() -> None:
    opened, copy = taken_over(charted(b"<old/>", b"1"), charted(b"<new/>", b"2"))
    content = saved(opened)
    files = files_of(content)
    (part,) = charts_in(opened.package, opened.main, copy)
    assert (files["word/charts/chart1.xml"], files[part]) == (b"<old/>", b"<new/>")
    assert sorted(data for name, data in files.items() if name.endswith(".xlsx")) == [b"1", b"2"]
    assert f'PartName="/{part}" ContentType="a/chart"'.encode() in files["[Content_Types].xml"]
    numbers = etree.fromstring(files[MAIN]).iterfind(".//{*}docPr")
    assert {one.get("id") for one in numbers} == {"1", "2"}


def test_a_chart_is_replaced_with_the_workbook_behind_it() -> None:
    drawn = '<c:title xmlns:c="{}"><a:t xmlns:a="{}">{{}}</a:t></c:title>'.format(
        *(f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("chart", "main"))
    )
    own, other = (
        open_document(charted(drawn.format(title).encode(), workbook))
        for title, workbook in (("旧", b"1"), ("新", b"2"))
    )
    replace_chart(own.package, "word/charts/chart1.xml", other.package, "word/charts/chart1.xml")
    files = files_of(saved(own))
    assert chart_says(files["word/charts/chart1.xml"]).decode() == "新"
    assert files["word/a.xlsx"] == b"2"


def test_a_paragraph_of_an_unknown_style_is_like_its_neighbour() -> None:
    own = document(paragraph("正文", style="1"))
    _, copy = taken_over(own, document(paragraph("标题", style="没有")))
    assert [one.get(f"{W}val") for one in copy.iter(f"{W}pStyle")] == ["1"]


def test_a_paragraph_leaves_the_list_that_the_other_document_does_not_have() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    block = f"<w:p>{number}{run('第一')}</w:p>"
    _, kept = taken_over(PLAIN, document(block))
    assert kept.find(f".//{W}numPr") is not None
    files = files_of(PLAIN)
    lists = f'<w:numbering xmlns:w="{W[1:-1]}"/>'.encode()
    listed = with_files(
        package({**files, "word/numbering.xml": lists}),
        links=lambda xml: xml.replace(b"</Relationships>", link("n", "numbering", "numbering.xml")),
    )
    _, copy = taken_over(listed, document(block))
    assert copy.find(f".//{W}numPr") is None


def test_bookmarks_get_numbers_of_their_own_and_a_half_one_goes() -> None:
    def mark(number: int, name: str) -> str:
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'

    end = '<w:bookmarkEnd w:id="{}"/>'.format
    own = document(f"<w:p>{mark(1, 'a')}{run('甲')}{end(1)}</w:p>")
    block = f"<w:p>{mark(1, 'b')}{run('乙')}{end(1)}{mark(2, 'c')}{run('丙')}</w:p>"
    opened, copy = taken_over(own, document(block, f"<w:p>{end(2)}</w:p>"))
    starts = list(opened.body.iter(f"{W}bookmarkStart"))
    assert [one.get(f"{W}name") for one in starts] == ["b", "a"]
    assert len({one.get(f"{W}id") for one in starts}) == 2
    assert [one.get(f"{W}id") for one in copy.iter(f"{W}bookmarkEnd")] == [starts[0].get(f"{W}id")]


# --- marks --------------------------------------------------------------------------------------


def mark(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def test_bookmarks_of_a_kind_go_but_the_first_of_each_that_is_kept() -> None:
    marks = (mark(1, "_fig_a"), mark(2, "_fig_b"), mark(3, "_fig_a"), mark(4, "目录"))
    body = open_document(document(f"<w:p>{''.join(marks)}<w:bookmarkEnd w:id='9'/></w:p>")).body
    drop_bookmarks(body, "_fig_", ["_fig_a"])
    kept = [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]
    assert kept == ["1", "1", "4", "4"]


def test_changes_that_wait_for_somebody_are_counted_wherever_they_are_noted() -> None:
    noted = '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"/><w:moveTo w:id="3"/>'
    cell = '<w:tc><w:tcPr><w:cellIns w:id="4"/></w:tcPr><w:p/></w:tc>'
    body = open_document(
        document(f"<w:p>{noted}</w:p>", f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    ).body
    assert pending_changes([body]) == 4
    assert pending_changes([open_document(PLAIN).body]) == 0
