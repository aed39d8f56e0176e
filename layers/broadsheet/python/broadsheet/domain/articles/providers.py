"""Whose addresses become cards, and what can be asked of whom: a table that a newsroom adds to.

A rule is an address without `https://` and `www.`. `*` is any part between slashes, `{number}` a
number, `**` anything, and `?name=*` a value of its query. A frame's address has these values again
as `{1}`, `{2}`…, the whole address as `{url}`, of a map what it shows as `{map}`, and of what is
played the second at which the address lets it begin as `{start}`.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from broadsheet.domain.articles.provider import Provider, Rule, Shape


class Player(NamedTuple):
    """What a card shows on a click: an address of the host that is asked then."""

    frame: str
    host: str
    shape: Shape


def _rules(*addresses: str, **of: Any) -> tuple[Rule, ...]:
    return tuple(Rule(address=one, **of) for one in addresses)


_YOUTUBE: dict[str, Any] = {
    "oembed": "https://www.youtube.com/oembed",
    "pictures": ("i.ytimg.com",),
}
_YOUTUBE_FRAME = "https://www.youtube-nocookie.com/embed/{1}?autoplay=1&start={start}"
_LIST_FRAME = "https://www.youtube-nocookie.com/embed/videoseries?list={1}"
_VIMEO: dict[str, Any] = {
    "oembed": "https://vimeo.com/api/oembed.json",
    "pictures": ("i.vimeocdn.com",),
}
_VIMEO_FRAME = "https://player.vimeo.com/video/{1}?dnt=1&autoplay=1#t={start}s"
_VIMEO_UNLISTED = _VIMEO_FRAME.replace("#", "&h={2}#")
_TWEET = "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={2}"
_MAP = "https://www.openstreetmap.org/export/embed.html?layer=mapnik&{map}"
_DATAWRAPPER = "https://datawrapper.dwcdn.net/{1}/"
_FLOURISH = "https://flo.uri.sh/{}/{{1}}/embed?auto=1"

PROVIDERS = (
    Provider(
        "YouTube",
        (
            *_rules("youtube.com/embed/videoseries?list=*", frame=_LIST_FRAME, **_YOUTUBE),
            *_rules("youtube-nocookie.com/embed/videoseries?list=*", frame=_LIST_FRAME),
            *_rules(
                *("youtube.com/watch?v=*", "youtube.com/shorts/*", "youtube.com/live/*"),
                *("youtu.be/*", "youtube.com/embed/*"),
                frame=_YOUTUBE_FRAME,
                **_YOUTUBE,
            ),
            *_rules("youtube-nocookie.com/embed/*", frame=_YOUTUBE_FRAME),
            *_rules("youtube.com/playlist?list=*", frame=_LIST_FRAME, **_YOUTUBE),
            *_rules("youtube.com/watch", "youtube.com/playlist"),
        ),
    ),
    Provider(
        "Vimeo",
        (
            *_rules("vimeo.com/{number}", frame=_VIMEO_FRAME, **_VIMEO),
            *_rules("vimeo.com/{number}/*", frame=_VIMEO_UNLISTED, **_VIMEO),
            *_rules("player.vimeo.com/video/{number}?h=*", frame=_VIMEO_UNLISTED, **_VIMEO),
            *_rules("player.vimeo.com/video/{number}", frame=_VIMEO_FRAME, **_VIMEO),
        ),
    ),
    Provider(
        "SoundCloud",
        (
            *_rules(
                "soundcloud.com/*/**",
                frame="https://w.soundcloud.com/player/?auto_play=true&url={url}",
                shape="sound",
                oembed="https://soundcloud.com/oembed",
                pictures=("i1.sndcdn.com",),
            ),
            *_rules("on.soundcloud.com/*"),
        ),
    ),
    Provider(
        "Mastodon",
        (
            *_rules(
                "mastodon.social/@*/{number}",
                frame="https://mastodon.social/@{1}/{2}/embed",
                shape="post",
                oembed="https://mastodon.social/api/oembed",
            ),
            *_rules("*/@*/{number}"),
        ),
    ),
    Provider(
        "X",
        _rules(
            *("x.com/*/status/{number}", "twitter.com/*/status/{number}"),
            frame=_TWEET,
            shape="post",
            oembed="https://publish.x.com/oembed",
        ),
    ),
    Provider(
        "Bluesky",
        _rules("bsky.app/profile/*/post/*", oembed="https://embed.bsky.app/oembed"),
    ),
    Provider(
        "OpenStreetMap",
        (
            *_rules("openstreetmap.org", "openstreetmap.org/**", frame=_MAP, shape="map"),
            *_rules("osm.org/go/*"),
        ),
    ),
    Provider(
        "Datawrapper",
        (
            *_rules(
                *("datawrapper.dwcdn.net/*", "datawrapper.dwcdn.net/*/{number}"),
                frame=_DATAWRAPPER,
                shape="map",
                oembed="https://api.datawrapper.de/v3/oembed",
            ),
            *_rules("datawrapper.de/_/*", frame=_DATAWRAPPER, shape="map"),
        ),
    ),
    Provider(
        "Flourish",
        tuple(
            rule
            for kind in ("visualisation", "story")
            for rule in (
                *_rules(
                    *(f"flo.uri.sh/{kind}/{{number}}/embed", f"flo.uri.sh/{kind}/{{number}}"),
                    frame=_FLOURISH.format(kind),
                    shape="map",
                ),
                *_rules(
                    f"public.flourish.studio/{kind}/{{number}}",
                    frame=_FLOURISH.format(kind),
                    shape="map",
                    oembed="https://app.flourish.studio/api/v1/oembed",
                ),
            )
        ),
    ),
    Provider("PDF", _rules("**.pdf", "**.PDF")),
)
"""Ours. Whose frames have addresses of many hosts, as Mastodon's, have them for the largest: a
newspaper names others. A PDF is shown by the reader's own browser, which takes none in a frame."""

_LONGEST = 2_000
LEFT_OUT = re.compile(r"https?://(?:(?:www|m)\.(?=[^/]*\.))?", re.IGNORECASE)
"""What an address is read and compared without."""
VALUES = re.compile(r"(\*\*|\*|\{number\})")
"""What of a rule stands for what an address has there."""
_AS_PATTERN = {"**": ".*", "*": "[^/?#]+", "{number}": "[0-9]+"}
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
        found = self._any.fullmatch(address) if (address := _compared(url)) else None
        return list(self._named)[found.lastindex - 1] if found and found.lastindex else ""

    def rule_of(self, url: str) -> Rule | None:
        """The rule that the address is one of."""
        found = self._found(url)
        return found[0] if found else None

    def player_of(self, url: str) -> Player | None:
        """What is shown of an address on a click; None where that is nothing."""
        found = self._found(url)
        if found is None or not found[0].frame:
            return None
        rule, values = found
        frame = _filled(rule.frame, url, values)
        return Player(frame, urlsplit(frame).netloc, rule.shape) if frame else None

    def _found(self, url: str) -> tuple[Rule, Sequence[str]] | None:
        name, address = self.name_of(url), _compared(url)
        for rule in self._named.get(name, ()):
            if found := re.fullmatch(_pattern(rule.address, "({})"), address):
                return rule, found.groups()
        return None

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """A group for each provider, in their order."""
        of = (
            "|".join(_pattern(rule.address, "(?:{})") for rule in rules)
            for rules in self._named.values()
        )
        return re.compile("|".join(f"({one})" for one in of))


def _compared(url: str) -> str:
    """The address as it is compared; empty for one that is too long for any, or that says whose
    password it wants: what stands before `@` is read as a host."""
    if len(url) > _LONGEST:
        return ""
    host, slash, rest = LEFT_OUT.sub("", url, count=1).partition("/")
    if "@" in host:
        return ""
    return f"{host.lower()}{slash}{rest}"


def _pattern(address: str, group: str) -> str:
    path, _, asked = address.partition("?")
    parts = (
        group.format(_AS_PATTERN[part]) if part in _AS_PATTERN else re.escape(part)
        for part in VALUES.split(path)
    )
    if not asked:
        return f"{''.join(parts)}/?(?:[?#].*)?"
    name = re.escape(asked.partition("=")[0])
    value = group.format("[^&#]+")
    return rf"{''.join(parts)}/?\?(?:[^#]*&)?{name}={value}(?:[&#].*)?"


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
