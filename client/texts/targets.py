"""Where links and pictures of a text lead: addresses, in place of files and of what is relative."""

import html
import re
from urllib.parse import unquote

from client.picture_names import is_picture
from client.texts.setting import Setting

_TITLE = r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
_WHERE = r"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
_INLINE = re.compile(
    r"(?P<shown>!?)\[(?P<words>"
    r"(?>(?:[^\[\]\\]++|\\.|!?\[[^\[\]]*\](?:\([^()\n]*\))?){0,200}))\]"
    rf"\(\s*{_WHERE}{_TITLE}(?:\s*=[0-9]*x[0-9]*)?\s*\)"
)
_REFERENCE = re.compile(
    rf"^(?P<label>[ ]{{0,3}}\[(?P<words>[^\^\]\n][^\]\n]*)\]:)[ \t]*{_WHERE}(?=\s|$)", re.M
)
_HTML = re.compile(
    r"(?P<before><(?P<name>a|img|source)\b[^<>]*?\s(?P<what>href|src)\s*=\s*)(?P<mark>[\"']?)"
    r"(?P<where>[^\"'>\s]+)(?P=mark)",
    re.IGNORECASE,
)
_JSX = re.compile(r"(?P<before><img\b[^<>]*?\ssrc=)\{(?P<name>[\w.]+)\}", re.IGNORECASE)
_OF_PELICAN = re.compile(
    r"^(?:\{(?:static|attach|filename|photo)\}|\|(?:static|attach|filename)\|)"
)
_WHOLE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
KEPT = frozenset(
    {"mailto", "tel", "sms", "geo", "ftp", "ftps", "sip", "sips", "xmpp", "irc", "ircs", "im"}
    | {"news", "nntp", "magnet", "matrix", "webcal", "openpgp4fpr", "media"}
)
"""What a link of ours may lead to beside the web (docs/writing.md)."""
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?!md\Z|mdx\Z|html?\Z|markdown\Z|com\Z|org\Z|net\Z)[A-Za-z][A-Za-z0-9]{1,4}\Z"
)


def with_targets(text: str, setting: Setting) -> str:
    """The text with addresses that a page at another address can have."""

    def inline(found: re.Match[str]) -> str:
        words = found["words"]
        if "[" in words:  # a picture that is a link
            words = _INLINE.sub(inline, words)
        where = found["angled"] if found["angled"] is not None else found["bare"]
        shown = found["words"] if found["shown"] else None
        to = _target(where or "", setting, shown)
        title = found["title"] or ""
        return f"{found['shown']}[{words}]({_written(to)}{title})"

    def reference(found: re.Match[str]) -> str:
        where = found["angled"] if found["angled"] is not None else found["bare"]
        shown = "" if is_picture((where or "").partition("?")[0]) else None
        to = _target(where or "", setting, shown)
        return f"{found['label']} {_written(to)}"

    def attribute(found: re.Match[str]) -> str:
        said = _ALT.search(found.string, found.start(), found.string.find(">", found.start()))
        words = html.unescape("".join(said.groups(""))) if said else ""
        is_picture = found["what"].lower() == "src"
        to = _target(html.unescape(found["where"]), setting, words if is_picture else None)
        return f'{found["before"]}"{html.escape(to)}"'

    def imported(found: re.Match[str]) -> str:
        known = setting.imported.get(found["name"].removesuffix(".src"))
        return f'{found["before"]}"{known}"' if known else found[0]

    text = _INLINE.sub(inline, _JSX.sub(imported, text))
    return _HTML.sub(attribute, _REFERENCE.sub(reference, text))


def _written(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _target(where: str, setting: Setting, shown: str | None) -> str:
    """Where it leads; `shown` are the words of a picture, and None of a link."""
    where = _OF_PELICAN.sub("", where.strip())
    if shown is not None:
        where = setting.imported.get(where.strip("{}").removesuffix(".src"), where)
        if where.startswith("data:"):
            setting.note("picture_left_out", where[:80])
            return where
        return setting.picture(where, shown) if where else where
    if where.startswith("//"):
        return f"https:{where}"
    if not where or _WHOLE.match(where):
        return where
    if where.startswith("#"):
        # Whether something in the text has that name is seen, and said, where it becomes a page.
        return where
    if scheme := _SCHEME.match(where):
        if scheme[1].lower() not in KEPT:
            setting.note("link_left_out", where)
        return where
    return _inside(where, setting)


def _inside(where: str, setting: Setting) -> str:
    """A link to another page or file of the site; its place there, if that is known."""
    path, mark, anchor = where.partition("#")
    address = setting.link(unquote(path))
    if address:
        return f"{address}{mark}{anchor}" if mark else address
    if where.startswith("/"):
        return where
    if _FILE.search(path):
        return setting.picture(where, "")
    setting.note("link_left_out", where)
    return where
