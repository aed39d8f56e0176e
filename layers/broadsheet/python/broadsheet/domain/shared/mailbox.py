"""Whose mailbox an e-mail address is, and what can be one.

By the mailbox limits count, so that spellings are no way around them. Who somebody is, and what is
theirs to have erased, goes by the address as it was typed: that `a+b` reaches `a` is a custom, and
where it does not hold, they are two people.
"""

from typing import Final

from broadsheet.domain.shared.patterns import pattern

_DOTS_SAY_NOTHING: Final = frozenset({"gmail.com", "googlemail.com"})
"""Two names of one provider, which says that dots do not matter: Gmail Help, 'Dots don't matter in
Gmail addresses'. At others `a.b` and `ab` may be two people."""
_ONE_NAME: Final = "gmail.com"
PUBLIC_PROVIDERS: Final = frozenset(
    (
        *(
            "aol.com",
            "fastmail.com",
            "free.fr",
            "gmail.com",
            "gmx.at",
            "gmx.ch",
            "gmx.com",
            "gmx.de",
        ),
        *("gmx.net", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com"),
        *("laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "me.com"),
        *("msn.com", "mynet.com", "naver.com", "orange.fr", "outlook.com", "outlook.de", "pm.me"),
        *("posteo.de", "proton.me", "protonmail.com", "qq.com", "seznam.cz", "t-online.de"),
        *("web.de", "wp.pl", "yahoo.co.in", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr"),
        *("yandex.com", "yandex.ru", "zoho.com", "126.com", "163.com"),
    )
)
"""Domains in which anybody has a mailbox: many of them say nothing of one person."""


_LOCAL = pattern(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""A dot-string of RFC 5321 (4.1.2); its quoted strings no browser's form takes (WHATWG HTML,
4.10.5.1.5), and letters beyond ASCII (RFC 6531) SES does not."""
_LABEL = pattern("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL, _LONGEST_HOST = 64, 253
"""RFC 5321, 4.5.3.1.1; RFC 1035, 2.3.4, without the root's dot and the two bytes of a message."""
LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3: a path has 256 with its brackets."""


def in_ascii(email: str) -> str:
    """The address with a host of other letters as the domain name system has it (IDNA 2008)."""
    local, at, host = email.rpartition("@")
    if host.isascii() or not at:
        return email
    import idna  # noqa: PLC0415 - few hosts need its tables

    try:
        return f"{local}@{idna.encode(host, uts46=True).decode('ascii')}"
    except UnicodeError:
        return email


def is_address(email: str) -> bool:
    """Whether mail can be sent there: an address in ASCII, in small letters."""
    local, _, host = email.rpartition("@")
    labels = host.split(".")
    return (
        len(email) <= LONGEST_ADDRESS
        and len(local) <= _LONGEST_LOCAL
        and _LOCAL.fullmatch(local) is not None
        and len(host) <= _LONGEST_HOST
        and len(labels) > 1
        and all(map(_is_label, labels))
        # A host that ends in a number is one (RFC 3696, 2).
        and not labels[-1].isdecimal()
    )


def _is_label(label: str) -> bool:
    if not _LABEL.fullmatch(label):
        return False
    if not label.startswith("xn--"):
        return True
    import idna  # noqa: PLC0415 - few hosts need its tables

    try:
        idna.decode(label)
    except UnicodeError:
        return False
    return True


def mailbox_of(email: str) -> str:
    """The mailbox that an address reaches, as far as its spelling tells.

    Without its case, a sub-address (`+…`; RFC 5233 calls it a detail), a dot at the end of its
    domain (RFC 1034, 3.1), and the dots at Gmail. A domain in letters of its own comes in
    punycode, as browsers send it.
    """
    name, _, domain = email.strip().lower().rpartition("@")
    domain = domain.rstrip(".")
    # What begins with a plus sign has no other name.
    name = name.partition("+")[0] or name
    if domain in _DOTS_SAY_NOTHING:
        return f"{name.replace('.', '')}@{_ONE_NAME}"
    return f"{name}@{domain}"


def domain_of(mailbox: str) -> str:
    """The domain of a mailbox."""
    return mailbox.rpartition("@")[2]
