"""The kinds of rule a blank form has, with what Excel tells the person who fills it in.

Knows how Excel words a data validation; knows no form.
"""

from collections.abc import Sequence

from scripts.workbooks.sheet import Area, Rule

_TITLE = "填写提示"
_ERROR_TITLE = "请检查"


def hint(area: Area, message: str) -> Rule:
    """Say what belongs in the area and accept anything."""
    return Rule(area=area, options={"validate": "any"} | _prompt(message))


def amount(area: Area, message: str) -> Rule:
    """Accept amounts only: numbers from zero."""
    return Rule(
        area=area,
        options={"validate": "decimal", "criteria": ">=", "value": 0}
        | _prompt(message)
        | _refusal("金额应为不小于0的数字，单位万元；不要连同单位一起填写。"),
    )


def points(area: Area, message: str, most: str | int, refusal: str) -> Rule:
    """Warn when a weight or score is not a number between zero and `most`."""
    return Rule(
        area=area,
        options={"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        | _prompt(message)
        | _refusal(refusal)
        | {"error_type": "warning"},
    )


def choice(area: Area, source: Sequence[str] | str, message: str) -> Rule:
    """Offer a list; a text which is not in it is asked about, not refused."""
    return Rule(
        area=area,
        options={"validate": "list", "source": source if isinstance(source, str) else list(source)}
        | _prompt(message)
        | _refusal("填写的内容不在下拉列表中，确定要保留吗？")
        | {"error_type": "warning"},
    )


def _prompt(message: str) -> dict[str, object]:
    return {"input_title": _TITLE, "input_message": message}


def _refusal(message: str) -> dict[str, object]:
    return {"error_title": _ERROR_TITLE, "error_message": message}
