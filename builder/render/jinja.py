"""Jinja with what every page pays for taken out of the way; it fills templates exactly as it is."""

import re
from collections.abc import MutableMapping
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import Expr, Getattr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from builder.text.wording import Words

_PLAIN = (partial, Words, type(lru_cache(int)))
"""Kinds of functions that templates call and that ask for none of what Jinja may hand them."""
_IS_MARKED = re.compile(r"[&<>'\"]").search


class QuickEnvironment(Environment):
    """Its templates share its globals as they are.

    Jinja would chain an empty mapping before them for each template, and comparing the names of two such chains,
    once for every import of every page, is a tenth of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def shown(value: object) -> str:
        """A value as a template prints it: most have nothing to escape, and are not copied for that."""
        if isinstance(value, str) and (type(value) is Markup or (type(value) is str and not _IS_MARKED(value))):
            return value
        return escape(value)


class _Context(Context):
    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call what a template calls; Jinja looks each time whether it wants to be handed more than its parameters."""
        kind = type(function)
        if kind is not Macro and kind not in _PLAIN:
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(self.eval_ctx, *args, **kwargs) if kind is Macro else function(*args, **kwargs)


class _Generator(CodeGenerator):
    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802  # the name of Jinja
        """`view.title` in place: views have what templates name, and only for the rest Jinja looks elsewhere."""
        self.write("(found if (found := getattr(holder := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(holder, {node.attr!r}))")


QuickEnvironment.context_class = _Context
QuickEnvironment.code_generator_class = _Generator
