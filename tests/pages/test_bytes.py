"""What a reader's phone has to fetch before it can show a story."""

import gzip
from collections.abc import Iterator

import pytest

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from tests.every_page import every_kind, renderer
from tests.support.document import Element, document
from tests.support.kinds import ENGLISH, SITES, files, pages
from tests.support.stories import WORDS, typical_view

ROUND_TRIP = 14 * 1024
"""What a server sends before it waits for the first answer: ten packets (RFC 6928)."""
ALL_SCRIPTS = 5 * 1024
LIVE, LIVE_SCRIPT = "assets/live.", 3 * 1024
PROOF, PROOF_SCRIPT = "assets/proof.", 3 * 1024
DESK = "assets/desk"
"""The script of running stories, and what it may have."""


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


def _styles(page: Element) -> list[bytes]:
    return [_asset(e["href"]) for e in page.all("link") if e.get("rel") == "stylesheet"]


def _scripts(page: Element, blocking: bool) -> list[bytes]:
    scripts = [e for e in page.all("script") if "src" in e]
    return [_asset(e["src"]) for e in scripts if _is_blocking(e) == blocking]


@pytest.mark.parametrize("comments", [0, 10, 50])
def test_a_typical_story_and_all_that_its_first_paint_needs_arrive_in_one_round_trip(
    comments: int,
) -> None:
    html = _typical(comments)
    page = document(html)
    first = _sent(html), _sent(*_styles(page)), _sent(*_scripts(page, blocking=True))
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
        if name.endswith(".js") and not name.startswith((LIVE, PROOF, DESK))
    }
    print(f"\nJavaScript, uncompressed: {scripts}, {sum(scripts.values()):,} of {ALL_SCRIPTS:,}")
    assert 0 < sum(scripts.values()) < ALL_SCRIPTS


def test_what_running_stories_alone_load_is_small_and_nobody_else_loads_it() -> None:
    (size,) = (len(body) for name, body in files().items() if name.startswith(LIVE))
    assert 0 < size < LIVE_SCRIPT
    for page, view in every_kind():
        running = isinstance(view, ArticleView) and view.article.content.live == "running"
        for name, file in renderer.render(page, view).items():
            if name.endswith(".html"):
                assert (LIVE.encode() in file.body) == running, name


def test_what_reports_and_a_crowd_alone_load_is_small_and_no_page_that_is_kept_loads_it() -> None:
    (size,) = (len(body) for name, body in files().items() if name.startswith(PROOF))
    assert 0 < size < PROOF_SCRIPT
    for page, view in every_kind():
        for name, file in renderer.render(page, view).items():
            assert not name.endswith(".html") or PROOF.encode() not in file.body, name


def test_no_font_is_fetched() -> None:
    for name, body in files().items():
        assert not name.endswith((".woff", ".woff2", ".ttf", ".otf")), name
        if name.endswith(".css"):
            assert b"@font-face" not in body
            assert b"@import" not in body
            assert b"url(" not in body.replace(b"url(data:", b"")


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
