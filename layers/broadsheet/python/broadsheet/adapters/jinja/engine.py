"""Jinja, where a page spends its time: the same output from less work.

Autoescaping is on as in any environment of Jinja's, and what is escaped is escaped by MarkupSafe.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from broadsheet.adapters.jinja.kept import Fragments, Keep

_GIVEN_MORE = "jinja_pass_arg"
"""How Jinja marks what wants the context, the environment or whether to escape, too."""


class _Code(CodeGenerator):
    """Writes templates as Python that calls `Engine` where Jinja's would go a longer way."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, **more: Any) -> None:
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, **more)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Context(Context):
    """A context that calls macros and plain functions without asking each what it is."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """What it answers; as Jinja's, but that a StopIteration is an error."""
        is_macro = type(called) is Macro
        if not is_macro and _wants_more(called):
            return super().call(called, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs) if is_macro else called(*args, **kwargs)


def _wants_more(called: Any) -> bool:
    return hasattr(called, _GIVEN_MORE) or hasattr(type(called).__call__, _GIVEN_MORE)


class Engine(Environment):
    """An environment that keeps fragments. One for each site: they say what is the site's, too."""

    code_generator_class = _Code
    context_class = _Context

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, extensions=[Keep])
        fragments = Fragments()
        self.found, self.keep = fragments.find, fragments.keep

    def unless_shared(self, name: str, value: Any) -> Any:
        """None for what is the global of this name; the value, where a page has one of its own."""
        return None if value is self.globals.get(name) else value

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All templates share the site's: none has any of its own, and looking up is a third."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as it may stand in HTML; not marked as such, for it goes into the page."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is not str:
            return escape(value)
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value  # type: ignore[no-any-return]
