"""How formatted text, links, pictures, charts and page breaks are printed in a tag's frame.

Knows the XML of each, and what a document has to be told of besides. Knows nothing of templates.
"""

import struct

from pingshu.word import (
    FORMAT_ORDER,
    OFFICE,
    Additions,
    Chart,
    Frame,
    Link,
    Look,
    PageBreak,
    Picture,
    Rich,
    Styled,
    TemplateError,
    formats_of,
    in_attribute,
    in_run,
    legal,
)

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MILLIMETRE = 36_000
_LARGEST = 22 * 25.4 * _MILLIMETRE
_PLAIN = Look()
_LAST = len(FORMAT_ORDER)
_OPENED = (
    '<w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0"'
    ' distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}"'
    ' descr="{text}"'
)
_CLOSED = "</a:graphicData></a:graphic></wp:inline></w:drawing>"
_PICTURE = (
    f'{_OPENED} name="图片 {{number}}"/>'
    "<wp:cNvGraphicFramePr><a:graphicFrameLocks"
    ' xmlns:a="{drawing}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic'
    ' xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic'
    ' xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="图片 {number}"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{office}" r:embed="{relation}"/>'
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
    '<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect">'
    f"<a:avLst/></a:prstGeom></pic:spPr></pic:pic>{_CLOSED}"
)
_CHART = (
    f'{_OPENED} name="图表 {{number}}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/chart">'
    '<c:chart xmlns:c="{drawing}/chart" xmlns:r="{office}" r:id="{relation}"/>'
    f"{_CLOSED}"
)


def print_rich(frame: Frame, value: object, additions: Additions, turn: str | None) -> str:
    """Print a value that is more than text.

    Args:
        frame: What is prepared around it.
        value: One of the types for rich values.
        additions: Where pictures, charts and links are stored.
        turn: The XML between two paragraphs, if a newline begins a new one.

    Raises:
        TemplateError: A picture cannot be read, or is too large; so is a chart.
    """
    pieces = value.pieces if isinstance(value, Rich) else (value,)
    return "".join(_print(frame, piece, additions, turn) for piece in pieces)


def _print(frame: Frame, piece: object, additions: Additions, turn: str | None) -> str:
    match piece:
        case str():
            return _lines(frame, piece, _PLAIN, turn)
        case Styled(text=text, look=look):
            return _lines(frame, text, look, turn)
        case Link():
            return _link(frame, piece, additions)
        case Picture():
            return _run(frame, _PLAIN, _picture(frame, piece, additions))
        case Chart():
            return _run(frame, _PLAIN, _chart(frame, piece, additions))
        case PageBreak():
            return _run(frame, _PLAIN, '<w:br w:type="page"/>')
    raise TemplateError("这里取到的不是一个值，而是一组值或别的东西，不能直接打印")


def _lines(frame: Frame, text: str, look: Look, turn: str | None) -> str:
    lines = [text] if turn is None else legal(text).split("\n")
    return (turn or "").join(_text(frame, line, look) for line in lines)


def _text(frame: Frame, text: str, look: Look) -> str:
    content = f'<w:t xml:space="preserve">{in_run(text)}</w:t>'
    return _run(frame, look, content) if text else ""


def _run(frame: Frame, look: Look, content: str) -> str:
    formats = {**dict(frame.formats), **formats_of(look)}
    properties = "".join(formats[name] for name in sorted(formats, key=_rank))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>"


def _rank(name: str) -> int:
    return FORMAT_ORDER.index(name) if name in FORMAT_ORDER else _LAST


def _link(frame: Frame, link: Link, additions: Additions) -> str:
    text = _text(frame, link.text, link.look)
    if frame.linked:  # a link in a link damages the document
        return text
    if link.address.startswith("#"):
        return f'<w:hyperlink w:anchor="{in_attribute(link.address[1:])}">{text}</w:hyperlink>'
    relation = additions.link(frame.part, link.address)
    return f'<w:hyperlink xmlns:r="{OFFICE}" r:id="{relation}">{text}</w:hyperlink>'


def _picture(frame: Frame, picture: Picture, additions: Additions) -> str:
    ending, width, height = _measured(picture.data)
    size = _fitted(picture, width, height)
    number = next(additions.numbers)
    relation = additions.picture(frame.part, picture.data, ending)
    return _drawn(_PICTURE, size, number, picture.text, relation)


def _chart(frame: Frame, chart: Chart, additions: Additions) -> str:
    size = _on_paper(chart.width * _MILLIMETRE, chart.height * _MILLIMETRE)
    number = next(additions.numbers)
    relation = additions.chart(frame.part, chart.drawing, chart.workbook)
    return _drawn(_CHART, size, number, chart.text, relation)


def _drawn(form: str, size: tuple[int, int], number: int, text: str, relation: str) -> str:
    width, height = size
    return form.format(
        drawing=_DRAWING,
        office=OFFICE,
        width=width,
        height=height,
        number=number,
        text=in_attribute(text),
        relation=relation,
    )


def _measured(data: bytes) -> tuple[str, int, int]:
    """The ending of a picture's name, its width and its height."""
    # Few reports have pictures, and this takes as long to import as all the rest of the package.
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    unreadable = (
        *(InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError),
        *(struct.error, LookupError, ValueError, ArithmeticError),
    )
    try:
        image = Image.from_blob(data)
        return image.ext, int(image.width), int(image.height)
    except unreadable as error:
        raise TemplateError("图片读不出来，要用 PNG、JPEG、GIF、BMP 或 TIFF 文件") from error


def _fitted(picture: Picture, width: int, height: int) -> tuple[int, int]:
    wide = None if picture.width is None else picture.width * _MILLIMETRE
    high = None if picture.height is None else picture.height * _MILLIMETRE
    if width <= 0 or height <= 0:
        raise TemplateError("图片读不出来，它没有宽度或高度")
    if wide is None and high is None:
        wide, high = width, height
    wide = wide if wide is not None else (high or 0) * width / height
    high = high if high is not None else wide * height / width
    return _on_paper(wide, high)


def _on_paper(wide: float, high: float) -> tuple[int, int]:
    if not (0 < wide <= _LARGEST and 0 < high <= _LARGEST):
        raise TemplateError("图片和图表的宽度和高度要大于零，也不能比纸张还大（558 毫米）")
    return int(wide), int(high)
