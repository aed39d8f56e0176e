"""What feeds and the strips of translations are made of, as the newsroom changes its mind."""

from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.articles.translation import TRANSLATIONS
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.domain.site.kinds.feed import FeedPage, FeedView
from broadsheet.domain.site.page_sets import TranslationsOf
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.kinds.feed import FEED
from broadsheet.usecases.site.page_views import page_views
from tests.properties.newsroom_machine import World

SPORT = ListingName(ListingKind.SECTION, "sport")
AUTHOR = Principal("ann", frozenset({Role.AUTHOR}))
PLAIN = {"title": "A", "body": "B", "section": "News", "byline": [{"name": "Ada"}]}


class Desk(World):
    """A newsroom in memory, with a shorter way to say things."""

    def sent(self, **fields: Any) -> str:
        submission = article_from_fields(PLAIN | {"status": "published"} | fields)
        return submit_article(self.newsroom, self.request(), submission).id

    def edit(self, article_id: str, **fields: Any) -> None:
        submission = article_from_fields(PLAIN | fields)
        replace_article(self.newsroom, self.request(), article_id, submission)

    def article(self, article_id: str) -> Article:
        return next(a for a in self.articles() if a.id == article_id)

    def feed(self, listing: ListingName = SITE) -> list[str]:
        view = page_views(self.table, self.site.sections, ())(FeedPage(listing))
        assert isinstance(view, FeedView)
        return [article.content.title for article in view.articles]

    def translations(self, article_id: str) -> list[str]:
        page = ArticlePage(self.article(article_id).path)
        view = page_views(self.table, self.site.sections, ())(page)
        assert isinstance(view, ArticleView)
        return [card.language for card in view.translations]


def refusals(desk: Desk, **fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        desk.sent(**fields)
    return [(error.pointer, error.code) for error in refused.value.errors]


def test_a_feed_has_the_newest_articles_newest_first() -> None:
    desk = Desk()
    for n in range(FEED + 2):
        desk.sent(title=f"Story {n}")
    assert desk.feed() == [f"Story {n}" for n in range(FEED + 1, 1, -1)]


def test_a_section_has_a_feed_of_its_own_and_other_listings_have_none() -> None:
    desk = Desk()
    desk.sent(title="Cup", section="Sport", tags=["cup"])
    desk.sent(title="Vote")
    assert desk.feed(SPORT) == ["Cup"]
    views = page_views(desk.table, desk.site.sections, ())
    for kind, name in ((ListingKind.TAG, "cup"), (ListingKind.AUTHOR, "ada")):
        assert views(FeedPage(ListingName(kind, name))) is None
    assert views(FeedPage(ListingName(ListingKind.SECTION, "unheard-of"))) is None


def test_an_own_section_has_a_feed_before_its_first_article() -> None:
    assert Desk().feed(ListingName(ListingKind.SECTION, "world")) == []


def test_a_new_site_has_the_feeds_of_itself_and_of_its_own_sections() -> None:
    desk = Desk()
    listings = [SITE, *(ListingName(ListingKind.SECTION, s.slug) for s in desk.site.sections)]
    assert {file for listing in listings for file in FeedPage(listing).files} <= set(
        desk.files.files
    )


def test_what_left_the_site_while_the_feed_was_read_is_not_in_it() -> None:
    desk = Desk()
    gone, lost = desk.sent(title="Gone"), desk.sent(title="Lost")
    desk.sent(title="Here")
    for article_id, status in ((gone, Status.UNPUBLISHED), (lost, Status.DELETED)):
        article = desk.article(article_id)
        # The entries were read, and then the article changed under the reader's hands.
        desk.table.records[article.key] = msgspec.structs.replace(article, status=status)
    assert desk.feed() == ["Here"]
    del desk.table.records[desk.article(lost).key]
    assert desk.feed() == ["Here"]


def test_an_edit_of_the_body_alone_is_in_the_feeds() -> None:
    desk = Desk()
    article_id = desk.sent(section="Sport")
    desk.drain()
    before = dict(desk.files.files)
    clock = desk.clock.now
    desk.edit(article_id, section="Sport", body="Another body")
    # As if both edits had been made in the same millisecond: the cards are equal.
    assert desk.clock.now > clock
    desk.drain()
    for name in ("feed.xml", "atom.xml", "feed.json", "section/sport/feed.xml"):
        assert b"Another body" in desk.files.files[name]
        assert b"Another body" not in before[name]


def test_each_member_of_a_group_shows_the_others_by_language() -> None:
    desk = Desk()
    original = desk.sent(language="fr")
    arabic = desk.sent(language="ar", translation_of=original)
    turkish = desk.sent(language="tr", translation_of=original)
    assert desk.translations(original) == ["ar", "tr"]
    assert desk.translations(arabic) == ["fr", "tr"]
    assert desk.translations(turkish) == ["ar", "fr"]


def test_only_what_is_published_is_shown() -> None:
    desk = Desk()
    original = desk.sent(language="fr", status="draft")
    arabic = desk.sent(language="ar", translation_of=original)
    turkish = desk.sent(language="tr", translation_of=original, status="draft")
    assert desk.translations(arabic) == []
    publish_article(desk.newsroom, desk.request(), original)
    publish_article(desk.newsroom, desk.request(), turkish)
    assert desk.translations(arabic) == ["fr", "tr"]
    unpublish_article(desk.newsroom, desk.request(), turkish)
    delete_article(desk.newsroom, desk.request(), original)
    assert desk.translations(arabic) == []


def test_a_translation_may_leave_its_group() -> None:
    desk = Desk()
    original, other = desk.sent(language="fr"), desk.sent(language="de")
    arabic = desk.sent(language="ar", translation_of=original)
    desk.edit(arabic, language="ar", translation_of=other)
    assert (desk.translations(original), desk.translations(other)) == ([], ["ar"])
    desk.edit(arabic, language="ar")
    assert desk.translations(other) == []


def test_a_change_of_one_is_on_the_pages_of_all() -> None:
    desk = Desk()
    original = desk.sent(title="Port")
    members = [desk.sent(language=t, translation_of=original) for t in ("tr", "ar", "fr")]
    desk.drain()
    for changed in (original, members[0]):
        rest = {*members, original} - {changed}
        language = {"language": "tr"} if changed in members else {}
        named = {"translation_of": original} if changed in members else {}
        desk.edit(changed, slug=f"moved-{changed[-2:]}", **language, **named)
        desk.route()
        queued = {request.page for request in desk.queue.drain()}
        assert {ArticlePage(desk.article(i).path) for i in rest} <= queued


def test_an_original_must_be_another_article_that_is_there_and_no_translation() -> None:
    desk = Desk()
    original = desk.sent()
    translation = desk.sent(translation_of=original)
    deleted = desk.sent()
    delete_article(desk.newsroom, desk.request(), deleted)
    unknown = "01a20460-10cb-74f7-893e-000000000000"
    for reference, code in (
        (unknown, "unknown_article"),
        (deleted, "unknown_article"),
        ("what?", "unknown_article"),
        (translation, "translation_of_translation"),
    ):
        assert refusals(desk, translation_of=reference) == [("/translation_of", code)]
    both = refusals(desk, translation_of=unknown, also_read=[unknown])
    assert [pointer for pointer, _ in both] == ["/also_read/0", "/translation_of"]
    for wrong, code in ((original, "itself"), (desk.sent(), "has_translations")):
        with pytest.raises(Invalid) as refused:
            desk.edit(original, translation_of=wrong)
        assert [error.code for error in refused.value.errors] == [code]


def test_a_draft_that_an_author_cannot_see_is_no_original_for_them() -> None:
    desk = Desk()
    hidden = desk.sent(status="draft")
    submission = article_from_fields(PLAIN | {"translation_of": hidden})
    request = msgspec.structs.replace(desk.request(), who=AUTHOR)
    with pytest.raises(Invalid):
        submit_article(desk.newsroom, request, submission)


def test_an_original_is_named_by_its_address_too_and_stays_though_it_is_gone() -> None:
    desk = Desk()
    original = desk.sent()
    translation = desk.sent(translation_of=desk.article(original).path)
    assert desk.article(translation).content.translation_of == original
    delete_article(desk.newsroom, desk.request(), original)
    desk.edit(translation, title="New", translation_of=original)
    assert desk.article(translation).content.translation_of == original


def test_a_story_has_so_many_translations_and_no_more() -> None:
    desk = Desk()
    original = desk.sent()
    late = desk.sent(translation_of=original, status="draft")
    first = desk.sent(translation_of=original)
    for _ in range(TRANSLATIONS - 1):
        desk.sent(translation_of=original)
    full = [("/translation_of", "too_many_translations")]
    assert refusals(desk, translation_of=original) == full
    publish_article(desk.newsroom, desk.request(), late)
    assert len(desk.translations(original)) == TRANSLATIONS
    assert len(desk.translations(first)) == TRANSLATIONS + 1, "the original is one more"
    members = set(pages_of(desk.table, TranslationsOf(original)))
    assert len(members) == TRANSLATIONS + 1, "a page shows translations without being shown"
