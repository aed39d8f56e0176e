"""The one reader of JSON that is sent: what two readers would read differently is refused.

That is what I-JSON (RFC 7493) leaves out: names that are there twice (2.3), numbers that a double
cannot hold (2.2), halves of characters (2.1), and what is no JSON at all, such as NaN.
"""

import json
import math
from typing import Any

from broadsheet.domain.shared.errors import FieldError, Malformed, TooLarge
from broadsheet.domain.shared.sentence import Sentence, for_programs, sentence

_EXACT = 2**53 - 1
_DIGITS = 16
_NAMED = 60
"""Characters of a name or a number that an answer repeats."""


def read_json(raw: bytes) -> Any:
    """The value. Raises Malformed that says what is wrong, and where that is known."""
    # Stricter than the standard library: no lone surrogates, and no depth that ends the stack.
    from pydantic_core import from_json  # noqa: PLC0415 - reads do not pay for it

    try:
        from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise _malformed("json_invalid", for_programs(f"is no JSON: {error}")) from None
    wrong: list[FieldError] = []
    value = json.loads(
        raw,
        object_pairs_hook=lambda pairs: _object(pairs, wrong),
        parse_int=lambda digits: _int(digits, wrong),
        parse_float=lambda digits: _float(digits, wrong),
    )
    if wrong:
        raise Malformed(wrong[:100])
    return value


def too_long(what: str, most: int) -> TooLarge:
    """The error of JSON that has more than so many bytes; `what` it is."""
    words = f"{what} may have {most} bytes of JSON; this one is longer."
    return TooLarge(sentence("This is much longer than what can be kept.").but(words))


def _malformed(code: str, said: Sentence) -> Malformed:
    return Malformed([FieldError("", code, said)])


def _object(pairs: list[tuple[str, Any]], wrong: list[FieldError]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                words = for_programs(
                    f"has the name {json.dumps(name[:_NAMED])} twice in one object"
                )
                wrong.append(FieldError("", "json_double_name", words))
            seen.add(name)
    return made


def _int(digits: str, wrong: list[FieldError]) -> int:
    if len(digits.lstrip("-")) > _DIGITS or abs(int(digits)) > _EXACT:
        return int(_too_large(digits, wrong))
    return int(digits)


def _float(digits: str, wrong: list[FieldError]) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _too_large(digits, wrong)


def _too_large(digits: str, wrong: list[FieldError]) -> float:
    words = for_programs(f"has a number that is too large: {digits[:_NAMED]}")
    wrong.append(FieldError("", "json_number_too_large", words))
    return 0.0
