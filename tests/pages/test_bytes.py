"""What a reader's phone has to fetch before it can show a story."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.domain.site.kinds.listing import ListingPage
from tests.builders import make_site, make_term
from tests.every_page import every_kind, renderer
from tests.support.document import Element, document
from tests.support.kinds import ENGLISH, SITES, files, pages
from tests.support.stories import WORDS, typical_card, typical_view
from tests.view_builders import make_listing_view

ROUND_TRIP = 14 * 1024
"""What a server sends before it waits for the first answer: ten packets (RFC 6928)."""
ALL_SCRIPTS = 6 * 1024
LATIN_FONTS = 60 * 1024
LIVE, LIVE_SCRIPT = "assets/live.", 3 * 1024
EMBEDS, EMBEDS_SCRIPT = "assets/embeds.", 1024
PROOF, PROOF_SCRIPT = "assets/proof.", 3 * 1024
OFFLINE, OFFLINE_SCRIPT = "assets/offline.", 2 * 1024
WORKER, WORKER_SCRIPT = "sw.js", 4 * 1024
DESK = "assets/desk"
"""The script of running stories, and what it may have."""
_IS_LIVE = re.compile(rf"{re.escape(LIVE)}\w+\.js")


def _typical(comments: int) -> bytes:
    page = ArticlePage("/2026/11/harbour-reopens/")
    return JinjaRenderer(ENGLISH).render(page, typical_view(comments))[page.files[0]].body


def _sent(*parts: bytes) -> int:
    """Bytes compressed with gzip: CloudFront sends Brotli where it may, which is smaller."""
    return sum(len(gzip.compress(part, 9, mtime=0)) for part in parts)


def _asset(address: str) -> bytes:
    return files()[address.removeprefix("/")]


def _is_blocking(script: Element) -> bool:
    deferred = {"async", "defer"} & set(script.attributes) or script.get("type") == "module"
    return "src" in script and not deferred


def _styles(html: bytes) -> list[bytes]:
    """Those of the head: what is named in the text is waited for by what comes after it alone."""
    head = document(html.partition(b"</head>")[0])
    return [_asset(e["href"]) for e in head.all("link") if e.get("rel") == "stylesheet"]


def _scripts(page: Element, blocking: bool) -> list[bytes]:
    scripts = [e for e in page.all("script") if "src" in e]
    return [_asset(e["src"]) for e in scripts if _is_blocking(e) == blocking]


@pytest.mark.parametrize("comments", [0, 10, 50])
def test_a_typical_story_and_all_that_its_first_paint_needs_arrive_in_one_round_trip(
    comments: int,
) -> None:
    html = _typical(comments)
    page = document(html)
    first = _sent(html), _sent(*_styles(html)), _sent(*_scripts(page, blocking=True))
    later = _sent(*_scripts(page, blocking=False))
    html_, css, blocking = first
    print(
        f"\n{comments:2} comments: HTML {html_:,} + CSS {css:,} + blocking JS {blocking:,} = "
        f"{sum(first):,} of {ROUND_TRIP:,} bytes; deferred JS {later:,} bytes"
    )
    # Comments are below all that the first screen shows: they may come a packet later.
    assert sum(first) <= ROUND_TRIP or comments == 50


def test_the_typical_story_is_as_long_as_most() -> None:
    body = document(typical_view().article.body.html)
    assert WORDS <= len(body.text.split()) < WORDS + 150


def test_all_scripts_together_are_small() -> None:
    scripts = {
        name: len(body)
        for name, body in files().items()
        if name.endswith(".js")
        and not name.startswith((LIVE, EMBEDS, PROOF, OFFLINE, WORKER, DESK))
    }
    print(f"\nJavaScript, uncompressed: {scripts}, {sum(scripts.values()):,} of {ALL_SCRIPTS:,}")
    assert 0 < sum(scripts.values()) < ALL_SCRIPTS


def test_what_running_stories_alone_load_is_small_and_nobody_else_loads_it() -> None:
    (size,) = (len(body) for name, body in files().items() if _IS_LIVE.match(name))
    assert 0 < size < LIVE_SCRIPT
    for page, view in every_kind():
        running = isinstance(view, ArticleView) and view.article.content.live == "running"
        for name, file in renderer.render(page, view).items():
            if name.endswith(".html"):
                assert bool(_IS_LIVE.search(file.body.decode())) == running, name


def test_what_shows_players_is_small_and_loaded_where_one_could_be_shown() -> None:
    (size,) = (len(b) for n, b in files().items() if n.startswith(EMBEDS) and n.endswith(".js"))
    assert 0 < size < EMBEDS_SCRIPT
    with_players = [n for n, body in pages().items() if b"data-frame=" in body]
    assert with_players
    assert [n for n, body in pages().items() if EMBEDS.encode() in body] == with_players


def test_what_a_site_without_a_network_needs_is_small_and_no_other_site_has_it() -> None:
    kept = files(make_site(offline=True))
    (size,) = (len(body) for name, body in kept.items() if name.startswith(OFFLINE))
    assert 0 < size < OFFLINE_SCRIPT
    assert 0 < len(kept[WORKER]) < WORKER_SCRIPT
    story = kept["article.html"]
    assert _sent(story) - _sent(files()["article.html"]) < 200
    assert OFFLINE.encode() in story
    assert OFFLINE.encode() not in files()["article.html"]


def test_what_reports_and_a_crowd_alone_load_is_small_and_no_page_that_is_kept_loads_it() -> None:
    (size,) = (len(body) for name, body in files().items() if name.startswith(PROOF))
    assert 0 < size < PROOF_SCRIPT
    for page, view in every_kind():
        for name, file in renderer.render(page, view).items():
            assert not name.endswith(".html") or PROOF.encode() not in file.body, name


def test_the_front_page_and_all_that_its_first_paint_needs_arrive_in_one_round_trip() -> None:
    cards = tuple(typical_card(number) for number in range(30))
    blocks = tuple((make_term(f"Section {n}"), cards[4 * n : 4 * n + 4]) for n in range(7))
    view = make_listing_view(cards=cards, blocks=blocks)
    html = JinjaRenderer(ENGLISH).render(ListingPage(SITE), view)["index.html"].body
    first = _sent(html), _sent(*_styles(html)), _sent(*_scripts(document(html), blocking=True))
    print(f"\nfront page: HTML, CSS, blocking JS: {first}, {sum(first):,} of {ROUND_TRIP:,} bytes")
    assert sum(first) <= ROUND_TRIP


def _style_of_pages() -> str:
    (style,) = (b.decode() for n, b in files().items() if re.fullmatch(r"assets/site\.\w+\.css", n))
    return style


def test_fonts_are_small_are_ours_and_nothing_waits_for_them() -> None:
    style = _style_of_pages()
    faces = re.findall(r"@font-face\{[^}]*\}", style)
    fetched = [face for face in faces if "url(" in face]
    sizes: Counter[str] = Counter()
    for face in fetched:
        (address,) = re.findall(r"url\(/(assets/[\w-]+\.[0-9a-f]{12}\.woff2)\)", face)
        (first,) = re.findall(r"unicode-range: ?U\+([0-9A-F]+)-", face)
        sizes["Arabic" if "U+600" in face else "Latin" if first == "20" else "more"] += len(
            files()[address]
        )
        assert "font-display: optional" in face
    print(f"\nfonts: {dict(sizes)}")
    assert 0 < sizes["Latin"] <= LATIN_FONTS
    assert 0 < sizes["Arabic"] <= LATIN_FONTS
    assert len([name for name in files() if name.endswith(".woff2")]) == len(fetched)
    # What a reader has is made as wide and as high as ours, so that nothing moves.
    assert all(
        "size-adjust" in face and "ascent-override" in face for face in faces if "local" in face
    )


@pytest.mark.parametrize("letters", ["ğüşıöçĞÜŞİÖÇ", "äöüßÄÖÜẞ„“", "àâæçéèêëîïôœùûüÿ«»", "ng'ombe"])
def test_a_page_of_these_letters_finds_all_of_them_in_the_faces_that_are_served(
    letters: str,
) -> None:
    style = _style_of_pages()
    for face in ("headline", "text", "text-italic", "text-bold"):
        ranges = re.findall(rf"url\(/assets/{face}(?:-ext)?\.[^}}]*unicode-range:([^;}}]+)", style)
        spans = [
            part.strip().removeprefix("U+").split("-") for one in ranges for part in one.split(",")
        ]
        served = [range(int(span[0], 16), int(span[-1], 16) + 1) for span in spans]
        missing = [c for c in letters if not any(ord(c) in span for span in served)]
        assert missing == [], face


def test_no_style_sheet_fetches_anything_else() -> None:
    for name, body in files().items():
        if name.endswith(".css"):
            assert b"@import" not in body
            assert b"url(" not in re.sub(rb"url\((?:data:|/assets/[\w.-]+\.woff2\))", b"", body)


def _fetched(page: Element) -> Iterator[str]:
    """Addresses that a browser asks by itself, but for pictures: these may stand elsewhere."""
    for element in page.all("script", "iframe", "embed", "object", "source", "video", "audio"):
        yield element.get("src") or element.get("data")
    for element in page.all("link"):
        if element.get("rel") not in {"alternate", "canonical", "me", "author", "license"}:
            yield element["href"]


@pytest.mark.parametrize("direction", SITES)
def test_no_page_fetches_anything_from_a_third_party(direction: str) -> None:
    for name, body in pages(SITES[direction]).items():
        elsewhere = [a for a in _fetched(document(body)) if a and not a.startswith("/")]
        assert [a for a in elsewhere if not a.startswith(ENGLISH.url)] == [], name


DESK_ALL, DESK_LIST = 200 * 1000, 20 * 1000


def test_all_that_the_desk_loads_is_small_and_a_list_loads_little_of_it() -> None:
    theirs = {
        name: _sent(body)
        for name, body in files().items()
        if name.startswith((DESK, "assets/theme.")) and name.endswith((".js", ".css"))
    }
    # What the base template names, and the largest module that a list has beside it.
    common = {n: s for n, s in theirs.items() if n.startswith(("assets/desk.", "assets/theme."))}
    lists = [
        s for n, s in theirs.items() if n.startswith(("assets/desk-comments", f"{DESK}-media"))
    ]
    each_list = sum(common.values()) + max(lists)
    print(
        f"\ndesk: {sum(theirs.values()):,} of {DESK_ALL:,}; a list {each_list:,} of {DESK_LIST:,}"
    )
    assert len(common) == 3
    assert len(lists) == 2
    assert 0 < sum(theirs.values()) < DESK_ALL
    assert 0 < each_list < DESK_LIST
