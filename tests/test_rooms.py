"""The house: rooms of about a dozen modules, no circle among them, no name for two things, modules one can read."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("extract", "normalize", "hyokasho")
MOST_MODULES, MOST_LINES = 13, 300


@cache
def modules() -> dict[str, Path]:
    """The modules of the product by their dotted names; packages bear the name of their folder."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    dotted = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths}
    return {name.removesuffix(".__init__"): path for path, name in dotted.items()}


@cache
def trees() -> dict[str, ast.Module]:
    """What each module says."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules().items()}


def imports() -> set[tuple[str, str]]:
    """Which module asks which."""
    found = set()
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {(name, alias.name) for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                wholes = (f"{node.module}.{alias.name}" for alias in node.names)
                found |= {(name, whole if whole in modules() else node.module) for whole in wholes}
    return {(asker, asked) for asker, asked in found if asked in modules() and asked != asker}


def siblings(asker: str, asked: str) -> tuple[str, str] | None:
    """The rooms, or modules of one room, at which the ways to two modules part; None where one holds the other."""
    a, b = asker.split("."), asked.split(".")
    same = next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), None)
    return None if same is None else (".".join(a[: same + 1]), ".".join(b[: same + 1]))


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Some way that leads back to where it began; empty where there is none."""
    done: set[str] = set()

    def follow(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        found = next(filter(None, (follow(each, [*way, name]) for each in sorted(edges.get(name, ())))), [])
        done.add(name)
        return found

    return next(filter(None, (follow(name, []) for name in sorted(edges))), [])


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c", "d"}, "c": set(), "d": {"b"}}) == ["b", "d", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


def test_no_room_asks_one_that_asks_it() -> None:
    edges: dict[str, set[str]] = defaultdict(set)
    for asker, asked in imports():
        if parted := siblings(asker, asked):
            edges[parted[0]].add(parted[1])
    assert circle(edges) == []


def test_a_room_has_about_a_dozen_modules() -> None:
    count = Counter(path.parent for path in modules().values() if path.name != "__init__.py")
    assert {str(room.relative_to(ROOT)): n for room, n in count.items() if n > MOST_MODULES} == {}


def test_a_module_is_read_at_one_sitting() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}


def test_no_file_and_no_class_name_is_for_two_things() -> None:
    files = Counter(path.name for path in modules().values() if path.name != "__init__.py")
    classes = Counter(
        node.name for tree in trees().values() for node in tree.body if isinstance(node, ast.ClassDef)
    )  # fmt: skip
    assert [name for name, n in (files + classes).items() if n > 1] == []


def test_extraction_knows_no_form_and_normalizing_no_pdf_and_neither_who_runs_them() -> None:
    order = {"extract": 0, "normalize": 1, "hyokasho": 2}
    upward = {(a, b) for a, b in imports() if order[a.split(".")[0]] < order[b.split(".")[0]]}
    assert upward == set()
    libraries = {"pypdfium2", "pikepdf", "pdfplumber", "camelot", "playa"}
    asked = {
        alias.name.split(".")[0] for name, tree in trees().items() if name.startswith("normalize")
        for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }  # fmt: skip
    asked |= {
        node.module.split(".")[0] for name, tree in trees().items() if name.startswith("normalize")
        for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }  # fmt: skip
    assert asked & libraries == set()
