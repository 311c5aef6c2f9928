"""The lines of 收支明细 as trees with figures, their sums over all funds, and those of 参保情况.

Knows lines and their depth. Must not know the comparison table, text or files. Rounds half up,
once, when a figure is made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pingshu.model import (
    Detail,
    DetailFigures,
    Enrolment,
    EnrolmentFigures,
    Figure,
    FlowFigures,
    complete_sum_of,
    derived,
    figure_of,
    is_unread,
    sum_of,
)
from pingshu.values import normalise_label, rate_half_up

_HUNDRED = Decimal(100)
_PERSON = "人"
_PERIODS = (("budget", "预算"), ("current", "本年"), ("prior", "上年"))


def flow_figures(key: str, amounts: Sequence[Figure | None], digits: int) -> FlowFigures:
    """Return budget, this year and last year with growth, growth rate and share of the budget."""
    budget, current, prior = amounts
    growth = derived(f"{key}.增长", "本年数－上年数", current, prior, lambda a, b: a - b)
    return FlowFigures(
        budget=budget,
        current=current,
        prior=prior,
        growth=growth,
        growth_rate=rate(f"{key}.增幅", "（本年数－上年数）÷上年数", growth, prior, digits),
        budget_share=rate(f"{key}.占预算", "本年数÷预算数", current, budget, digits),
    )


def rate(
    key: str, formula: str, part: Figure | None, whole: Figure | None, digits: int
) -> Figure | None:
    """Return part ÷ whole in %; None without one of them, or of a whole that is not above 0."""
    if whole is None or whole.value <= 0:
        return None
    return derived(
        key, formula, part, whole, lambda a, b: rate_half_up(a / b * _HUNDRED, digits), unit="%"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """What all lines of one flow of one fund share."""

    key: str
    unit: str
    digits: int


def detail_trees(
    details: Sequence[Detail], key: str, unit: str, digits: int
) -> tuple[DetailFigures, ...]:
    """Return the lines of one flow of one fund, each with the lines below it."""
    return _trees(details, _Table(key=f"{key}.明细", unit=unit, digits=digits))


def _trees(details: Sequence[Detail], table: _Table) -> tuple[DetailFigures, ...]:
    trees: list[DetailFigures] = []
    position = 0
    while position < len(details):
        end = _end_of_parts(details, position)
        name = _distinct(details[position], [tree.detail for tree in trees])
        trees.append(_tree(details[position:end], replace(table, key=f"{table.key}.{name}")))
        position = end
    return tuple(trees)


def _end_of_parts(details: Sequence[Detail], position: int) -> int:
    depth = details[position].depth
    after = range(position + 1, len(details))
    return next((one for one in after if details[one].depth <= depth), len(details))


def _distinct(detail: Detail, before: Iterable[Detail]) -> str:
    name = _name_of(detail)
    number = 1 + sum(_name_of(one) == name for one in before)
    return name if number == 1 else f"{name}#{number}"


def _name_of(detail: Detail) -> str:
    return normalise_label(detail.label.text)


def _tree(lines: Sequence[Detail], table: _Table) -> DetailFigures:
    detail = lines[0]
    read = [
        figure_of(getattr(detail, name), f"{table.key}.{title}", table.unit)
        for name, title in _PERIODS
    ]
    figures = flow_figures(table.key, read, table.digits)
    return DetailFigures(detail=detail, figures=figures, parts=_trees(lines[1:], table))


# --- what all funds have together ---------------------------------------------------------


def merged_trees(
    trees: Iterable[DetailFigures], key: str, digits: int
) -> tuple[DetailFigures, ...]:
    """Return one line for all lines of one name, with the sums of their amounts."""
    groups: dict[str, list[DetailFigures]] = {}
    for tree in trees:
        groups.setdefault(_name_of(tree.detail), []).append(tree)
    return tuple(_merged(group, f"{key}.{name}", digits) for name, group in groups.items())


def _merged(group: Sequence[DetailFigures], key: str, digits: int) -> DetailFigures:
    first = group[0].detail
    detail = Detail(
        label=first.label,
        fund=None,
        flow=first.flow,
        depth=first.depth,
        is_transfer=first.is_transfer,
    )
    added = [
        complete_sum_of(
            f"{key}.{title}", "各险种之和", [getattr(line.figures, name) for line in group]
        )
        for name, title in _PERIODS
    ]
    figures = flow_figures(key, added, digits)
    parts = [part for line in group for part in line.parts]
    return DetailFigures(detail=detail, figures=figures, parts=merged_trees(parts, key, digits))


# --- money from or to another level of government -----------------------------------------


def transfers_in(trees: Iterable[DetailFigures], key: str) -> Figure | None:
    """Return 上下级往来 within the total of a flow; None if there are none, or one is unread.

    A transfer that stands beside the total, and not below it, is not within it.
    """
    lines = [line for tree in trees if not _is_beside(tree) for line in _transfers(tree)]
    if any(is_unread(line.detail.current) for line in lines):
        return None
    return sum_of(f"{key}.上下级往来", "上下级往来各项之和", [one.figures.current for one in lines])


def _is_beside(tree: DetailFigures) -> bool:
    return tree.detail.is_transfer and tree.detail.depth == 0


def _transfers(line: DetailFigures) -> list[DetailFigures]:
    if line.detail.is_transfer and (line.figures.current or not line.parts):
        return [line]
    return [transfer for part in line.parts for transfer in _transfers(part)]


# --- who is insured -----------------------------------------------------------------------


def enrolment_figures(lines: Sequence[Enrolment], digits: int) -> Iterator[EnrolmentFigures]:
    """Yield the figures of each line of 参保情况."""
    seen: Counter[str] = Counter()
    for line in lines:
        name = "·".join("".join(label.text.split()) for label in (line.fund, line.label) if label)
        seen[name] += 1
        number = f"#{seen[name]}" if seen[name] > 1 else ""
        yield _people(line, f"参保.{name}{number}", digits)


def _people(line: Enrolment, key: str, digits: int) -> EnrolmentFigures:
    people = figure_of(line.people, f"{key}.人数", _PERSON)
    exempt = figure_of(line.exempt, f"{key}.不应参保", _PERSON)
    due = derived(f"{key}.应参保", "人数－不应参保人数", people, exempt, lambda a, b: a - b)
    stated = figure_of(line.enrolled, f"{key}.实参保", _PERSON)
    enrolled = stated if line.enrolled else due
    formula = "实参保人数÷人数" if line.enrolled else "应参保人数÷人数"
    return EnrolmentFigures(
        enrolment=line,
        people=people,
        exempt=exempt,
        due=due,
        enrolled=enrolled,
        rate=rate(f"{key}.参保率", formula, enrolled, people, digits),
    )
