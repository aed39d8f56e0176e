"""An authenticator's key as a picture that a telephone reads (ISO/IEC 18004)."""

from urllib.parse import quote

from markupsafe import Markup


def authenticator_picture(site: str, user: str, key: str) -> Markup:
    """SVG without any style: dark on light with its quiet zone, whatever the page's colours are.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    import segno  # noqa: PLC0415 - two pages need it

    label, issuer = quote(f"{site}:{user}", safe=":"), quote(site, safe="")
    address = f"otpauth://totp/{label}?secret={quote(key, safe='')}&issuer={issuer}"
    made = segno.make(address, error="m", micro=False)
    return Markup(made.svg_inline(scale=4, border=4, dark="#000", light="#fff"))  # noqa: S704
