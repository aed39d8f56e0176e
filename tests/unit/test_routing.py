"""Which pages each change can alter: the table of rules, rule by rule."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.dynamodb.codec import RECORDS
from broadsheet.domain.article import Address, Article, LeadImage, Link, Revision
from broadsheet.domain.comment import COMMENT_RUN, CommentCount
from broadsheet.domain.discussion import closed, discussion_of
from broadsheet.domain.due import Due, DueAction
from broadsheet.domain.front_page import FrontPage
from broadsheet.domain.life import Status
from broadsheet.domain.listing import (
    RUN,
    SITE,
    SITEMAP_RUN,
    BreakingEntry,
    Entry,
    ListingKind,
    ListingName,
    NewsEntry,
    Position,
)
from broadsheet.domain.live import LIVE_RUN, LiveCount
from broadsheet.domain.media import Media
from broadsheet.domain.pages import (
    ArticlePage,
    FeedPage,
    FixedPage,
    ListingPage,
    MediaPage,
    MonthsPage,
    NewsSitemapPage,
    RunPage,
    SitemapIndexPage,
    SitemapPage,
)
from broadsheet.domain.profile import Profile, Renewal
from broadsheet.domain.record import Record
from broadsheet.domain.routing import RULES, Change, affected
from broadsheet.domain.translation import Translation
from broadsheet.domain.wider import (
    ArticlesBy,
    CommentPagesOf,
    CommentShown,
    Followers,
    LinkedFrom,
    LivePagesOf,
    LiveShown,
    PageOf,
    RedirectsTo,
    RunsOpened,
    TranslationsOf,
)
from tests.builders import (
    NOON,
    make_article,
    make_card,
    make_count,
    make_listing,
    make_live_entry,
    make_term,
    make_thread,
)

PUBLISHED = make_article()
PATH, ID = PUBLISHED.path, PUBLISHED.id
SECTION = ListingName(ListingKind.SECTION, "world")
TAG = ListingName(ListingKind.TAG, "ports")
FEEDS = {FeedPage(SITE), FeedPage(SECTION)}


def changed(old: Record | None, new: Record | None) -> set[Any]:
    return set(affected(Change(old, new)))


def edited(article: Article = PUBLISHED, **changes: Any) -> Article:
    return msgspec.structs.replace(
        article, content=msgspec.structs.replace(article.content, **changes)
    )


def in_state(status: Status) -> Article:
    return msgspec.structs.replace(PUBLISHED, status=status)


def entry(listing: ListingName, slot: int = 1, number: int = 1) -> Entry:
    return Entry(listing=listing, position=Position("2026-11", slot), card=make_card(number))


def test_a_draft_is_on_no_page() -> None:
    draft = in_state(Status.DRAFT)
    assert changed(None, draft) == changed(draft, edited(draft, title="New")) == set()
    assert changed(draft, None) == set()


@pytest.mark.parametrize("before", [Status.DRAFT, Status.UNPUBLISHED])
def test_a_published_article_gets_its_page_and_its_comments_pages(before: Status) -> None:
    both = {ArticlePage(PATH), CommentPagesOf(ID, (PATH,)), RedirectsTo(ID)}
    assert changed(in_state(before), PUBLISHED) == both | FEEDS
    assert changed(None, PUBLISHED) == both | FEEDS


@pytest.mark.parametrize("after", [Status.UNPUBLISHED, Status.DELETED])
def test_an_article_that_goes_takes_its_pages_along(after: Status) -> None:
    both = {ArticlePage(PATH), CommentPagesOf(ID, (PATH,)), RedirectsTo(ID)}
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
    assert changed(PUBLISHED, after) == {ArticlePage(PATH), CommentPagesOf(ID, (PATH,))} | FEEDS


def test_a_moved_article_changes_every_address_it_ever_had() -> None:
    after = msgspec.structs.replace(PUBLISHED, path="/2026/11/new/", former_paths=(PATH,))
    paths = ("/2026/11/new/", PATH)
    moved = {*map(ArticlePage, paths), CommentPagesOf(ID, paths), RedirectsTo(ID)}
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


def test_an_entry_of_the_site_is_on_the_front_page_its_run_a_sitemap_and_below_its_followers() -> (
    None
):
    expected = {
        ListingPage(SITE),
        RunPage(SITE, "2026-11", 2),
        SitemapPage("2026-11", 1),
        Followers(SITE, Position("2026-11", RUN + 1)),
    }
    new = entry(SITE, RUN + 1)
    for change in ((None, new), (new, entry(SITE, RUN + 1, 2)), (new, None)):
        assert changed(*change) == expected


def test_a_late_slot_is_in_a_later_sitemap() -> None:
    assert SitemapPage("2026-11", 2) in changed(None, entry(SITE, SITEMAP_RUN + 1))


def test_an_entry_of_a_section_is_on_its_page_its_run_and_below_its_followers() -> None:
    at = Position("2026-11", 1)
    assert changed(None, entry(SECTION)) == {
        *(ListingPage(SECTION), RunPage(SECTION, "2026-11", 1), Followers(SECTION, at)),
    }


def test_an_entry_of_a_tag_is_below_no_other_article() -> None:
    assert changed(None, entry(TAG)) == {ListingPage(TAG), RunPage(TAG, "2026-11", 1)}


def test_a_listing_that_only_counts_up_is_left_to_its_entry() -> None:
    old = make_listing("section", "World", m2026_11=3)
    assert changed(old, make_listing("section", "World", m2026_11=4)) == set()


def test_a_new_run_is_linked_from_the_run_before() -> None:
    old = make_listing("section", "World", m2026_11=RUN)
    new = make_listing("section", "World", m2026_11=RUN + 1)
    runs = {RunPage(SECTION, "2026-11", run) for run in (1, 2)}
    assert changed(old, new) == {ListingPage(SECTION), *runs}


def test_a_new_month_is_listed_and_is_linked_from_the_month_after_it() -> None:
    old = make_listing("section", "World", m2026_11=1)
    new = make_listing("section", "World", m2026_10=1, m2026_11=1)
    runs = {RunPage(SECTION, "2026-10", 1), RunPage(SECTION, "2026-11", 1)}
    assert changed(old, new) == {ListingPage(SECTION), MonthsPage(SECTION), *runs}


def test_a_new_sitemap_is_in_the_index() -> None:
    old, new = make_listing(m2026_11=SITEMAP_RUN), make_listing(m2026_11=SITEMAP_RUN + 1)
    found = changed(old, new)
    assert {SitemapIndexPage(), SitemapPage("2026-11", 2)} <= found
    assert SitemapPage("2026-11", 1) not in found
    assert SitemapIndexPage() not in changed(make_listing(m2026_11=1), make_listing(m2026_11=2))


def test_a_listing_seen_for_the_first_time_opens_all_it_has() -> None:
    found = changed(None, make_listing("section", "World", m2026_11=RUN + 1))
    assert found == {
        *(ListingPage(SECTION), FeedPage(SECTION), MonthsPage(SECTION)),
        *(RunPage(SECTION, "2026-11", run) for run in (1, 2)),
    }


def test_news_is_in_the_news_sitemap_until_it_is_forgotten() -> None:
    news = NewsEntry(card=make_card())
    assert changed(None, news) == changed(news, None) == {NewsSitemapPage()}


def test_a_breaking_story_is_on_the_front_page_until_the_label_lapses() -> None:
    breaking = BreakingEntry(card=make_card())
    assert changed(None, breaking) == changed(breaking, None) == {ListingPage(SITE)}


def test_a_comment_is_on_the_page_of_its_run() -> None:
    for number, run in ((1, 1), (COMMENT_RUN, 1), (COMMENT_RUN + 1, 2)):
        thread = make_thread(number)
        shown = {CommentShown(thread.article_id, run)}
        assert changed(None, thread) == changed(thread, None) == shown


def test_a_count_within_a_run_changes_the_newest_run_alone() -> None:
    old, new = make_count(3), make_count(4)
    assert changed(old, new) == {CommentShown(new.article_id, 1)}
    first = {CommentShown(new.article_id, 1), RunsOpened(new.article_id, (1,))}
    assert changed(None, make_count(1)) == first


def test_a_run_that_opens_closes_the_one_before() -> None:
    old, new = make_count(COMMENT_RUN), make_count(COMMENT_RUN + 1)
    assert changed(old, new) == {CommentShown(ID, 2), RunsOpened(ID, (1, 2))}


def test_a_discussion_reaches_its_pages_of_comments_only_where_it_opens_or_closes() -> None:
    discussion = discussion_of(PUBLISHED, NOON)
    assert discussion is not None
    own, all_runs = PageOf(ID), CommentPagesOf(ID, (PATH,))
    assert changed(discussion, closed(discussion)) == {own, all_runs}
    assert changed(closed(discussion), discussion) == {own, all_runs}
    later = msgspec.structs.replace(discussion, article_version=2)
    assert changed(discussion, later) == {own}


def test_an_entry_of_a_running_story_is_on_the_page_of_its_run() -> None:
    for number, run in ((1, 1), (LIVE_RUN, 1), (LIVE_RUN + 1, 2)):
        entry = make_live_entry(number)
        shown = {LiveShown(entry.article_id, (run,))}
        assert changed(None, entry) == changed(entry, None) == shown


def test_a_new_page_of_entries_changes_the_one_before_it() -> None:
    full = LiveCount(article_id=ID, entries=LIVE_RUN)
    more = LiveCount(article_id=ID, entries=LIVE_RUN + 1)
    assert changed(full, more) == {LiveShown(ID, (1, 2))}
    assert changed(more, LiveCount(article_id=ID, entries=LIVE_RUN + 2)) == {LiveShown(ID, ())}
    assert changed(None, full) == {LiveShown(ID, (1,))}


def test_a_running_story_that_is_renamed_or_ends_changes_every_page_of_its_entries() -> None:
    running = make_article(live="running")
    live_pages = LivePagesOf(ID, (PATH,))
    for changes in ({"title": "Another"}, {"live": "ended"}, {"live": None}):
        after = msgspec.structs.replace(
            running, content=msgspec.structs.replace(running.content, **changes)
        )
        assert live_pages in changed(running, after)
    calmer = msgspec.structs.replace(running.content, standfirst="Another")
    assert live_pages not in changed(running, msgspec.structs.replace(running, content=calmer))


def test_a_profile_is_on_the_authors_page() -> None:
    profile = Profile(slug="ada", name="Ada", version=1, modified_at=NOON, modified_by="edith")
    shown = {ListingPage(ListingName(ListingKind.AUTHOR, "ada"))}
    assert changed(None, profile) == changed(profile, None) == shown


def test_each_step_of_a_renewal_is_on_the_articles_that_it_went_past() -> None:
    begun = Renewal(slug="ada", cause="r1", reached="2026-11#000040")
    on = msgspec.structs.replace(begun, reached="2026-10#000007")
    assert changed(None, begun) == {ArticlesBy("ada", "2026-11#000040", "~")}
    assert changed(begun, on) == {ArticlesBy("ada", "2026-10#000007", "2026-11#000040")}
    assert changed(on, None) == {ArticlesBy("ada", " ", "2026-10#000007")}
    again = msgspec.structs.replace(begun, cause="r2")
    assert changed(on, again) == changed(None, again)


def test_what_editors_decide_about_the_front_page_is_on_no_other() -> None:
    front = FrontPage(lead=ID)
    assert changed(None, front) == changed(front, None) == {ListingPage(SITE)}


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
    link = Link(target_id="a", source_id="b")
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
        *("Revision", "Link", "Due", "Replay", "Redirect", "Leading", "Tally", "SecretKey"),
        *("Comment", "ReplyCount", "Placement", "ModerationEntry", "TrailEntry", "Reports"),
        *("Sender", "SaidBy", "Subscription", "Notice", "Erasure", "MediaUse"),
    }
    assert names | private == {kind.__name__ for kind in RECORDS}
    assert CommentCount in RULES
