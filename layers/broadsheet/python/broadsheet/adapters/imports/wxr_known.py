"""The shortcodes that are known here, each as the HTML that it stands for."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.adapters.html.typed_maths import as_typed
from broadsheet.adapters.imports.html_tree import start_tag
from broadsheet.adapters.imports.wxr_attributes import attributes_of
from broadsheet.adapters.imports.wxr_footnotes import Footnotes
from broadsheet.adapters.imports.wxr_tables import KeptTables
from broadsheet.domain.transfer.site_lines import ImportedImage

_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_SOURCES = ("src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav", "flv", "wmv")
_SITES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "youtube_sc": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "dailymotion": "https://www.dailymotion.com/video/",
    "tweet": "https://twitter.com/i/status/",
    "twitter": "https://twitter.com/i/status/",
    "instagram": "https://www.instagram.com/p/",
    "gist": "https://gist.github.com/",
    "ted": "https://www.ted.com/talks/",
    "spotify": "https://open.spotify.com/",
    "scribd": "https://www.scribd.com/document/",
}
"""Shortcodes that name a place by its address or its number there."""
_DOCUMENTS = (
    *("pdf-embedder", "pdfjs-viewer", "pdfviewer", "gview", "embeddoc"),
    *("iframe", "advanced_iframe"),
)
"""Shortcodes that show a document, or a page of somebody else, by its address."""
_NUMBERS = (
    re.compile(r"\b(?:id|v|video|url|src)\s*=(?:&#?\w+;|[^\w-])*([\w-]+)"),
    re.compile(r"(?<![\w=-])([\w-]{6,})(?![\w-]|\s*=)"),
    re.compile(r"([\w-]{6,})"),
)
"""What is given by its name, as it is, or anyhow."""
_SPOTIFY = (re.compile(r"\b((?:track|album|playlist|artist|show|episode)[/:][\w-]+)"),)
"""It says of what it is the number."""
_PARTS = frozenset({"hide_rows", "hide_columns", "show_rows", "show_columns", "filter"})
"""By which TablePress shows a part of a table alone."""
_MOST_OF_TABLES = 1_000_000
"""Characters: one table may be named ten thousand times."""
_TRACK = re.compile(r"<track\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\]]+")


@dataclass
class Setting:
    """What a body is in: the pictures of its site, those that belong to it, tables, its notes.

    `of_tables` is how many characters of tables it has by now.
    """

    attachments: Mapping[str, ImportedImage]
    own: Sequence[str] = ()
    host: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    footnotes: Footnotes = field(default_factory=Footnotes)
    tables: KeptTables = field(default_factory=KeptTables)
    of_tables: int = 0

    def note(self, reason: str, detail: str) -> None:
        """Say once that something is not as it was."""
        if (reason, detail) not in self.notes:
            self.notes.append((reason, detail))


def kept_by_plugin(setting: Setting, shortcode: str, given: Mapping[str, str]) -> str | None:
    """The table or chart that is meant; None where the file has none of that number."""
    kept = setting.tables.of(shortcode, given.get("id", ""))
    if kept is None or setting.of_tables > _MOST_OF_TABLES:
        return None
    setting.of_tables += len(kept.html)
    for reason, detail in kept.notes:
        setting.note(reason, f"[{shortcode} id={given['id']}]: {detail}")
    for name in _PARTS & given.keys():
        setting.note("table_whole", f'[{shortcode} id={given["id"]} {name}="{given[name]}"]')
    return kept.html


def _caption(_setting: Setting, given: str, inner: str) -> str:
    picture = _PICTURE.fullmatch(inner)
    if picture is None:
        return inner
    said = picture[2].strip() or html.escape(attributes_of(given).get("caption", ""))
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f"\n\n<figure>{picture[1]}{caption}</figure>\n\n"


def _gallery(setting: Setting, given: str, _inner: str) -> str:
    attributes = attributes_of(given)
    named = attributes.get("ids", "") or attributes.get("include", "")
    left = re.findall(r"\d+", attributes.get("exclude", ""))
    ids = re.findall(r"\d+", named) or [number for number in setting.own if number not in left]
    missing = [number for number in ids if number not in setting.attachments]
    if missing or not ids:
        setting.note("gallery_incomplete", ", ".join(missing) or "names no pictures")
    shown = [figure(setting.attachments[n]) for n in ids if n in setting.attachments]
    if len(shown) < 2:
        return "".join(shown)
    return f'\n\n<figure class="wp-block-gallery">{"".join(shown)}</figure>\n\n'


def figure(image: ImportedImage) -> str:
    """A picture of the old site with its caption."""
    caption = f"<figcaption>{html.escape(image.caption)}</figcaption>" if image.caption else ""
    picture = f'<img src="{html.escape(image.url)}" alt="{html.escape(image.alt)}">'
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _playlist(setting: Setting, given: str, _inner: str) -> str:
    ids = re.findall(r"\d+", attributes_of(given).get("ids", ""))
    known = [setting.attachments[n] for n in ids if n in setting.attachments]
    if len(known) < len(ids) or not ids:
        setting.note("shortcode_left_out", f"[playlist {given}]")
    return "".join(_player_at(setting, one.url) for one in known)


def _player(setting: Setting, given: str, inner: str) -> str:
    attributes = attributes_of(given)
    url = next((attributes[name] for name in _SOURCES if attributes.get(name)), "")
    found = _ADDRESS.search(inner) or _ADDRESS.search(given)
    url = url or (html.unescape(found[0]) if found else "")
    if not url:
        setting.note("shortcode_left_out", f"[audio or video {given}]".replace(" ]", "]"))
    tracks = "".join(_TRACK.findall(inner))
    poster = {"poster": attributes["poster"]} if attributes.get("poster") else {}
    if url and (tracks or poster):
        # The element says it, too.
        return f"\n\n{start_tag('video', {'src': url} | poster)}{tracks}</video>\n\n"
    return _player_at(setting, url) if url else inner


def _player_at(setting: Setting, url: str) -> str:
    setting.note("player_is_link", url)
    return link(url)


def _embed(setting: Setting, given: str, inner: str) -> str:
    found = _ADDRESS.search(inner) or _ADDRESS.search(given)
    if found is None:
        setting.note("shortcode_left_out", f"[embed {given}]".replace(" ]", "]"))
        return inner
    return _embedded(setting, html.unescape(found[0]))


def _embedded(setting: Setting, url: str) -> str:
    setting.note("embed_is_link", url)
    return link(url)


def _document(name: str) -> Callable[[Setting, str, str], str]:
    def made(setting: Setting, given: str, inner: str) -> str:
        if shown := _by_its_address(setting, given, inner):
            return shown
        setting.note("shortcode_left_out", f"[{name} {given}]".replace(" ]", "]"))
        return inner

    return made


def _by_its_address(setting: Setting, given: str, inner: str) -> str:
    """A link to the address that stands in it; empty where there is none."""
    found = _ADDRESS.search(given) or _ADDRESS.search(inner)
    return _embedded(setting, html.unescape(found[0])) if found else ""


def _at_a_site(name: str) -> Callable[[Setting, str, str], str]:
    def made(setting: Setting, given: str, inner: str) -> str:
        if shown := _by_its_address(setting, given, inner):
            return shown
        ways = _SPOTIFY if name == "spotify" else _NUMBERS
        number = next(filter(None, (way.search(given) for way in ways)), None)
        if number:
            return _embedded(setting, f"{_SITES[name]}{number[1].replace(':', '/')}")
        setting.note("shortcode_left_out", f"[{name} {given}]")
        return inner

    return made


def link(url: str) -> str:
    """A paragraph with an address."""
    shown = html.escape(url)
    return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'


def _footnote(setting: Setting, _given: str, inner: str) -> str:
    return setting.footnotes.added(inner)


def _nothing(_setting: Setting, _given: str, _inner: str) -> str:
    return ""


def _formula(_setting: Setting, given: str, inner: str) -> str:
    is_block = attributes_of(given).get("display", "") in ("true", "1")
    return as_typed(html.unescape(inner).strip(), is_block=is_block)


KNOWN: dict[str, Callable[[Setting, str, str], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "playlist": _playlist,
    "audio": _player,
    "video": _player,
    "embed": _embed,
    "soundcloud": _embed,
    "googlemaps": _embed,
    "slideshare": _embed,
    "bandcamp": _embed,
    "facebook": _embed,
    "pinterest": _embed,
    "tiktok": _embed,
    **{name: _document(name) for name in _DOCUMENTS},
    **dict.fromkeys(("latex", "katex", "tex", "math"), _formula),
    **dict.fromkeys(("footnote", "ref", "efn_note", "mfn", "fn", "modern_footnote"), _footnote),
    **dict.fromkeys(("footnotes", "reflist", "references", "efn_reference"), _nothing),
    **{name: _at_a_site(name) for name in _SITES},
}
"""What makes HTML of each, from what it is given and what it encloses."""

NEEDS_ITS_END = frozenset(
    {"caption", "wp_caption", "footnote", "ref", "efn_note", "mfn", "fn", "modern_footnote"}
    | {"latex", "katex", "tex", "math"}
)
"""Those that mean nothing without their end."""

NEEDS_MORE = frozenset(
    {"embed", "slideshare", "bandcamp", "facebook", "pinterest", "tiktok"}
    | {"soundcloud", "googlemaps", *_SITES, *_DOCUMENTS}
)
"""Those that are a word in brackets where nothing is said to them."""
