"""The body of a WordPress post as an article's: HTML blocks that Markdown leaves as they are.

WordPress keeps blocks between comments (`<!-- wp:paragraph -->`) or, from before 2018, text whose
blank lines are paragraphs, both with shortcodes in between (`[caption]`).
https://developer.wordpress.org/reference/functions/wpautop/
"""

import html
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from broadsheet.adapters.allowed import ARTICLE_TAGS
from broadsheet.domain.site_transfer import ImportedImage

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_KEPT = re.compile(
    r"(<(pre|figure|table|ul|ol|dl|script|style|form)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE
)
_BLOCK = re.compile(
    r"</?(?:address|blockquote|details|div|dl|dt|dd|fieldset|figure|figcaption|footer|form|h[1-6]|"
    r"header|hr|li|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]")
_EMBED = re.compile(r"\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]")
_PLAYER = re.compile(r"\[(?:audio|video)\b([^\]]*)\](?:\s*\[/(?:audio|video)\])?")
_SHORTCODE = re.compile(r"\[(/?)([a-zA-Z][\w-]*)((?:\s[^\[\]]*)?)\]")
_FRAME = re.compile(r"<iframe\b([^>]*)>.*?</iframe\s*>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_HREF = re.compile(r"(<a\b[^>]*?\shref=\")([^\"]*)(\")", re.IGNORECASE)
_SRC = re.compile(r"<img\b[^>]*?\ssrc=\"([^\"]*)\"", re.IGNORECASE)


class Body(NamedTuple):
    """The text, and what became of what it could not keep: reasons and details."""

    text: str
    notes: list[tuple[str, str]]


def body_of(source: str, host: str, attachments: Mapping[str, ImportedImage]) -> Body:
    """The body of a post of the blog at `host`; `attachments` are its pictures by their ids."""
    notes: list[tuple[str, str]] = []
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub("", text)
    text = _CAPTION.sub(_captioned, text)
    text = _GALLERY.sub(lambda found: _gallery(found[1], attachments, notes), text)
    text = _EMBED.sub(lambda found: f"\n\n{_link(found[1])}\n\n", text)
    text = _PLAYER.sub(lambda found: _player(found[1]), text)
    text = _FRAME.sub(lambda found: _frame(found[1], notes), text)
    text = _without_shortcodes(text, notes)
    text = _HREF.sub(lambda found: f"{found[1]}{_inside(found[2], host)}{found[3]}", text)
    for tag in sorted({tag.lower() for tag in _TAG.findall(text)} - ARTICLE_TAGS - _HARMLESS):
        notes.append(("element_left_out", tag))
    notes += [("picture_stays", url) for url in dict.fromkeys(_SRC.findall(text))]
    return Body(_in_blocks(text), notes)


_HARMLESS = frozenset({"span", "font", "center", "section", "article", "header", "footer", "big"})
"""What goes without a trace that a reader would miss."""


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def _captioned(found: re.Match[str]) -> str:
    picture = _PICTURE.fullmatch(found[2])
    if picture is None:
        return found[2]
    said = picture[2].strip() or html.escape(_attributes(found[1]).get("caption", ""))
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f"\n\n<figure>{picture[1]}{caption}</figure>\n\n"


def _gallery(
    attributes: str, attachments: Mapping[str, ImportedImage], notes: list[tuple[str, str]]
) -> str:
    ids = re.findall(r"\d+", _attributes(attributes).get("ids", ""))
    missing = [number for number in ids if number not in attachments]
    if missing or not ids:
        notes.append(("gallery_incomplete", ", ".join(missing) or "names no pictures"))
    return "".join(_figure(attachments[number]) for number in ids if number in attachments)


def _figure(image: ImportedImage) -> str:
    caption = f"<figcaption>{html.escape(image.caption)}</figcaption>" if image.caption else ""
    picture = f'<img src="{html.escape(image.url)}" alt="{html.escape(image.alt)}">'
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _player(attributes: str) -> str:
    given = _attributes(attributes)
    source = next((given[n] for n in ("src", "mp3", "mp4", "m4v", "ogg", "webm") if n in given), "")
    return f"\n\n{_link(source)}\n\n" if source else ""


def _frame(attributes: str, notes: list[tuple[str, str]]) -> str:
    source = _attributes(attributes).get("src", "")
    source = f"https:{source}" if source.startswith("//") else source
    notes.append(("frame_is_link", source))
    return f"\n\n{_link(source)}\n\n" if source else ""


def _link(url: str) -> str:
    shown = html.escape(html.unescape(url))
    return f'<p><a href="{shown}">{shown}</a></p>'


def _without_shortcodes(text: str, notes: list[tuple[str, str]]) -> str:
    """What looks like a shortcode without being one, such as [sic], stays."""
    closed = {match[2] for match in _SHORTCODE.finditer(text) if match[1]}

    def left(found: re.Match[str]) -> str:
        if found[2] not in closed and "=" not in found[3]:
            return found[0]
        if not found[1]:
            notes.append(("shortcode_left_out", found[0]))
        return ""

    return _SHORTCODE.sub(left, text)


def _inside(url: str, host: str) -> str:
    """An address of the old site without its host: redirects lead on from there."""
    try:
        parts = urlsplit(html.unescape(url))
    except ValueError:
        return url
    is_ours = parts.netloc.lower().removeprefix("www.") == host
    is_file = "." in parts.path.rpartition("/")[2]
    if not host or not is_ours or is_file or parts.query:
        return url
    return html.escape(parts._replace(scheme="", netloc="").geturl() or "/")


def _in_blocks(text: str) -> str:
    """Every block by itself, without a blank line in it: Markdown takes each for HTML."""
    pieces = _KEPT.split(text)
    blocks: list[str] = []
    # The pattern has two groups: text, kept, its name, text, kept, its name, text …
    for n in range(0, len(pieces), 3):
        blocks += filter(None, map(_block, _BLANK_LINES.split(_apart(pieces[n]))))
        if n + 1 < len(pieces):
            is_code = pieces[n + 2].lower() == "pre"
            blocks.append(pieces[n + 1] if is_code else _BLANK_LINES.sub("\n", pieces[n + 1]))
    return "\n\n".join(blocks)


def _apart(text: str) -> str:
    return re.sub(rf"({_BLOCK.pattern}[^>]*>)", _own_line, text, flags=re.IGNORECASE)


def _own_line(tag: re.Match[str]) -> str:
    return f"{tag[0]}\n\n" if tag[0].startswith("</") or tag[0][:3] == "<hr" else f"\n\n{tag[0]}"


def _block(chunk: str) -> str:
    chunk = chunk.strip()
    if not chunk or _BLOCK.match(chunk):
        return chunk
    if _ADDRESS.fullmatch(chunk):
        return _link(chunk)
    lines: Callable[[str], str] = lambda text: "<br>\n".join(  # noqa: E731
        line.strip() for line in text.split("\n")
    )
    return f"<p>{lines(chunk)}</p>"
