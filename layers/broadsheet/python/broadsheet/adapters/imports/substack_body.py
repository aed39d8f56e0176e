"""The body of a post of Substack: its editor's widgets, of which JSON in `data-attrs` says all."""

import html

import msgspec
from selectolax.lexbor import LexborNode

from broadsheet.adapters.html.typed_maths import as_typed
from broadsheet.adapters.imports.html_body import Fragment
from broadsheet.adapters.imports.html_tree import attributes_of, plain_text
from broadsheet.adapters.imports.old_site import host_in
from broadsheet.adapters.imports.read_archive import Notes

_SHOWS = "a, img, iframe, video, audio"
_WIDGETS = "subscription-widget-wrap", "subscription-widget-wrap-editor"
_ADDRESSES = ("url", "canonical_url", "mediaUploadUrl", "src", "href")
_WORDS = ("title", "full_text", "text", "persistentExpression", "caption", "name")


def substack_body(source: str, note: Notes, address: str) -> str:
    """The article's body; `address` is where the newsletter stood, if it is known."""
    fragment = Fragment(source, note)
    for widget in fragment.css(", ".join(f"div.{name}" for name in _WIDGETS)):
        note(
            "element_left_out", f"form to subscribe: {plain_text(widget.html or '')[:100]}".strip()
        )
        fragment.replace(widget, "")
    for node in fragment.css("[data-attrs]"):
        if node.css_first(_SHOWS) is None and node.tag not in _SHOWS.split(", "):
            _say(fragment, node, note)
    for expanded in fragment.css("div.image-link-expand, div.pencraft"):
        if not plain_text(expanded.html or "") and expanded.css_first("img") is None:
            # Buttons over a picture.
            fragment.replace(expanded, "")
    return fragment.body(host_in(address), address)


def _say(fragment: Fragment, node: LexborNode, note: Notes) -> None:
    """A link to what a script would show there, with the words that are known of it."""
    given = attributes_of(node)
    what = (given.get("class") or given.get("data-component-name") or node.tag or "").split(" ")[0]
    attrs = _attributes(given["data-attrs"])
    if what == "latex-rendered" and attrs.get("persistentExpression"):
        tex = html.unescape(attrs["persistentExpression"])
        fragment.replace(node, as_typed(tex, is_block=True))
        return
    words = [html.unescape(attrs[name]) for name in _WORDS if attrs.get(name)]
    video = attrs.get("videoId") or attrs.get("video_id")
    found = [attrs[name] for name in _ADDRESSES if attrs.get(name, "").startswith("http")]
    if video and not found:
        found = [f"https://www.youtube.com/watch?v={video}"]
    inside = plain_text(node.html or "")
    if not found and inside:
        return
    said = "" if inside else html.escape(" ".join(words))
    if not found:
        note("element_left_out", f"{what}: {' '.join(words)[:100]}".strip(": "))
        fragment.replace(node, f"<p>{said}</p>" if said else "")
        return
    url = html.escape(found[0])
    note("embed_is_link", found[0])
    kept = f"<div>{node.inner_html}</div>" if inside else ""
    fragment.replace(node, f'{kept}<p><a href="{url}">{said or url}</a></p>')


def _attributes(text: str) -> dict[str, str]:
    """What the widget is given, as far as it is words. Empty for what is no JSON object."""
    try:
        given = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return {}
    said = {}
    for name, raw in given.items():
        try:
            said[name] = msgspec.json.decode(raw, type=str)
        except (msgspec.DecodeError, ValueError):
            continue
    return said
