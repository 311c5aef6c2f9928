"""The catalogue: every kind can be told, in plain Chinese, with a cure."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pingshu.finding import CATALOGUE, Kind, Severity, found
from pingshu.sheet import Place

PACKAGE = Path(__file__).parent.parent / "pingshu"
KINDS = tuple(CATALOGUE.values())
PLACE = Place(workbook="表.xlsx", sheet="自评表", cell="F6")

# Names of programs and files, and what people see on their screens.
_FOREIGN = {
    *("Excel", "WPS", "Word", "Windows", "MB", "xls", "xlsx", "xlsm", "docx", "et", "PDF"),
    *("profile", "toml", "txt"),
    *(
        "python",
        "generate",
        "py",
        "blank",
        "templates",
        "force",
        "refresh",
        "output",
        "input",
        "workbooks",
        "DIV",
        "REF",
    ),
}
_ENDING = re.compile(r".*(?:。|\{[a-z]+\})", re.DOTALL)
_HALF_WIDTH = re.compile(r"[一-鿿”’][,;:?!()]|[,;:?!()][一-鿿“‘]")
_SPACE_AT_FIGURE = re.compile(r"[一-鿿，。；：] [0-9{]|[0-9}] [一-鿿]")


def slots(text: str) -> set[str]:
    """Return the names of the facts that a sentence needs."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def needed(kind: Kind) -> set[str]:
    return slots(kind.problem) | slots(kind.cure)


def sentences(kind: Kind) -> tuple[str, ...]:
    return (kind.problem, kind.cure, kind.basis)


def test_a_code_is_a_slug() -> None:
    slug = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    assert [kind.code for kind in KINDS if not slug.fullmatch(kind.code)] == []


def test_no_two_kinds_have_one_title() -> None:
    titles = [kind.title for kind in CATALOGUE.values()]
    assert len(titles) == len(set(titles))


def test_problem_cure_and_basis_are_whole_sentences() -> None:
    every = [sentence for kind in KINDS for sentence in sentences(kind)]
    assert [one for one in every if not _ENDING.fullmatch(one) or "。。" in one] == []
    assert [kind.code for kind in KINDS if kind.title.endswith("。")] == []


def test_a_kind_is_told_in_chinese() -> None:
    for text in (text for kind in KINDS for text in (kind.title, *sentences(kind))):
        words = re.findall(r"[A-Za-z]+", Formatter().vformat(text, (), _Blank()))
        assert set(words) <= _FOREIGN, text
        assert re.search(r"[一-鿿]", text), text


class _Blank(dict[str, str]):
    """Every fact, left blank."""

    def __missing__(self, key: str) -> str:
        return ""


def test_punctuation_is_full_width_and_figures_stand_without_spaces() -> None:
    every = [text for kind in KINDS for text in (kind.title, *sentences(kind))]
    assert [text for text in every if _HALF_WIDTH.search(text)] == []
    assert [text for text in every if _SPACE_AT_FIGURE.search(text)] == []


def test_a_message_is_filled_with_its_facts() -> None:
    for kind in KINDS:
        facts = {name: f"《{name}》" for name in needed(kind)}
        finding = found(kind.code, PLACE, **facts)
        assert finding.message == f"{finding.problem}{finding.cure}"
        assert [fact for fact in facts.values() if fact not in finding.message] == []
        assert not re.search(r"[{}]", finding.message)
        assert (finding.severity, finding.place) == (kind.severity, PLACE)


def test_a_fact_with_braces_is_told_as_it_is() -> None:
    told = found("error-value", PLACE, actual="{x}{0}")
    assert told.problem == "单元格显示为“{x}{0}”。"


def test_a_fact_of_several_lines_is_told_on_one() -> None:
    told = found("error-value", PLACE, actual="上\r\n\n 下\n")
    assert told.problem == "单元格显示为“上 下”。"
    assert told.actual == "上\r\n\n 下\n"


def test_expected_and_actual_stand_beside_the_message() -> None:
    finding = found("text-grade-differs", PLACE, expected="优", actual="良", clause="评级为良")
    assert (finding.expected, finding.actual) == ("优", "良")


def test_a_code_that_is_not_in_the_catalogue_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        found("no-such-code", PLACE)


def test_a_fact_that_is_missing_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        found("workbook-open", PLACE)


def test_people_read_the_severity_as_a_word() -> None:
    assert [severity.word for severity in Severity] == ["须修改", "须说明", "提示"]


# --- what the code says -------------------------------------------------------------------


def _modules() -> Iterator[ast.Module]:
    for path in PACKAGE.rglob("*.py"):
        if "finding" not in path.parts:
            yield ast.parse(path.read_text(encoding="utf-8"))


def _strings() -> set[str]:
    return {
        node.value
        for module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# Put together from the kind of comparison: rate or rate-score, then how it ended.
_COMPARED = {f"{what}-{end}" for what in ("rate", "rate-score") for end in ("rounding", "differs")}


def test_every_kind_is_found_by_some_module() -> None:
    assert CATALOGUE.keys() - _COMPARED <= _strings()


def _calls() -> list[tuple[str, set[str]]]:
    """Return the code of each finding that is made, and the facts it is given by name."""
    nodes = (node for module in _modules() for node in ast.walk(module))
    return [made for node in nodes if isinstance(node, ast.Call) for made in _made(node)]


def _made(call: ast.Call) -> Iterator[tuple[str, set[str]]]:
    facts = [keyword.arg for keyword in call.keywords]
    if isinstance(call.func, ast.Name) and call.func.id == "found" and None not in facts:
        code = call.args[0]
        if isinstance(code, ast.Constant):
            yield str(code.value), {fact for fact in facts if fact}


def test_every_finding_is_made_with_the_facts_its_message_needs() -> None:
    calls = _calls()
    assert len(calls) > 30
    for code, facts in calls:
        assert needed(CATALOGUE[code]) <= facts, code
