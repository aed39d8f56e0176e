"""`{% keep %}…{% endkeep %}`: HTML that is made once for all pages on which it is the same.

What is kept is found again by all that it was made of: the text between the two tags, and the value
and the type of every variable in it. The tag finds these variables itself when the template is
compiled, so none can be forgotten. What is global is the same on all pages of an engine, which is
of one site, and so is not looked at unless something else stands under its name. A value must not
change while it is kept: one that cannot be hashed, a dictionary or a list, is an error, and so is
what depends on more than variables (`FORBIDDEN`).
"""

import hashlib
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from markupsafe import Markup

MOST = 8192
"""Fragments of about a kilobyte each. Then all are let go, and those that are needed made again."""

FORBIDDEN = (
    nodes.Block,
    nodes.Extends,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.ScopedEvalContextModifier,
)
"""What brings in more than the variables that can be seen between the tags."""


class Fragments:
    """What an engine keeps."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[tuple[object, ...], Markup] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, *made_of: object) -> Markup | None:
        """What was made of this before, if it was. Raises TypeError for what could change."""
        # By type as well: text that is HTML already is equal to the same text that is not.
        return self._kept.get((*made_of, *map(type, made_of)))

    def keep(self, fragment: Markup, *made_of: object) -> None:
        """Find it again when it is asked for."""
        if len(self._kept) >= self._most:
            self.let_go()
        self._kept[(*made_of, *map(type, made_of))] = fragment

    def let_go(self) -> None:
        """Nothing is found any more."""
        self._kept.clear()


class Keep(Extension):
    """The tag."""

    tags = frozenset({"keep"})  # type: ignore[assignment]  # it is only looked into

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """As if the template looked for the fragment, and made and kept it where there is none."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endkeep",), drop_needle=True)
        made_of = [nodes.Const(_digest(body)), *self._variables(parser, body, line)]
        fragment = parser.free_identifier(line)
        find = nodes.Call(nodes.EnvironmentAttribute("found"), made_of, [], None, None)
        keep = nodes.Call(nodes.EnvironmentAttribute("keep"), [fragment, *made_of], [], None, None)
        made: list[nodes.Node] = [nodes.AssignBlock(fragment, None, body), nodes.ExprStmt(keep)]
        return [
            nodes.Assign(fragment, find, lineno=line),
            nodes.If(nodes.Not(fragment), made, [], [], lineno=line),
            nodes.Output([fragment], lineno=line),
        ]

    def _variables(self, parser: Parser, body: list[nodes.Node], line: int) -> Iterator[nodes.Expr]:
        tree = nodes.Template(body, lineno=line)
        tree.set_environment(self.environment)
        for wrong in tree.find_all(FORBIDDEN):
            parser.fail(f"{type(wrong).__name__} cannot stand in what is kept", line)
        names = find_undeclared_variables(tree)
        if "loop" in names:
            parser.fail("what is kept cannot ask the loop around it: {% set %} a variable", line)
        for name in sorted(names):
            yield nodes.Name(name, "load")
        shared = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        for name in sorted(shared & self.environment.globals.keys()):
            unlike = nodes.EnvironmentAttribute("unless_shared")
            named: list[nodes.Expr] = [nodes.Const(name), nodes.Name(name, "load")]
            yield nodes.Call(unlike, named, [], None, None)


def _digest(body: list[nodes.Node]) -> str:
    """Two templates may have one name: the newsroom's own, and the one in whose place it stands."""
    return hashlib.sha256(repr(body).encode()).hexdigest()
