"""The one reader of forms that browsers send (WHATWG URL, 5.1)."""

from urllib.parse import parse_qsl

from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import Sentence, for_programs

FORM = "application/x-www-form-urlencoded"
_NAMED = 60
"""Characters of a name that an answer repeats."""


def form_pairs(raw: bytes, most: int) -> list[tuple[str, str]]:
    """Each field of a form, at most so many, as often as it was sent.

    Raises Malformed that says what is wrong.
    """
    try:
        pairs = parse_qsl(
            raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=most
        )
    except UnicodeError:
        raise _malformed("bad_form", for_programs("is not a form in UTF-8")) from None
    except ValueError:
        words = for_programs(f"has more than {most} fields")
        raise _malformed("too_many_fields", words) from None
    # Browsers send a text's line ends as CR LF.
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]


def single_fields(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The fields by their names. Raises Malformed for one that is there twice: which is meant?"""
    fields: dict[str, str] = {}
    twice: dict[str, None] = {}
    for name, value in pairs:
        if fields.setdefault(name, value) != value:
            twice[name] = None
    if twice:
        raise Malformed([_twice(name) for name in twice])
    return fields


def _twice(name: str) -> FieldError:
    words = for_programs(f"has the field “{name[:_NAMED]}” twice, with two values")
    return FieldError("", "form_double_name", words)


def _malformed(code: str, said: Sentence) -> Malformed:
    return Malformed([FieldError("", code, said)])
