"""The text of a static site generator as Markdown that the API takes, and what became of the rest.

Code stays as it is. Of what a generator would have done, what is known is done here; all else is
left out, and named. No text of a program is shown to readers.
"""

import html
import re

from client.texts import marks
from client.texts.calls import SYNTAXES, expanded
from client.texts.known import answer
from client.texts.setting import TEMPLATES, Setting
from client.texts.targets import with_targets

_CODE_CALL = re.compile(
    r"(?P<open>\{(?P<kind>[%{])[<%]?-?\s*(?:highlight|codeblock|mermaid)\b.*?-?[>%]?[%}]\})"
    r"(?P<inner>.*?)(?P<end>\{[%{][<%]?-?\s*(?:end|/)\s*(?:highlight|codeblock|mermaid)\s*-?[>%]?[%}]\})",
    re.DOTALL,
)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{#.*?#\}|\{\{/\*.*?\*/\}\}"
    r"|\{::comment\}.*?\{:/(?:comment)?\}",
    re.DOTALL,
)
_NO_MARKDOWN = re.compile(r"\{::?/?(?:nomarkdown|options|nomd)?[^}\n]*/?\}")
_EXPRESSION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_BASES = frozenset(
    {"site.baseurl", "site.url", "site.github.url", "base_url", "site.base_url", "metadata.url"}
    | {"site.BaseURL", ".Site.BaseURL", "root_url", "site.root", "config.base_url"}
)
_OF_ADDRESSES = frozenset({"relative_url", "absolute_url", "url", "prepend", "asset_path", "cdn"})
_FILTERED = re.compile(r"[\"'](?P<text>[^\"'\n]*)[\"']\s*(?:\|\s*(?P<filter>[\w]+).*)?", re.DOTALL)
_PLAYER = re.compile(
    r"<(?P<name>iframe|video|audio|embed|object)\b(?P<given>[^>]*)>"
    r"(?:(?<!/>)(?P<inner>(?:(?!<(?P=name)\b).)*?)</(?P=name)\s*>)?",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:data-src|src|data)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_GONE = re.compile(
    r"<(?P<name>script|style|template)\b[^>]*>.*?</(?P=name)\s*>\n?",
    re.DOTALL | re.IGNORECASE,
)
_NO_SCRIPT = re.compile(r"</?noscript\b[^>]*>", re.IGNORECASE)
"""What is for readers without scripts is for ours."""
_DROPPED = re.compile(
    r"</?(form|input|button|select|textarea|svg|canvas|math|map|area|link|meta|progress|dialog)\b[^>]*>",
    re.IGNORECASE,
)


def in_markdown(text: str, setting: Setting) -> str:
    """The text; what became of the rest is in `setting.notes`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if setting.is_mdx:
        text = marks.without_imports(text, setting)
    text = setting.code.without(text)
    text = _RAW.sub(lambda found: setting.code.keep(found[1]), text)
    text = _CODE_CALL.sub(lambda found: _code(found, setting), text)
    text = _COMMENT.sub("", text)
    text = _called(text, setting)
    text = _EXPRESSION.sub(lambda found: _said(found, setting), text)
    text = marks.in_markdown(_NO_MARKDOWN.sub("", text), setting)
    text = _plain(text, setting)
    if setting.is_mdx:
        text = marks.without_expressions(text, setting)
    text = with_targets(text, setting)
    return re.sub(r"\n{3,}", "\n\n", setting.code.back(text)).strip("\n") + "\n"


def _code(found: re.Match[str], setting: Setting) -> str:
    """Code first, as what is in it is no call."""
    name = "hugo" if found["kind"] == "{" else "tag"
    kept = setting.code.keep(found["inner"])
    return expanded(
        f"{found['open']}{kept}{found['end']}", SYNTAXES[name], lambda call: answer(call, setting)
    )


def _called(text: str, setting: Setting) -> str:
    for name, pattern in SYNTAXES.items():
        if name == "function" and setting.kind not in ("zola", ""):
            continue
        text = expanded(text, pattern, lambda call: answer(call, setting))
    return text


def _said(found: re.Match[str], setting: Setting) -> str:
    """A variable: the site's address is none here, others are known or not."""
    inner = found[1]
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

    def lead(found: re.Match[str]) -> str:
        address = _ADDRESS.search(found["given"]) or _ADDRESS.search(found["inner"] or "")
        if address is None:
            setting.note("element_left_out", found["name"].lower())
            return ""
        url = html.unescape(address[1])
        url = f"https:{url}" if url.startswith("//") else url
        is_frame = found["name"].lower() == "iframe"
        setting.note("frame_is_link" if is_frame else "player_is_link", url)
        return f"\n\n[{url}](<{url}>)\n\n"

    def gone(found: re.Match[str]) -> str:
        setting.note("element_left_out", found[0][:120])
        return ""

    text = _GONE.sub(gone, _PLAYER.sub(lead, _NO_SCRIPT.sub("", text)))
    for found in _DROPPED.finditer(text):
        setting.note("element_left_out", found[1].lower())
    return text
