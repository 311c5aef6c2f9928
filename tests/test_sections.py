"""A heading of what is not due any more stays while a person has something under it."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from pingshu.manifest import Manifest
from pingshu.merge import Change, Merged, merge
from tests.report_building import edited, lines, remarks, report

TITLE, LAST = "项目绩效自评报告", "今后继续加强管理。"
FUNDS = ["# 一、资金情况", "全年预算[预算:100万元]。"]
TROUBLE = ["# 二、存在的问题", "群众知晓率还不够高。"]
INNER = ["# （一）宣传方面", "宣传的形式单一。"]
OTHER = ["# 三、下一步打算", "加大宣传的力度。"]
OWN = "我另外写的一段。"
KEPT = "按更新后的工作簿不再有这个栏目；因为下面有人写的内容，所以保留标题。请核对是否还需要。"
Report = tuple[bytes, Manifest]

OLD = report(TITLE, *FUNDS, *TROUBLE, *OTHER, LAST)
NEW = report(TITLE, *FUNDS, *OTHER, LAST)


def with_paragraph(content: bytes, before: str, text: str = OWN) -> bytes:
    def write(opened: WordDocument) -> None:
        (place,) = (one for one in opened.paragraphs if one.text == before)
        place.insert_paragraph_before(text)

    return edited(content, write)


def lowered(content: bytes, *names: str) -> bytes:
    """A report in which these headings are of the second level."""

    def lower(opened: WordDocument) -> None:
        for one in opened.paragraphs:
            if one.text in names:
                etree.SubElement(one._p.get_or_add_pPr(), qn("w:outlineLvl")).set(qn("w:val"), "1")

    return edited(content, lower)


def refreshed(content: bytes, old: Report = OLD, new: Report = NEW) -> Merged:
    merged = merge(content, old[1], *new)
    assert merge(merged.content, new[1], *new).content == merged.content
    return merged


def read(*blocks: str) -> list[str]:
    return lines(report(*blocks)[0])


def test_a_heading_stays_for_the_paragraph_that_a_person_wrote_under_it() -> None:
    merged = refreshed(with_paragraph(OLD[0], "三、下一步打算"))
    assert lines(merged.content) == [
        TITLE, *read(*FUNDS), "二、存在的问题", OWN, *read(*OTHER), LAST,
    ]  # fmt: skip
    assert remarks(merged.content) == [KEPT]
    assert [(one.change, one.passage) for one in merged.conflicts] == [
        (Change.OUTDATED, "二、存在的问题")
    ]


def test_a_heading_stays_for_a_paragraph_that_is_kept_because_a_person_changed_it() -> None:
    def change(opened: WordDocument) -> None:
        (one,) = (one for one in opened.paragraphs if one.text == TROUBLE[1])
        one.add_run("我补一句。")

    merged = refreshed(edited(OLD[0], change))
    assert lines(merged.content)[3:5] == ["二、存在的问题", f"{TROUBLE[1]}我补一句。"]


def test_a_heading_goes_with_what_it_headed_if_nobody_wrote_there() -> None:
    assert lines(refreshed(OLD[0]).content) == lines(NEW[0])
    elsewhere = refreshed(with_paragraph(OLD[0], LAST))
    assert lines(elsewhere.content) == [TITLE, *read(*FUNDS, *OTHER), OWN, LAST]
    blank = refreshed(with_paragraph(OLD[0], "三、下一步打算", ""))
    assert "二、存在的问题" not in lines(blank.content)


def test_a_higher_heading_stays_for_what_is_under_a_lower_one() -> None:
    old = report(TITLE, *FUNDS, *TROUBLE, *INNER, *OTHER, LAST)
    content = lowered(with_paragraph(old[0], "三、下一步打算"), "（一）宣传方面")
    merged = refreshed(content, old)
    assert lines(merged.content)[3:6] == ["二、存在的问题", "（一）宣传方面", OWN]


def test_a_lower_heading_ends_at_the_next_of_its_level() -> None:
    second = ["# （二）管理方面", "制度还不健全。"]
    old = report(TITLE, *FUNDS, *TROUBLE, *INNER, *second, *OTHER, LAST)
    content = with_paragraph(old[0], "三、下一步打算")
    merged = refreshed(lowered(content, "（一）宣传方面", "（二）管理方面"), old)
    assert lines(merged.content)[3:6] == ["二、存在的问题", "（二）管理方面", OWN]


def test_a_heading_that_was_only_given_other_words_has_no_twin() -> None:
    new = report(TITLE, *FUNDS, "# 二、不足", TROUBLE[1], *OTHER, LAST)
    merged = refreshed(with_paragraph(OLD[0], "三、下一步打算"), OLD, new)
    assert [one for one in lines(merged.content) if one.startswith("二、")] == ["二、不足"]


def test_the_level_of_a_style_is_that_of_the_one_it_is_based_on() -> None:
    new = report(TITLE, *FUNDS, LAST)

    def restyle(opened: WordDocument) -> None:
        style = opened.styles.add_style("本单位标题", 1)
        style.base_style = next(one for one in opened.styles if one.style_id == "1")
        (heading,) = (one for one in opened.paragraphs if one.text == "三、下一步打算")
        heading.style = style

    content = edited(with_paragraph(OLD[0], OTHER[1]), restyle)
    merged = refreshed(content, OLD, new)
    assert lines(merged.content) == [*read(TITLE, *FUNDS), "三、下一步打算", OWN, LAST]
