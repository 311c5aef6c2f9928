"""Which names a template uses: whole dotted paths, seen through loops and assignments.

Knows the syntax tree of the template language. Knows neither Word nor which names exist.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from jinja2 import nodes

Path = str | None
Role = Literal["asked", "printed", "computed"]
Use = tuple[int, str, str, Role]

_EACH = "[]"
_ITEM_STEPS = {
    **dict.fromkeys(("list", "sort", "reverse", "unique", "select", "reject"), ""),
    **dict.fromkeys(("selectattr", "rejectattr"), ""),
    **dict.fromkeys(("first", "last", "min", "max"), _EACH),
}
_ATTRIBUTE_FIRST = frozenset({"selectattr", "rejectattr", "groupby"})
_METHODS = frozenset({"items", "keys", "values", "get"})
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos)


@dataclass(slots=True, kw_only=True)
class _Scope:
    """What is known at one point of a template.

    Attributes:
        bound: The names bound so far, each with the path it stands for, if it stands for one.
        roles: The names that are printed or computed with, by the identity of their node.
    """

    bound: dict[str, Path] = field(default_factory=dict)
    roles: Mapping[int, Role] = field(default_factory=dict)

    def inner(self) -> "_Scope":
        return _Scope(bound=dict(self.bound), roles=self.roles)


def used_names(
    tree: nodes.Template, every: Iterable[nodes.Node], engine_names: Iterable[str]
) -> list[Use]:
    """List every use of a name from outside: its line, its path, how it is written, what for.

    Args:
        tree: The syntax tree of a part.
        every: All nodes of the tree.
        engine_names: Names that the engine itself provides.
    """
    outputs = (node for node in every if isinstance(node, nodes.Output))
    printed = (node for output in outputs for node in output.nodes)
    roles = {id(name): role for node in printed for name, role in _roles(node, "printed")}
    scope = _Scope(bound=dict.fromkeys((*engine_names, "loop")), roles=roles)
    return sorted(_statements(tree.body, scope), key=lambda use: use[0])


def loop_names(every: Iterable[nodes.Node]) -> frozenset[str]:
    """The names that loops give to their items; they are known inside the loop alone."""
    targets = (node.target for node in every if isinstance(node, nodes.For))
    named = (name for target in targets for name in (target, *target.find_all(nodes.Name)))
    return frozenset(name.name for name in named if isinstance(name, nodes.Name))


def _roles(node: nodes.Node, role: Role) -> Iterator[tuple[nodes.Node, Role]]:
    """The names that come to paper as they are, and those that are computed with on the way."""
    match node:
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            yield node, role
        case nodes.CondExpr() | nodes.Concat():
            for part in _alternatives(node):
                yield from _roles(part, role)
        case nodes.Filter(node=nodes.Node() as inner, name=name):
            yield from _roles(inner, role if _ITEM_STEPS.get(name) == "" else "asked")
        case nodes.BinExpr() | nodes.UnaryExpr() if isinstance(node, _ARITHMETIC):
            for operand in node.iter_child_nodes():
                yield from _roles(operand, "computed")


def _alternatives(node: nodes.CondExpr | nodes.Concat) -> Iterator[nodes.Node]:
    """The parts of an expression that are printed; what it asks for is none of them."""
    asked = node.test if isinstance(node, nodes.CondExpr) else None
    return (part for part in node.iter_child_nodes() if part is not asked)


def _statement(node: nodes.Node, scope: _Scope) -> Iterator[Use]:
    match node:
        case nodes.For():
            yield from _loop(node, scope)
        case nodes.Assign(target=target, node=value):
            yield from _expression(value, scope)
            _bind(target, _path(value, scope), scope)
        case nodes.Macro():
            yield from _macro(node, scope)
        case nodes.Expr():
            yield from _expression(node, scope)
        case _:
            yield from _statements(node.iter_child_nodes(), scope)


def _statements(body: Iterable[nodes.Node], scope: _Scope) -> Iterator[Use]:
    for node in body:
        yield from _statement(node, scope)


def _loop(node: nodes.For, scope: _Scope) -> Iterator[Use]:
    yield from _expression(node.iter, scope)
    inner = scope.inner()
    _bind_loop(node, _join(_path(node.iter, scope), _EACH), inner)
    if node.test is not None:
        yield from _expression(node.test, inner)
    yield from _statements(node.body, inner)
    yield from _statements(node.else_, scope.inner())


def _bind_loop(node: nodes.For, item: Path, scope: _Scope) -> None:
    match node.iter, node.target:
        case nodes.Call(node=nodes.Getattr(attr="items")), nodes.Tuple(items=[key, value]):
            _bind(key, None, scope)
            _bind(value, item, scope)
        case nodes.Call(node=nodes.Getattr(attr="items" | "keys")), target:
            _bind(target, None, scope)
        case _, target:
            _bind(target, item, scope)


def _bind(target: nodes.Node, path: Path, scope: _Scope) -> None:
    match target:
        case nodes.Name(name=name):
            scope.bound[name] = path
        case nodes.Tuple(items=items):
            for item in items:
                _bind(item, None, scope)


def _macro(node: nodes.Macro, scope: _Scope) -> Iterator[Use]:
    scope.bound[node.name] = None
    for default in node.defaults:
        yield from _expression(default, scope)
    inner = scope.inner()
    inner.bound.update(dict.fromkeys(argument.name for argument in node.args))
    yield from _statements(node.body, inner)


def _expression(node: nodes.Node, scope: _Scope) -> Iterator[Use]:
    path = _path(node, scope)
    match node:
        case nodes.Name() | nodes.Getattr() | nodes.Getitem() if path is not None:
            yield node.lineno, path, _written(node), scope.roles.get(id(node), "asked")
            yield from _subscripts(node, scope)
        case nodes.Call(node=nodes.Getattr(node=owner, attr=method)) if method in _METHODS:
            yield from _expression(owner, scope)
            yield from _expressions(node.args, scope)
        case nodes.Filter():
            yield from _expressions(node.iter_child_nodes(), scope)
            yield from _attributes(node, scope)
        case _:
            yield from _expressions(node.iter_child_nodes(), scope)


def _expressions(children: Iterable[nodes.Node], scope: _Scope) -> Iterator[Use]:
    for child in children:
        yield from _expression(child, scope)


def _subscripts(node: nodes.Node, scope: _Scope) -> Iterator[Use]:
    match node:
        case nodes.Getattr(node=owner):
            yield from _subscripts(owner, scope)
        case nodes.Getitem(node=owner, arg=argument):
            yield from _subscripts(owner, scope)
            yield from _expression(argument, scope)


def _attributes(node: nodes.Filter, scope: _Scope) -> Iterator[Use]:
    """The attributes of each item that a filter names in a string."""
    items = _join(_path(node.node, scope), _EACH) if node.node is not None else None
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    if node.name in _ATTRIBUTE_FIRST:
        named += node.args[:1]
    for name in named:
        if items is not None and isinstance(name, nodes.Const) and isinstance(name.value, str):
            yield node.lineno, f"{items}.{name.value}", name.value, "asked"


def _path(node: nodes.Node, scope: _Scope) -> Path:
    match node:
        case nodes.Name(name=name):
            return scope.bound.get(name, name)
        case nodes.Getattr(node=owner, attr=name):
            return _join(_path(owner, scope), f".{name}")
        case nodes.Getitem():
            return _join(_path(node.node, scope), _step(node.arg))
        case nodes.Filter(node=nodes.Node() as owner, name=name) if name in _ITEM_STEPS:
            return _join(_path(owner, scope), _ITEM_STEPS[name])
        case nodes.Call(node=nodes.Getattr(node=owner, attr=method), args=arguments):
            return _join(_path(owner, scope), _method_step(method, arguments))
    return None


def _method_step(method: str, arguments: list[nodes.Expr]) -> Path:
    if method == "get" and arguments:
        return _step(arguments[0])
    return "" if method in {"items", "values"} else None


def _join(path: Path, step: Path) -> Path:
    return None if path is None or step is None else path + step


def _step(subscript: nodes.Node) -> str:
    match subscript:
        case nodes.Const(value=str() as name):
            return f".{name}"
        case nodes.Slice():
            return ""
    return _EACH


def _written(node: nodes.Node) -> str:
    """The name as it stands in the tag; empty where it hangs on more than names."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=owner, attr=name):
            return f"{_written(owner)}.{name}"
        case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
            return f"{_written(owner)}.{name}"
    return ""
