"""A form that was sent when its session had ended, carried along until somebody signed in again.

It goes along in the pages of the sign-in, as one hidden field, and is sent again after it: so what
was typed is nowhere but in the browser and in what it sends.
"""

import base64
import binascii

import msgspec

from broadsheet.adapters.http.desk.form import TOKEN, Form
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.typed_form import FORM
from broadsheet.domain.shared.errors import BroadsheetError

AGAIN = "_again"
HOME = "/desk/today"
_MOST = 768 * 1024
"""Bytes: six times the longest text of a story. Its page has to fit into an answer of Lambda's
(6 MB), though it were of nothing but characters that are five in HTML."""
_MOST_SHOWN = 256 * 1024
_LONGEST_PATH = 2000
_FETCHED_BY_US = "same-origin"


class Carried(msgspec.Struct, frozen=True):
    """Where the form was sent, and its fields; `person` is whose session it was, if known."""

    path: str
    fields: list[tuple[str, str]]
    person: str = ""

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What somebody may want to copy; what is more than a page shows well only goes along."""
        typed = [(n, v) for n, v in self.fields if not n.startswith("_") and v.strip()]
        return typed if sum(len(value) for _, value in typed) <= _MOST_SHOWN else []


def of_request(desk: DeskRequest, site_url: str, person: str) -> Carried | None:
    """What was sent; None for what is no form, is too much, or no page of ours has sent.

    That it gets a new token later is why the browser's own word is asked for here: one that does
    not say where a form is from does not have it carried.
    """
    http = desk.http
    is_form = http.method == "POST" and http.media_type() == FORM
    if not is_form or desk.wants_json or not is_inside(desk.path):
        return None
    said = "origin" in http.headers or http.headers.get("sec-fetch-site") == _FETCHED_BY_US
    try:
        desk.must_be_sent_from_here(site_url)
        fields = desk.form.pairs(TOKEN, AGAIN)
    except BroadsheetError:
        return None
    size = sum(len(name) + len(value.encode()) for name, value in fields)
    return Carried(desk.path, fields, person) if said and size <= _MOST else None


def packed(carried: Carried | None) -> str:
    """As a hidden field has it; empty for nothing."""
    return base64.urlsafe_b64encode(msgspec.json.encode(carried)).decode() if carried else ""


def unpacked(form: Form) -> Carried | None:
    """What a form brings along; None where there is nothing, or nothing that is a form's."""
    try:
        raw = base64.b64decode(form.text(AGAIN), b"-_", validate=True)
        carried = msgspec.json.decode(raw, type=Carried)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
    return carried if is_inside(carried.path) else None


def is_inside(path: str) -> bool:
    """Whether it is an address of the desk that somebody may be led to after signing in."""
    return (
        path.startswith("/desk/")
        and not path.startswith("/desk/sign-")
        and len(path) <= _LONGEST_PATH
        and path.isascii()
        and path.isprintable()
        and not any(bad in path for bad in ("\\", "//", "/.", " "))
    )


def inside(path: str) -> str:
    """The address if it is one of the desk's, else where everybody begins."""
    return path if is_inside(path) else HOME
