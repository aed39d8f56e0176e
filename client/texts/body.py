"""The text of a static site generator as Markdown that the API takes, and what became of the rest.

Code stays as it is. Of what a generator would have done, what is known is done here; all else is
left out, and named. No text of a program is shown to readers.
"""

import html
import re
from collections.abc import Callable

from client.texts import marks
from client.texts.calls import SYNTAXES, expanded
from client.texts.code import enclosed
from client.texts.extras import with_extras, with_plain_fences
from client.texts.known import answer
from client.texts.setting import TEMPLATES, Setting
from client.texts.targets import with_targets

_CODES = [
    (
        syntax,
        re.compile(rf"{opens}-?\s*{name}\b(?:(?!{opens}).)*?{closes}", re.DOTALL),
        re.compile(rf"{opens}-?\s*{ends}\s*{name}\s*-?{closes}"),
    )
    for name in ("highlight", "codeblock", "mermaid")
    for syntax, opens, closes, ends in (
        ("tag", r"\{%", r"%\}", "end"),
        ("hugo", r"\{\{[<%]", r"[>%]\}\}", "/"),
    )
]
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}"), re.compile(r"\{%-?\s*endraw\s*-?%\}")
_COMMENTS = [
    (re.compile(begin), re.compile(end))
    for begin, end in (
        (r"\{%-?\s*comment\s*-?%\}", r"\{%-?\s*endcomment\s*-?%\}"),
        (r"\{#(?!\w+\})", r"#\}"),
        (r"\{\{/\*", r"\*/\}\}"),
        (r"\{::comment\}", r"\{:/(?:comment)?\}"),
    )
]
_UNSEEN = re.compile("<!--"), re.compile("-->")
_NO_MARKDOWN = re.compile(r"\{:[:/](?:nomarkdown|options|nomd)?[^{}\n]{0,300}\}")
_EXPRESSION = re.compile(r"\{\{-?((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_BASES = frozenset(
    {"site.baseurl", "site.url", "site.github.url", "base_url", "site.base_url", "metadata.url"}
    | {"site.BaseURL", ".Site.BaseURL", "root_url", "site.root", "config.base_url"}
)
_OF_ADDRESSES = frozenset({"relative_url", "absolute_url", "url", "prepend", "asset_path", "cdn"})
_FILTERED = re.compile(r"[\"'](?P<text>[^\"'\n]*)[\"']\s*(?:\|\s*(?P<filter>[\w]+).*)?", re.DOTALL)
_PLAYERS = {
    name: (
        re.compile(rf"<{name}\b[^<>]*>", re.IGNORECASE),
        re.compile(rf"</{name}\s*>", re.IGNORECASE),
    )
    for name in ("iframe", "video", "audio", "object", "embed")
}
_ADDRESS = re.compile(r"\b(?:data-src|src|data)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:data-src|src|data|poster|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_GONE = [
    (re.compile(rf"<{name}\b[^<>]*>", re.I), re.compile(rf"</{name}\s*>\n?", re.I))
    for name in ("script", "style", "template")
]
_NO_SCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)
"""What is for readers without scripts is for ours."""
_DROPPED = re.compile(
    r"</?(form|input|button|select|textarea|svg|canvas|math|map|area|link|meta|progress|dialog)\b[^<>]*>",
    re.IGNORECASE,
)


def in_markdown(text: str, setting: Setting) -> str:
    """The text; what became of the rest is in `setting.notes`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if setting.is_mdx:
        text = marks.without_imports(text, setting)
    text = setting.code.without(with_plain_fences(text))
    text = enclosed(text, *_RAW, lambda _begin, raw, _end: setting.code.keep(raw))
    text = marks.with_formulas(text, setting)
    for syntax, begin, end in _CODES:
        text = enclosed(text, begin, end, _coded(syntax, setting))
    for begin, end in _COMMENTS:
        text = enclosed(text, begin, end, lambda *_parts: "")
    text = _called(text, setting)
    text = _EXPRESSION.sub(lambda found: _said(found, setting), text)
    text = marks.in_markdown(_NO_MARKDOWN.sub("", text), setting)
    text = with_extras(text, setting)
    text = _plain(text, setting)
    if setting.is_mdx:
        text = marks.without_expressions(text, setting)
    # What nobody sees needs no file, and sends none.
    text = enclosed(text, *_UNSEEN, lambda *parts: setting.code.keep("".join(parts)))
    text = with_targets(text, setting)
    return re.sub(r"\n{3,}", "\n\n", setting.code.back(text)).strip("\n") + "\n"


def _coded(syntax: str, setting: Setting) -> Callable[[str, str, str], str]:
    """Code first, as what is in it is no call."""

    def code(begin: str, inner: str, end: str) -> str:
        kept = f"{begin}{setting.code.keep(inner)}{end}"
        return expanded(kept, SYNTAXES[syntax], lambda call: answer(call, setting))

    return code


def _called(text: str, setting: Setting) -> str:
    for name, pattern in SYNTAXES.items():
        if name == "function" and setting.kind not in ("zola", ""):
            continue
        text = expanded(text, pattern, lambda call: answer(call, setting))
    return text


def _said(found: re.Match[str], setting: Setting) -> str:
    """A variable: the site's address is none here, others are known or not."""
    inner = found[1].removesuffix("-").strip()
    if inner in _BASES:
        return ""
    if inner in setting.values:
        return setting.values[inner]
    if filtered := _FILTERED.fullmatch(inner):
        if filtered["filter"] and filtered["filter"] not in _OF_ADDRESSES:
            setting.note("expression_left_out", found[0])
        return filtered["text"]
    if setting.kind in TEMPLATES or inner.startswith(("site.", "page.", "post.")):
        setting.note("expression_left_out", found[0])
        return ""
    setting.note("expression_stays", found[0])
    return found[0]


def _plain(text: str, setting: Setting) -> str:
    """HTML that no page of ours has: players are links, programs are gone, words stay."""

    def lead(begin: str, inner: str, _end: str = "") -> str:
        name = re.sub(r"\W.*", "", begin[1:], flags=re.DOTALL).lower()
        address = _ADDRESS.search(begin) or _ADDRESS.search(inner)
        if address is None:
            setting.note("element_left_out", name)
            return ""
        url = html.unescape(address[1])
        url = f"https:{url}" if url.startswith("//") else url
        setting.note("frame_is_link" if name == "iframe" else "player_is_link", url)
        for other in dict.fromkeys(_BESIDE.findall(f"{begin}{inner}")):
            if other != address[1]:
                setting.note("beside_left_out", html.unescape(other))
        return f"\n\n[{url}](<{url}>)\n\n"

    def gone(begin: str, inner: str, end: str) -> str:
        setting.note("element_left_out", f"{begin}{inner}{end}"[:120])
        return ""

    for name, (begin, end) in _PLAYERS.items():
        if name != "embed" and not setting.is_mdx:
            text = enclosed(text, begin, end, lead)
        text = begin.sub(lambda found: lead(found[0], ""), text)
        text = end.sub("", text)
    for begin, end in _GONE:
        text = enclosed(text, begin, end, gone)
    text = _NO_SCRIPT.sub("", text)
    for found in _DROPPED.finditer(text):
        setting.note("element_left_out", found[1].lower())
    return text
