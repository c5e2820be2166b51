"""The house: who may import whom, and what a module looks like."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

LAYERS = (  # from the ground up: a part imports from its own layer and from those below
    ("language", "limits", "arrow", "collecting", "distinct"),
    ("errors", "calendar"),
    ("files",),
    ("results",),
    ("metric",),
    ("models",),
    ("metrics",),
    ("plain_cells", "given", "texts", "whole_columns", "block", "misfits", "cells"),
    ("template", "tables", "analysis", "sample"),
    ("workbook", "refresh", "reviews"),
    ("hosts",),
    ("reference",),
    ("cli", "salestracker_udfs"),
    ("__main__",),
)
REST = "*"  # what is not named
WITHIN = {  # the same inside a large part: each imports from those before it
    "refresh": (
        *("snapshot_row", "source", "plan", "entering", "passing", "taken", "reading", "difference", "package"),
        REST,
    ),
    "tables": (REST, "profiles", "formats", "understanding", "reading", "same_customers", "beside", "tracker"),
    "workbook": (
        *("lint", "spoken", "values", "live", "criteria", "writing", "look", REST, "figures", "sections", "sheets"),
        "generate",
    ),
}
FLOOR = {part: floor for floor, parts in enumerate(LAYERS) for part in parts}

NUMPY_ALONE = (
    "language",
    "limits",
    "collecting",
    "distinct",
    "errors",
    "calendar",
    "files",
    "results",
    "metric",
    "models",
    "metrics",
    "arrow",
    "texts",
    "plain_cells",
    "given",
    "whole_columns",
    "block",
    "misfits",
    "cells",
)
HOMES = {  # the only places of a library
    "xlwings": ("salestracker_xl.hosts.", "salestracker_udfs"),
    "xlsxwriter": ("salestracker_xl.workbook.", "salestracker_xl.hosts.classic"),
}

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "data", "process", "common", "misc"}
LONGEST = 350  # lines


@dataclass(frozen=True)
class Module:
    """A source file under a root, and its name for Python."""

    root: Path
    file: str
    name: str

    @property
    def part(self) -> str:
        return part_of(self.name)

    @property
    def inside(self) -> str:
        return inside_of(self.name)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def source(self) -> str:
        return (self.root / self.file).read_text(encoding="utf-8")

    def broken(self, line: int, rule: str) -> str:
        return f"{self.file}:{line}: {rule}"


@dataclass(frozen=True)
class Import:
    """One imported module, and whether it is loaded only when a function runs."""

    line: int
    name: str
    lazy: bool

    @property
    def library(self) -> str:
        return self.name.partition(".")[0]


def part_of(name: str) -> str:
    """The part of the house that a module belongs to; the package itself is none."""
    package, _, inner = name.partition(".")
    return package if package == "salestracker_udfs" else inner.partition(".")[0]


def inside_of(name: str) -> str:
    """The folder or module of a part that a module belongs to, such as refresh.reading."""
    return ".".join(name.split(".")[1:3])


def floor_within(inside: str) -> int:
    part, _, room = inside.partition(".")
    return WITHIN[part].index(room if room in WITHIN[part] else REST)


@cache
def modules(root: Path) -> list[Module]:
    found = []
    for folder in (root, root / "udfs"):
        for package in ("salestracker_xl", "salestracker_udfs"):
            for path in sorted((folder / package).rglob("*.py")):
                steps = path.relative_to(folder).with_suffix("").parts
                name = ".".join(steps[:-1] if steps[-1] == "__init__" else steps)
                found.append(Module(root, path.relative_to(root).as_posix(), name))
    return found


@cache
def imports(module: Module) -> tuple[Import, ...]:
    def walk(node: ast.AST, lazy: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(child.lineno, alias.name, lazy) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                yield from (Import(child.lineno, name, lazy) for name in imported_from(module, child))
            yield from walk(child, lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    return tuple(walk(module.tree, lazy=False))


def imported_from(module: Module, node: ast.ImportFrom) -> list[str]:
    """`from salestracker_xl import cells` imports salestracker_xl.cells, as far as the words say."""
    source = node.module or ""
    if node.level:
        steps = module.name.split(".")
        at_home = steps if module.file.endswith("__init__.py") else steps[:-1]
        source = ".".join([*at_home[: len(at_home) - node.level + 1], *filter(None, [node.module])])
    return [f"{source}.{alias.name}" for alias in node.names]


def house_imports(module: Module) -> list[tuple[Import, str]]:
    """Imports of another part of the house, with that part."""
    ours = [it for it in imports(module) if it.library in ("salestracker_xl", "salestracker_udfs")]
    return [(it, part) for it in ours if (part := part_of(it.name)) in FLOOR and part != module.part]


def unplaced(root: Path) -> list[str]:
    return [
        module.broken(1, f"{module.part} has no place in the layers of {Path(__file__).name}")
        for module in modules(root)
        if module.part and module.part not in FLOOR
    ]


def upward(root: Path) -> list[str]:
    return [
        module.broken(it.line, f"{module.part or 'the package itself'} must not import {part}, which stands above it")
        for module in modules(root)
        for it, part in house_imports(module)
        if FLOOR.get(module.part, -1) < FLOOR[part]
    ]


def upward_within(root: Path) -> list[str]:
    return [
        module.broken(it.line, f"{module.inside} must not import {inside}, which stands above it")
        for module in modules(root)
        if module.part in WITHIN and module.inside != module.part  # which hands on names of all its rooms
        for it in imports(module)
        if part_of(it.name) == module.part
        and (inside := inside_of(it.name)) != module.inside
        and floor_within(module.inside) < floor_within(inside)
    ]


def roundabout(root: Path) -> list[str]:
    """Imports on a circle of parts, or of modules."""
    known = {module.name for module in modules(root)}
    of_parts = [(module.part, part, module, it) for module in modules(root) for it, part in house_imports(module)]
    of_modules = [
        (module.name, name, module, it)
        for module in modules(root)
        for it in imports(module)
        if (name := imported_module(it, known)) and name != module.name
    ]
    return on_a_circle(of_parts) or on_a_circle(of_modules)


def imported_module(it: Import, known: set[str]) -> str | None:
    """The module of the house that is imported, or whose name is."""
    return next((name for name in (it.name, it.name.rpartition(".")[0]) if name in known), None)


def on_a_circle(edges: list[tuple[str, str, Module, Import]]) -> list[str]:
    above: dict[str, set[str]] = {}
    for importing, imported, _, _ in edges:
        above.setdefault(importing, set()).add(imported)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as cycle:
        circle = " <- ".join(cycle.args[1])
        on_it = set(zip(cycle.args[1][1:], cycle.args[1], strict=False))
        return [
            module.broken(it.line, f"imports run in a circle: {circle}")
            for importing, imported, module, it in edges
            if (importing, imported) in on_it
        ]
    return []


def out_of_place(root: Path) -> list[str]:
    broken = []
    for module in modules(root):
        for it in imports(module):
            homes = HOMES.get(it.library)
            if homes and not f"{module.name}.".startswith(homes):
                broken.append(module.broken(it.line, f"{it.library} is imported in {' and '.join(homes)} only"))
            if module.part in NUMPY_ALONE and foreign(it):
                broken.append(module.broken(it.line, f"{module.part} imports numpy alone, not {it.library}"))
    return broken


def foreign(it: Import) -> bool:
    known = {"numpy", "salestracker_xl", *sys.stdlib_module_names}
    return it.library not in known


def unspoken(root: Path) -> list[str]:
    return [
        module.broken(1, "a module opens with the sentence that it owns")
        for module in modules(root)
        if not (ast.get_docstring(module.tree) or "").strip()
    ]


def nameless(root: Path) -> list[str]:
    return [
        module.broken(1, f"{name!r} is no name of a subject")
        for module in modules(root)
        for name in EMPTY_NAMES.intersection(module.name.split("."))
    ]


def overlong(root: Path) -> list[str]:
    counted = [(module, len(module.source.splitlines())) for module in modules(root)]
    return [
        module.broken(lines, f"{lines} lines: a module has {LONGEST} at most")
        for module, lines in counted
        if lines > LONGEST
    ]


RULES = (unplaced, upward, upward_within, roundabout, out_of_place, unspoken, nameless, overlong)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule):
    broken = rule(REPOSITORY)
    assert not broken, "\n" + "\n".join(broken)


ORDER = "salestracker_xl/metrics/orders.py"
FIGURE = "salestracker_xl/workbook/figures/cards.py"
READ_BACK = "salestracker_xl/refresh/reading/found.py"
BROKEN = [
    (upward, ORDER, "from salestracker_xl.cells import flatten", "2: metrics must not import cells"),
    (upward, ORDER, "from salestracker_xl import cells", "2: metrics must not import cells"),
    (upward, ORDER, "from ..tables import schema", "2: metrics must not import tables"),
    (upward, ORDER, "def f():\n    import salestracker_xl.workbook.book", "3: metrics must not import workbook"),
    (upward, "salestracker_xl/models/fit.py", "import salestracker_xl.metrics", "models must not import metrics"),
    (upward, "salestracker_xl/calendar.py", "import salestracker_xl.metric", "calendar must not import metric"),
    (upward, "salestracker_xl/__init__.py", "from salestracker_xl.language import Text", "the package itself must not"),
    (upward, "salestracker_xl/hosts/udf.py", "import salestracker_udfs", "hosts must not import salestracker_udfs"),
    (unplaced, "salestracker_xl/attic.py", "", "1: attic has no place"),
    (upward_within, READ_BACK, "from salestracker_xl.refresh.package import parts", "2: refresh.reading must not"),
    (upward_within, READ_BACK, "import salestracker_xl.refresh.noting", "must not import refresh.noting, which stands"),
    (upward_within, "salestracker_xl/tables/grid.py", "from salestracker_xl.tables.formats import opening", "formats"),
    (upward_within, FIGURE, "from salestracker_xl.workbook.sections import actions", "2: workbook.figures must not"),
    (upward_within, FIGURE, "from salestracker_xl.workbook.sections.actions import x", "import workbook.sections"),
    (upward_within, "salestracker_xl/workbook/book.py", "import salestracker_xl.workbook.figures.cards", "figures"),
    (upward_within, "salestracker_xl/refresh/plan.py", "from salestracker_xl.refresh.entering import x", "2: refresh"),
    (out_of_place, ORDER, "import pandas", "2: metrics imports numpy alone, not pandas"),
    (out_of_place, "salestracker_xl/cells.py", "import openpyxl", "2: cells imports numpy alone"),
    (out_of_place, ORDER, "def f():\n    import scipy.special", "3: metrics imports numpy alone, not scipy"),
    (out_of_place, "salestracker_xl/tables/grid.py", "import xlwings as xw", "2: xlwings is imported in"),
    (out_of_place, "salestracker_xl/hosts/server.py", "from xlsxwriter import Workbook", "2: xlsxwriter is"),
    (unspoken, ORDER, None, "1: a module opens with"),
    (nameless, "salestracker_xl/tables/utils.py", "", "'utils' is no name"),
    (overlong, ORDER, "x = 1\n" * LONGEST, "351 lines"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "source", "told"), BROKEN)
def test_a_broken_rule_is_told_with_file_and_line(rule, path: str, source: str | None, told: str, tmp_path: Path):
    build(tmp_path, {path: source})
    [sentence] = rule(tmp_path)
    assert sentence.startswith(f"{path}:")
    assert told in sentence


def test_parts_of_one_layer_do_not_import_each_other(tmp_path: Path):
    build(tmp_path, {
        "salestracker_xl/tables/grid.py": "from salestracker_xl.analysis import cohorts",
        "salestracker_xl/analysis/cohorts.py": "import salestracker_xl.tables.grid",
    })  # fmt: skip
    assert len(roundabout(tmp_path)) == 2


def test_modules_do_not_import_each_other_not_even_for_their_types(tmp_path: Path):
    build(tmp_path, {
        "salestracker_xl/tables/grid.py": "if TYPE_CHECKING:\n    from salestracker_xl.tables.header import Header",
        "salestracker_xl/tables/header.py": "def find():\n    from salestracker_xl.tables import grid",
    })  # fmt: skip
    assert [sentence.partition(": ")[0] for sentence in roundabout(tmp_path)] == [
        "salestracker_xl/tables/grid.py:3",
        "salestracker_xl/tables/header.py:3",
    ]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (ORDER, "import numpy as np\ndef f():\n    from math import lgamma"),
        (ORDER, "from salestracker_xl.models import fit"),
        (READ_BACK, "from salestracker_xl.refresh.source import Area\nimport salestracker_xl.refresh.reading.frames"),
        ("salestracker_xl/refresh/noting.py", "from salestracker_xl.refresh.package import parts"),
        ("salestracker_xl/tables/grid.py", "import pandas\nfrom salestracker_xl.template import template_file"),
        ("salestracker_xl/hosts/classic/addin.py", "import xlsxwriter, xlwings"),
        ("udfs/salestracker_udfs/__init__.py", "from salestracker_xl.hosts.udf import excel_functions"),
        ("salestracker_xl/cli/app.py", "from salestracker_xl import __version__"),
    ],
)
def test_what_the_rules_allow_is_allowed(path: str, source: str, tmp_path: Path):
    build(tmp_path, {path: source})
    assert [sentence for rule in RULES for sentence in rule(tmp_path)] == []


def build(root: Path, sources: dict[str, str | None]) -> None:
    """A house of a few modules; None is an empty file."""
    for path, source in sources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("" if source is None else f'"""A module."""\n{source}')
