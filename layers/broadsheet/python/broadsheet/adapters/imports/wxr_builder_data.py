"""Words that page builders keep beside a post: Elementor as JSON, Beaver Builder as PHP has it.

Both write a copy of them into the post for search machines and readers of feeds, which is as old
as their last save; words that are only here come after it.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from broadsheet.adapters.imports.wxr_known import Setting

_HEADINGS = frozenset({"title", "heading", "tab_title", "title_text", "item_title"})
_TEXTS = frozenset(
    {"editor", "text", "description", "description_text", "content", "html", "caption", "label"}
    | {"tab_content", "item_description", "testimonial_content", "testimonial_name"}
    | {
        "testimonial_job",
        "subtitle",
        "sub_heading",
        "quote",
        "author",
        "button_text",
        "alert_title",
    }
    | {"alert_description", "blockquote_content", "author_name", "inner_text", "before_text"}
    | {"after_text", "title_text_a", "title_text_b", "description_text_a", "description_text_b"}
    | {"btn_text", "cta_text", "slide_heading", "slide_content", "testimonial", "prefix", "suffix"}
)
_SETTINGS = frozenset({"yes", "no", "true", "false", "none", "default", "center", "left", "right"})
_PHP = re.compile(rb's:\d+:"([a-z_]+)";s:(\d{1,9}):"')
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


def with_builders_words(text: str, meta: Mapping[str, Sequence[str]], setting: Setting) -> str:
    """The text, and what a builder knows of the post that is not in it."""
    pieces = [
        *(piece for part in meta.get("_elementor_data", ()) for piece in _of_elementor(part)),
        *(piece for part in meta.get("_fl_builder_data", ()) for piece in _of_beaver(part)),
    ]
    if not pieces:
        return text
    there = _plain(text)
    missing: list[str] = []
    for piece in pieces:
        plain = _plain(piece)
        if plain and plain not in there:
            missing.append(piece)
            there = f"{there} {plain}"
    if missing:
        setting.note("builder_words", f"{len(missing)} pieces that only a page builder knew")
    return "\n\n".join([text, *missing])


def _plain(text: str) -> str:
    """Its words alone, for comparing."""
    return " ".join(_WORD.findall(html.unescape(_TAG.sub(" ", text)).lower()))


def _of_elementor(data: str) -> Iterator[str]:
    try:
        tree: object = msgspec.json.decode(data)
    except msgspec.DecodeError:
        return
    left: list[tuple[str, object]] = [("", tree)]
    while left:
        key, value = left.pop()
        if isinstance(value, dict):
            left += [(str(k), v) for k, v in reversed(value.items())]
        elif isinstance(value, list):
            left += [(key, one) for one in reversed(value)]
        elif isinstance(value, str):
            yield from _piece(key, value)


def _of_beaver(data: str) -> Iterator[str]:
    """Strings by their keys; lengths are in bytes, and wrong where line ends were changed."""
    raw = data.encode()
    for found in _PHP.finditer(raw):
        start = found.end()
        end = start + int(found[2])
        if raw[end : end + 2] != b'";':
            end = raw.find(b'";', start)
        if end >= 0:
            yield from _piece(found[1].decode(), raw[start:end].decode("utf-8", "replace"))


def _piece(key: str, value: str) -> Iterator[str]:
    value = value.strip()
    if value.lower() in _SETTINGS or not _WORD.search(value) or value.startswith("http"):
        return
    if key in _HEADINGS:
        yield f"<h3>{value}</h3>"
    elif key in _TEXTS:
        yield value if value.startswith("<") else f"<p>{value}</p>"
