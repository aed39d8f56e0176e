"""Pages of what is hard to set: the longest words, headlines and names, pictures of any shape."""

from collections.abc import Iterator

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.articles.article import LeadImage, Series
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.live.entry import KeyPoint
from broadsheet.domain.people.profile import ProfileLink
from broadsheet.domain.site.kinds.article import ArticlePage, SeriesView
from broadsheet.domain.site.kinds.listing import ListingPage, Opinion
from broadsheet.domain.site.kinds.live import LiveView
from broadsheet.domain.site.pages import AnyPage, View
from tests.builders import (
    make_article,
    make_author,
    make_card,
    make_listing,
    make_live_entry,
    make_profile,
    make_term,
)
from tests.view_builders import make_article_view, make_listing_view, make_live_view

WORD = "WhatEverybodyWhoWalkedAcrossTheBridgeLastNightSaysThatTheySaw"
"""As hashtags are; no browser finds a place in it to break it."""
HEADLINE = (
    "Ministers agree, after eleven days and nights of talks in which nobody slept and two "
    "governments fell, on a treaty that nobody wanted and everybody signed"
)
NAME = "Alexandrina Featherstonehaugh-Cholmondeley, The Lady Wolverhampton"
_TALL = LeadImage(url="/images/tower.jpg", alt="A tower", width=900, height=3000, credit=WORD)
_BODY = f"""\
{WORD}, {WORD}.

> Said.
>
> > Answered.

:::gallery
![One](/images/one.jpg "{WORD}")
![Two](/images/two.jpg)
![Three](/images/three.jpg)
:::

:::chart column {WORD}
| Quarter | Balance |
|---|---:|
| First quarter, restated | -1200000 |
| Second quarter | 340000 |
| Third quarter | 5600000 |
:::
"""

_BODY += f"\n{'| Column ' * 12}|\n{'|---' * 12}|\n{'| 1,000,000 ' * 12}|\n"


def _running() -> LiveView:
    said = make_live_entry(2, headline=WORD, byline=WORD, is_key=True)
    points = (KeyPoint(2, WORD, said.at), KeyPoint(1, HEADLINE, said.at))
    return make_live_view(said, make_live_entry(headline=HEADLINE), key_points=points)


def hard_pages() -> Iterator[tuple[str, AnyPage, View]]:
    """Each under the name of its kind."""
    words = tuple(make_card(number, title=WORD, excerpt=WORD) for number in (9, 8, 7))
    long = tuple(make_card(number, title=HEADLINE, authors=(NAME,) * 8) for number in (6, 5))
    article = make_article(
        path="/2026/11/hard/",
        title=f"{HEADLINE}: {WORD}",
        body=CommonMark().article(_BODY),
        byline=tuple(make_author(f"{NAME} {n}", role=WORD, bio=WORD) for n in range(8)),
        tags=(make_term(WORD), make_term(HEADLINE)),
        lead_image=_TALL,
        series=Series(WORD, 2),
        live="running",
    )
    beside = SeriesView(words[0], long[0])
    told = make_article_view(
        article,
        also_read=words,
        dont_miss=(words[0], *long),
        series=beside,
        live=_running(),
    )
    yield "article-hard", ArticlePage(article.path), told
    opinions = tuple(Opinion(card, None) for card in (*words[:1], *long))
    front = make_listing_view(
        make_listing(m2026_11=9),
        cards=(*words, *long),
        breaking=words[:1],
        strip=(make_term(f"Opinion {WORD}"), opinions),
        blocks=((make_term(WORD), words), (make_term("World"), long)),
    )
    yield "listing-site-hard", ListingPage(SITE), front
    links = tuple(ProfileLink(WORD, f"https://social.example/{n}") for n in range(3))
    author = make_listing("author", "Ann Author", m2026_11=2)
    profile = make_profile(name=f"{NAME} {WORD}", role=WORD, bio=WORD, links=links)
    page = make_listing_view(author, cards=words[:2], profile=profile)
    yield "listing-author-hard", ListingPage(author.listing), page
