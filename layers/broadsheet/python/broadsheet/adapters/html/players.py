"""What is in a player or a frame: the addresses that it would show, and words."""

import re

from broadsheet.adapters.html.typed_tags import LEADS, Tag, shown_address

_INNER = re.compile(
    r"<(source|embed|a|img|iframe|param|track)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.I
)
_UNSEEN = re.compile(
    r"<(script|style|annotation|annotation-xml|defs)\b.*?</\1\s*>", re.I | re.DOTALL
)
_ANY_TAG = re.compile(r"<[^<>]*>")


def addresses_in(tag: Tag, inner: str) -> list[str]:
    """The addresses of the element and of what is within it, each once: the first is what it shows,
    a picture that stands in its place until then comes last."""
    within = _within(inner)
    # Captions alone are nothing that could be shown.
    shown = [shown_address(one) for one in (tag, *within) if one.name != "track"]
    beside = [shown_address(one) for one in within if one.name == "track"] if any(shown) else []
    found = (*shown, *beside, shown_address(tag, "poster"))
    return list(dict.fromkeys(filter(None, found))) if any(shown) else []


def unreachable_in(tag: Tag, inner: str) -> list[str]:
    """What it and what is within it name, and no page can lead to: files beside where it was."""
    named = [(one, name) for one in (tag, *_within(inner)) for name in (*LEADS, "poster")]
    found = [one.given.get(name, "").strip() for one, name in named if not shown_address(one, name)]
    return [one for one in dict.fromkeys(found) if one and not one.lower().startswith("about:")]


def _within(inner: str) -> list[Tag]:
    return [Tag(m[1].lower(), m[2], m[0]) for m in _INNER.finditer(inner)]


def words_in(inner: str) -> str:
    """Its words, as HTML without any tag."""
    return " ".join(_ANY_TAG.sub(" ", _UNSEEN.sub("", inner)).split()).replace("<", "&lt;")
