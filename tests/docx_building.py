"""Builds tiny Word documents from a few lines, and takes their parts out again.

Knows as little of the package format as a document needs to be opened. A block is a piece of
WordprocessingML with the prefix `w`; `paragraph` and `table` write the usual ones.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import PurePosixPath

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PLAIN_TYPES = (
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="章"><w:name w:val="自定标题"/><w:basedOn w:val="1"/>
</w:style>
"""


def run(text: str, properties: str = "") -> str:
    """A run of text, formatted by the properties."""
    formatting = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    characters = escape(text, quote=False)
    return f'<w:r>{formatting}<w:t xml:space="preserve">{characters}</w:t></w:r>'


def paragraph(text: str = "", *, style: str = "") -> str:
    """A paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(text) if text else ''}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of cells that hold one paragraph each."""
    columns = "".join('<w:gridCol w:w="1000"/>' for _ in rows[0])
    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def cell(text: str) -> str:
    """A table cell of one paragraph."""
    return f"<w:tc>{paragraph(text)}</w:tc>"


def text_box(*blocks: str) -> str:
    """A paragraph that anchors a text box, in both of the forms that Word writes."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    graphic = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return f"""<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="box"/><a:graphic>
<a:graphicData uri="{graphic}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>
<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>
</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def document(
    *blocks: str, title: str = "", parts: Mapping[str, str] | None = None, settings: str = ""
) -> bytes:
    """A document with these blocks.

    Args:
        blocks: The body.
        title: The title among the document's properties.
        parts: Blocks of further parts by name: `header1`, `footer2`, `footnotes`, `endnotes`.
        settings: What the settings hold, if there are any.
    """
    others = {name: _part(name, content) for name, content in (parts or {}).items()}
    if settings:
        others["settings"] = _element("settings", settings)
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    linked = [(f"{_OFFICE}/{_kind(name)}", f"{name}.xml") for name in ("styles", *others)]
    body = f"<w:body>{''.join(blocks)}{_section(others)}</w:body>"
    files = {
        "[Content_Types].xml": _content_types(others),
        "_rels/.rels": _relationships(
            [(f"{_OFFICE}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": _element("document", body),
        "word/styles.xml": _element("styles", _STYLES),
        "word/_rels/document.xml.rels": _relationships(linked),
        **{f"word/{name}.xml": content for name, content in others.items()},
    }
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files, in this order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a zip, by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(data: bytes) -> str:
    """What stands in the body before its section properties, without line ends."""
    xml = files_of(data)["word/document.xml"].decode()
    inside = re.sub(r".*<w:body>|<w:sectPr.*", "", xml, flags=re.DOTALL)
    return inside.replace("\n", "")


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _element(name: str, content: str) -> str:
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{start}\n<w:{name} {NAMESPACES} mc:Ignorable="w14">{content}</w:{name}>'


def _part(name: str, content: str) -> str:
    kind = _kind(name)
    if kind in {"footnotes", "endnotes"}:
        note = kind.removesuffix("s")
        return _element(kind, f'<w:{note} w:id="1">{content}</w:{note}>')
    return _element({"header": "hdr", "footer": "ftr"}[kind], content)


def _section(names: Iterable[str]) -> str:
    types = {"1": "default", "2": "first", "3": "even"}
    references = "".join(
        f'<w:{_kind(name)}Reference w:type="{types[name[-1]]}" r:id="{name}"/>'
        for name in names
        if name[-1] in types
    )
    return f"<w:sectPr>{references}</w:sectPr>"


def _content_types(names: Iterable[str]) -> str:
    kinds = {"word/document": "document.main", "word/styles": "styles"}
    kinds.update({f"word/{name}": _kind(name) for name in names})
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{_WORD_TYPE}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    core = f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
    namespace = f"{_PACKAGE}/content-types"
    return f'<Types xmlns="{namespace}">{_PLAIN_TYPES}{overrides}{core}</Types>'


def _relationships(links: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{PurePosixPath(target).stem}" Type="{kind}" Target="{target}"/>'
        for kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "</cp:coreProperties>"
    )
