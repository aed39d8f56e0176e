"""The fields of a reader's form: each wrong one is named, all at once, without a validator."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from broadsheet.adapters.http.rule_words import MOST_ERRORS, pointer_to
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.shared.errors import FieldError, Invalid

Rule = Callable[[object], Any]


def checked(
    fields: Mapping[str, object],
    needed: Mapping[str, Rule],
    optional: Mapping[str, Rule],
    wrong_beside: Iterable[FieldError] = (),
) -> dict[str, Any]:
    """The values that were sent, as their rules take them.

    Raises Invalid with every wrong one, and with those that were found to be `wrong_beside` them.
    """
    rules = {**needed, **optional}
    kept: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, rule in rules.items():
        try:
            if name in fields:
                kept[name] = rule(fields[name])
            elif name in needed:
                raise Wrong("missing")
        except Wrong as wrong:
            errors.append(wrong_field(name, wrong))
    unknown = (name for name in fields if name not in rules)
    errors += (wrong_field(name, Wrong("extra_forbidden")) for name in unknown)
    errors += wrong_beside
    if errors:
        raise Invalid(errors[:MOST_ERRORS])
    return kept


def wrong_field(name: str, wrong: Wrong) -> FieldError:
    """What is wrong with the field of this name."""
    return FieldError(pointer_to((name,)), wrong.code, wrong.said)
