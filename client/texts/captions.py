"""Captions of pictures that are more than words: with links and marks, and a picture that leads."""

import html
import re

_LINK = re.compile(r"\[([^\[\]\n]+)\]\(<?([^\s()<>]+)>?(?:\s+\"[^\"]*\")?\)")
_MARKS = (
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|__(?=\S)([^_\n]+?)(?<=\S)__"), "strong"),
    (re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), "em"),
    (re.compile(r"`([^`\n]+)`()"), "code"),
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def has_marks(caption: str) -> bool:
    """Whether Markdown or HTML in it says more than its words."""
    patterns = (_LINK, _TAG, *(mark for mark, _ in _MARKS))
    return any(one.search(caption) for one in patterns)


def as_html(caption: str) -> str:
    """One line of Markdown as HTML; what is HTML in it stays."""
    line = " ".join(caption.split())
    escaped = "".join(
        part if _TAG.fullmatch(part) else html.escape(html.unescape(part), quote=False)
        for part in re.split(f"({_TAG.pattern})", line)
    )
    made = _LINK.sub(lambda found: f'<a href="{found[2]}">{found[1]}</a>', escaped)
    for mark, name in _MARKS:
        parts = mark.split(made)
        # Between two of them stand its words, in one of two groups.
        words = [
            f"<{name}>{a or b}</{name}>" for a, b in zip(parts[1::3], parts[2::3], strict=True)
        ]
        made = "".join(x for pair in zip(parts[::3], [*words, ""], strict=True) for x in pair)
    return made


def figure(source: str, alt: str, caption: str, link: str = "") -> str:
    """A picture with its caption, in HTML: in Markdown a caption is words alone."""
    shown = f'<img src="{html.escape(source)}" alt="{html.escape(alt)}">'
    led = f'<a href="{html.escape(link)}">{shown}</a>' if link else shown
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{led}{below}</figure>\n\n"
