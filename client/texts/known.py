"""Calls that many sites have: what they show, in Markdown. Whatever else is called is named."""

import re
from collections.abc import Callable

from client.texts.calls import Call
from client.texts.captions import as_html, figure, has_marks
from client.texts.setting import Setting

_Answer = Callable[[Call, Setting], str | None]
EMBEDS = {
    "youtube": "https://www.youtube.com/watch?v={0}",
    "vimeo": "https://vimeo.com/{0}",
    "tweet": "https://twitter.com/i/status/{0}",
    "instagram": "https://www.instagram.com/p/{0}/",
    "codepen": "https://codepen.io/pen/{0}",
    "spotify": "https://open.spotify.com/{0}",
    "bilibili": "https://www.bilibili.com/video/{0}",
    "asciinema": "https://asciinema.org/a/{0}",
    "gist": "https://gist.github.com/{0}",
    "jsfiddle": "https://jsfiddle.net/{0}",
}
"""What a player or card is an address of, by the id that the call has."""
_SAME = {
    "youtube": ("yt", "youtubelite", "youtubeembed", "liteyoutube", "youtubevideo", "ytvideo"),
    "vimeo": ("vimeoembed",),
    "tweet": ("x", "twitter", "tweetsimple", "twittersimple", "twittertweet", "xsimple"),
    "picture": ("figure", "img", "image", "imageset", "imagecaption", "figurehtml", "assetimg"),
    "player": ("video", "audio", "mp3", "mp4", "iframe", "videoplayer", "audioplayer", "webm"),
    "code": ("highlight", "codeblock", "codesnippet", "codeinline", "includecode"),
    "fold": ("details", "collapse", "spoiler", "accordion", "expand", "accordionitem", "toggle"),
    "note": (
        *("notice", "alert", "admonition", "tip", "info", "warning", "caution", "danger", "hint"),
        *("callout", "important", "aside", "attention", "success", "error", "box", "message"),
    ),
    "quote": ("blockquote", "pullquote", "epigraph"),
    "address": ("ref", "relref", "posturl", "link", "postpath", "postlink", "xref", "url"),
    "inner": (
        *("raw", "rawhtml", "html", "unsafe", "md", "markdown", "markdownify", "center"),
        *("fragment", "div", "section", "lead", "columns", "column", "tabs", "tab", "steps"),
        *("tabitem", "row"),
    ),
    "button": ("btn", "linkcard", "card", "linkbutton", "linkpreview", "bookmark"),
    "diagram": ("mermaid",),
    "formula": ("katex", "math", "mathjax", "tex", "latex"),
    "contents": ("toc", "tableofcontents"),
    "nothing": ("comment", "more", "break", "clear", "br"),
}
_WHAT = {same: name for name, names in _SAME.items() for same in (name, *names)}
_ALSO = dict.fromkeys(("sub", "sup", "kbd", "mark", "small"), "inline")
_HTML = re.compile(
    r"a|abbr|acronym|address|article|aside|b|big|blockquote|br|caption|center|cite|code|"
    r"col|dd|del|div|dl|dt|em|font|h1|h2|h3|h4|h5|h6|hr|i|iframe|img|ins|kbd|li|link|meta|"
    r"nobr|object|ol|p|param|pre|q|s|samp|script|small|source|span|strike|strong|style|sub|"
    r"sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|audio|embed"
)
"""Elements that some write in capitals."""
_PROGRAM = frozenset({"for", "capture", "set", "macro", "assign", "tablerow", "cycle", "increment"})


def answer(call: Call, setting: Setting) -> str:
    """What stands in place of a call; what it encloses stays where nobody knows what it does."""
    if call.source.startswith("<") and _HTML.fullmatch(call.name.lower()):
        return f"{call.source}{call.inner or ''}{'' if call.inner is None else f'</{call.name}>'}"
    name = re.sub(r"[^a-z0-9]", "", call.name.rpartition("/")[2].lower().removesuffix(".html"))
    if name in ("include", "includecached", "render", "includerelative", "partial"):
        return _included(call, setting)
    if call.name.lower() in _PROGRAM:
        setting.note("shortcode_left_out", _source(call))
        return ""
    what = "youtube" if name.startswith("youtube") else _WHAT.get(name, name)
    if what in EMBEDS:
        return _embed(what, call, setting)
    if name in _ALSO:
        return f"<{name}>{call.inner or call.said('0')}</{name}>"
    known = _KNOWN.get(_WHAT.get(name, ""))
    said = known(call, setting) if known else None
    return _unknown(call, setting) if said is None else said


def _unknown(call: Call, setting: Setting) -> str:
    is_word = call.source.startswith("<") and not call.given and call.inner is None
    if is_word and not setting.is_mdx:
        # `List<Edge>`: a browser would take it for an element, and show nothing.
        return call.source.replace("<", "&lt;").replace(">", "&gt;")
    setting.note("shortcode_left_out", _source(call))
    return call.inner or ""


def _source(call: Call) -> str:
    return call.source[:120]


def _included(call: Call, setting: Setting) -> str:
    """Jekyll's includes are calls of the file's name."""
    name = call.said("0").rpartition("/")[2].rpartition(".")[0] or call.said("0")
    given = {n: v for n, v in call.given.items() if n != "0"}
    if not name or re.sub(r"[^a-z]", "", name.lower()) in ("include", "partial"):
        return _unknown(call, setting)
    return answer(Call(name, given, call.inner, call.source), setting)


def _picture(call: Call, setting: Setting) -> str | None:
    named = (
        n for n in call.given if n.isdigit() and re.search(r"\.\w{3,4}$|^/|^https?:", call.given[n])
    )
    place = next(named, "0")
    source = call.said("src", "image_path", "url", "image", "path", "file", "link", place)
    source = setting.imported.get(source.strip("{} "), source)
    if not source or source.startswith("{"):
        return None
    alt = call.said("alt", "alttext", "description")
    title = call.said("title")
    caption = call.said("caption") or (call.inner or "").strip()
    if not alt:
        words = [v for n, v in call.given.items() if n.isdigit() and n > place and not v.isdigit()]
        # Octopress and Hexo: a title, and then what it shows.
        is_titled = call.name == "img" and len(words) > 1
        title, alt = (words[0], words[1]) if is_titled else (title, "".join(words[:1]))
    parts = [title if title not in (alt, caption) or not caption else "", caption]
    return _shown_picture(call, source, alt, [one for one in parts if one])


def _shown_picture(call: Call, source: str, alt: str, said_of_it: list[str]) -> str:
    """In Markdown, or in HTML where it leads somewhere or its caption is more than words."""
    credit, of_credit = call.said("attr", "credit"), call.said("attrlink")
    link = call.said("link", "href") if call.said("link", "href") != source else ""
    if link or of_credit or any(map(has_marks, (*said_of_it, credit))):
        lines = [as_html(one) for one in (*said_of_it, credit) if one]
        if of_credit:
            lines = [
                *lines[: -1 if credit else None],
                f'<a href="{of_credit}">{as_html(credit) or of_credit}</a>',
            ]
        return figure(source, _plain_line(alt), " ".join(lines), link)
    said = " ".join(filter(None, (*said_of_it, credit))).replace('"', "”")
    return (
        f"\n\n![{_line(alt)}](<{source}>{f' {chr(34)}{_line(said)}{chr(34)}' if said else ''})\n\n"
    )


def _plain_line(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def _line(text: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", _plain_line(text))


def _embed(name: str, call: Call, setting: Setting) -> str:
    known = call.said("id", "videoid", "slug", "src", "url", "link", "tweetid")
    user = call.said("user", "username")
    if not known:
        places = [value for n, value in call.given.items() if n.isdigit()]
        known = "/".join(places[:2]) if name == "gist" else next(iter(places), "")
        if name == "tweet" and len(places) > 1:
            known = next((one for one in places if one.isdigit()), known)
    known = known.strip("{}\"' ")
    if not known:
        return _unknown(call, setting)
    if name == "gist" and user:
        known = f"{user}/{known}"
    url = known if known.startswith(("http:", "https:")) else EMBEDS[name].format(known)
    setting.note("embed_is_link", url)
    return f"\n\n<{url}>\n\n"


_BESIDE = ("poster", "thumbnail", "preview", "webm", "ogv", "ogg", "track", "captions", "subtitles")
"""What calls of players name beside what is played."""


def _player(call: Call, setting: Setting) -> str | None:
    url = call.said("src", "url", "mp4", "file", "link", "0")
    provider = call.said("provider", "host").lower()
    if provider in EMBEDS and (call.said("id") or not url.startswith("http")):
        return _embed(provider, call, setting)
    if not url or url.startswith("{"):
        return None
    url = setting.picture(url, "") if not url.startswith(("http:", "https:", "//")) else url
    url = f"https:{url}" if url.startswith("//") else url
    setting.note("player_is_link", url)
    for name in _BESIDE:
        if beside := call.said(name):
            setting.note("beside_left_out", beside)
    return f"\n\n[{_line(call.said('title', 'caption')) or url}](<{url}>)\n\n"


def _code(call: Call, setting: Setting) -> str | None:
    if call.inner is None:
        return None
    language = call.said("lang", "language", "type") or call.said("0")
    language = (
        language.strip("{} ") if re.fullmatch(r"[\w+#.-]{1,30}", language.strip("{} ")) else ""
    )
    if language and "." in language:  # Octopress: the file's name
        language = ""
    return setting.code.fenced(call.inner, language)


def _fold(call: Call, _setting: Setting) -> str:
    title = call.said("summary", "title", "label", "header", "0") or "…"
    inner = (call.inner or "").strip()
    return f"\n\n<details>\n<summary>{_line(title)}</summary>\n\n{inner}\n\n</details>\n\n"


def quoted(title: str, inner: str) -> str:
    """A block quote with a title: what notes beside a text are here."""
    lines = (
        [f"**{_line(title)}**", "", *inner.strip().split("\n")]
        if title
        else inner.strip().split("\n")
    )
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _note(call: Call, _setting: Setting) -> str | None:
    inner = call.inner if call.inner is not None else call.said("text", "content", "message")
    if not inner:
        return None
    kind = re.sub(r"[^\w]", "", call.name.rpartition("/")[2])
    title = call.said("title") or call.said("type", "0") or kind
    return quoted(title.strip("{}\"' ").capitalize() if title.islower() else title, inner)


def _quote(call: Call, _setting: Setting) -> str | None:
    if call.inner is None:
        return None
    who = call.said("author", "cite", "source", "name") or " ".join(
        value for n, value in call.given.items() if n.isdigit()
    )
    url = call.said("link", "url", "href")
    said = f"[{_line(who)}]({url})" if who and url else _line(who)
    return quoted("", call.inner + (f"\n\n— {said}" if who else ""))


def _address(call: Call, setting: Setting) -> str:
    reference = call.said("path", "0")
    address = setting.link(reference)
    if not address:
        setting.note("reference_unknown", reference)
    return address or "#"


def _inner(call: Call, _setting: Setting) -> str:
    inner = call.inner or ""
    if re.sub(r"[^a-z]", "", call.name.lower()) in ("tab", "tabitem"):
        title = call.said("label", "title", "name", "header", "value", "0")
        return f"\n\n**{_line(title)}**\n\n{inner.strip()}\n\n" if title else inner
    # A component's text begins in a line of its own, where it is Markdown.
    return f"\n\n{inner.strip()}\n\n" if "\n" in inner else inner


def _button(call: Call, _setting: Setting) -> str | None:
    url = call.said("href", "link", "url", "relref", "0")
    if not url or url.startswith("{"):
        return None
    words = (call.inner or "").strip() or call.said("title", "text", "label", "1") or url
    return f"[{_line(words)}](<{url}>)"


def _diagram(call: Call, setting: Setting) -> str | None:
    setting.note("diagram_is_code", (call.inner or "").strip()[:80])
    return setting.code.fenced(call.inner, "mermaid") if call.inner else None


def _formula(call: Call, setting: Setting) -> str:
    formula = (call.inner or call.said("0")).strip()
    return setting.code.keep(f"$`{setting.code.back(formula)}`$" if formula else "")


def _contents(_call: Call, setting: Setting) -> str:
    setting.note("contents_left_out", "a list of its headings, which no page of ours has")
    return ""


def _nothing(_call: Call, _setting: Setting) -> str:
    return ""


_KNOWN: dict[str, _Answer] = {
    "picture": _picture,
    "player": _player,
    "code": _code,
    "fold": _fold,
    "note": _note,
    "quote": _quote,
    "address": _address,
    "inner": _inner,
    "button": _button,
    "diagram": _diagram,
    "formula": _formula,
    "contents": _contents,
    "nothing": _nothing,
}
