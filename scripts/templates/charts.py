"""A chart in a report, with its title below it.

Knows how a chart is asked for by its name. Must not know what it shows.
"""

from scripts.templates.markup import Node
from scripts.templates.outline import paragraphs


def chart(name: str, title: str) -> list[Node]:
    """Return the paragraphs of a chart; nothing is printed where there is none."""
    return paragraphs(
        f"""
{{%p if 图表.{name} %}}
@Chart {{{{ 图表.{name} }}}}
@AnnexYear {title}
{{%p endif %}}
"""
    )
