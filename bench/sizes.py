"""Sizes of the built layers, and the largest files and functions of our code."""

import argparse
import ast
import zlib
from collections.abc import Iterator
from pathlib import Path

from bench.imports import ROOT, built_layers
from bench.report import Cell, heading, machine, progress, table

CODE = (
    *("layers/broadsheet/python/broadsheet", "functions", "client", "command", "operate"),
    *("local", "tools", "bench", "tests"),
)
LARGEST = 10
SAM = ROOT / ".aws-sam/build"


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print."""
    progress("building the layers")
    heading("Sizes of the layers", "Lambda takes 250 MB unzipped, function and layers together.")
    table(("layer", "built for", "files", "MB", "MB compressed"), list(_layers()))
    heading("The largest files and functions", f"Lines, with comments. {machine()}")
    files = [file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py"))]
    lines = {_name(file): len(file.read_text("utf-8").splitlines()) for file in files}
    table(("file", "lines"), _largest(lines))
    functions = dict(entry for file in files for entry in _functions(file))
    table(("function", "lines"), _largest(functions))
    return True


def _layers() -> Iterator[tuple[Cell, ...]]:
    for name, folder in built_layers().items():
        yield _layer(name, "this machine", folder)
        if (SAM / name).is_dir():
            yield _layer(name, "Lambda", SAM / name)


def _layer(name: str, where: str, folder: Path) -> tuple[Cell, ...]:
    contents = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    compressed = sum(len(zlib.compress(content)) for content in contents)
    return name, where, len(contents), sum(map(len, contents)) / 1e6, compressed / 1e6


def _largest(lines: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(lines.items(), key=lambda entry: -entry[1])[:LARGEST]


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{_name(file)}:{node.lineno} {node.name}", _length(node)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min((d.lineno for d in node.decorator_list), default=node.lineno)
    return (node.end_lineno or node.lineno) - first + 1


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))
