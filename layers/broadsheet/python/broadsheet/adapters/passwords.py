"""Whether a password is one that is tried first (OWASP ASVS 5.0, 6.2.4 and 6.2.11).

Twelve characters are asked for by the user pool, which knows no lists of its own but for money. So
what people make of few thoughts is taken out here, and something else must be left.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

SHORTEST = 12
"""As in `template.yaml`: the pool refuses a shorter one (6.2.1 wants eight, and recommends 15)."""
_LEFT = 6
"""Characters that nothing explains."""
CONTEXT = (
    *(
        "broadsheet",
        "newspaper",
        "newsroom",
        "editorial",
        "editor",
        "author",
        "article",
        "redaktion",
    ),
    *("journalist", "reporter", "headline", "presse", "press", "gazette", "daily", "times", "news"),
)
"""Words of the trade (6.1.2), beside the user's name and the site's address."""
COMMON = (
    *("password", "passwort", "passw", "pass", "word", "secret", "letmein", "welcome", "iloveyou"),
    *("admin", "login", "master", "access", "changeme", "default", "temporary", "temp", "hello"),
    *("dragon", "monkey", "princess", "sunshine", "football", "baseball", "superman", "batman"),
    *("starwars", "whatever", "trustno", "computer", "internet", "samsung", "sony", "ericsson"),
    *("summer", "winter", "spring", "autumn", "january", "october", "monday", "friday", "love"),
    *(
        "ninja",
        "shadow",
        "michael",
        "jordan",
        "harley",
        "liverpool",
        "chelsea",
        "arsenal",
        "mustang",
    ),
)
"""What most of the passwords that are tried first are made of."""
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "qazwsxedcrfvtgbyhnujm", "zaqxswcde"),
    *("qweasdzxc", "1234qwer", "zxcasdqwe", "qwe123", "123qwe", "gfhjkm", "ghjcnj"),
)
"""What fingers do by themselves on a keyboard, also on one that is set to another alphabet."""
_TRIED_FIRST = Path(__file__).with_name("tried_first.txt")
"""The beginnings of SHA-256 of all passwords this long among the 50,000 that two public lists have
(zxcvbn's and Django's): as hashes, since some are no reading for a newsroom."""
_AS_LETTERS = str.maketrans("@4310$5!7", "aaeiossit")


def weakness(password: str, about: Iterable[str] = ()) -> str:
    """Why it is not good enough, or nothing. `about` is what belongs to its user: name, site."""
    if len(password) < SHORTEST:
        return f"it has fewer than {SHORTEST} characters"
    if password != password.strip():
        return "it begins or ends with a space, which the user pool does not take"
    own = [part for one in about for part in re.findall(r"[^\W\d_]{3,}", one.lower())]
    plain = password.lower()
    if hashlib.sha256(plain.encode()).hexdigest()[:12] in _TRIED_FIRST.read_text().split():
        return "it is on the lists of what is tried first"
    readings = (plain, plain.translate(_AS_LETTERS))
    if any(len(_unexplained(reading, own)) < _LEFT for reading in readings):
        return "it is made of what is tried first: names, words of the trade, rows of keys"
    return ""


def _unexplained(text: str, own: Iterable[str]) -> str:
    """What is left without words, rows of keys, and what only repeats."""
    for word in sorted({*own, *CONTEXT, *COMMON}, key=len, reverse=True):
        text = text.replace(word, " ")
    text = re.sub(r"(.{1,8}?)\1+", r" \1", text)
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        text = _without_runs(text, row)
    return re.sub(r"(?:19|20)\d\d|[\s\W_]", "", text)


def _without_runs(text: str, row: str) -> str:
    """Without stretches of at least three that stand in the row as well."""
    for length in range(len(row), 2, -1):
        for start in range(len(row) - length + 1):
            text = text.replace(row[start : start + length], " ")
    return text
