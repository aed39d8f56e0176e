"""What page builders keep in shortcodes: the layout goes, titles, texts, links and pictures stay.

WPBakery, Divi, Fusion (Avada), Enfold and their like say a title or the words of a button in an
attribute. Which attributes have words in them is the same few for all.
"""

import base64
import binascii
import html
import re
from urllib.parse import unquote

import msgspec

from broadsheet.adapters.imports.html_tree import without_comments
from broadsheet.adapters.imports.wxr_attributes import attributes_of
from broadsheet.adapters.imports.wxr_known import Setting, figure, link
from broadsheet.domain.transfer.site_lines import ImportedImage

RAW = frozenset({"vc_raw_html", "vc_raw_js", "fusion_code", "fusion_syntax_highlighter"})
"""Shortcodes that keep HTML in Base64, of which a part is percent-encoded besides."""
_HEADINGS = ("title", "heading", "main_heading", "h2", "title_text", "tab_title", "section_title")
_TEXTS = (
    *("subtitle", "sub_title", "subheading", "sub_heading", "subhead", "h4", "text", "content"),
    *("description", "desc", "message", "quote", "author", "name", "job_title", "position"),
    *("company", "company_name", "caption", "tooltip", "prefix", "suffix", "price", "currency"),
    *("primary_title", "hover_title", "front_title", "back_title", "front_text", "back_text"),
    *("cta_text", "info", "answer", "question", "number", "percent"),
)
_LINKS = ("link", "url", "href", "button_url", "button_link", "link_url", "btn_link", "cta_link")
_LABELS = ("button_text", "btn_title", "button_title", "link_text", "btn_text", "button_one_text")
_PICTURES = ("image", "images", "src", "img", "image_url", "img_src", "photo", "image_id", "url")
_SETTINGS = frozenset(
    {"yes", "no", "true", "false", "on", "off", "default", "none", "custom", "center", "left"}
    | {"right", "top", "bottom", "auto", "inherit", "small", "medium", "large", "full", "px"}
)
_DIVI = {"%22": '"', "%91": "[", "%92": "\\", "%93": "]"}
_DIVI_SIGN = re.compile("%2[2]|%9[123]")
_IS_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?.*)?\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(?:\s*,\s*\d+)*")
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


def raw(setting: Setting, _given: str, inner: str) -> str:
    """HTML that was packed away."""
    packed = re.sub(r"<[^>]*>|\s", "", inner)
    try:
        text = base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, ValueError):
        # Older versions of Fusion kept it as it was typed.
        if not _is_packed(packed):
            return inner
        setting.note("shortcode_left_out", f"Base64 that is broken: {packed[:40]}")
        return ""
    text = unquote(text) if "%3C" in text or "%20" in text or "%0A" in text else text
    return f"\n\n{without_comments(text)}\n\n"


def _is_packed(text: str) -> bool:
    return len(text) > 40 and re.fullmatch(r"[A-Za-z0-9+/=]+", text) is not None


def words_given(setting: Setting, name: str, given: str) -> str:
    """What a page builder's shortcode says of itself."""
    if "=" not in given:
        return ""
    attributes = attributes_of(given)
    if name.startswith("et_pb_"):
        attributes = {key: _undone(value) for key, value in attributes.items()}
    target, label = _target(attributes)
    said = [_element("h3", attributes.get(key, "")) for key in _HEADINGS]
    said += [_element("p", attributes.get(key, "")) for key in _TEXTS]
    said += [_element("p", text) for value in attributes.values() for text in _grouped(value)]
    pictures = _pictures(setting, attributes)
    labels = [text for key in _LABELS if _has_words(text := attributes.get(key, ""))] or [label]
    if target and not (pictures and _IS_PICTURE.search(target)):
        label = labels[0] or next(
            (attributes[key] for key in ("title", "text") if attributes.get(key)), target
        )
        address = html.escape(target)
        said.append(f'<p><a href="{address}">{html.escape(label)}</a></p>')
        labels = labels[1:]
    said += [_element("p", text) for text in labels if text]
    return "".join(f"\n\n{one}\n\n" for one in said if one) + pictures + _video(name, attributes)


def _undone(value: str) -> str:
    """As Divi has them: quotation marks and brackets end nothing."""
    return _DIVI_SIGN.sub(lambda sign: _DIVI[sign[0]], value)


def _element(name: str, text: str) -> str:
    # Entities of the attribute are undone; what is HTML now is HTML.
    return f"<{name}>{text}</{name}>" if _has_words(text) else ""


def _grouped(value: str) -> list[str]:
    """What is said in a list of things (`values` of a progress bar): JSON, percent-encoded."""
    if not value.startswith("%5B%7B"):
        return []
    try:
        things = msgspec.json.decode(unquote(value), type=list[dict[str, object]])
    except msgspec.DecodeError:
        return []
    keys = (*_HEADINGS, *_TEXTS, *_LABELS, "label", "value")
    return [str(thing[key]) for thing in things for key in keys if thing.get(key)]


def _has_words(text: str) -> bool:
    text = text.strip()
    is_word = any(char.isalnum() for char in text)
    return is_word and text.lower() not in _SETTINGS and not text.startswith(("http", "#", "url:"))


def _target(attributes: dict[str, str]) -> tuple[str, str]:
    """Where it leads, and in which words: WPBakery has both in one field."""
    for key in _LINKS:
        value = attributes.get(key, "")
        if value.startswith(("url:", "|")) or "|title:" in value:
            parts = dict(part.partition(":")[::2] for part in value.split("|") if part)
            if parts.get("url"):
                return unquote(parts["url"]), unquote(parts.get("title", ""))
        elif value.startswith(("http://", "https://", "/", "mailto:")):
            return value, ""
    return "", ""


def _pictures(setting: Setting, attributes: dict[str, str]) -> str:
    out: dict[str, str] = {}
    for key in _PICTURES:
        value = attributes.get(key, "").strip()
        if _NUMBERS.fullmatch(value) and key != "url":
            numbers = re.findall(r"\d+", value)
            missing = [number for number in numbers if number not in setting.attachments]
            if missing:
                setting.note("gallery_incomplete", ", ".join(missing))
            known = (setting.attachments[n] for n in numbers if n in setting.attachments)
            out |= {image.url: figure(image) for image in known}
        elif _IS_PICTURE.search(value) and value.startswith(("http", "/")):
            image = ImportedImage(url=value, alt=attributes.get("alt", ""))
            out.setdefault(value, figure(image))
    return "".join(out.values())


def _video(name: str, attributes: dict[str, str]) -> str:
    source = attributes.get("src", "") or attributes.get("video_url", "")
    site = next((site for site in _VIDEOS if name.endswith(site)), "")
    if site and attributes.get("id"):
        number = attributes["id"]
        source = number if number.startswith("http") else _VIDEOS[site] + number
    is_shown = source.startswith("http") and not _IS_PICTURE.search(source)
    return link(source) if is_shown else ""
