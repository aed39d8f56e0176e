"""What a body in Markdown, or in HTML within it, shows and links to: read, and led elsewhere.

Only addresses are written anew, where they stand: all else of a body stays as it is. In code there
are none.
"""

import html
import re

from broadsheet.domain.transfer.file_names import is_file, is_picture, place_of
from broadsheet.usecases.transfer.brought_files import Decide, Reference

_OURS = "media:"
_CODE = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[^\n]*\n(?:.*?\n)?? {0,3}\1[`~]*[ \t]*$", re.M | re.S)
_NEVER_ENDS = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[^\n]*$", re.M)
_TAG = re.compile(r"<(img|a)(?=[\s/])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(\s)(src|href|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_TOKEN = re.compile(r"\\.|(?<!`)(`++)(?:(?!\1).)*\1(?!`)|!\[|\[|\]\(|\]", re.S)
_TARGET = re.compile(r"\s*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))+))")
_DEFINED = re.compile(
    r"^( {0,3}\[(?:[^\[\]\\]|\\.)+\]:[ \t]*\n?[ \t]*)(?:<([^<>\n]*)>|(\S+))", re.M
)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"([\\`*_\[\]<>])")


def rewritten(body: str, decide: Decide) -> str:
    """See `Rewrite`."""
    out: list[str] = []
    at = 0
    for start, end in _code_in(body):
        out += [_rewritten(body[at:start], decide), body[start:end]]
        at = end
    return "".join([*out, _rewritten(body[at:], decide)])


def _code_in(body: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _CODE.finditer(body)]
    last = found[-1][1] if found else 0
    endless = _NEVER_ENDS.search(body, last)
    return [*found, (endless.start(), len(body))] if endless else found


def _rewritten(text: str, decide: Decide) -> str:
    text = _TAG.sub(lambda tag: _tag(tag, decide), text)
    text = _DEFINED.sub(lambda found: _definition(found, decide), text)
    text = _AUTOLINK.sub(lambda link: _autolink(link, decide), text)
    return _inline(text, decide)


def _tag(tag: re.Match[str], decide: Decide) -> str:
    name = tag[1].lower()
    wanted = "src" if name == "img" else "href"
    given: dict[str, str] = {}
    for _, key, *values in _ATTRIBUTE.findall(tag[2]):
        given.setdefault(key.lower(), html.unescape(next(filter(None, values), "")))
    address = given.get(wanted, "").strip()
    alt = given.get("alt", "").strip()
    instead = _decided(decide, Reference(address, name == "img", alt))
    if instead is None:
        return tag[0]
    left = [wanted]

    def attribute(found: re.Match[str]) -> str:
        key = found[2].lower()
        if key not in left:
            return found[0]
        left.remove(key)
        return f'{found[1]}{key}="{html.escape(instead)}"'

    return f"<{tag[1]}{_ATTRIBUTE.sub(attribute, tag[2])}>"


def _decided(decide: Decide, reference: Reference) -> str | None:
    """Of what is shown, or called as files are; what is ours already stays."""
    is_any = reference.address and not reference.address.startswith(_OURS)
    is_asked = is_any and (reference.is_shown or is_file(reference.address))
    return decide(reference) if is_asked else None


def _autolink(link: re.Match[str], decide: Decide) -> str:
    instead = _decided(decide, Reference(link[1], is_shown=False))
    if instead is None:
        return link[0]
    return f"[{_escaped(link[1])}]({instead})"


def _definition(found: re.Match[str], decide: Decide) -> str:
    address = _plain(found[2] if found[2] is not None else found[3])
    place = place_of(address)
    is_shown = place is not None and is_picture(place.steps[-1])
    instead = _decided(decide, Reference(address, is_shown))
    return found[0] if instead is None else f"{found[1]}{instead}"


def _inline(text: str, decide: Decide) -> str:
    """Links and images: of which kind one is, its opening bracket says."""
    out: list[str] = []
    opened: list[re.Match[str]] = []
    written = at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token[0] in ("[", "!["):
            opened.append(token)
        elif token[0] in ("](", "]") and opened:
            begun = opened.pop()
            target = _TARGET.match(text, at) if token[0] == "](" else None
            if target is None:
                continue
            at, label = target.end(), text[begun.end() : token.start()].strip()
            address = _plain(target[1] if target[1] is not None else target[2])
            is_shown = begun[0] == "!["
            instead = _decided(decide, Reference(address, is_shown, label if is_shown else ""))
            if instead is not None:
                out += [text[written : token.end()], instead]
                written = at
    return "".join([*out, text[written:]])


def _plain(written: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", written))


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)
