"""One click signs in at the desk of this machine's newspaper, as any of its three users.

It is the front that knows their passwords, which were made here (`local/people.py`): it puts
buttons into the form that the desk answers, and the password into what such a button sends. The
desk itself has nothing of it, on AWS or here: what it gets is a sign-in like any other.
"""

import html
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

from local.people import GROUPS

SIGN_IN = "/desk/sign-in"
CLICK = f"{SIGN_IN}/one-click"
_FORM = f'action="{SIGN_IN}"'.encode()
_END = b"</form>"
_FIELD = "one-click"


class OneClick:
    """What the front does with the desk's sign-in. `passwords` are the users', by name."""

    def __init__(self, passwords: Callable[[], Mapping[str, str]]) -> None:
        self._passwords = passwords

    def sent(self, path: str, body: bytes) -> tuple[str, bytes]:
        """What is sent on in place of a click: where, and the form with name and password."""
        if path != CLICK:
            return path, body
        fields = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        user = fields.pop(_FIELD, "")
        password = self._passwords().get(user, "")
        return SIGN_IN, urlencode(fields | {"user": user, "password": password}).encode()

    def shown(self, headers: list[tuple[str, str]], body: bytes) -> bytes:
        """The page, with a button for each user in the form that asks for name and password."""
        told = {name.lower(): value for name, value in headers}
        is_page = told.get("content-type", "").startswith("text/html")
        before, found, form = body.partition(_FORM)
        if not is_page or "content-encoding" in told or not found or _END not in form:
            return body
        inside, _, after = form.partition(_END)
        return before + found + inside + _buttons().encode() + _END + after


def _buttons() -> str:
    """They leave what has to be filled in for a password as it is."""
    buttons = " ".join(
        f'<button name="{_FIELD}" value="{html.escape(user)}" formaction="{CLICK}" formnovalidate>'
        f"{html.escape(user)} ({group.removesuffix('s')})</button>"
        for user, group in GROUPS.items()
    )
    legend = "Only on this machine: one click"
    return f"<fieldset><legend>{legend}</legend><p>{buttons}</p></fieldset>"
