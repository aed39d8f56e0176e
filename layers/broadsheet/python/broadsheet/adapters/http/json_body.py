"""The one reader of JSON that is sent: what two readers would read differently is refused.

That is what I-JSON (RFC 7493) leaves out: names that are there twice (2.3), numbers that a double
cannot hold (2.2), halves of characters (2.1), and what is no JSON at all, such as NaN.
"""

import json
import math
from typing import Any, NoReturn

from broadsheet.domain.shared.errors import FieldError, Malformed, TooLarge
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.domain.shared.text import NEIGHBOURS

_EXACT = 2**53 - 1
_DIGITS = 16
_MOST_DIGITS = 4300
"""More are no number that anybody meant."""
_DEEPEST = 201
"""Lists and objects within one another: who goes through them does not ask how deep they are."""
_TOO_DEEP = f"it has more than {_DEEPEST} lists and objects within one another"
_MARK = "\ufeff"
_HALF = pattern(r"\\u[dD][89a-fA-F]")
"""Where half of a character may be: two of them can be a whole one."""
_NAMED = 60
"""Characters of a name or a number that an answer repeats."""


def read_json(raw: bytes) -> Any:
    """The value. Raises Malformed that says what is wrong, and where that is known."""
    wrong: list[FieldError] = []
    try:
        value = _parsed(raw.decode(), wrong)
    except UnicodeDecodeError as error:
        raise _no_json(f"byte {error.start + 1} is not UTF-8") from None
    except UnicodeEncodeError as error:
        raise _no_json(f"it has half of a character, {_after(error)}") from None
    except RecursionError:
        raise _no_json(_TOO_DEEP) from None
    except ValueError as error:
        raise _no_json(str(error)) from None
    if wrong:
        raise Malformed(wrong[:100])
    if _is_deep(value):
        raise _no_json(_TOO_DEEP)
    return value


def _after(half: UnicodeEncodeError) -> str:
    return f"after “{half.object[max(0, half.start - NEIGHBOURS) : half.start]}”"


def too_long(what: str, most: int) -> TooLarge:
    """The error of JSON that has more than so many bytes; `what` it is."""
    words = f"{what} may have {most} bytes of JSON; this one is longer."
    return TooLarge(sentence("This is much longer than what can be kept.").but(words))


def _no_json(why: str) -> Malformed:
    return Malformed([FieldError("", "json_invalid", for_programs(f"is no JSON: {why}"))])


def _parsed(text: str, wrong: list[FieldError]) -> Any:
    if text.startswith(_MARK):
        raise ValueError(
            "it begins with a mark of the order of bytes (BOM), which is to be left out"
        )
    value = json.loads(
        text,
        object_pairs_hook=lambda pairs: _object(pairs, wrong),
        parse_int=lambda digits: _int(digits, wrong),
        parse_float=lambda digits: _float(digits, wrong),
        parse_constant=_constant,
    )
    if _HALF.search(text):
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _is_deep(value: Any) -> bool:
    level: list[Any] = [[value]]
    for _ in range(_DEEPEST + 1):
        inner = (outer.values() if isinstance(outer, dict) else outer for outer in level)
        level = [one for values in inner for one in values if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


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
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number has {len(digits)} digits")
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
