"""Tags in the text of one paragraph: where they begin and end, what they are and what they say.

Knows the braces and their habits: curly quotes, full-width braces, hyphens that swallow white
space, braces that stand for themselves. Knows neither XML nor what a tag's body means.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from pingshu.word import Complain, Tag, TagPlace, TemplateFault

Key = TypeVar("Key", bound=Hashable)

_FOLDED = str.maketrans("｛｝％＃“”＂‘’＇", "{}%#\"\"\"'''")
_TAG = re.compile(
    r"""
    \{_[{%] | [%}]_\}
    | \{\{ (?: "[^"]*" | '[^']*' | \{ (?![{%]) [^{}]* (?: \{ [^{}]* \} [^{}]* )* \}
             | (?! \}\} | \{\{ | \{% | %\} ) . )*+ \}\}
    | \{% (?: "[^"]*" | '[^']*' | (?! %\} | \{\{ | \{% ) . )*+ %\}
    | \{\# .*? \#\}
    """,
    re.VERBOSE | re.DOTALL,
)
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_LITERAL = re.compile(r"\{_[{%]|[%}]_\}")
_LEVEL = re.compile(r"(p|tr|tc|r)\s+(?![|.,=<>+~*/%-])")
_ENDING = re.compile(r"\|\s*(分段|合并)\s*$")
_ENDINGS: dict[str, Literal["分段", "合并"]] = {"分段": "分段", "合并": "合并"}
_QUOTED = re.compile(
    r"""
    (?P<straight> "[^"]*" | '[^']*' )
    | [“”＂] (?P<double> [^“”＂"]* ) [“”＂]
    | [‘’＇] (?P<single> [^‘’＇']* ) [‘’＇]
    | [“”＂‘’＇]
    """,
    re.VERBOSE,
)
_STRAIGHT_QUOTES = str.maketrans("“”＂‘’＇", "\"\"\"'''")
_CLEANED = str.maketrans({"\n": " ", "\r": " ", "\u200b": "", "\ufeff": ""})
_BLANK_BEFORE = re.compile(r"\n?[^\S\n]*\Z")
_BLANK_AFTER = re.compile(r"[^\S\n]*\n?")
_KINDS: dict[str, Literal["value", "statement", "comment"]] = {
    "{{": "value",
    "{%": "statement",
    "{#": "comment",
}
_SNIPPET = 20
_AROUND = 12
_MACRO = re.compile(r"macro\s+(\w+)")


def find_tags(text: str, place: TagPlace, complain: Complain) -> tuple[Tag, ...]:
    """Find the tags of a paragraph.

    Args:
        text: What the paragraph reads.
        place: Where the paragraph stands.
        complain: Is told of each tag that is not closed, not opened or empty.
    """
    folded = text.translate(_FOLDED)
    if "{" not in folded and "}" not in folded:
        return ()
    tags: list[Tag] = []
    for match in _TAG.finditer(folded):
        earliest = tags[-1].end if tags else 0
        tag = _tag(text, folded, match.span(), earliest, place)
        if tag.kind == "value" and not tag.body:
            complain(TemplateFault(message="标签是空的", place=tag.place))
            continue
        tags.append(tag)
    for loose in _loose_braces(text, folded, place):
        complain(loose)
    return tuple(tags)


def _loose_braces(text: str, folded: str, place: TagPlace) -> Iterator[TemplateFault]:
    """The braces that belong to no tag, those of one mangled tag told once."""
    rest = _TAG.sub(lambda match: " " * len(match[0]), folded)
    told = 0
    for loose in _LOOSE.finditer(rest):
        if loose.start() < told:
            continue
        start = max(loose.start() - (_SNIPPET if "}" in loose[0] else 0), told)
        told = loose.end() + (_SNIPPET if "{" in loose[0] else 0)
        yield TemplateFault(
            message="标签不完整：括号没有成对，或一个标签被拆到了两段里",
            place=_place_in(text, start, told, place),
        )


def _place_in(text: str, start: int, end: int, place: TagPlace) -> TagPlace:
    written = text[start:end]
    begins = start + len(written) - len(written.lstrip())
    before, after = text[:start][-_AROUND:], text[end:][:_AROUND]
    around = " ".join(f"{before}…{after}".split())
    return replace(
        place, tag=written.strip(), start=begins, around=None if around == "…" else around
    )


def _tag(text: str, folded: str, span: tuple[int, int], earliest: int, place: TagPlace) -> Tag:
    written = text[slice(*span)]
    stands = _place_in(text, *span, place)
    if _LITERAL.fullmatch(folded, *span):
        literal = folded[slice(*span)].replace("_", "")
        return Tag(kind="literal", body=literal, place=stands, start=span[0], end=span[1])
    kind = _KINDS[folded[span[0] : span[0] + 2]]
    level, ending, body = _read(kind, written[2:-2])
    start, joins_before = _reach_before(folded, span[0], earliest, hyphen=written[2] == "-")
    end, joins_after = _reach_after(folded, span[1], hyphen=written[-3] == "-")
    return Tag(
        kind=kind,
        body=body,
        place=stands,
        level=level,
        ending=ending,
        start=start,
        end=end,
        joins_before=joins_before,
        joins_after=joins_after,
    )


def _read(kind: str, inner: str) -> tuple[str, Literal["", "分段", "合并"], str]:
    body = _clean(inner.removeprefix("-").removesuffix("-"))
    found = None if inner[:1].isspace() else _LEVEL.match(body)
    if kind == "value" and found and found[1] in {"tr", "tc"}:
        found = None
    if found:
        body = body[found.end() :]
    # A tag never breaks a run apart, so the one for runs has nothing to replace.
    level = found[1] if found and found[1] != "r" else ""
    ending = _ENDING.search(body) if kind == "value" else None
    if ending:
        return level, _ENDINGS[ending[1]], body[: ending.start()]
    return level, "", body


def _clean(body: str) -> str:
    return _QUOTED.sub(_straighten, body).translate(_CLEANED).strip()


def _straighten(quoted: re.Match[str]) -> str:
    if quoted["straight"]:
        return quoted["straight"]
    double, single = quoted["double"], quoted["single"]
    if double is not None:
        return f'"{double}"'
    return f"'{single}'" if single is not None else quoted[0].translate(_STRAIGHT_QUOTES)


def _reach_before(folded: str, start: int, earliest: int, *, hyphen: bool) -> tuple[int, bool]:
    blank = _BLANK_BEFORE.search(folded, earliest, start) if hyphen else None
    if blank is None:
        return start, False
    return blank.start(), blank.start() == 0 and not blank[0].startswith("\n")


def _reach_after(folded: str, end: int, *, hyphen: bool) -> tuple[int, bool]:
    blank = _BLANK_AFTER.match(folded, end) if hyphen else None
    if blank is None:
        return end, False
    return blank.end(), blank.end() == len(folded) and not blank[0].endswith("\n")


def mark_macro_calls(
    found: Mapping[Key, Sequence[Tag]], complain: Complain
) -> dict[Key, tuple[Tag, ...]]:
    """Tell the tags that only call a macro from those that print a value.

    What a macro yields is finished XML already.

    Args:
        found: The tags of a part.
        complain: Is told where a macro is used for anything but a call that stands alone.
    """
    bodies = [tag.body for tags in found.values() for tag in tags]
    macros = [re.escape(match[1]) for body in bodies if (match := _MACRO.match(body))]
    mention = re.compile(rf"\b(?:{'|'.join(macros)})\s*\(" if macros else r"(?!)")
    return {
        key: tuple(_mark_macro_call(tag, mention, complain) for tag in tags)
        for key, tags in found.items()
    }


def _mark_macro_call(tag: Tag, mention: re.Pattern[str], complain: Complain) -> Tag:
    if tag.kind == "value" and mention.match(tag.body) and tag.body.endswith(")"):
        return replace(tag, kind="markup")
    if mention.search(tag.body) and not _MACRO.match(tag.body):
        complain(TemplateFault(message="宏只能单独写成 {{ 宏名(…) }}", place=tag.place))
    return tag
