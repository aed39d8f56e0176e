"""What the desk says of what was done is marked for translation, wherever it is said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.functions import AT_DESK

FUNCTIONS = Path(__file__).parents[3] / "functions"
MODULES = [path for name in AT_DESK for path in sorted((FUNCTIONS / name).glob("*.py"))]


def unmarked(source: str) -> list[str]:
    """Sentences that a page says and that no catalogue has: errors have words of their own."""
    return list(_unmarked(ast.parse(source)))


def _unmarked(node: ast.AST) -> Iterator[str]:
    match node:
        case (
            ast.Call(func=ast.Name(id="N_" | "FieldError"))
            | ast.Raise()
            | ast.Expr(value=ast.Constant())
        ):
            return
        case ast.Constant(value=str(text)) if text[:1].isupper() and text.endswith("."):
            yield text
    for child in ast.iter_child_nodes(node):
        yield from _unmarked(child)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_sentence_is_marked(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ['see(x, "Done.")', 'said = "Done." if a else "Not."', 'x = {"a": "Done."}', 'f(g("Done."))'],
)
def test_one_that_is_not_marked_is_found_wherever_it_stands(source: str) -> None:
    assert "Done." in unmarked(source)
    assert "Done." not in unmarked(source.replace('"Done."', 'N_("Done.")'))
