"""Text as XML: escaped, without what XML cannot hold, line ends and tabs as Word writes them.

Knows characters. Knows nothing of runs and of where a text comes from.
"""

import re

_DELICATE = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTE = str.maketrans({'"': "&quot;", "\n": " ", "\t": " "})
_BREAKS = str.maketrans(
    {
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)


def legal(text: str) -> str:
    """The text without the characters that XML forbids, every line end a newline."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_run(text: str) -> str:
    """The text as the content of a run's text element."""
    # Most texts are plain, and looking is cheaper than translating.
    return legal(text).translate(_ENTITIES | _BREAKS) if _DELICATE.search(text) else text


def in_element(text: str) -> str:
    """The text as the content of an element that knows neither breaks nor tabs."""
    return legal(text).translate(_ENTITIES)


def in_attribute(text: str) -> str:
    """The text as the value of an attribute in double quotes."""
    return in_element(text).translate(_QUOTE)
