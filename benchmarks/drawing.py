"""Bars as SVG: a name, a length, what the length says.

Knows SVG. Must not know what was measured.
"""

from collections.abc import Sequence

OURS, OTHER = "#1f6feb", "#8c959f"
_WIDTH = 720


def bars(rows: Sequence[tuple[str, float, str]], unit: str, room: int = 130) -> str:
    """Return bars, one below the other.

    Args:
        rows: name, length and colour of each.
        unit: of the lengths.
        room: for the names.
    """
    longest = max(length for _, length, _ in rows)
    width = _WIDTH - room - 110
    drawn = "".join(
        _bar(number, name, f"{length:.1f} {unit}", width * length / longest, colour, room)
        for number, (name, length, colour) in enumerate(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {len(rows) * 36 + 16}"'
        f' font-family="sans-serif" font-size="14">{drawn}</svg>\n'
    )


def _bar(number: int, name: str, told: str, width: float, colour: str, room: int) -> str:
    top = 12 + number * 36
    return (
        f'<text x="{room}" y="{top + 17}" text-anchor="end">{name}</text>'
        f'<rect x="{room + 10}" y="{top}" width="{width:.1f}" height="24" fill="{colour}"/>'
        f'<text x="{room + 16 + width:.1f}" y="{top + 17}">{told}</text>'
    )
