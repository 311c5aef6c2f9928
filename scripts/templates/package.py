"""Parts in, the bytes of a .docx out: the one place which knows the package.

Writes no author and no time of day, so the same parts give the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from scripts.built_files import zip_entry
from scripts.templates.markup import RELATIONS, Node, part, word
from scripts.templates.page import FOOTERS, footer, settings
from scripts.templates.styles import LATIN_FONT, TEXT_FONT, font_table, numbering, styles
from scripts.templates.theme import theme

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOTER_PARTS = {"default": "footer1", "even": "footer2"}
_BESIDE_DOCUMENT = ("styles", "numbering", "settings", "fontTable")


def package(body: Sequence[Node], title: str) -> bytes:
    """Return the document which holds these paragraphs, tables and section properties."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/document.xml": part(word("document", word("body", *body))),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": part(styles()),
        "word/numbering.xml": part(numbering()),
        "word/settings.xml": part(settings()),
        "word/fontTable.xml": part(font_table()),
        "word/theme/theme1.xml": _xml(theme(LATIN_FONT, TEXT_FONT)),
        "word/footer1.xml": part(footer("FooterOdd")),
        "word/footer2.xml": part(footer("FooterEven")),
        "docProps/core.xml": _core(title),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zip_entry(name), content)
    return stream.getvalue()


def _content_types() -> bytes:
    kinds = {name: name for name in _BESIDE_DOCUMENT}
    kinds |= {"document": "document.main"} | dict.fromkeys(_FOOTER_PARTS.values(), "footer")
    overrides = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    ]
    return _xml(
        f'<Types xmlns="{_PACKAGE}/content-types">',
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *overrides,
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>',
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
        "</Types>",
    )


def _package_relations() -> bytes:
    return _relations(
        ("rId1", f"{RELATIONS}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def _document_relations() -> bytes:
    beside = ((f"rId{name}", f"{RELATIONS}/{name}", f"{name}.xml") for name in _BESIDE_DOCUMENT)
    footers = (
        (FOOTERS[kind], f"{RELATIONS}/footer", f"{name}.xml")
        for kind, name in _FOOTER_PARTS.items()
    )
    return _relations(*beside, *footers, ("rIdTheme", f"{RELATIONS}/theme", "theme/theme1.xml"))


def _relations(*relations: tuple[str, str, str]) -> bytes:
    rows = (
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return _xml(f'<Relationships xmlns="{_PACKAGE}/relationships">', *rows, "</Relationships>")


def _core(title: str) -> bytes:
    return _xml(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f"<dc:title>{title}</dc:title>",
        "<dc:creator></dc:creator>",
        "</cp:coreProperties>",
    )


def _xml(*pieces: str) -> bytes:
    return (_DECLARATION + "".join(pieces)).encode()
