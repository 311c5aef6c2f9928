"""The sheet 文字材料: which text belongs to which form.

Knows 适用, 栏目 and 内容. Must not know what the texts are used for.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pingshu.entry import Findings, applies, place_of, same_name, text_of
from pingshu.finding import Finding, found
from pingshu.model import Block, Row, Text
from pingshu.sheet import Place
from pingshu.values import is_empty_mark


def read_texts(
    blocks: Iterable[Block], names: frozenset[str], findings: Findings
) -> dict[str, Text]:
    """Return 栏目 → text for a form with these names.

    Two rows alike are joined; a row that names the form replaces those for every form.
    """
    general: dict[str, Text] = {}
    own: dict[str, Text] = {}
    for block in blocks:
        for row in block.rows:
            content = text_of(row.get("content"), block.place, findings)
            if "name" in row and applies(row, names) and content and not _says_nothing(content):
                texts = own if "applies_to" in row else general
                name = same_name(row["name"].text)
                texts[name] = _joined(texts.get(name), content)
    return {**general, **own}


def _says_nothing(content: Text) -> bool:
    """An empty mark says nothing, but the word 无 does: there was none."""
    return is_empty_mark(content.text) and content.text not in {"无", "暂无"}


def _joined(before: Text | None, content: Text) -> Text:
    if before is None:
        return content
    return Text(text=f"{before.text}\n{content.text}", place=before.place)


def unassigned_texts(
    blocks: Iterable[Block], forms: Mapping[frozenset[str], frozenset[str]]
) -> Iterator[Finding]:
    """Yield text-for-nobody and text-unknown.

    Args:
        blocks: the sheets 文字材料.
        forms: names of each form → the 栏目 of its family.
    """
    for block in blocks:
        for row in block.rows:
            if "name" in row and "content" in row:
                yield from _unassigned(row, block.place, forms)


def _unassigned(
    row: Row, sheet: Place, forms: Mapping[frozenset[str], frozenset[str]]
) -> Iterator[Finding]:
    takers = [known for names, known in forms.items() if applies(row, names)]
    if forms and not takers:
        cell = row["applies_to"]
        yield found("text-for-nobody", place_of(cell, sheet), actual=cell.text)
    name = same_name(row["name"].text)
    if takers and not any(name in known for known in takers):
        near = get_close_matches(name, sorted(frozenset().union(*takers)), n=1, cutoff=0.5)
        hint = f"是不是“{near[0]}”？" if near else ""
        yield found(
            "text-unknown", place_of(row["name"], sheet), actual=row["name"].text, hint=hint
        )
