"""Which pages a change of an article or its pictures can alter, and that each record has a rule."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.domain.articles.article import Address, Article, ArticleLink, LeadImage, Revision
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.articles.series import SeriesPart
from broadsheet.domain.articles.translation import Translation
from broadsheet.domain.comments.comment import CommentCount
from broadsheet.domain.media.media import Media
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.page_sets import (
    CardsOf,
    LinkedFrom,
    PageOf,
    PartsBeside,
    RedirectsTo,
    RunsOf,
    TranslationsOf,
)
from broadsheet.domain.site.routing import RULES, Change, is_first
from tests.builders import NOON, make_card, make_term
from tests.support.routed_changes import ID, PATH, PUBLISHED, SECTION, changed

FEEDS = {FeedPage(SITE), FeedPage(SECTION)}


def edited(article: Article = PUBLISHED, **changes: Any) -> Article:
    return msgspec.structs.replace(
        article, content=msgspec.structs.replace(article.content, **changes)
    )


def in_state(status: Status) -> Article:
    return msgspec.structs.replace(PUBLISHED, status=status)


def test_a_draft_is_on_no_page() -> None:
    draft = in_state(Status.DRAFT)
    assert changed(None, draft) == changed(draft, edited(draft, title="New")) == set()
    assert changed(draft, None) == set()


@pytest.mark.parametrize("before", [Status.DRAFT, Status.UNPUBLISHED])
def test_a_published_article_gets_its_page_and_its_comments_pages(before: Status) -> None:
    both = {ArticlePage(PATH), RunsOf(CommentsPage, ID, (PATH,)), RedirectsTo(ID)}
    assert changed(in_state(before), PUBLISHED) == both | FEEDS
    assert changed(None, PUBLISHED) == both | FEEDS


@pytest.mark.parametrize("after", [Status.UNPUBLISHED, Status.DELETED])
def test_an_article_that_goes_takes_its_pages_along(after: Status) -> None:
    both = {ArticlePage(PATH), RunsOf(CommentsPage, ID, (PATH,)), RedirectsTo(ID)}
    assert changed(PUBLISHED, in_state(after)) == both | FEEDS


def test_a_new_body_is_on_the_articles_own_page_and_in_its_feeds() -> None:
    assert changed(PUBLISHED, edited(body="New")) == {ArticlePage(PATH)} | FEEDS


def test_an_article_that_goes_to_another_section_changes_the_feeds_of_both() -> None:
    sport = FeedPage(ListingName(ListingKind.SECTION, "sport"))
    after = edited(section=make_term("Sport"))
    assert changed(PUBLISHED, after) == {ArticlePage(PATH), sport} | FEEDS


@pytest.mark.parametrize("changes", [{"title": "New"}, {"language": "ar", "direction": "rtl"}])
def test_a_new_title_or_language_is_on_every_page_of_comments(changes: dict[str, Any]) -> None:
    after = edited(**changes)
    assert (
        changed(PUBLISHED, after) == {ArticlePage(PATH), RunsOf(CommentsPage, ID, (PATH,))} | FEEDS
    )


def test_a_moved_article_changes_every_address_it_ever_had() -> None:
    after = msgspec.structs.replace(PUBLISHED, path="/2026/11/new/", former_paths=(PATH,))
    paths = ("/2026/11/new/", PATH)
    moved = {*map(ArticlePage, paths), RunsOf(CommentsPage, ID, paths), RedirectsTo(ID)}
    assert changed(PUBLISHED, after) == moved | FEEDS


def test_a_redirect_is_on_its_own_page_and_an_articles_address_on_none() -> None:
    led = Address(path="/old/page.php", article_id="", target="/new/")
    page = FixedPage("old/page.php")
    assert changed(None, led) == changed(led, Address(path=led.path, article_id="")) == {page}
    of_old_story = Address(path="/2019/05/story/", article_id=ID, target=PATH)
    assert changed(None, of_old_story) == {ArticlePage("/2019/05/story/")}
    assert changed(None, Address(path=PATH, article_id=ID)) == set()


def test_a_card_reaches_those_who_show_it_as_also_read_and_its_translations() -> None:
    card = make_card()
    for old, new in ((None, card), (card, make_card(title="New")), (card, None)):
        assert changed(old, new) == {LinkedFrom(card.id), TranslationsOf(card.id)}


def test_sets_of_different_kinds_are_never_one() -> None:
    assert len({LinkedFrom("a"), TranslationsOf("a"), PageOf("a")}) == 3


def test_a_translation_reaches_the_original_and_the_other_translations() -> None:
    translation = Translation(group="o", card=make_card())
    other = Translation(group="o", card=make_card(title="New"))
    for change in ((None, translation), (translation, other), (translation, None)):
        assert changed(*change) == {TranslationsOf("o"), PageOf("o")}


def test_a_part_of_a_series_reaches_those_beside_its_place() -> None:
    part = SeriesPart(series="tides", part=2, card=make_card())
    retitled = SeriesPart(series="tides", part=2, card=make_card(title="New"))
    for change in ((None, part), (part, retitled), (part, None)):
        assert changed(*change) == {PartsBeside("tides", part.place)}


def test_a_picture_is_rendered_when_its_pixels_come_or_go_and_not_for_its_words() -> None:
    waiting = Media(
        id=ID,
        version=1,
        status="waiting",
        content_type="image/png",
        created_at=NOON,
        created_by="ann",
        modified_at=NOON,
        modified_by="ann",
    )
    ready = msgspec.structs.replace(waiting, status="ready", digest="d1")
    described = msgspec.structs.replace(ready, alt="A lake", version=3)
    assert changed(None, waiting) == changed(ready, described) == set()
    assert changed(waiting, ready) == changed(ready, None) == {MediaPage(ID)}


def test_what_is_said_of_an_address_reaches_all_that_have_its_card() -> None:
    said = Embed(url="https://youtu.be/abc", title="A film", at=NOON)
    cards = CardsOf(said.key.pk)
    for old, new in ((None, said), (said, msgspec.structs.replace(said, title="B")), (said, None)):
        assert changed(old, new) == {cards}
    pictured = msgspec.structs.replace(said, picture=ID)
    assert changed(said, pictured) == changed(pictured, None) == {cards, MediaPage(ID)}
    picture = Media(
        id=ID,
        version=2,
        status="ready",
        content_type="image/png",
        digest="d",
        created_at=NOON,
        created_by=said.url,
        created_by_id=said.key.pk,
        modified_at=NOON,
        modified_by=said.url,
    )
    assert changed(None, picture) == changed(picture, None) == {cards, MediaPage(ID)}


def test_a_story_takes_its_pictures_along_when_it_comes_and_goes() -> None:
    image = LeadImage(url="/media/x/320.jpg", alt="A lake", media=ID)
    content = msgspec.structs.replace(PUBLISHED.content, lead_image=image)
    shown = msgspec.structs.replace(PUBLISHED, content=content)
    hidden = msgspec.structs.replace(shown, status=Status.UNPUBLISHED)
    page = MediaPage(ID)
    assert page in changed(None, shown)
    assert page in changed(shown, hidden)
    assert page in changed(PUBLISHED, shown)
    assert page not in changed(shown, msgspec.structs.replace(shown, version=9))
    assert page not in changed(None, hidden)


def test_what_readers_never_see_is_on_no_page() -> None:
    link = ArticleLink(target_id="a", source_id="b")
    due = Due(at=NOON + timedelta(days=1), article_id=ID, action=DueAction.FORGET_NEWS)
    revision = Revision(
        article_id=ID,
        version=1,
        status=Status.PUBLISHED,
        action="submit",
        content=PUBLISHED.content,
        at=NOON,
        by="amina",
    )
    for record in (link, due, revision):
        assert changed(None, record) == changed(record, None) == set()


def test_every_record_that_a_page_is_made_of_has_a_rule() -> None:
    names = {kind.__name__ for kind in RULES}
    private = {
        *(
            "Revision",
            "Remark",
            "ArticleLink",
            "Due",
            "Replay",
            "Redirect",
            "Leading",
            "Counter",
            "SecretKey",
        ),
        *("Comment", "ReplyCount", "Placement", "ModerationEntry", "TrailEntry", "Reports"),
        *("Sender", "SaidBy", "Subscription", "Notice", "Erasure", "MediaUse", "EmbedUse"),
        *("EndedSessions", "DeskSession", "HalfSignIn", "StoryEntry", "Share", "Opening"),
        *("WorkingCopy", "Presence", "Ban", "BannedHash", "Origin", "WordLists"),
        *("Renamings", "Renamed"),
    }
    assert names | private == {kind.__name__ for kind in RECORDS}
    assert CommentCount in RULES


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, PUBLISHED, True),
        (in_state(Status.DRAFT), PUBLISHED, True),
        (in_state(Status.UNPUBLISHED), PUBLISHED, True),
        (PUBLISHED, PUBLISHED, False),
        (PUBLISHED, in_state(Status.UNPUBLISHED), False),
    ],
)
def test_a_story_that_comes_to_its_path_is_the_first_there(
    old: Article | None, new: Article, expected: bool
) -> None:
    assert is_first(Change(old, new), ArticlePage(PATH)) is expected
    assert not is_first(Change(old, new), ArticlePage("/2026/11/another/"))
    assert not is_first(Change(old, new), ListingPage(SITE))
