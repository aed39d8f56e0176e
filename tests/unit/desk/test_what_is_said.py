"""What people are told is marked for translation, wherever it is said.

That an error, a field's fault and what a page says of a deed are sentences and no text, the types
say (`mypy`). Here: that whatever becomes a sentence has words that extraction finds, that nothing
else that looks like one stands in the desk's modules, and that its scripts have no words at all.
"""

import ast
import re
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from broadsheet.adapters.jinja.assets import ASSETS
from broadsheet.adapters.jinja.catalogues import PACKAGE
from tests.support.functions import AT_DESK

ROOT = Path(__file__).parents[3]
FUNCTIONS = ROOT / "functions"
DESK = [path for name in AT_DESK for path in sorted((FUNCTIONS / name).glob("*.py"))]
MODULES = sorted([*PACKAGE.rglob("*.py"), *FUNCTIONS.rglob("*.py")])
SCRIPTS = sorted([*ASSETS.glob("desk*.js"), *(ROOT / "layers/broadsheet/editor/src").glob("*.js")])
MARKS = {"N_": 1, "sentence": 1, "counted": 2}
"""By how many of their arguments are words for catalogues."""
_SHOWN = re.compile(
    r"(?:textContent|innerText|ariaLabel|title|placeholder|alt|label)\s*(?:=(?!=)|:)\s*"
    r"[\"'`][^\"'`$]*[A-Za-z]{2}"
    r"|\b(?:alert|confirm|prompt|prepend|tell)\(\s*[\"'`][^\"'`$]*[A-Za-z]{2}"
    r"|setAttribute\(\s*[\"'](?:aria-label|title|alt|placeholder)[\"']\s*,\s*[\"'`][^\"'`]*[A-Za-z]{2}"
)
"""Words in a script that somebody would read."""


def unmarked(source: str) -> list[str]:
    """Sentences of a module that no catalogue has."""
    return list(_unmarked(ast.parse(source)))


def _unmarked(node: ast.AST) -> Iterator[str]:
    match node:
        case (
            ast.Call(func=ast.Name(id="N_" | "sentence" | "counted" | "for_programs"))
            | ast.Expr(value=ast.Constant())
        ):
            return
        case ast.Constant(value=str(text)) if text[:1].isupper() and text.endswith("."):
            yield text
    for child in ast.iter_child_nodes(node):
        yield from _unmarked(child)


def hidden(source: str) -> list[str]:
    """Sentences of a module whose words extraction does not find: those that are put together,
    and those that are made without a mark."""
    tree = ast.parse(source)
    others = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "broadsheet.domain.shared.sentence"
        for alias in node.names
    }
    return [ast.unparse(call) for call in ast.walk(tree) if _is_hidden(call, MARKS.keys() - others)]


def _is_hidden(node: ast.AST, marks: Set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name), args=args) if name in marks:
            return not all(isinstance(one, ast.Constant) for one in args[: MARKS[name]])
        case ast.Call(func=ast.Name(id="Sentence"), args=[ast.Constant() | ast.JoinedStr(), *_]):
            return True
    return False


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.name)
def test_every_sentence_of_the_desk_is_marked(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        *('see(x, "Done.")', 'said = "Done." if a else "Not."', 'x = {"a": "Done."}'),
        *('f(g("Done."))', 'raise NotFound("Done.")', 'FieldError("/a", "b", "Done.")'),
    ],
)
def test_one_that_is_not_marked_is_found_wherever_it_stands(source: str) -> None:
    assert "Done." in unmarked(source)
    assert "Done." not in unmarked(source.replace('"Done."', 'sentence("Done.")'))


def test_whatever_becomes_a_sentence_has_words_that_extraction_finds() -> None:
    found = {str(path.relative_to(ROOT)): hidden(path.read_text("utf-8")) for path in MODULES}
    assert {name: calls for name, calls in found.items() if calls} == {}
    assert len(found) > 300


@pytest.mark.parametrize(
    "source",
    [
        *('sentence(f"has more than {most}")', "N_(words)", 'counted("one", many, 3)'),
        *('Sentence("Done.")', 'Sentence(f"Done {x}.")', 'sentence("a" + b)'),
    ],
)
def test_words_that_extraction_does_not_find_are_found_here(source: str) -> None:
    assert hidden(source) == [ast.unparse(ast.parse(source, mode="eval"))]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_of_the_desk_says_what_its_page_gave_it(path: Path) -> None:
    source = path.read_text("utf-8")
    # One is made of the others and of a library; one is what an editor without a page says.
    if path.name not in ("desk-editor.js", "words.js"):
        assert _SHOWN.findall(source) == []


@pytest.mark.parametrize(
    "source",
    [
        *('p.textContent = "Sent."', "button.title = `Take out ${n}`", 'alert("Gone")'),
        *('Object.assign(p, { textContent: "Sent." })', 'p.setAttribute("aria-label", "Lead")'),
        *("said.prepend('Not sent')", "x.placeholder='Words'"),
    ],
)
def test_words_of_a_script_are_found(source: str) -> None:
    assert _SHOWN.search(source)
