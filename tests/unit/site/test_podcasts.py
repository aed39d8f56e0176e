"""Podcasts of sections: as directories want them, and only where a section is one."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import msgspec
import pytest
from PIL import Image

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.kinds.podcast import guid_of
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import Recording, SafeHtml
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.podcast import PodcastPage, PodcastView
from broadsheet.domain.site.podcasts import CATEGORIES, Podcast
from broadsheet.domain.site.routing import Change, affected
from broadsheet.usecases.site.kinds import podcast as kind
from broadsheet.usecases.site.page_views import page_views
from broadsheet.usecases.site.rebuild import standing_pages
from tests.builders import make_article, make_podcast, make_site
from tests.every_page import EVIL, article_heard, evil_article, heard, renderer
from tests.properties.newsroom_machine import World
from tests.unit.site.test_feed_views import Desk
from tests.view_builders import make_listing_view
from tools.check_site import mistakes

WORLD = ListingName(ListingKind.SECTION, "world")
SPORT = ListingName(ListingKind.SECTION, "sport")
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
_TYPES = {"audio/mpeg", "audio/mp4", "video/mp4"}
"""Of Apple's list, those that are taken here."""


_KINDS = ("mp3", "mp3", "vtt", "vtt")


def made(*articles: Article, podcast: Podcast | None = None) -> str:
    site = make_site(podcasts=(("world", podcast or make_podcast()),))
    view = PodcastView(WORLD, articles)
    return (
        JinjaRenderer(site)
        .render(PodcastPage(WORLD), view)["section/world/podcast.xml"]
        .body.decode()
    )


def _text(element: ElementTree.Element, path: str) -> str:
    found = element.find(path)
    return (found.text or "") if found is not None else ""


def _wrong_in_channel(channel: ElementTree.Element) -> Iterator[str]:
    """https://podcasters.apple.com/support/823-podcast-requirements"""
    for tag in ("title", "link", "description", "language", f"{ITUNES}explicit"):
        if not _text(channel, tag):
            yield f"no {tag}"
    image = channel.find(f"{ITUNES}image")
    if image is None or not image.attrib["href"].startswith("https://"):
        yield "no picture"
    category = channel.find(f"{ITUNES}category")
    if category is None or category.attrib["text"] not in CATEGORIES:
        yield "no category"
    elif (within := category.find(f"{ITUNES}category")) is not None and (
        within.attrib["text"] not in CATEGORIES[category.attrib["text"]]
    ):
        yield "no such category"
    if _text(channel, f"{ITUNES}explicit") not in ("true", "false"):
        yield "not said whether it is explicit"
    if not re.fullmatch(r"[0-9a-f-]{36}", _text(channel, f"{PODCAST}guid")):
        yield "no guid"


def _wrong_in_item(item: ElementTree.Element) -> Iterator[str]:
    enclosures = item.findall("enclosure")
    if len(enclosures) != 1:
        yield f"{len(enclosures)} enclosures"
    told = enclosures[0].attrib
    if told["type"] not in _TYPES or not told["url"].startswith("https://"):
        yield f"no enclosure: {told}"
    if not re.fullmatch(r"[1-9][0-9]*", told["length"]):
        yield f"no length: {told}"
    if not told["url"].endswith((".mp3", ".m4a", ".mp4")):
        yield f"an end that directories do not know: {told}"
    if not re.fullmatch(r"[1-9][0-9]*", _text(item, f"{ITUNES}duration")):
        yield "no duration"
    if not (_text(item, "title") and _text(item, "guid") and _text(item, "description")):
        yield "no title, guid or description"
    parsedate_to_datetime(_text(item, "pubDate"))


def wrong_in(feed: str) -> list[str]:
    (channel,) = ElementTree.fromstring(feed)
    items = channel.findall("item")
    guids = [_text(item, "guid") for item in items]
    twice = ["a guid twice"] if len(set(guids)) < len(guids) else []
    return [*_wrong_in_channel(channel), *(w for i in items for w in _wrong_in_item(i)), *twice]


def test_a_podcast_is_what_directories_ask_for() -> None:
    feed = made(heard(make_article()), article_heard())
    assert wrong_in(feed) == []
    assert wrong_in(made(podcast=make_podcast(subcategory="", email=""))) == []
    assert wrong_in(made(heard(evil_article()))) == []
    assert wrong_in(feed.replace('length="', 'length="0')) != []


def test_an_episode_is_the_story_with_its_file() -> None:
    article = heard(make_article())
    parsed = feedparser.parse(made(article, article_heard()))
    assert not parsed.bozo
    assert parsed.feed.title == "The World, aloud"
    assert parsed.feed.publisher_detail == {
        "name": "The Daily Example",
        "email": "listen@news.example",
    }
    first, second = parsed.entries
    assert first.id == f"urn:uuid:{article.id}"
    (enclosure,) = first.enclosures
    assert enclosure.href == f"https://news.example/media/{article.id}-mp3/file.mp3"
    assert (enclosure.length, enclosure.type) == ("2400000", "audio/mpeg")
    assert (first.itunes_duration, second.itunes_duration) == ("150", "3725")
    assert first.link == f"https://news.example{article.path}"


def test_captions_of_an_episode_are_its_transcript() -> None:
    (channel,) = ElementTree.fromstring(made(article_heard()))
    told = [one.attrib for one in channel.iter(f"{PODCAST}transcript")]
    assert [one["type"] for one in told] == ["text/vtt"]
    assert told[0]["url"].startswith("https://news.example/media/")
    assert told[0]["url"].endswith("-vtt/file.vtt")


def test_of_several_recordings_an_episode_has_the_one_that_most_programs_play() -> None:
    article = make_article()
    of = [Recording(f"{article.id}-{one}", 9, 9) for one in ("webm", "ogg", "mp4", "m4a")]
    for taken, end in ((of, "m4a"), (of[:3], "ogg"), (of[:1], "webm")):
        assert f"/file.{end}" in made(heard(article, *taken))


def test_a_transcript_is_that_of_the_episode_s_own_recording() -> None:
    article = make_article()
    one, two, first, second = (f"{article.id[:-1]}{n}-{k}" for n, k in enumerate(_KINDS))
    block = '<div class="b-recording"><a href="/media/{0}/file.mp3"></a>{1}</div>'
    link = '<a href="/media/{0}/file.vtt"></a>'
    told = (one, ""), (two, link.format(first) + link.format(second))
    html = "".join(block.format(sound, captions) for sound, captions in told)
    body = msgspec.structs.replace(
        article.body,
        html=SafeHtml(html),
        media=(one, two, first, second),
        recordings=tuple(Recording(sound, 9, 9) for sound in (one, two)),
    )
    assert "<podcast:transcript" not in made(msgspec.structs.replace(article, body=body))
    turned = msgspec.structs.replace(body, recordings=body.recordings[::-1])
    feed = made(msgspec.structs.replace(article, body=turned))
    assert re.findall(r'transcript url="[^"]*/media/([^/"]*)', feed) == [first, second]


def test_an_episode_without_a_byline_is_the_newspaper_s() -> None:
    article = make_article()
    content = msgspec.structs.replace(article.content, byline=())
    feed = made(heard(msgspec.structs.replace(article, content=content)))
    (channel,) = ElementTree.fromstring(feed)
    assert _text(channel, f"item/{ITUNES}author") == "The Daily Example"


def test_words_of_people_end_nothing_in_a_podcast() -> None:
    feed = made(heard(evil_article(), Recording(f"{make_article().id}-mp3", 9, 9, EVIL)))
    assert "<script" not in feed
    (channel,) = ElementTree.fromstring(feed)
    assert _text(channel, "item/title") == EVIL


def test_a_description_reads_as_it_was_typed_where_it_is_read_as_html() -> None:
    typed = "<b> & 1 < 2"
    told = make_podcast(description=typed)
    episode = heard(make_article(standfirst=typed))
    channel = ElementTree.fromstring(made(episode, podcast=told)).find("channel")
    assert channel is not None
    assert unescape(_text(channel, "description")) == typed
    assert unescape(_text(channel, "item/description")) == typed
    assert "<b>" not in _text(channel, "description") + _text(channel, "item/description")


def test_a_podcast_keeps_its_id_while_its_address_stays() -> None:
    # https://podcasting2.org/docs/podcast-namespace/tags/guid has this example.
    assert guid_of("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_a_section_that_is_no_podcast_has_none() -> None:
    assert renderer.render(PodcastPage(SPORT), PodcastView(SPORT, ())) == {}
    for where, has in ((WORLD, True), (SPORT, False)):
        listing = make_listing_view()
        named = msgspec.structs.replace(listing.listing, listing=where, title="A")
        page = renderer.render(ListingPage(where), msgspec.structs.replace(listing, listing=named))
        html = page[f"section/{where.name}/index.html"].body.decode()
        assert html.count(f'href="/section/{where.name}/podcast.xml"') == (2 if has else 0)


def views(world: World, page: PodcastPage) -> Any:
    return page_views(world.table, world.site.sections, ())(page)


def with_sound(desk: Desk, article_id: str) -> None:
    article = desk.article(article_id)
    desk.table.records[article.key] = heard(article)


def test_a_podcast_has_the_newest_of_its_section_that_play_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kind, "LOOKED_AT", 3)
    desk = Desk()
    for n in range(5):
        story = desk.sent(title=f"Story {n}", section="Sport")
        if n != 3:
            with_sound(desk, story)
    with_sound(desk, desk.sent(title="Elsewhere"))
    view = views(desk, PodcastPage(SPORT))
    assert [article.content.title for article in view.articles] == ["Story 4", "Story 2"]


def test_only_sections_have_podcasts_and_own_ones_before_their_first_story() -> None:
    desk = Desk()
    assert views(desk, PodcastPage(WORLD)) == PodcastView(WORLD, ())
    for other in (SITE, SPORT, ListingName(ListingKind.TAG, "world")):
        assert views(desk, PodcastPage(other)) is None


def test_whatever_alters_a_feed_alters_the_podcast_of_that_section_alone() -> None:
    article = make_article()
    where = ListingName(ListingKind.SECTION, article.content.section.slug)
    change = Change(None, article)
    without = affected(change)
    assert affected(change, {"another"}) == without
    assert affected(change, {where.name}) == without | {PodcastPage(where)}
    assert {page for page in without if isinstance(page, FeedPage)} == {
        FeedPage(SITE),
        FeedPage(where),
    }
    assert not [page for page in without if isinstance(page, PodcastPage)]


def test_a_rebuild_makes_the_podcasts_that_there_are() -> None:
    pages = list(standing_pages(make_site().sections, (), ["world"]))
    assert [page for page in pages if isinstance(page, PodcastPage)] == [PodcastPage(WORLD)]


LINES = """title = "A"
sections = ["World"]
[podcasts.world]
title = "The World, aloud"
description = "Twenty minutes."
artwork = "art.png"
category = "News"
"""


def checked(folder: Path, lines: str = LINES, side: int = 1400, high: int = 0) -> list[str]:
    (folder / "site.toml").write_text(lines, "utf-8")
    Image.new("RGB", (side, high or side)).save(folder / "art.png")
    (folder / "no.png").write_bytes(b"<svg/>")
    return [one for one in mistakes(folder) if "podcasts" in one]


def test_a_podcast_that_directories_would_refuse_is_told_before_it_is_built(
    tmp_path: Path,
) -> None:
    assert checked(tmp_path) == []
    wrong = {
        'category = "News"': ('category = "Gnus"', "category: 'Gnus' is none of Arts, "),
        'artwork = "art.png"': ('artwork = "no.png"', "artwork: no.png is no JPEG or PNG"),
        'title = "The World, aloud"': ('title = ""', "title: "),
        "[podcasts.world]": ("[podcasts.World]", "podcasts"),
        'description = "Twenty minutes."': ("", "description"),
    }
    for right, (typed, said) in wrong.items():
        (told, *_) = checked(tmp_path, LINES.replace(right, typed))
        assert said in told, typed
    more = {"subcategory": '"Gnus"', "language": '"x_y"', "email": '"nobody"', "colour": '"red"'}
    for name, value in more.items():
        (told,) = checked(tmp_path, f"{LINES}{name} = {value}\n")
        assert name in told
    assert "1399 × 1399" in checked(tmp_path, side=1399)[0]
    assert "it must be square" in checked(tmp_path, side=1400, high=1401)[0]


def test_what_is_shown_of_a_story_is_in_its_episode() -> None:
    article = heard(make_article())
    body = CommonMark().article("Hear *this*.")
    body = msgspec.structs.replace(body, recordings=article.body.recordings)
    feed = made(msgspec.structs.replace(article, body=body))
    assert "Hear <em>this</em>." in feedparser.parse(feed).entries[0].content[0].value
