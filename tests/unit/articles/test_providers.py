"""Whose address it is, and what of it a reader may have shown on a click."""

import re
from urllib.parse import unquote, urlsplit

import msgspec
import pytest

from broadsheet.domain.articles.provider import Provider, Rule
from broadsheet.domain.articles.provider_table import PROVIDERS
from broadsheet.domain.articles.providers import Providers
from client.running import ROOT
from tests.support.machine_clock import is_light

OURS = Providers()


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("https://www.youtube.com/watch?t=90&v=_a-b", "www.youtube-nocookie.com/embed/_a-b"),
        ("https://youtu.be/abc?si=x", "www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/playlist?list=PL1", "…/embed/videoseries?list=PL1"),
        ("https://www.youtube.com/embed/videoseries?list=PL1", "…/embed/videoseries?list=PL1"),
        ("https://player.vimeo.com/video/123?h=4f5&dnt=1", "…/123?dnt=1&autoplay=1&h=4f5"),
        ("https://vimeo.com/123/", "player.vimeo.com/video/123?dnt=1"),
        ("https://vimeo.com/123/4f5#t=90s", "…/video/123?dnt=1&autoplay=1&h=4f5#t=90s"),
        ("https://soundcloud.com/a/sets/b", "…&url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fsets%2Fb"),
        ("https://mastodon.social/@a@b.example/17", "mastodon.social/@a@b.example/17/embed"),
        ("https://x.com/a/status/17", "…dnt=true&id=17"),
        ("https://datawrapper.dwcdn.net/aB3xY/4/", "https://datawrapper.dwcdn.net/aB3xY/"),
        ("https://datawrapper.dwcdn.net/aB3xY", "https://datawrapper.dwcdn.net/aB3xY/"),
        ("https://www.datawrapper.de/_/aB3xY/", "https://datawrapper.dwcdn.net/aB3xY/"),
        ("https://flo.uri.sh/visualisation/7/embed?auto=1", "flo.uri.sh/visualisation/7/embed"),
        ("https://public.flourish.studio/visualisation/7/", "flo.uri.sh/visualisation/7/embed"),
        ("https://public.flourish.studio/story/7", "https://flo.uri.sh/story/7/embed?auto=1"),
        ("https://music.youtube.com/watch?v=abc", "www.youtube-nocookie.com/embed/abc"),
        ("https://twitter.com/a/status/17/photo/1", "…dnt=true&id=17"),
        (
            "https://dai.ly/x9f0a?start=90",
            "geo.dailymotion.com/player.html?video=x9f0a&startTime=90",
        ),
        ("https://www.dailymotion.com/embed/video/x9f0a", "…/player.html?video=x9f0a&startTime=0"),
        ("https://geo.dailymotion.com/player.html?video=x9f0a&mute=1", "…?video=x9f0a&startTime=0"),
        ("https://open.spotify.com/episode/4rO?si=x", "https://open.spotify.com/embed/episode/4rO"),
        ("https://open.spotify.com/intl-de/track/4rO", "https://open.spotify.com/embed/track/4rO"),
        ("https://open.spotify.com/embed/show/4rO", "https://open.spotify.com/embed/show/4rO"),
        (
            "https://podcasts.apple.com/tr/podcast/g%C3%BCn/id15?i=17",
            "https://embed.podcasts.apple.com/tr/podcast/g%C3%BCn/id15?i=17",
        ),
        ("https://podcasts.apple.com/us/podcast/day/id15", "…apple.com/us/podcast/day/id15"),
        (
            "https://www.instagram.com/p/Cx-1_a/?img_index=2",
            "https://www.instagram.com/p/Cx-1_a/embed/",
        ),
        ("https://www.instagram.com/desk/reel/Cx1/", "https://www.instagram.com/p/Cx1/embed/"),
        ("https://www.instagram.com/reel/Cx1/embed/captioned/", "…instagram.com/p/Cx1/embed/"),
        ("https://www.tiktok.com/@desk/video/71?lang=tr", "https://www.tiktok.com/player/v1/71?"),
        ("https://www.tiktok.com/embed/v2/71", "https://www.tiktok.com/player/v1/71?autoplay=1"),
        (
            "https://www.facebook.com/desk/posts/pfbid0aB",
            "…&href=https%3A%2F%2Fwww.facebook.com%2Fdesk%2Fposts%2Fpfbid0aB",
        ),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fd%2Fposts%2F1&width=500",
            "…/plugins/post.php?show_text=true&href=https%3A%2F%2Fwww.facebook.com%2Fd%2Fposts%2F1",
        ),
        ("https://www.facebook.com/watch/?v=17", "…/plugins/video.php?autoplay=true&href=https%3A"),
        (
            "https://www.threads.net/@desk/post/DdT-m?xmt=1",
            "www.threads.com/@desk/post/DdT-m/embed",
        ),
        ("https://t.me/s/desk/17", "https://t.me/desk/17?embed=1"),
        (
            "https://www.reddit.com/r/news/comments/1ab/words/kx/",
            "embed.reddit.com/r/news/comments/1ab/",
        ),
        (
            "https://www.google.com/maps/embed?pb=!1m18!2d29.0!3d41",
            "https://www.google.com/maps/embed?pb=%211m18%212d29.0%213d41",
        ),
        (
            "https://www.google.com/maps/d/u/0/viewer?mid=1aB&ll=1",
            "…google.com/maps/d/embed?mid=1aB",
        ),
        ("https://www.documentcloud.org/documents/22-a-b/", "…cloud.org/documents/22-a-b/?embed=1"),
        ("https://vimeo.com/channels/staffpicks/123#t=9s", "…/video/123?dnt=1&autoplay=1#t=9s"),
        ("https://vimeo.com/groups/9/videos/123", "player.vimeo.com/video/123?dnt=1"),
        ("https://vimeo.com/showcase/9/video/123", "player.vimeo.com/video/123?dnt=1"),
        ("https://old.reddit.com/r/news/comments/1ab/words/", "…com/r/news/comments/1ab/"),
        (
            "https://m.facebook.com/story.php?story_fbid=17&id=4",
            "…/plugins/post.php?show_text=true&href=https%3A%2F%2Fm.facebook.com%2Fstory.php",
        ),
        ("https://www.facebook.com/groups/9/posts/17/", "…facebook.com%2Fgroups%2F9%2Fposts%2F17"),
        ("https://www.ted.com/talks/a_b?language=tr", "https://embed.ted.com/talks/a_b"),
        ("https://archive.org/details/a-b_c", "https://archive.org/embed/a-b_c"),
        ("https://e.infogram.com/1a-b?src=embed", "https://e.infogram.com/1a-b?src=embed"),
    ],
)
def test_what_is_framed_is_the_address_s_own(url: str, frame: str) -> None:
    player = OURS.player_of(url)
    assert player is not None
    assert frame.removeprefix("…") in player.frame
    assert urlsplit(player.frame).netloc == player.host


@pytest.mark.parametrize(
    ("said", "second"),
    [
        *(("?t=90", 90), ("?si=x&t=90s", 90), ("?start=90", 90), ("?t=1m30s", 90)),
        *(("?t=1h2m3s", 3723), ("?t=2m", 120), ("#t=90s", 90), ("?t=0", 0), ("", 0)),
        *(("?t=later", 0), ("?t=", 0), ("?at=90", 0), ("?t=90x", 0), ("?t=1m30s%26a", 0)),
        *(("?t=42", 42), ("?si=x&t=1h2m3s", 3723), ("?t=soon", 0), ("?st=4", 0), ("?t=1%26x", 0)),
    ],
)
def test_a_film_begins_where_its_address_lets_it_begin(said: str, second: int) -> None:
    film = f"https://www.youtube-nocookie.com/embed/abc?autoplay=1&start={second}"
    for url, frame in (
        (f"https://youtu.be/abc{said}", film),
        (f"https://www.youtube.com/watch?v=abc{said.replace('?', '&')}", film),
        (
            f"https://vimeo.com/123{said}",
            f"https://player.vimeo.com/video/123?dnt=1&autoplay=1#t={second}s",
        ),
    ):
        player = OURS.player_of(url)
        assert player is not None
        assert player.frame == frame


def test_a_map_shows_what_its_address_shows_and_marks_its_place() -> None:
    player = OURS.player_of("https://www.openstreetmap.org/?mlat=41.01&mlon=29.0#map=12/41.0/29.0")
    assert player is not None
    said = dict(re.findall(r"(\w+)=([^&]+)", unquote(player.frame)))
    west, south, east, north = map(float, said["bbox"].split(","))
    assert (west + east) / 2 == pytest.approx(29)
    assert (south + north) / 2 == pytest.approx(41)
    assert 0.1 < east - west < 0.3
    assert said["marker"] == "41.01,29.0"
    assert OURS.player_of("https://www.openstreetmap.org/") is None


@pytest.mark.parametrize("zoom", [0, 1, 5, 19, 20, 60, 99])
@pytest.mark.parametrize("north", ["0", "41.0", "-85.0", "85.0"])
@pytest.mark.parametrize("east", ["29.0", "-180", "179.99"])
def test_a_map_has_a_size_and_is_of_the_earth(zoom: int, north: str, east: str) -> None:
    player = OURS.player_of(f"https://www.openstreetmap.org/#map={zoom}/{north}/{east}")
    assert player is not None
    box = unquote(player.frame).partition("bbox=")[2]
    west, south, right, top = map(float, box.split(","))
    assert -180 <= west < right <= 180
    assert -85 <= south < top <= 85


def test_a_place_alone_is_a_map_around_it() -> None:
    player = OURS.player_of("https://www.openstreetmap.org/?mlat=41.01&mlon=29.0")
    assert player is not None
    assert "bbox=28." in player.frame
    assert player.frame.endswith("&marker=41.01%2C29.0")


def test_a_place_that_is_nowhere_is_not_marked() -> None:
    url = "https://www.openstreetmap.org/?mlat=999&mlon=29#map=12/41.0/29.0"
    player = OURS.player_of(url)
    assert player is not None
    assert "marker" not in player.frame


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/report.pdf",
        "https://news.example/@desk/10987",
        "https://www.youtube.com/watch?x=v=a",
        "https://youtu.be/..",
        "https://youtu.be/%2e%2E",
        "https://www.openstreetmap.org/#map=5/nowhere/3",
        "https://www.openstreetmap.org/#map=5/91.5/3",
        "https://www.openstreetmap.org/#map=5/1.2.3/3",
        "https://www.openstreetmap.org/#map=5/41/200",
        "https://www.openstreetmap.org/?mlat=41&mlon=200",
        "https://b.example/",
        "https://datawrapper.dwcdn.net/aB3xY/full.png",
        "https://datawrapper.dwcdn.net/..",
        "https://flo.uri.sh/visualisation/../embed",
        "https://flo.uri.sh/resources/7",
        "https://vm.tiktok.com/ZMabc/",
        "https://fb.watch/abc/",
        "https://maps.app.goo.gl/abc",
        "https://www.google.com/maps/place/Izmir/@38.4,27.1,12z",
        "https://www.google.com/search?q=maps",
        "https://www.instagram.com/desk/",
        "https://www.facebook.com/desk",
        "https://t.me/desk",
        "https://open.spotify.com/user/desk",
        "https://www.google.com.tr/maps/place/Izmir/@38.4,27.1,12z",
        "https://a.example/talk.mp3",
        "https://vimeo.com/event/17",
        "https://redd.it/1ab",
    ],
)
def test_what_nothing_can_be_shown_of_is_a_link_alone(url: str) -> None:
    assert OURS.player_of(url) is None


@pytest.mark.parametrize(
    "typed",
    ['"><script>', "a&autoplay=0", "a%2F..%2F..%2Fb", "a%0d%0ab", "a#b", "a b", "'onload='"],
)
def test_nothing_typed_leaves_its_place_in_a_frame_s_address(typed: str) -> None:
    player = OURS.player_of(f"https://youtu.be/{typed}")
    if player is None:
        return
    path, _, query = player.frame.removeprefix("https://www.youtube-nocookie.com/embed/").partition(
        "?"
    )
    assert re.fullmatch(r"[\w.~%@-]+", path)
    assert query == "autoplay=1&start=0"


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com@evil.example/@desk/10987",
        "https://desk:secret@news.example/@desk/10987",
        "https://user@www.youtube.com/watch?v=abc",
        "https://youtube.com.evil.example/watch?v=abc",
        "https://www.youtube.com:8080/watch?v=abc",
        "https://www.youtube.com./watch?v=abc",
        "https://youtub\u0435.com/watch?v=abc",
        "https://google.evil.example/maps/place/Izmir",
        "https://www.google.de.evil.example/maps/",
        "https://evil.example/a.tumblr.com/post/1",
        "https://evil.example?a.tumblr.com/post/1",
    ],
)
def test_who_is_named_is_whose_host_it_is(url: str) -> None:
    assert OURS.name_of(url) == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/REPORT.PDF", "PDF"),
        ("https://a.example/talk.mp3?dl=1", "MP3"),
        ("https://a.example/talk.m4a", "M4A"),
        ("https://a.example/b/FILM.MP4#t=9", "MP4"),
        ("https://a.example/film.webm", "WEBM"),
        ("https://www.google.co.uk/maps/@51.5,-0.1,12z", "Google Maps"),
        ("https://maps.google.de/maps?q=Bonn", "Google Maps"),
        ("https://www.linkedin.com/posts/desk_a-activity-7-b", "LinkedIn"),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7/", "LinkedIn"),
        ("https://www.pinterest.com/pin/7/", "Pinterest"),
        ("https://desk.tumblr.com/post/7/words", "Tumblr"),
        ("https://www.tumblr.com/desk/7/words", "Tumblr"),
        ("https://www.twitch.tv/videos/7", "Twitch"),
        ("https://www.mixcloud.com/desk/show/", "Mixcloud"),
        ("https://www.flickr.com/photos/desk/7/in/album-8", "Flickr"),
        ("https://www.tiktok.com/t/ZTabc/", "TikTok"),
    ],
)
def test_what_is_a_card_says_whose_or_what_it_is(url: str, name: str) -> None:
    assert OURS.name_of(url) == name


def test_every_rule_of_ours_is_one_that_a_newspaper_could_have_written() -> None:
    for provider in PROVIDERS:
        for rule in provider.rules:
            assert msgspec.convert(msgspec.to_builtins(rule), Rule) == rule
            assert not rule.pictures or rule.oembed


def test_a_newspaper_adds_to_the_table_and_takes_out_of_it() -> None:
    chart = Rule(address="charts.example/*/**", frame="https://frames.example/{1}/", shape="map")
    table = Providers((Provider("Charts", (chart,)), Provider("X", ())))
    player = table.player_of("https://charts.example/abc/1/")
    assert player == ("https://frames.example/abc/", "frames.example", "map")
    assert table.name_of("https://x.com/a/status/1") == ""
    assert "https://frames.example" in table.frame_origins
    assert "https://platform.twitter.com" not in table.frame_origins
    assert set(OURS.frame_origins) - set(table.frame_origins) == {"https://platform.twitter.com"}


def test_who_may_be_framed_is_who_is_and_nobody_else() -> None:
    hosts = {urlsplit(rule.frame).netloc for rule in OURS.rules if rule.frame}
    assert sorted(urlsplit(one).netloc for one in OURS.frame_origins) == sorted(hosts)


@pytest.mark.parametrize("document", ["docs/writing.md", "layers/site/site.toml"])
def test_whose_addresses_are_known_is_written_where_an_author_looks(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert [provider.name for provider in PROVIDERS if provider.name not in text] == []


@pytest.mark.parametrize("part", ["&v", "v=", "/a", "?v=a&"])
def test_a_long_address_takes_no_time(part: str) -> None:
    url = f"https://www.youtube.com/watch?{part * (1_900 // len(part))}"
    assert is_light(lambda: OURS.player_of(url), 10)
