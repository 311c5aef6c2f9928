"""Views of reports for tests, empty but for what a test puts in, and the reports they give."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Report

from pingshu.profile import Profile, load_profiles
from pingshu.render import Template
from pingshu.view import FILTERS, NAMES, Shown

View = dict[str, object]

FAMILIES = ("转移支付", "项目支出", "部门整体支出")
EMPTY: Mapping[str, object] = {"是否": False, "列表": []}
_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@cache
def profiles() -> dict[str, Profile]:
    return {profile.name: profile for profile in load_profiles(_TEMPLATES)}


@cache
def template(family: str) -> Template:
    return Template(profiles()[family].template, filters=FILTERS)


def shown(value: object) -> object:
    return Shown(text=value) if isinstance(value, str) else value


def put(view: View, path: str, value: object) -> None:
    *steps, last = path.split(".")
    for step in steps:
        inner = view.setdefault(step, {})
        assert isinstance(inner, dict)
        view = inner
    view[last] = shown(value)


def blank(start: str) -> View:
    """Return all that has a name below this one, with nothing in it."""
    view: View = {}
    for name in NAMES.values():
        rest = name.path.removeprefix(start)
        if name.path.startswith(start) and "[]" not in rest:
            put(view, rest, EMPTY.get(name.kind, ""))
    return view


def item(start: str, values: Mapping[str, object]) -> View:
    """Return an item of the list with this path, empty but for these values."""
    view = blank(f"{start}[].")
    for path, value in values.items():
        put(view, path, value)
    return view


def whole(family: str, values: Mapping[str, object]) -> View:
    """Return a view of the family, empty but for these values."""
    view = blank("")
    for column in profiles()[family].columns:
        put(view, f"文字.{column}", "")
    for path, value in {"单位.自称": "我局", "项目.名称": "该县培训项目", **values}.items():
        put(view, path, value)
    return view


def rendered(family: str, values: Mapping[str, object]) -> Report:
    return Document(BytesIO(template(family).render(whole(family, values))))


def lines(family: str, values: Mapping[str, object]) -> list[str]:
    return [paragraph.text for paragraph in rendered(family, values).paragraphs]


def headings(report: Report) -> list[str]:
    found = (p for p in report.paragraphs if p.style and p.style.style_id.startswith("Heading"))
    return [paragraph.text for paragraph in found]
