"""The house as docs/architecture.md tells it: who imports whom, and how large code may grow.

Knows the two tables of that page and Python's syntax tree. The first half are the rules, the second
half breaks each of them on purpose, and the last tests hold the rules against the house itself.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import pingshu

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "pingshu"
MOST_STATEMENTS = 30
MOST_NESTING = 3
MOST_LINES = 300

LONG_MODULES: Mapping[str, str] = {
    "pingshu/model/__init__.py": "a hundred of its lines only hand on the names of its parts",
}
"""Path of a module above MOST_LINES lines → why it is better in one piece."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
    *(ast.Try, ast.TryStar, ast.Match),
)
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BROAD = frozenset({"Exception", "BaseException"})
DYNAMIC_IMPORTS = frozenset({"__import__", "import_module"})


# --- What the page says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The two tables: rank of each module, and homes of each third party (by import name)."""

    ranks: Mapping[str, int]
    homes: Mapping[str, frozenset[str]]
    distributions: frozenset[str]


def table(page: str, first_heading: str) -> list[list[str]]:
    """Return the rows below the one table whose first heading is this one."""
    blocks = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    found = [cells_of(block) for block in blocks if cells_of(block)[0][0] == first_heading]
    assert len(found) == 1, f"{len(found)} tables begin with the heading {first_heading!r}"
    assert all(len(row) == len(found[0][0]) for row in found[0]), "a row with a cell too many"
    return found[0][2:]


def cells_of(block: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def parse_house(page: str) -> House:
    modules = table(page, "module")
    parties = table(page, "third party")
    ranks = {named(row[0])[0]: int(row[1]) for row in modules}
    homes = {named(row[1])[0]: frozenset(named(row[2])) for row in parties}
    assert len(ranks) == len(modules), "a module has two rows"
    assert len(homes) == len(parties), "a third party has two rows"
    assert frozenset().union(*homes.values()) <= set(ranks), "a home that is no module"
    distributions = frozenset(row[0].lower() for row in parties)
    return House(ranks=ranks, homes=homes, distributions=distributions)


# --- What the code says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One module: its dotted name, its path from the root, its text and its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    @property
    def top(self) -> str:
        """Return the row of the table that the module belongs to; empty for the root."""
        return self.name.partition(".")[2].partition(".")[0]

    def at(self, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
        return f"{self.path}:{node.lineno}"


def read_sources(root: Path) -> list[Source]:
    return [read_source(path, root) for path in sorted((root / PACKAGE).rglob("*.py"))]


def read_source(path: Path, root: Path) -> Source:
    relative = path.relative_to(root)
    text = path.read_text(encoding="utf-8")
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Source(name=name, path=relative.as_posix(), text=text, tree=ast.parse(text))


def imported(source: Source, modules: frozenset[str]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield each absolute import, wherever it stands, with the full name of the module it means."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            joined = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = {name if name in modules else node.module for name in joined}
            yield from ((node, target) for target in sorted(targets))


# --- The rules ----------------------------------------------------------------------------------


def missing_rows(sources: list[Source], house: House) -> list[str]:
    tops = {source.top for source in sources} - {""}
    unlisted = [
        f"{name}: no row in the table of modules" for name in sorted(tops - set(house.ranks))
    ]
    unbuilt = [f"{name}: a row, but no module" for name in sorted(set(house.ranks) - tops)]
    return unlisted + unbuilt


def import_breaches(sources: list[Source], house: House) -> list[str]:
    modules = frozenset(source.name for source in sources)
    return [
        f"{source.at(node)}: {source.name} imports {target}: {fault}"
        for source in sources
        for node, target in imported(source, modules)
        if (fault := import_fault(source, target, house))
    ]


def import_fault(source: Source, target: str, house: House) -> str | None:
    top = target.partition(".")[0]
    if top == PACKAGE:
        return own_import_fault(source, target, house)
    if top in sys.stdlib_module_names:
        return None
    homes = house.homes.get(top, frozenset())
    return None if source.top in homes else f"its homes are {sorted(homes) or 'not in the table'}"


def own_import_fault(source: Source, target: str, house: House) -> str | None:
    if source.is_package and source.name != PACKAGE and target.rpartition(".")[0] == source.name:
        return None
    if target == PACKAGE:
        return None if source.top else "the root imports no module"
    if target.count(".") > 1:
        return "a part is imported by its own __init__ alone"
    here, there = rank(source.top, house), rank(target.partition(".")[2], house)
    return None if there < here else f"rank {there} is not below rank {here}"


def rank(top: str, house: House) -> int:
    """Return a module's rank; the root stands below all, and so does what has no row."""
    return house.ranks.get(top, -1)


def hidden_imports(sources: list[Source]) -> list[str]:
    return [
        f"{source.at(node)}: {fault}"
        for source in sources
        for node in ast.walk(source.tree)
        if (fault := hidden_import(node)) and isinstance(node, ast.stmt | ast.expr)
    ]


def hidden_import(node: ast.AST) -> str | None:
    """Return how the node would import what the table of imports cannot show, if it does."""
    if isinstance(node, ast.ImportFrom) and node.level:
        return "a relative import"
    if isinstance(node, ast.Import) and any(alias.name == PACKAGE for alias in node.names):
        return "imports the whole package; name the module"
    if isinstance(node, ast.Call) and last_name(node.func) in DYNAMIC_IMPORTS:
        return "imports by a computed name"
    return None


def last_name(node: ast.expr | None) -> str:
    return ast.unparse(node).rpartition(".")[2] if node else ""


def functions(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def long_functions(sources: list[Source]) -> list[str]:
    return [
        f"{source.at(function)}: {function.name} has {count} statements"
        for source in sources
        for function in functions(source)
        if (count := statements(function)) > MOST_STATEMENTS
    ]


def statements(function: Function) -> int:
    """Count the statements of a function, those of inner functions too, its docstring not."""
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def deep_functions(sources: list[Source]) -> list[str]:
    return [
        f"{source.at(function)}: {function.name} is nested {depth} deep"
        for source in sources
        for function in functions(source)
        if (depth := nesting(function)) > MOST_NESTING
    ]


def nesting(node: ast.AST) -> int:
    """Return how many blocks lie in each other below the node; an inner function begins anew."""
    below = [child for child in ast.iter_child_nodes(node) if not isinstance(child, Function)]
    return max((opens_block(child, node) + nesting(child) for child in below), default=0)


def opens_block(child: ast.AST, parent: ast.AST) -> bool:
    # The tree holds an elif as an if within else; only its column tells them apart.
    is_elif = (
        isinstance(child, ast.If)
        and isinstance(parent, ast.If)
        and child in parent.orelse
        and child.col_offset == parent.col_offset
    )
    return isinstance(child, BLOCKS) and not is_elif


def undocumented(sources: list[Source]) -> list[str]:
    modules = [f"{source.path}:1: no docstring" for source in sources if not has_docstring(source)]
    return modules + [
        f"{source.at(node)}: {node.name} has no docstring"
        for source in sources
        for node in public_definitions(source.tree)
        if ast.get_docstring(node) is None
    ]


def has_docstring(source: Source) -> bool:
    return ast.get_docstring(source.tree) is not None


def public_definitions(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield public classes and functions of a module, and those of its public classes."""
    for node in parent.body:
        if isinstance(node, DOCUMENTED) and not node.name.startswith("_"):
            yield node
            yield from public_definitions(node) if isinstance(node, ast.ClassDef) else ()


def broad_excepts(sources: list[Source]) -> list[str]:
    return [
        f"{source.at(node)}: catches everything"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler | ast.Call) and is_broad(node)
        if source.top != "pipeline"
    ]


def is_broad(node: ast.ExceptHandler | ast.Call) -> bool:
    if isinstance(node, ast.Call):
        suppresses = last_name(node.func) == "suppress"
        return suppresses and any(last_name(item) in BROAD for item in node.args)
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return node.type is None or any(last_name(item) in BROAD for item in caught)


def long_modules(sources: list[Source], excused: Mapping[str, str]) -> list[str]:
    lengths = {source.path: len(source.text.splitlines()) for source in sources}
    long = {path for path, length in lengths.items() if length > MOST_LINES}
    return [f"{path}: {lengths[path]} lines" for path in sorted(long - set(excused))] + [
        f"{path}: excused, but not long" for path in sorted(set(excused) - long)
    ]


# --- Each rule, broken on purpose ---------------------------------------------------------------

PAGE = """
| module | rank | knows | must not know |
|---|---|---|---|
| `sheet` | 0 | cells | files |
| `values` | 0 | numbers | cells |
| `check` | 1 | rules | colours |
| `pipeline` | 2 | the order | options |

Words between the tables.

| third party | imported as | homes |
|---|---|---|
| lxml | `lxml` | `values` |
| python-docx | `docx` | `check`, `pipeline` |
"""
HOUSE = parse_house(PAGE)
SOUND = {"__init__": "", "sheet": "", "values": "", "check/__init__": "", "pipeline": ""}


def source_of(text: str, name: str = "check") -> Source:
    """Return a module of the small house above with this text."""
    path = f"{PACKAGE}/{name}.py"
    dotted = f"{PACKAGE}.{name}".replace("/", ".").removesuffix(".__init__")
    return Source(name=dotted, path=path, text=text, tree=ast.parse(text))


def import_faults(text: str, name: str = "check") -> list[str]:
    modules = [source_of("", other) for other in (*SOUND, "check/funds", "check/scores")]
    return import_breaches([*modules, source_of(text, name)], HOUSE)


def write_package(root: Path, texts: Mapping[str, str]) -> list[Source]:
    for name, text in texts.items():
        path = root / PACKAGE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_sources(root)


def test_both_tables_are_read_from_the_page() -> None:
    assert HOUSE.ranks == {"sheet": 0, "values": 0, "check": 1, "pipeline": 2}
    assert HOUSE.homes == {"lxml": {"values"}, "docx": {"check", "pipeline"}}
    assert HOUSE.distributions == {"lxml", "python-docx"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| module |", "| name |", "0 tables"),
        ("| `values` | 0 |", "| `sheet` | 0 |", "two rows"),
        ("| `docx` |", "| `lxml` |", "two rows"),
        ("| `check`, `pipeline` |", "| `check`, `paint` |", "no module"),
        ("| rules |", "| rules | and more |", "too many"),
    ],
)
def test_a_page_with_a_broken_table_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        parse_house(PAGE.replace(old, new))


def test_a_package_on_disk_is_read_with_its_parts(tmp_path: Path) -> None:
    sources = write_package(tmp_path, {**SOUND, "check/funds": '"""说明。"""'})
    names = {source.name: source.top for source in sources}
    assert names == {
        "pingshu": "",
        "pingshu.check": "check",
        "pingshu.check.funds": "check",
        "pingshu.pipeline": "pipeline",
        "pingshu.sheet": "sheet",
        "pingshu.values": "values",
    }


def test_a_package_that_equals_its_table_is_accepted(tmp_path: Path) -> None:
    assert missing_rows(write_package(tmp_path, SOUND), HOUSE) == []


def test_a_module_without_a_row_is_refused(tmp_path: Path) -> None:
    sources = write_package(tmp_path, {**SOUND, "extra": ""})
    assert missing_rows(sources, HOUSE) == ["extra: no row in the table of modules"]


def test_a_row_without_a_module_is_refused(tmp_path: Path) -> None:
    texts = {name: text for name, text in SOUND.items() if name != "values"}
    sources = write_package(tmp_path, texts)
    assert missing_rows(sources, HOUSE) == ["values: a row, but no module"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from pingshu.sheet import Cell", "check"),
        ("from pingshu import sheet, values", "check"),
        ("import pingshu.sheet", "check"),
        ("from pingshu import __version__", "check"),
        ("from pingshu.check import CHECKS", "pipeline"),
        ("from pingshu.check import funds, scores", "check/__init__"),
        ("from pingshu.check.funds import CHECKS", "check/__init__"),
        ("from pingshu.sheet import Cell", "check/funds"),
        ("import decimal, xml.etree", "sheet"),
        ("import lxml.etree", "values"),
        ("from docx.shared import Pt", "check/funds"),
    ],
)
def test_an_import_within_the_rules_is_accepted(text: str, name: str) -> None:
    assert import_faults(text, name) == []


@pytest.mark.parametrize(
    ("text", "name", "fault"),
    [
        ("from pingshu.pipeline import run", "check", "rank 2 is not below rank 1"),
        ("from pingshu.values import half_up", "sheet", "rank 0 is not below rank 0"),
        ("from pingshu import pipeline", "check", "rank 2 is not below rank 1"),
        ("import pingshu.pipeline as later", "check", "rank 2 is not below rank 1"),
        ("def late():\n    from pingshu.pipeline import run", "check", "rank 2"),
        ("if TYPE_CHECKING:\n    from pingshu.pipeline import Run", "check", "rank 2"),
        ("try:\n    import pingshu.pipeline\nexcept ImportError:\n    raise", "check", "rank 2"),
        ("from pingshu.check import CHECKS", "check/funds", "rank 1 is not below rank 1"),
        ("from pingshu.check import scores", "check/funds", "a part is imported by"),
        ("from pingshu.check.scores import x", "check/funds", "a part is imported by"),
        ("from pingshu.check.funds import x", "pipeline", "a part is imported by"),
        ("from pingshu.check import funds", "pipeline", "a part is imported by"),
        ("from pingshu import sheet", "__init__", "rank 0 is not below rank -1"),
        ("from pingshu import __version__", "__init__", "the root imports no module"),
        ("from pingshu.check import x", "check/__init__", "rank 1 is not below rank 1"),
        ("import docx", "sheet", "its homes are ['check', 'pipeline']"),
        ("def late():\n    from lxml import etree", "check", "its homes are ['values']"),
        ("import numpy.linalg", "check", "its homes are not in the table"),
    ],
)
def test_an_import_against_the_rules_is_refused(text: str, name: str, fault: str) -> None:
    faults = import_faults(text, name)
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_refused_import_is_told_with_its_line() -> None:
    assert import_faults("import decimal\n\nimport docx", "sheet") == [
        "pingshu/sheet.py:3: pingshu.sheet imports docx: its homes are ['check', 'pipeline']"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "from . import funds",
        "from ..sheet import Cell",
        "import pingshu",
        "import importlib\nimportlib.import_module(name)",
        "from importlib import import_module\nimport_module(name)",
        "__import__(name)",
    ],
)
def test_an_import_that_hides_its_target_is_refused(text: str) -> None:
    assert len(hidden_imports([source_of(text)])) == 1


def test_an_import_that_names_its_target_hides_nothing() -> None:
    text = "import pingshu.sheet\nfrom importlib import resources\nresources.files(name)"
    assert hidden_imports([source_of(text)]) == []


def test_a_function_above_thirty_statements_is_refused() -> None:
    short, long = ("\n".join(["def f():", *["    x = 1"] * count]) for count in (30, 31))
    assert long_functions([source_of(short)]) == []
    assert long_functions([source_of(long)]) == ["pingshu/check.py:1: f has 31 statements"]


def test_statements_of_blocks_and_inner_functions_count_and_docstrings_do_not() -> None:
    text = 'def f():\n    "Say."\n    if x:\n        y = 1\n    def g():\n        return 2\n'
    assert statements(next(functions(source_of(text)))) == 4


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        ("x = 1", 0),
        ("if a:\n  for b in c:\n    while d:\n      x = 1", 3),
        ("if a:\n  for b in c:\n    while d:\n      with e:\n        x = 1", 4),
        ("try:\n  x = 1\nexcept ValueError:\n  if a:\n    x = 2", 2),
        ("try:\n  x = 1\nfinally:\n  if a:\n    x = 2", 2),
        ("match a:\n  case 1:\n    if b:\n      x = 1", 2),
        ("if a:\n  x = 1\nelif b:\n  x = 2\nelif c:\n  x = 3\nelif d:\n  x = 4", 1),
        ("if a:\n  x = 1\nelse:\n  if b:\n    x = 2", 2),
        ("def inner():\n  if a:\n    x = 1", 0),
    ],
)
def test_nesting_counts_blocks_that_lie_in_each_other(body: str, depth: int) -> None:
    lines = "\n".join(f"  {line}" for line in body.splitlines())
    assert nesting(next(functions(source_of(f"def f():\n{lines}")))) == depth


def test_a_function_nested_deeper_than_three_is_refused() -> None:
    text = "def f():\n if a:\n  if b:\n   if c:\n    if d:\n     x = 1"
    assert deep_functions([source_of(text)]) == ["pingshu/check.py:1: f is nested 4 deep"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x = 1", "pingshu/check.py:1: no docstring"),
        ('"""Say."""\ndef f(): ...', "pingshu/check.py:2: f has no docstring"),
        ('"""Say."""\nasync def f(): ...', "pingshu/check.py:2: f has no docstring"),
        ('"""Say."""\nclass C: ...', "pingshu/check.py:2: C has no docstring"),
        (
            '"""Say."""\nclass C:\n  """Say."""\n  def f(self): ...',
            "pingshu/check.py:4: f has no docstring",
        ),
    ],
)
def test_what_is_public_without_a_docstring_is_refused(text: str, place: str) -> None:
    assert undocumented([source_of(text)]) == [place]


def test_what_is_private_needs_no_docstring() -> None:
    text = '"""Say."""\ndef _f(): ...\nclass _C:\n  def f(self): ...\n'
    text += 'class D:\n  """Say."""\n  def __len__(self): ...\n  def _f(self): ...\n'
    assert undocumented([source_of(text)]) == []


@pytest.mark.parametrize(
    "clause",
    ["", " Exception", " BaseException as fault", " builtins.Exception", " (OSError, Exception)"],
)
def test_a_broad_except_is_refused_anywhere_but_in_the_pipeline(clause: str) -> None:
    text = f"try:\n    x = 1\nexcept{clause}:\n    raise"
    assert broad_excepts([source_of(text)]) == ["pingshu/check.py:3: catches everything"]
    assert broad_excepts([source_of(text, "pipeline")]) == []


def test_suppressing_every_exception_is_refused_as_well() -> None:
    text = "with contextlib.suppress(Exception):\n    x = 1"
    assert broad_excepts([source_of(text)]) == ["pingshu/check.py:1: catches everything"]


def test_naming_exception_elsewhere_catches_nothing() -> None:
    assert broad_excepts([source_of("issubclass(fault, Exception)")]) == []


@pytest.mark.parametrize("clause", ["ValueError", "(OSError, KeyError)", "model.NoSuchException"])
def test_a_narrow_except_is_accepted(clause: str) -> None:
    text = f"try:\n    x = 1\nexcept {clause}:\n    raise\nwith suppress({clause}):\n    x = 1"
    assert broad_excepts([source_of(text)]) == []


def test_a_module_above_three_hundred_lines_is_refused_unless_excused() -> None:
    fits, long = (source_of("x = 1\n" * count) for count in (300, 301))
    assert long_modules([fits], {}) == []
    assert long_modules([long], {}) == ["pingshu/check.py: 301 lines"]
    assert long_modules([long], {"pingshu/check.py": "one table"}) == []


def test_an_excuse_that_nothing_needs_is_refused() -> None:
    excused = {"pingshu/check.py": "one table", "pingshu/gone.py": "one table"}
    assert long_modules([source_of("")], excused) == [
        "pingshu/check.py: excused, but not long",
        "pingshu/gone.py: excused, but not long",
    ]


# --- The house itself ---------------------------------------------------------------------------


def expect_none(breaches: list[str]) -> None:
    """Fail with every breach in full, so that one run is enough to mend them all."""
    if breaches:
        pytest.fail("\n".join(breaches), pytrace=False)


@pytest.fixture(scope="module")
def house() -> House:
    return parse_house((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return read_sources(ROOT)


def test_every_module_has_a_row_and_every_row_a_module(sources: list[Source], house: House) -> None:
    expect_none(missing_rows(sources, house))


def test_every_import_goes_to_a_lower_rank_and_every_third_party_stays_at_home(
    sources: list[Source], house: House
) -> None:
    expect_none(import_breaches(sources, house))


def test_every_import_says_what_it_imports(sources: list[Source]) -> None:
    expect_none(hidden_imports(sources))


def test_every_function_has_at_most_thirty_statements(sources: list[Source]) -> None:
    expect_none(long_functions(sources))


def test_no_function_is_nested_deeper_than_three(sources: list[Source]) -> None:
    expect_none(deep_functions(sources))


def test_everything_public_has_a_docstring(sources: list[Source]) -> None:
    expect_none(undocumented(sources))


def test_everything_is_caught_in_the_pipeline_alone(sources: list[Source]) -> None:
    expect_none(broad_excepts(sources))


def test_every_module_fits_in_three_hundred_lines_or_says_why_not(sources: list[Source]) -> None:
    expect_none(long_modules(sources, LONG_MODULES))


def test_a_failure_names_every_breach() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"a\.py:1\nb\.py:2"):
        expect_none(["a.py:1", "b.py:2"])


def test_every_requirement_has_a_home(house: House) -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {re.split(r"[<>=!~\[ ]", line)[0].lower() for line in lines if line[:1] not in "#"}
    assert required - {""} <= house.distributions


def test_generate_imports_the_command_line_alone() -> None:
    source = read_source(ROOT / "generate.py", ROOT)
    assert [name for _, name in imported(source, frozenset())] == ["pingshu.cli"]


def test_the_version_is_the_same_in_both_places() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == pingshu.__version__
