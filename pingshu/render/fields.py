"""Fields whose text Word works out: tables of contents and references to other places.

Knows which fields go stale when a template is filled, and the setting that has them updated.
Knows nothing of tags.
"""

import re

from lxml import etree

from pingshu.word import PARAGRAPH, W, parse_part, serialise

_STALE = re.compile(r"\b(?:TOC|TOA|INDEX|REF|PAGEREF|NOTEREF)\s")
_SETTING = f"{W}updateFields"
_AFTER_SETTING = frozenset(
    f"{W}{name}"
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids"),
        *("attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats"),
        *("doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
        *("smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol"),
        "listSeparator",
    )
)


def has_stale_fields(root: etree._Element) -> bool:
    """Whether a part has a table of contents, an index or a reference."""
    simple = (node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple"))
    return any(map(_STALE.search, (*simple, *map(_instructions, root.iter(PARAGRAPH)))))


def _instructions(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}instrText")) + " "


def with_update(settings: bytes | None, part: str) -> bytes:
    """The settings of a document, with the one that has Word update all fields on opening."""
    namespace = W.strip("{}")
    empty = f'<w:settings xmlns:w="{namespace}"/>'.encode()
    root = parse_part(settings or empty, part)
    for old in root.findall(_SETTING):
        root.remove(old)
    setting = etree.Element(_SETTING, {f"{W}val": "true"})
    followers = (node for node in root if node.tag in _AFTER_SETTING or not _is_of_word(node))
    follower = next(followers, None)
    if follower is None:
        root.append(setting)
    else:
        follower.addprevious(setting)
    return serialise(root).encode()


def _is_of_word(node: etree._Element) -> bool:
    return str(node.tag).startswith(W)
