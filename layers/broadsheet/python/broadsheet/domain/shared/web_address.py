"""What an address on the web is: said here, whoever brings it, and wherever it is shown.

It is kept in ASCII: a page's `Location` can be nothing else, and what looks like another host is
seen. Sources: RFC 3986, WHATWG URL (4.3), IDNA 2008 (RFC 5891) with UTS 46.
"""

import contextlib
import ipaddress
import re
from urllib.parse import quote, unquote

from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.domain.shared.text import unprintable

LONGEST = 2048
"""Characters, percent-encoded."""
_ORIGIN = pattern(
    r"(https?)://(\[[0-9A-Fa-f:.]+\]|[^\s/?#:@\[\]\"%<>\\^`{|}]+)(?::([0-9]{1,5}))?(?=[/?#]|\Z)",
    re.IGNORECASE,
)
_LOOSE_ORIGIN = pattern(r"(https?)://([^/?#]*)", re.IGNORECASE)
_HALVES = pattern("[\ud800-\udfff]")
_STRAY_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2})")
# ASCII that is no URL code point (WHATWG URL, 4.3): a browser guesses, an HTML checker complains.
_UNENCODED = pattern(rf'[\s"<>\[\\\]^`{{|}}]|{_STRAY_PERCENT.pattern}')
_ENCODED = pattern("%[0-9A-Fa-f]{2}")
_URI = "%/:?@!$&'()*+,;=~-._"
_ENCODED_PART = r"(?>(?:[A-Za-z0-9/:?@!$&'()*+,;=~._-]++|%[0-9A-Fa-f]{2})*)"
_IS_ENCODED = re.compile(rf"(?!(?i:https?)://[^/?#]*%){_ENCODED_PART}(?:#{_ENCODED_PART})?")
"""What nothing has to be done to: most addresses, and each that was looked at before."""
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_NAME = pattern(r"(?=.{1,253}\.?\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
# A host that ends like this is a number for browsers, in any of four notations.
_NUMBER = pattern("0x[0-9a-f]*|[0-9]+")


class NotAnAddress(ValueError):
    """What was given is no address that can be kept; `said` is why, after its field's name."""

    def __init__(self, said: Sentence) -> None:
        super().__init__(str(said))
        self.said = said


def web_address(typed: str) -> str:
    """An http(s) address, or a path of the site (with query and fragment), as it is kept.

    Raises NotAnAddress, also for what would be another place once it is decoded.
    """
    origin = _ORIGIN.match(typed)
    if not origin and _LOOSE_ORIGIN.match(typed):
        raise NotAnAddress(sentence("has no host after https://, or more than a host and a port"))
    if not origin and (typed[:1] != "/" or typed[1:2] in ("/", "\\")):
        raise NotAnAddress(sentence("must be an address that starts with https:// or /"))
    rest = typed[origin.end() :] if origin else typed
    _must_be_encoded(rest)
    if origin is None:
        _must_stay_here(re.split("[?#]", rest, maxsplit=1)[0])
    address = (_origin(origin) if origin else "") + quote(rest, safe=_ASCII)
    if len(address) > LONGEST:
        raise NotAnAddress(
            sentence("has more than {most:,} characters once it is percent-encoded", most=LONGEST)
        )
    return address


def encoded(address: str) -> str:
    """The address in the characters of RFC 3986, whatever it is: never raises. Idempotent."""
    if _IS_ENCODED.fullmatch(address):
        return address
    # Half a character has no bytes; a question mark in its place would begin a query.
    address = _HALVES.sub("\N{REPLACEMENT CHARACTER}", address)
    origin = _LOOSE_ORIGIN.match(address)
    rest = _STRAY_PERCENT.sub("%25", address[origin.end() if origin else 0 :])
    before, mark, fragment = rest.partition("#")
    rest = quote(before, _URI, errors="replace") + mark + quote(fragment, _URI, errors="replace")
    return (_loose_origin(origin[1], origin[2]) if origin else "") + rest


def path_on(site_url: str, typed: str) -> str | None:
    """What of an address of this site comes after its host. None of any other address."""
    origin, own = _ORIGIN.match(typed), _ORIGIN.match(site_url)
    if not origin or not own or _place(origin) != _place(own):
        return None
    rest = typed[origin.end() :]
    return rest if rest.startswith("/") else f"/{rest}"


def _place(origin: re.Match[str]) -> tuple[str, str]:
    """Host and port, where those that the scheme has anyway are none."""
    usual = {"http": "80", "https": "443"}[origin[1].lower()]
    return origin[2].lower(), "" if origin[3] in (None, usual) else origin[3]


def host_of(address: str) -> str | None:
    """The host of a whole address, as it was typed. None where it has none that can be one."""
    origin = _ORIGIN.match(address)
    try:
        return origin[2] if origin and _origin(origin) else None
    except NotAnAddress:
        return None


def _must_be_encoded(rest: str) -> None:
    control = unprintable(rest)
    wrong = _UNENCODED.search(rest)
    if control or wrong or rest.count("#") > 1:
        what = control or (_seen(wrong[0]) if wrong else sentence("a second #"))
        raise NotAnAddress(sentence("has {what} where it must be percent-encoded", what=what))


def _seen(character: str) -> Sentence | str:
    """The character, or what it is called where nothing of it would be seen."""
    if character == " ":
        return sentence("a space")
    return f"U+{ord(character):04X}" if character.isspace() else character


def _must_stay_here(path: str) -> None:
    """A path is one after decoding too, as servers and file names have it."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise NotAnAddress(sentence("is not UTF-8 once it is decoded")) from None
    if bad := unprintable(decoded) or ("\\" in decoded and "\\"):
        raise NotAnAddress(sentence("has {what} in its path once it is decoded", what=bad))
    if _ENCODED.search(decoded):
        raise NotAnAddress(sentence("is percent-encoded twice"))
    steps = decoded[1:].removesuffix("/").split("/")
    if decoded != "/" and not {"", ".", ".."}.isdisjoint(steps):
        raise NotAnAddress(
            sentence("has a step in its path that is empty, or . or .. once it is decoded")
        )


def _origin(origin: re.Match[str]) -> str:
    if int(origin[3] or 0) > 65535:
        raise NotAnAddress(sentence("has a port that there is not: the last is 65535"))
    port = f":{origin[3]}" if origin[3] else ""
    return f"{origin[1].lower()}://{_host(origin[2])}{port}"


def _host(host: str) -> str:
    if host.startswith("["):
        return f"[{_ip(host[1:-1], ipaddress.IPv6Address)}]"
    name = host.lower()
    if not name.isascii() or "xn--" in name:
        name = _punycode(host)
    if not _NAME.fullmatch(name):
        raise NotAnAddress(sentence("has a host that is no name of one"))
    is_number = _NUMBER.fullmatch(name.removesuffix(".").rpartition(".")[2])
    return _ip(name, ipaddress.IPv4Address) if is_number else name


def _punycode(host: str) -> str:
    import idna  # noqa: PLC0415 - few hosts need its tables

    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError:
        raise NotAnAddress(
            sentence("has a host that is no name of one").but(
                "has a host that is no name of one (IDNA 2008)"
            )
        ) from None


def _ip(host: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> str:
    try:
        return str(kind(host))
    except ValueError:
        raise NotAnAddress(
            sentence("has a number for its host that is no address of one")
        ) from None


def _loose_origin(scheme: str, authority: str) -> str:
    host = unquote(authority, errors="replace")
    name, colon, port = host.partition(":")
    if not host.isascii():
        with contextlib.suppress(NotAnAddress):
            return f"{scheme}://{_host(name)}{colon}{quote(port, safe='')}"
    return f"{scheme}://{quote(_STRAY_PERCENT.sub('%25', authority), f'{_URI}[]')}"
