"""Names of the newsroom's own media in HTML that an author typed, as Markdown has them.

HTML may say the same in many ways: other quotation marks or none, large letters, another order.
What readers never see (comments, scripts) shows nothing, and so names nothing.
"""

import re
from collections.abc import Callable

from broadsheet.adapters.html.allowed import LAZY
from broadsheet.adapters.html.places import seen_of
from broadsheet.adapters.html.typed_tags import LEADS, Tag, written
from broadsheet.domain.shared.patterns import pattern

SCHEME = "media:"
MAY_NAME = pattern("media:", re.IGNORECASE)
"""What every text has that names something of ours."""
_TAG = pattern(
    r"<(a|img|video|audio|source|track|embed|object|iframe)(?=[\s/])"
    r"((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.IGNORECASE,
)
_PLAIN = pattern(r'<(?:a|img)(?: [a-z-]+="[^"<>]*")+ ?/?>')
"""As Markdown writes them."""
_NAMES = {"a": ("href",), "img": LAZY}
_PLAYS = (*LEADS, "poster")


def as_markdown_has_it(rendered: str, address: Callable[[str], str]) -> str:
    """HTML in which links and pictures name what is ours as those of Markdown do.

    Players have the `address` of what they name: no page has them, and a link leads there. Takes
    time in proportion to its length.
    """
    if not MAY_NAME.search(rendered):
        return rendered
    seen = seen_of(rendered)
    parts, at = list[str](), 0
    for found in _TAG.finditer(seen):
        if MAY_NAME.search(found[0]):
            between = rendered[at : found.start()]
            parts += [_without_names(between, seen[at : found.start()]), _made(found, address)]
            at = found.end()
    return "".join((*parts, _without_names(rendered[at:], seen[at:])))


def _without_names(rendered: str, seen: str) -> str:
    """Where something of it is not seen, with names that are none."""
    return rendered if rendered == seen else MAY_NAME.sub("media&#58;", rendered)


def _made(found: re.Match[str], address: Callable[[str], str]) -> str:
    tag = Tag(found[1].lower(), found[2], found[0])
    given = dict(tag.given)
    named = {key: name for key in _NAMES.get(tag.name, _PLAYS) if (name := _name(given.get(key)))}
    if tag.name not in _NAMES:
        given |= {key: address(name) for key, name in named.items()}
    elif named:
        # Of a picture that waits for a script, what it waits for is shown.
        key, name = next(iter(named.items()))
        is_plain = _PLAIN.fullmatch(found[0]) and given.get(key) == SCHEME + name
        if is_plain and key in ("src", "href"):
            return found[0]
        given[_NAMES[tag.name][0]] = SCHEME + name
    return written(tag.name, given) if named else found[0]


def _name(address: str | None) -> str:
    """What it names; telephones begin an address with a large letter."""
    said = (address or "").strip()
    return said[len(SCHEME) :] if said[: len(SCHEME)].lower() == SCHEME else ""
