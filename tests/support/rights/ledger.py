"""Which rights were needed, by whom: of one process, or of all that a run of the tests had."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.support.rights import policy
from tests.support.rights.calls import Need

_TABLE_KEYS = "dynamodb:LeadingKeys"


class Entry(NamedTuple):
    """A right that a function needed, without what is different from one call to the next."""

    function: str
    action: str
    resource: str
    """As the statements say that speak of it: `SiteBucket/*`."""
    key: str
    """Of the table: what a leading key begins with, up to its last `#`; or another condition."""


Dumped = tuple[str, str, str, dict[str, list[str]], str]


class Ledger:
    """What was seen. The same right, needed twice, is one entry with one example."""

    def __init__(self) -> None:
        self.entries: dict[Entry, Need] = {}
        self.tests: dict[Entry, str] = {}
        """The first test that each was needed in."""
        self.refused: set[str] = set()
        """What was asked for without a right, also by a test that does not mind the answer."""

    def add(self, function: str, need: Need, test: str = "") -> None:
        """A function needed this in a test. Resources are by logical id: see `named`."""
        for entry, one in _entries(function, need):
            if entry not in self.entries:
                self.entries[entry], self.tests[entry] = one, test

    def dump(self) -> list[Dumped]:
        """As plain lists, for another process."""
        return [
            (e.function, n.action, n.resource, _lists(n), self.tests[e])
            for e, n in self.entries.items()
        ]

    def load(self, dumped: Iterable[Dumped]) -> None:
        """Add what another process saw."""
        for function, action, resource, conditions, test in dumped:
            told = {key: tuple(values) for key, values in conditions.items()}
            self.add(function, Need(action, resource, told), test)


def _lists(need: Need) -> dict[str, list[str]]:
    return {key: list(values) for key, values in need.conditions.items()}


LEDGER = Ledger()
"""Of this process."""


def named(function: str, need: Need, variables: Mapping[str, str]) -> Need:
    """The same need, of resources by their logical ids.

    `variables` is the function's environment, which says how they are really called.
    """
    for variable, logical in policy.told_by_variables(function).items():
        value = variables.get(variable)
        if not policy.is_of(need.action, logical):
            continue
        if value and (need.resource == value or need.resource.startswith(f"{value}/")):
            return need._replace(resource=logical + need.resource[len(value) :])
    if need.action == "ses:SendEmail":
        return _from(need, variables.get("MAIL_FROM", ""))
    if need.action == "kms:Decrypt" and need.resource == "unnamed":
        # The ciphertext says which key it is; there is one only.
        return need._replace(resource="PrivacyKey")
    return need


def _from(need: Need, configured: str) -> Need:
    sender = need.conditions["ses:FromAddress"]
    if sender == (configured,):
        return need._replace(conditions={"ses:FromAddress": (policy.MAIL_FROM,)})
    return need


def _entries(function: str, need: Need) -> Iterator[tuple[Entry, Need]]:
    if _TABLE_KEYS in need.conditions:
        for key in need.conditions[_TABLE_KEYS]:
            one = need._replace(conditions={_TABLE_KEYS: (key,)})
            yield Entry(function, need.action, need.resource, family(key)), one
    else:
        about = ",".join(sorted(need.conditions))
        where = " ".join(sorted(policy.spoken_of(function, need)))
        yield Entry(function, need.action, where or need.resource, about), need


def family(key: str) -> str:
    """What the partition keys of one kind have in common: `ARTICLE#` of `ARTICLE#01a2`."""
    name, hash_, _ = key.partition("#")
    return name + hash_
