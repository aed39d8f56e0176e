"""An address as a picture that a telephone reads (ISO/IEC 18004), as SVG without any style."""

from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """The picture: dark on light with its quiet zone, whatever the page's colours are."""
    import segno  # noqa: PLC0415 - one page needs it

    made = segno.make(text, error="m", micro=False)
    return Markup(made.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S704
