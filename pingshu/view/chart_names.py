"""The names of the charts that a template may ask for.

Knows paths and words. Must not know values.
"""

from collections.abc import Iterator


def chart_names() -> Iterator[tuple[str, str, str]]:
    """Yield path, kind and meaning (Chinese) of each name."""
    meaning = "各险种预算收入、本年收入、预算支出、本年支出的柱状图；没有这些数时不打印"
    yield "图表.基金收支", "图表", meaning
