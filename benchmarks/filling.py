"""Fill one template with one engine, many times: the values, and what either engine does.

Knows nothing of what is in the template. As a command it reads a template from standard input and
prints the peak memory of the process in MB: python -m benchmarks.filling pingshu 200
"""

import re
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from pingshu.render import Template
from pingshu.view import Shown

OURS, PEER = "pingshu", "docxtpl"
SCALARS, CONDITIONS, SHORT, LONG, COLUMNS = 80, 10, 8, 25, 8
KILOBYTES = 1024

Names = Mapping[str, object]
Make = Callable[[Names], bytes]


def context(number: int) -> Names:
    """Return the values of one report, each with the key of its figure."""
    return {
        "值": {f"项{n}": _shown(f"{number * n % 997}.5万元", f"值.{n}") for n in range(SCALARS)},
        "有": {f"项{n}": (number + n) % 3 > 0 for n in range(CONDITIONS)},
        "短表": [
            {"名称": _shown(f"第{n}类&其他", "名"), "数": _shown(str(number + n), f"短.{n}")}
            for n in range(SHORT)
        ],
        "长表": [
            {f"列{c}": _shown(f"{number}-{n}-{c}", f"长.{n}.{c}") for c in range(COLUMNS)}
            for n in range(LONG)
        ],
    }


def _shown(text: str, key: str) -> Shown:
    return Shown(text=text, key=key)


def ours(data: bytes) -> Make:
    """Return what fills a template with pingshu."""
    return Template(data).render


def peer(data: bytes) -> Make:
    """Return what fills a template with docxtpl, values escaped as pingshu always does."""
    # Where pingshu's memory is measured, docxtpl must not take any.
    from docxtpl import DocxTemplate

    def render(names: Names) -> bytes:
        document = DocxTemplate(BytesIO(data))
        document.render(dict(names), autoescape=True)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    return render


ENGINES: dict[str, Callable[[bytes], Make]] = {OURS: ours, PEER: peer}


def peak_memory(engine: str, data: bytes, count: int) -> float:
    """Make reports with one engine and return the peak memory of this process in MB."""
    make = ENGINES[engine](data)
    for number in range(count):
        make(context(number))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / KILOBYTES


if __name__ == "__main__":
    measured = peak_memory(sys.argv[1], sys.stdin.buffer.read(), int(sys.argv[2]))
    sys.stdout.write(f"{measured:.1f}\n")
