"""A page of every kind, rendered: what checkers of pages are given to look at."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.days import days_asked
from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page, report_page
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.search_pages import results_page
from broadsheet.adapters.jinja.subscription_pages import Scene, subscription_page
from broadsheet.domain.articles.article import Series
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.comments.discussion import Discussion, discussion_of
from broadsheet.domain.people.profile import Portrait
from broadsheet.domain.search.excerpts import Marked
from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.shared.sentence import Sentence
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView, SeriesView
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.kinds.listing import ListingPage, Opinion
from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search.search import Found, Hit
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_count,
    make_listing,
    make_podcast,
    make_site,
    make_term,
    make_thread,
)
from tests.every_page import EVIL, discussed, every_kind
from tests.support.hard import hard_pages
from tests.support.long import LONG
from tests.support.stories import FILM, STILL, in_arabic, typical_view, with_everything
from tests.view_builders import make_article_view, make_listing_view

ARABIC = make_site(
    title="صحيفة المثال",
    language="ar",
    direction="rtl",
    sections=tuple(make_term(name) for name in ("العالم", "الاقتصاد", "الثقافة")),
    sends_mail=True,
)
ENGLISH = make_site(podcasts=(("world", make_podcast()),))
SITES = {"ltr": ENGLISH, "rtl": ARABIC}
"""The same newspaper, written from left to right and from right to left."""


class Kind(NamedTuple):
    """A page and what is on it, under a name that says of which kind it is."""

    name: str
    page: AnyPage
    view: View


@functools.cache
def files(site: Site = ENGLISH, evil: bool = False) -> Mapping[str, bytes]:
    """Every file of the site: a page of each kind by the kind's name, the rest by its key."""
    renderer = JinjaRenderer(site)
    made: dict[str, bytes] = {}
    for kind in _kinds(evil):
        for key, file in renderer.render(kind.page, kind.view).items():
            made[_file_name(kind.name, key)] = file.body
    for key in renderer.fixed_files():
        made[key] = renderer.render(FixedPage(key), FixedView())[key].body
    return made | {f"{name}.html": page for name, page in _answered(site, evil)}


def pages(site: Site = ENGLISH, evil: bool = False) -> dict[str, bytes]:
    """The HTML among the files."""
    return {name: body for name, body in files(site, evil).items() if name.endswith(".html")}


def _kinds(evil: bool) -> Iterator[Kind]:
    seen: dict[str, int] = {}
    for page, view in (*every_kind(evil), *(() if evil else _more())):
        if isinstance(page, FixedPage):
            continue
        name = _kind_of(page, view)
        seen[name] = seen.get(name, 0) + 1
        yield Kind(name if seen[name] == 1 else f"{name}-{seen[name]}", page, view)
    yield from () if evil else itertools.starmap(Kind, hard_pages())


def _kind_of(page: AnyPage, view: View) -> str:
    """`article`, `listing-tag`, `run-site`, `moved`…"""
    kind = type(page).__name__.removesuffix("Page").lower()
    shown = type(view).__name__.removesuffix("View").lower()
    listing = getattr(page, "listing", None)
    if shown not in kind:
        kind = shown
    if isinstance(view, ArticleView) and (view.live or view.profiles):
        kind = "article-live" if view.live else "article-introduced"
    return f"{kind}-{listing.kind}" if listing else kind


def _file_name(kind: str, file: str) -> str:
    base = file.rpartition("/")[2]
    return f"{kind}.html" if base == "index.html" else f"{kind}.{base}"


def _more() -> Iterator[tuple[AnyPage, View]]:
    """What is worth a look beside one plain page of each kind."""
    near = (
        make_card(4, language="ar", title="مرصد القرية", excerpt="قبل ثلاث سنوات."),
        make_card(3, language="tr", title="Günün öyküsü", image=None),
        make_card(2, breaking=True),
        make_card(1, excerpt="", authors=("Amina Yusuf", "ليلى بن يونس")),
    )
    threads = (make_thread(1), make_thread(1, 1, name="سارة"), make_thread(2))
    for article in (with_everything(), in_arabic()):
        view = make_article_view(
            article,
            also_read=near,
            dont_miss=near,
            count=make_count(2, 3),
            threads=threads,
            embeds=(FILM,),
            previews=(STILL,),
        )
        yield ArticlePage(article.path), view
    bare = make_article(standfirst="", tags=(), lead_image=None)
    yield ArticlePage(bare.path), make_article_view(bare)
    yield ArticlePage(bare.path), typical_view(10)
    closed = make_article(comments="closed")
    yield ArticlePage(closed.path), make_article_view(closed)
    yield (
        ArticlePage(closed.path),
        make_article_view(closed, count=make_count(5), threads=discussed()),
    )
    unlisted = make_article(unlisted=True)
    yield ArticlePage(unlisted.path), make_article_view(unlisted)
    part = make_article(series=Series("The long river", 2), drop_cap=True)
    yield (
        ArticlePage(part.path),
        make_article_view(part, series=SeriesView(make_card(1), make_card(3, language="ar"))),
    )
    cards = tuple(make_card(number) for number in range(20, 0, -1))
    full = make_listing_view(
        make_listing(m2026_11=60),
        cards=(*near, *cards[:8]),
        breaking=near,
        blocks=tuple((section, cards[8:12]) for section in ENGLISH.sections),
    )
    yield ListingPage(SITE), full
    face = Portrait("/media/ann.jpg", "Ann Author at a lake")
    opinions = (Opinion(cards[8], face), Opinion(near[0], None), Opinion(cards[9], face))
    yield (
        ListingPage(SITE),
        msgspec.structs.replace(full, strip=(make_term("Opinion"), opinions)),
    )
    for layout in ("calm", "busy"):
        yield ListingPage(SITE), msgspec.structs.replace(full, layout=layout)


def _answered(site: Site, evil: bool) -> Iterator[tuple[str, bytes]]:
    """Pages that are answers of functions, and stand in no bucket."""
    words = EVIL if evil else "I walked across it this morning."
    for language in ("en", "ar"):
        article = discussion_of(make_article(title=words, language=language), NOON)
        if article:
            yield from _around_a_comment(site, article, words)
            yield f"subscription-{language}", subscription_page(site, Scene.ASKS, article)
    yield "subscription-ended", subscription_page(site, Scene.ENDED)
    yield "subscription-broken", subscription_page(site, Scene.BROKEN)
    yield from _found(site, words)
    yield "error", error_page(site, 404, "Not found", f"There is no {words}")
    yield "error-kept", error_page(site, 409, "Closed", "Too late.", typed=f"{words}\n\n{words}")


def _around_a_comment(site: Site, article: Discussion, words: str) -> Iterator[tuple[str, bytes]]:
    said = {"name": "A name is needed.", "email": "This is no email address.", "form": "Sorry."}
    wrong = {name: Sentence(words) for name, words in said.items()}
    typed = {"name": words, "email": words, "body": words, "parent": "1-2", "issued": "1.x"}
    parent = make_thread(1, 2, name=words)
    html = CommonMark().comment(f"{words}\n\n> {words}\n\n`code` and *emphasis*")
    for name, form in {
        "error": CommentForm(article=article, typed={**typed, "name": ""}, errors=wrong),
        "reply": CommentForm(article=article, typed={"parent": "1-2"}, parent=parent),
        "preview": CommentForm(article=article, typed=typed, parent=parent, html=html),
    }.items():
        yield f"comment-{name}-{article.language}", comment_form_page(site, form)
    refused = {"reason": Sentence("Why?"), "note": Sentence("Long.")}
    for name, errors in (("report", {}), ("report-error", refused)):
        page = report_page(site, article, parent, {"note": words}, errors)
        yield f"comment-{name}-{article.language}", page


def _found(site: Site, words: str) -> Iterator[tuple[str, bytes]]:
    hits = [
        Hit(
            card=make_card(number, language=language, title=words),
            title=Marked(words, ((0, 1), (2, 5))),
            excerpt=Marked(words, ((6, 9),)),
        )
        for number, language in enumerate(("en", "ar", "tr"))
    ]
    older = "/api/v1/search.html?q=walk&cursor=x"
    asked = {"q": words, "section": "world", "author": "Ada", "since": "2026-11-01"}
    found = Found(hits, None, words[:20])
    yield "search-results", results_page(site, asked, found, older=older)
    nothing = Found([], None)
    yield "search-results-none", results_page(site, {"q": words}, nothing)
    wrong = [FieldError("?q", "too_long", Sentence("too long"))]
    asked |= {"until": "2026-10-31"}
    days_asked(asked, wrong)
    yield "search-results-wrong", results_page(site, asked, nothing, wrong=wrong)


def kinds(names: Iterable[str]) -> list[str]:
    """The first page of each kind, `article.html` of `article-2.html`; all of them in the long run.

    For what depends on how a kind of page is made, and not on what stands on it.
    """
    wanted = sorted(names)
    return wanted if LONG else [name for name in wanted if not re.search(r"-\d+\.html$", name)]
