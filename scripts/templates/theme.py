"""The theme, which Word expects of every document: black on white, the fonts of the styles.

Knows what a theme must hold at the least. Must not know which parts of it a style uses: none does.
"""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    ("fillStyleLst", _FILL),
    ("lnStyleLst", _LINE),
    ("effectStyleLst", _EFFECT),
    ("bgFillStyleLst", _FILL),
)


def theme(latin: str, chinese: str) -> str:
    """Return the theme part, which names these fonts."""
    fonts = "".join(_font(kind, latin, chinese) for kind in ("major", "minor"))
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    # A theme keeps three strengths of each format.
    formats = "".join(f"<a:{name}>{form * 3}</a:{name}>" for name, form in _FORMATS)
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="pingshu"><a:themeElements>'
        f'<a:clrScheme name="pingshu">{colours}</a:clrScheme>'
        f'<a:fontScheme name="pingshu">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="pingshu">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )


def _font(kind: str, latin: str, chinese: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
    )
