"""Jinja, where a page spends its time: the same output from less work.

Autoescaping is on as in any environment of Jinja's, and what is escaped is escaped by MarkupSafe.
Templates are given no functions that want the context (`pass_context`): a call is only a call.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from broadsheet.adapters.jinja.kept import Fragments, Keep


class _Code(CodeGenerator):
    """Writes templates as Python that goes a shorter way than Jinja's own."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(  # noqa: N802 - Jinja names it
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call. Jinja's asks everything that is called whether it wants the context."""
        self.visit(node.node, frame)
        self.write("(")
        for place, argument in enumerate(node.args):
            self.write(", " if place else "")
            self.visit(argument, frame)
        named = nodes.Call(node.node, [], node.kwargs, node.dyn_args, node.dyn_kwargs)
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            # `signature` begins with a comma.
            self.write("" if node.args else "*()")
            self.signature(named, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as above
        """An attribute: at once where there is one that is true, else as Jinja looks for it."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, None) or ")
        super().visit_Getattr(node, frame)
        self.write(")")


class Engine(Environment):
    """An environment that keeps fragments. One for each site: they say what is the site's, too."""

    code_generator_class = _Code

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, extensions=[Keep])
        self.fragments = Fragments()
        self.found, self.keep = self.fragments.find, self.fragments.keep

    def unless_shared(self, name: str, value: Any) -> Any:
        """None for what is the global of this name; the value, where a page has one of its own."""
        return None if value is self.globals.get(name) else value

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All templates share the site's: none has any of its own, and one dictionary is neither
        copied nor chained."""
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
