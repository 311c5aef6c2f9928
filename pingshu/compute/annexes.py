"""The keys of figures of several forms in one report: each form's begin with its own words.

Knows figures wherever they stand. Must not know what they are about.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from pingshu.figure import Figure
from pingshu.model import Computation


def keyed(computation: Computation, prefix: str) -> Computation:
    """Return the same figures under keys that begin with the prefix."""
    renamed: Computation = _keyed(computation, prefix)
    return renamed


def _keyed(holder: Any, prefix: str) -> Any:
    """Return what holds no figure as the same object: what is told apart by identity stays so."""
    if isinstance(holder, Figure):
        return replace(holder, key=f"{prefix}.{holder.key}")
    if isinstance(holder, tuple):
        items = tuple(_keyed(item, prefix) for item in holder)
        return items if any(map(_differ, items, holder)) else holder
    if not is_dataclass(holder) or isinstance(holder, type):
        return holder
    values = {field.name: getattr(holder, field.name) for field in fields(holder)}
    changed = {
        name: renamed
        for name, value in values.items()
        if (renamed := _keyed(value, prefix)) is not value
    }
    return replace(holder, **changed) if changed else holder


def _differ(first: object, second: object) -> bool:
    return first is not second
