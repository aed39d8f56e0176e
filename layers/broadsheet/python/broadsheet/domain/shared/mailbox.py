"""Whose mailbox an e-mail address is: what limits count by, so that spellings are no way around.

Who somebody is, and what is theirs to have erased, goes by the address as it was typed: that
`a+b` reaches `a` is a custom, and where it does not hold, they are two people.
"""

from typing import Final

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
