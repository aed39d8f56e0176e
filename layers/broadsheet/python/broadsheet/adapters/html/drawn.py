"""What is drawn of what was typed: formulas, charts. A text without them imports nothing of it."""

from broadsheet.adapters.html.body_notes import BodyNotes


def as_typed(rendered: str) -> str:
    """HTML with the TeX of formulas that came as MathML."""
    if "application/x-tex" not in rendered and "alttext" not in rendered:
        return rendered
    from broadsheet.adapters.html.typed_maths import typed_as_tex  # noqa: PLC0415 - few have any

    return typed_as_tex(rendered)


def with_drawings(rendered: str, notes: BodyNotes) -> str:
    """HTML with MathML and SVG, which nobody has sanitised yet; says what could not be drawn."""
    if "$<code>" in rendered or "language-math" in rendered:
        from broadsheet.adapters.html.maths import with_formulas  # noqa: PLC0415

        rendered = with_formulas(rendered, notes)
    if "b-chart-" in rendered:
        from broadsheet.adapters.html.charts import with_charts  # noqa: PLC0415

        rendered = with_charts(rendered, notes)
    return rendered
