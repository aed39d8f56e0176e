"""A picture between the fields of its forms and the JSON that the API takes."""

import re
from typing import Any

from broadsheet.adapters.http.desk.form import Form
from broadsheet.domain.media.recordings import kind_announced

WORDS = ("alt", "caption", "credit")
_POINT = re.compile("[0-9]{1,3},[0-9]{1,3}")


def named_in(form: Form) -> dict[str, str]:
    """What a file is called that is no picture; of a picture nothing is kept of it."""
    name = form.text("name").strip()
    return {"name": name} if name and kind_announced(form.text("type")) else {}


def typed_in(form: Form) -> dict[str, Any]:
    """What is said of it; nothing is sent of what is empty."""
    return {n: form.text(n) for n in WORDS if form.text(n).strip()}


def pointed_in(form: Form) -> dict[str, Any]:
    """What matters most in it, as the API takes it; nothing where the form does not say."""
    if "focus" not in form:
        return {}
    said = form.text("focus").strip()
    x, _, y = said.partition(",")
    point = {"x": int(x), "y": int(y)} if _POINT.fullmatch(said) else said
    return {"focus": point if said else None}
