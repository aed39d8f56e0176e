"""Blocks that have no HTML in the file: WordPress, or a plugin, makes it as a page is shown.

What they are given is JSON within a comment (`<!-- wp:acf/quote {"data":{…}} /-->`).
https://developer.wordpress.org/block-editor/getting-started/fundamentals/markup-representation-block/
"""

import html
import re
from collections.abc import Iterator, Mapping

import msgspec

from broadsheet.adapters.imports.wxr_known import Setting, kept_by_plugin, link

_BLOCK = re.compile(r"\s*wp:([a-z][a-z0-9/-]*)(\s.*)/\s*", re.DOTALL)
_SHARED = re.compile(
    r"<!--\s*wp:(?:core/)?block\s+(\{[^{}]{0,500}(?:\{.{0,5000}?\})?[^{}]{0,500}\})\s*/-->",
    re.DOTALL,
)
_EMPTY = re.compile(
    r"<!--\s*wp:([a-z][a-z0-9/-]*)((?:\s[^<>]{0,20000})?)--" r">\s*<!--\s*/wp:\1\s*-->"
)
_NOTHING_LOST = frozenset(
    {"paragraph", "heading", "list", "list-item", "html", "freeform", "shortcode", "quote"}
    | {"group", "column", "columns", "buttons", "missing"}
    | {"more", "nextpage", "spacer", "separator", "post-title", "footnotes", "core/footnotes"}
)
_LISTS = re.compile(r"\s*wp:(?:core/)?(query|comments|navigation)(?=\s)")
"""Blocks around others of which a list of posts, comments or pages is made anew each time."""
_PLACES = frozenset({"social-link", "navigation-link"})
"""Items of lists that lead somewhere, and say where in what they are given."""
_TABLES = {
    "tablepress/table": ("table", "id"),
    "visualizer/chart": ("visualizer", "id"),
    "m-chart/chart": ("chart", "chartId"),
}
"""Blocks of plugins that name a table or a chart: their shortcodes, and where its number is."""
_DEEPEST = 5
"""Patterns within each other, as one may name itself."""
_WORDS = frozenset(
    {"title", "heading", "subtitle", "text", "content", "description", "quote", "caption", "label"}
    | {"author", "name", "question", "answer", "message", "buttontext", "cite", "citation", "body"}
)
_ADDRESSES = ("url", "videourl", "link", "src", "feedurl")


class _Shared(msgspec.Struct):
    ref: int | str = 0


def with_patterns(text: str, patterns: Mapping[str, str], setting: Setting) -> str:
    """The text with the patterns (`wp_block`) that it only names; one that is missing is named."""
    for _ in range(_DEEPEST):
        if "wp:block" not in text and "wp:core/block" not in text:
            break
        text = _SHARED.sub(lambda found: _pattern(found, patterns, setting), text)
    return text


def _pattern(found: re.Match[str], patterns: Mapping[str, str], setting: Setting) -> str:
    try:
        ref = str(msgspec.json.decode(found[1], type=_Shared).ref)
    except msgspec.DecodeError:
        ref = ""
    if ref in patterns:
        return patterns[ref]
    setting.note("block_left_out", f"block {ref}")
    return ""


def with_empty_blocks(text: str) -> str:
    """Blocks with nothing between their beginning and their end as what they are: made anew."""
    return _EMPTY.sub(r"<!-- wp:\1\2/-->", text) if "<!-- /wp:" in text else text


def in_place_of(comment: str, setting: Setting) -> str:
    """What stands where a comment stood."""
    if comment.strip() == "nextpage":
        setting.note("pages_joined", "nextpage")
        return "\n\n"
    block = _BLOCK.fullmatch(comment)
    if block is None:
        if begun := _LISTS.match(comment):
            setting.note("block_left_out", begun[1])
        return ""
    name = block[1].removeprefix("core/")
    given = _given(block[2].strip())
    if name == "embed" or name.startswith("core-embed"):
        url = given.get("url") if isinstance(given, dict) else None
        if isinstance(given, dict) and isinstance(url, str) and url.startswith("http"):
            setting.note("embed_is_link", url)
            return link(url) + _captioned(given.get("caption"))
    if name in _TABLES and isinstance(given, dict):
        shortcode, number = _TABLES[name]
        said = {"id": str(given.get(number, ""))}
        if (kept := kept_by_plugin(setting, shortcode, said)) is not None:
            return kept
    if name in _NOTHING_LOST:
        return "\n\n"
    setting.note("block_left_out", name)
    if name in _PLACES:
        led = " ".join(_said(given)).replace("<p>", "").replace("</p>", "")
        return f"<li>{led}</li>" if led else ""
    return "\n\n".join(["", *_said(given), ""]) if "/" in name or name == "rss" else "\n\n"


def _captioned(caption: object) -> str:
    """What stands below an embed; in a file it mostly stands in its HTML, and stays there."""
    return f"<p>{caption}</p>\n\n" if isinstance(caption, str) and caption.strip() else ""


def _given(json: str) -> object:
    try:
        return msgspec.json.decode(json)
    except msgspec.DecodeError:
        return None


def _said(given: object) -> Iterator[str]:
    """Paragraphs of what somebody typed into a plugin's block."""
    left: list[tuple[str, object, bool]] = [("", given, False)]
    while left:
        key, value, is_data = left.pop()
        if isinstance(value, dict):
            inside = is_data or key == "data"
            left += [(str(k).lower(), v, inside) for k, v in reversed(value.items())]
        elif isinstance(value, list):
            left += [(key, one, is_data) for one in reversed(value)]
        # The name of a block is not one of somebody in it.
        elif isinstance(value, str) and not key.startswith("_") and (is_data or key != "name"):
            yield from _words_of(key, value.strip(), is_typed=is_data and " " in value.strip())


def _words_of(key: str, value: str, *, is_typed: bool) -> Iterator[str]:
    is_address = value.startswith(("http://", "https://"))
    if is_address and key.endswith(_ADDRESSES):
        yield f'<p><a href="{html.escape(value)}">{html.escape(value)}</a></p>'
    elif value and not is_address and (is_typed or key in _WORDS or _is_html(key, value)):
        yield value if value.startswith("<") else f"<p>{value}</p>"


def _is_html(key: str, value: str) -> bool:
    """What Divi 5 has for a text, beside values of lengths and colours."""
    return key == "value" and value.startswith("<") and value.endswith(">")
