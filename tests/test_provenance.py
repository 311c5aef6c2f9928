"""In the samples each figure stands where the memory says, and each number knows its figure."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from pingshu.carrier import carried
from pingshu.document import chart_says
from pingshu.manifest import as_carried, digest, from_json, identity
from pingshu.model import Figure
from pingshu.narrate import narrate
from pingshu.opc import opened
from pingshu.passages import FIGURE, passage_of, placed_passages
from pingshu.pipeline.making.drafting import drafted
from pingshu.pipeline.making.reading import read_forms
from pingshu.pipeline.workshop import Workshop, prepare
from pingshu.render import marks_in
from pingshu.view import Shown
from pingshu.write import Draft
from tests.docx_building import files_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "input_workbooks" / "示例").glob("*.xlsx"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def workshop() -> Workshop:
    return prepare(ROOT / "templates")


@cache
def made(file: Path) -> tuple[Draft, object, tuple[Figure, ...]]:
    """The report of a sample, what its template was given, and its figures."""
    (form, computation, findings), *_ = read_forms(file, workshop().profiles).forms
    family = workshop().families[form.family]
    view = narrate(form, computation, family.profile, findings)
    filled = family.template.fill(view)
    draft = drafted(filled, form, computation, {"workbook": "1"}, ROOT / "output")
    return draft, view, computation.figures()


def shown_in(value: object) -> Iterator[Shown]:
    if isinstance(value, Shown):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from shown_in(inner)
    for inner in value if isinstance(value, list) else ():
        yield from shown_in(inner)


@pytest.fixture(params=SAMPLES, ids=[file.stem for file in SAMPLES])
def sample(request: pytest.FixtureRequest) -> Path:
    file = request.param
    assert isinstance(file, Path)
    return file


def test_what_has_a_key_prints_a_number_of_that_figure(sample: Path) -> None:
    _, view, figures = made(sample)
    keys = {figure.key for figure in figures}
    for shown in shown_in(view):
        assert (shown.key is None) == (shown.number is None), shown
        assert shown.key is None or shown.key in keys, shown
        assert shown.key is None or re.search("[0-9]", shown.text), shown


def test_figures_stand_in_the_report_as_its_memory_says(sample: Path) -> None:
    draft, *_ = made(sample)
    memory = draft.manifest
    by_name = {one.name: one for one in memory.printed}
    body = etree.fromstring(files_of(draft.content)["word/document.xml"])[0]
    passages = [passage for passage, _ in placed_passages(body)]
    assert passages == [passage_of(skeleton, by_name) for skeleton in memory.passages]
    spots = [spot.name for passage in passages for piece in passage.pieces for spot in piece.spots]
    assert sorted(spots) == sorted(by_name)
    assert len(by_name) == len(memory.printed) > 20


def test_bookmarks_are_unique_and_each_start_has_its_end(sample: Path) -> None:
    root = etree.fromstring(files_of(made(sample)[0].content)["word/document.xml"])
    starts = list(root.iter(f"{W}bookmarkStart"))
    ends = [node.get(f"{W}id") for node in root.iter(f"{W}bookmarkEnd")]
    names = [node.get(f"{W}name", "") for node in starts]
    assert len(set(names)) == len(names)
    assert len(set(ends)) == len(ends)
    assert sorted(str(node.get(f"{W}id")) for node in starts) == sorted(map(str, ends))
    assert all(len(name) <= 40 for name in names)
    assert any(name.startswith(FIGURE) for name in names)


def test_the_report_carries_its_memory_and_its_charts(sample: Path) -> None:
    draft, *_ = made(sample)
    content, carried_digest = carried(opened(draft.content))
    assert content is not None
    assert from_json(content) == from_json(as_carried(draft.manifest))
    assert carried_digest == identity(draft.manifest)
    parts = files_of(draft.content)
    charts = {
        name: digest(chart_says(parts[name]))
        for name in parts
        if re.match("word/charts/[^/]*xml$", name)
    }
    assert draft.manifest.charts == charts


def test_what_a_report_still_asks_for_is_known_without_opening_it(sample: Path) -> None:
    draft, *_ = made(sample)
    assert draft.gaps == marks_in(draft.content)


def test_without_bookmarks_the_report_is_the_one_without_memory(sample: Path) -> None:
    draft, view, _ = made(sample)
    assert isinstance(view, dict)
    plain = workshop().families[draft.manifest.family].template.render(view)
    body, bare = (files_of(data)["word/document.xml"].decode() for data in (draft.content, plain))
    assert FIGURE not in bare
    own = re.findall(rf'<w:bookmarkStart w:id="([0-9]+)" w:name="{FIGURE}[^>]*>', body)
    ends = "|".join(own)
    left = re.sub(
        rf'<w:bookmark(?:Start w:id="(?:{ends})" w:name="[^>]*|End w:id="(?:{ends})"/)>', "", body
    )
    assert left == bare
