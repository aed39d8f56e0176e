"""The fields of a reader's form: each wrong one is named, all at once, without a validator."""

from collections.abc import Callable, Mapping
from typing import Any

from broadsheet.adapters.http.rule_words import MOST_ERRORS, pointer_to
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.shared.errors import FieldError, Invalid

Rule = Callable[[object], Any]


def checked(
    fields: Mapping[str, object], needed: Mapping[str, Rule], optional: Mapping[str, Rule]
) -> dict[str, Any]:
    """The values that were sent, as their rules take them. Raises Invalid with every wrong one."""
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
            errors.append(_error(name, wrong))
    errors += (_error(name, Wrong("extra_forbidden")) for name in fields if name not in rules)
    if errors:
        raise Invalid(errors[:MOST_ERRORS])
    return kept


def _error(name: str, wrong: Wrong) -> FieldError:
    return FieldError(pointer_to((name,)), wrong.code, wrong.said)
