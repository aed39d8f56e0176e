"""Whose addresses become cards, and what can be asked of whom: a table that a newsroom adds to.

A rule is an address without `https://` and `www.`. `*` is any part between slashes, `{number}` a
number, `**` anything, and `?name=*` a value of its query. A frame's address has these values again
as `{1}`, `{2}`…, the whole address as `{url}`, of a map what it shows as `{map}`, and of what is
played the second at which the address lets it begin as `{start}`.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from broadsheet.domain.articles.provider import Provider, Rule, Shape
from broadsheet.domain.articles.provider_table import PROVIDERS


class Player(NamedTuple):
    """What a card shows on a click: an address of the host that is asked then."""

    frame: str
    host: str
    shape: Shape


class _Found(NamedTuple):
    name: str
    rule: Rule
    values: Sequence[str]


_LONGEST = 2_000
LEFT_OUT = re.compile(r"https?://(?:(?:www|m)\.(?=[^/]*\.))?", re.IGNORECASE)
"""What an address is read and compared without."""
VALUES = re.compile(r"(\*\*|\*|\{number\})")
"""What of a rule stands for what an address has there."""
_AS_PATTERN = {"**": ".*", "*": "[^/?#]+", "{number}": "[0-9]+"}
_PATH = re.compile("[/?#]")
_VALUE = re.compile(r"\{([a-z0-9]+)\}")
_START = re.compile(
    r"[?&#](?:t|start)=(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?(?=[&#]|\Z)"
)


class Providers:
    """The table: a newspaper's own go before ours, and one of its names without rules is none."""

    def __init__(self, own: Sequence[Provider] = ()) -> None:
        named = {one.name: one.rules for one in own}
        named |= {one.name: one.rules for one in PROVIDERS if one.name not in named}
        self._named = {name: rules for name, rules in named.items() if rules}
        self._by_host: dict[str, Sequence[tuple[str, Rule]]] = {}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Of all of them, in the order in which they are tried."""
        return tuple(rule for rules in self._named.values() for rule in rules)

    @property
    def frame_origins(self) -> tuple[str, ...]:
        """Who may be asked for a frame, each once: what a page's policy has to allow."""
        framed = (urlsplit(rule.frame) for rule in self.rules if rule.frame)
        return tuple(sorted({f"{one.scheme}://{one.netloc}" for one in framed}))

    def name_of(self, url: str) -> str:
        """The name of whom an address leads to; empty where that is nobody of the table."""
        found = self._found(url)
        return found.name if found else ""

    def rule_of(self, url: str) -> Rule | None:
        """The rule that the address is one of."""
        found = self._found(url)
        return found.rule if found else None

    def player_of(self, url: str) -> Player | None:
        """What is shown of an address on a click; None where that is nothing."""
        found = self._found(url)
        if found is None or not found.rule.frame:
            return None
        frame = _filled(found.rule.frame, url, found.values)
        return Player(frame, urlsplit(frame).netloc, found.rule.shape) if frame else None

    def _found(self, url: str) -> _Found | None:
        address = _compared(url)
        for name, rule in self._of_host(_host_of(address)):
            # A rule is compiled where its host is asked about: most are never.
            if found := _compiled(rule.address).fullmatch(address):
                return _Found(name, rule, found.groups())
        return None

    def _of_host(self, asked: str) -> Sequence[tuple[str, Rule]]:
        """The rules that an address of a host may fit, with whose they are, in their order."""
        host = asked if asked in self._hosts else ""
        if host not in self._by_host:
            self._by_host[host] = [
                (name, rule)
                for name, rules in self._named.items()
                for rule in rules
                if _fixed_host_of(rule) in ("", host)
            ]
        return self._by_host[host]

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(map(_fixed_host_of, self.rules))


def _host_of(address: str) -> str:
    return _PATH.split(address, maxsplit=1)[0]


def _fixed_host_of(rule: Rule) -> str:
    """Empty where a rule is of many hosts."""
    host = _host_of(rule.address)
    return "" if VALUES.search(host) else host


def _compared(url: str) -> str:
    """The address as it is compared; empty for one that is too long for any, or that says whose
    password it wants: what stands before `@` is read as a host."""
    if len(url) > _LONGEST:
        return ""
    host, slash, rest = LEFT_OUT.sub("", url, count=1).partition("/")
    if "@" in host:
        return ""
    return f"{host.lower()}{slash}{rest}"


@cache
def _compiled(address: str) -> re.Pattern[str]:
    path, _, asked = address.partition("?")
    parts = (
        f"({_AS_PATTERN[part]})" if part in _AS_PATTERN else re.escape(part)
        for part in VALUES.split(path)
    )
    if not asked:
        return re.compile(f"{''.join(parts)}/?(?:[?#].*)?")
    name = re.escape(asked.partition("=")[0])
    return re.compile(rf"{''.join(parts)}/?\?(?:[^#]*&)?{name}=([^&#]+)(?:[&#].*)?")


def _filled(frame: str, url: str, values: Sequence[str]) -> str:
    """The frame's address for these values; empty where one of them is none that could stand there.

    Each is one part of it, or of its query: nothing in a value leads to another page or host.
    """
    known = {str(number): unquote(value) for number, value in enumerate(values, 1)}
    if any(part in (".", "..") for value in known.values() for part in value.split("/")):
        return ""
    # What was one part stays one, whatever is written in it.
    filled = {
        str(number): quote(known[str(number)], safe="/@" if "/" in value else "@")
        for number, value in enumerate(values, 1)
    }
    if "{map}" in frame:
        from broadsheet.domain.articles.map_view import view_of  # noqa: PLC0415 - few have maps

        view = view_of(url)
        if not view:
            return ""
        filled["map"] = view
    filled |= {"url": quote(url, safe=""), "start": str(_start(url))}
    return _VALUE.sub(lambda name: filled.get(name[1], ""), frame)


def _start(url: str) -> int:
    """The second at which an address lets a film begin (`t=90`, `start=90`, `#t=1m30s`); else 0.

    https://developers.google.com/youtube/player_parameters#start
    """
    found = _START.search(url)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
