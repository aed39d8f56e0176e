"""A new password as forms have it: typed twice."""

from broadsheet.adapters.http.desk.form import Form
from broadsheet.domain.shared.errors import FieldError, Invalid, every
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.desk.sign_in import Door, must_be_strong


def chosen_password(form: Form, door: Door, user: str, beside: str = "", code: str = "") -> str:
    """What somebody chose. `beside` is another field that has to be filled in, and `code` is what
    is wrong where it is not.

    Raises Invalid that names every wrong field.
    """
    chosen = form.text("password")
    every(
        Invalid,
        lambda: must_be_strong(door, chosen, user),
        lambda: _must_be(chosen == form.text("repeated"), "repeated", "not_the_same"),
        lambda: _must_be(not beside or bool(form.text(beside).strip()), beside, code),
    )
    return chosen


def _must_be(is_so: bool, field: str, code: str) -> None:
    if not is_so:
        raise Invalid([FieldError(f"/{field}", code, for_programs("is not the one"))])
