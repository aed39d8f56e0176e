"""Links in comments: to the web only, and always with the place that they lead to in sight."""

import html
import re
import unicodedata
from typing import NamedTuple

import nh3

from broadsheet.domain.comments.names.lookalikes import in_latin
from broadsheet.domain.shared.text import UNSEEN
from broadsheet.domain.shared.web_address import encoded, host_of

CURLED = "\u2018\u2019"
"""Quotes that may be apostrophes."""
# What ends an address in running text: also the punctuation of Chinese and Japanese.
_NOT_IN = (
    r"\s<>\"`\\\[\]{}|^()"
    r"\uff08\uff09\u3002\uff0c\u3001\uff1b\uff1a\uff01"
    r"\uff1f\u300c\u300d\u300e\u300f\u3010\u3011\u300a\u300b\u201c\u201d\u2018\u2019\u00ab\u00bb\u2026"
    r"\u202a-\u202e\u2066-\u2069"
)
# Between two letters it is an apostrophe: /wiki/L’Équipe. Chinese and Japanese quote with it, and
# write the next word at once.
_LETTER = r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PLAIN = rf"[^{_NOT_IN}]"
_PART = rf"(?:{_PLAIN}|(?<={_LETTER})[{CURLED}](?={_LETTER}))"


def _address_of(part: str) -> str:
    # To ignore case in all of it would take three times as long to compile.
    return (
        rf"[Hh][Tt][Tt][Pp][Ss]?://(?>{part}{{1,1000}})"
        rf"(?>(?:\((?>{part}{{0,1000}})\)(?>{part}{{0,1000}})){{0,9}})"
    )


ADDRESS = _address_of(_PART)
"""The pattern of one; whoever looks for it beside others compiles them together."""
PLAIN_ADDRESS = _address_of(_PLAIN)
"""The same where nothing is `CURLED`: it is compiled in a tenth of the time."""
LONGEST = 2000
"""Characters of an address."""


class FoundLink(NamedTuple):
    """A link's HTML, and how many of the characters that were typed it is."""

    html: str
    length: int


def trimmed(address: str) -> str:
    """An address in running text without the punctuation of the sentence that it ends."""
    return address.rstrip("?!.,:;*_~'")


def link_to(
    address: str, inner: str, length: int, *, said: str = "", shows_host: bool = False
) -> FoundLink | None:
    """The link with `inner` as its HTML, or None where it leads to no host that can be shown.

    The host is named after the words, unless they are the address or the host themselves: a
    link cannot say `bank.example` and lead to somewhere else.
    """
    host = _host(address)
    href = html.escape(encoded(address))
    if host is None or not _is_url(href):
        return None
    bare = re.sub("^https?://", "", address, flags=re.IGNORECASE)
    honest = shows_host or said in {address, bare, bare.rstrip("/"), host}
    after = "" if honest else f" ({html.escape(host)})"
    return FoundLink(f'<a href="{href}">{inner}</a>{after}', length)


def _is_url(href: str) -> bool:
    """Whether the sanitiser will leave the address: its parser knows all that can be wrong."""
    return " href=" in nh3.clean(f'<a href="{href}"></a>', tags={"a"}, attributes={"a": {"href"}})


def _host(address: str) -> str | None:
    """The host that a browser goes to. None where it would read another one than a person does.

    So nothing before an `@`, no characters that browsers exchange for others (NFKC, as IDNA
    has it), none that are not seen, and no `bank` with one Cyrillic letter or all of them.
    """
    typed = host_of(address) if len(address) <= LONGEST else None
    host = typed.removesuffix(".") if typed else ""
    odd = unicodedata.normalize("NFKC", host) != host or UNSEEN.search(host) or _mixes(host)
    return None if odd or not host else host


def _mixes(host: str) -> bool:
    """Whether Latin letters stand beside those that look like them; Japanese mixes, and is fine.

    Or whether a name under a Latin top-level domain is made of nothing but such letters, as
    browsers look at it too (Chromium, 'IDN in Google Chrome', whole-script confusables).
    """
    labels = host.split(".")
    if labels[-1].isascii() and any(
        not one.isascii() and in_latin(one).isascii() for one in labels
    ):
        return True
    return any(
        {"LATIN", other} <= {unicodedata.name(char, "").partition(" ")[0] for char in label}
        for label in labels
        if not label.isascii()
        for other in ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
    )
