"""A report written down as plain text, turned into paragraphs.

Knows the few marks of that writing: `#` to `####` for headings, `@Style ` for a paragraph of that
style, `{%p` for a line which is an instruction, two spaces for going on with the line above; all
else is body text. Must not know what the text says.
"""

from collections.abc import Iterator

from scripts.templates.markup import Node, paragraph

_BODY = "BodyText"


def paragraphs(text: str) -> list[Node]:
    """Return the paragraphs of an outline; a blank line counts for nothing."""
    return [_paragraph(line) for line in _lines(text)]


def _lines(text: str) -> Iterator[str]:
    gathered: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        if gathered and not line.startswith("  "):
            yield "".join(gathered)
            gathered = []
        gathered.append(line.strip())
    if gathered:
        yield "".join(gathered)


def _paragraph(line: str) -> Node:
    mark, _, rest = line.partition(" ")
    if mark and not mark.strip("#"):
        return paragraph(f"Heading{len(mark)}", rest)
    if mark.startswith("@"):
        return paragraph(mark.removeprefix("@"), rest)
    return paragraph(_BODY, line)
