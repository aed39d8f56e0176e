"""Films and sounds in a text: links wherever it is read, and players on a page of ours."""

import re
from datetime import UTC, datetime

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.articles.body import Recording, SafeHtml
from broadsheet.domain.media.media import Media, markdown_of, media_of
from tests.builders import make_article, make_site
from tests.support.document import Element, document
from tests.support.machine_clock import is_light

NOW = datetime(2026, 11, 1, tzinfo=UTC)
STEM = "00000000-0000-8000-8000-00000000000"
FILM, SOUND, SAID, STILL = f"{STEM}1-mp4", f"{STEM}2-mp3", f"{STEM}3-vtt", f"{STEM}4"
OLD = f"{STEM}5-mp3"


def media(media_id: str, **fields: object) -> Media:
    known = {"id": media_id, "version": 1, "status": "ready", "content_type": "x/y"}
    told = {"created_at": NOW, "created_by": "a", "modified_at": NOW, "modified_by": "a"}
    return msgspec.convert({**known, **told, **fields}, Media)


KNOWN = {
    one.id: one
    for one in (
        media(FILM, width=640, height=360, seconds=125, size=9000, name="lake.mp4"),
        media(SOUND, seconds=62, size=800, name="talk.mp3", caption="At the quay", credit="Ann"),
        media(SAID, seconds=125, name="lake.vtt"),
        media(STILL, width=960, height=540, alt="A dry lake"),
        media(OLD, name="old.mp3"),
    )
}


def kept(text: str) -> str:
    return CommonMark().article(text, KNOWN).html


def page(text: str, language: str = "en") -> Element:
    return document(raw(text, language))


def raw(text: str, language: str = "en") -> str:
    return on_the_page(words_for(make_site(), language), CommonMark().article(text, KNOWN).html)


def reasons(text: str) -> list[str]:
    return [note.reason for note in CommonMark().noted(text, KNOWN).notes]


def test_what_is_kept_of_a_film_is_a_link_that_every_reader_can_follow() -> None:
    html = kept(f'![The lake](media:{FILM} "In August")')
    assert html == (
        f'<figure class="b-film" data-size="640x360"><a href="/media/{FILM}/file.mp4"'
        ' rel="noopener">The lake</a> <small>MP4, 2:05</small>'
        "<figcaption>In August</figcaption></figure>\n"
    )


def test_a_story_knows_what_it_plays_and_what_it_shows_beside_it() -> None:
    body = CommonMark().article(f"![The “lake”](media:{FILM})\n\n![](media:{SOUND})\n", KNOWN)
    assert body.recordings == (
        Recording(FILM, 9000, 125, "The “lake”", 640),
        Recording(SOUND, 800, 62, "talk.mp3"),
    )
    article = msgspec.structs.replace(make_article(), body=body)
    assert media_of(article) == (FILM, SOUND)


def test_a_page_plays_it_without_loading_it_first() -> None:
    shown = page(f"![The lake](media:{FILM})\n\n![A talk](media:{SOUND})\n")
    video, audio = shown.one("video"), shown.one("audio")
    assert (video["width"], video["height"], video["preload"]) == ("640", "360", "metadata")
    assert (video["aria-label"], audio["aria-label"]) == ("The lake", "A talk")
    assert audio["preload"] == "none"
    assert "autoplay" not in video.attributes | audio.attributes
    sources = [(one["src"], one["type"]) for one in shown.all("source")]
    assert sources == [
        (f"/media/{FILM}/file.mp4", "video/mp4"),
        (f"/media/{SOUND}/file.mp3", "audio/mpeg"),
    ]
    links = [one["href"] for one in shown.all("a")]
    assert links.count(f"/media/{SOUND}/file.mp3") == 2
    assert shown.all("figcaption")[0].text == "At the quay Ann"


BLOCK = f"""
:::video
![The lake](media:{FILM} "In August")
![](media:{STILL})

Captions: [English](media:{SAID} "en-GB"), [Her own](media:{SAID})

:::transcript
The lake was **dry**.
:::
:::
"""


def test_a_block_gives_a_film_its_picture_its_captions_and_its_words() -> None:
    shown = page(BLOCK.replace("![](", "\n![]("), "de")
    video = shown.one("video")
    assert (video["poster"], video["preload"]) == (f"/media/{STILL}/960.jpg", "none")
    tracks = [
        (one["kind"], one["src"], one["srclang"], one["label"], "default" in one.attributes)
        for one in shown.all("track")
    ]
    file = f"/media/{SAID}/file.vtt"
    assert tracks == [
        ("captions", file, "en-GB", "English", True),
        ("captions", file, "de", "Her own", False),
    ]
    assert shown.all("img") == []
    assert shown.one("summary").text == "Abschrift"
    assert shown.one("details").text.endswith("The lake was dry .")
    assert shown.one("figcaption").text == "In August"


def test_a_transcript_may_have_a_title_of_its_own() -> None:
    shown = page(":::transcript What was *said*\nNothing.\n:::\n")
    assert shown.one("summary").text == "What was said"


def test_whoever_cannot_hear_is_not_forgotten_without_a_word() -> None:
    assert reasons(f"![The lake](media:{FILM})") == ["film_without_captions"]
    assert reasons(f"![A talk](media:{SOUND})") == ["sound_without_transcript"]
    assert reasons(BLOCK) == []
    talk = f":::audio\n![A talk](media:{SOUND})\n\n:::transcript\nWords\n:::\n:::\n"
    assert reasons(talk) == []
    (note,) = CommonMark().noted(f"One.\n\n![The lake](media:{FILM})", KNOWN).notes
    assert (note.line, note.what) == (3, "The lake")


def test_within_a_line_and_in_a_link_it_is_a_link() -> None:
    for text in (f"See ![The lake](media:{FILM}).", f"[The lake](media:{FILM})"):
        html = kept(text)
        assert f'<a href="/media/{FILM}/file.mp4" rel="noopener">The lake</a>' in html
        assert "<video" not in raw(text)


def test_a_file_that_nobody_looked_at_stays_what_it_was() -> None:
    assert kept(f"![An old one](media:{OLD})") == (
        f'<p><a href="/media/{OLD}/file.mp3" rel="noopener">An old one</a></p>\n'
    )


def test_what_shows_it_is_written_for_the_text() -> None:
    assert markdown_of(KNOWN[FILM]) == f"![lake.mp4](media:{FILM})"
    assert markdown_of(KNOWN[SAID]) == f"[lake.vtt](media:{SAID})"
    assert markdown_of(KNOWN[OLD]) == f"[old.mp3](media:{OLD})"


_ELSEWHERE = "https://evil.example/a.mp4"


@pytest.mark.parametrize(
    "typed",
    [
        f'<video src="{_ELSEWHERE}" autoplay onplay="alert(1)"></video>',
        f'<video controls src="/media/{FILM}/file.mp4"></video>',
        f'<audio><source src="{_ELSEWHERE}"></audio>',
        f'<figure class="b-film" data-size="1x1"><a href="{_ELSEWHERE}">x</a> y</figure>',
        f'<figure class="b-film"><a href="/media/{FILM}/file.mp3">x</a> y</figure>',
        f'<figure class="b-sound"><a href="/media/{STEM}1-exe/file.exe">x</a></figure>',
        f'<figure class="b-film"><a href="/media/{FILM}/file.mp4"><img src="/x.jpg"></a></figure>',
        f'<div class="b-recording"><track src="{_ELSEWHERE}"></div>',
        '<figure class="b-film" data-size=\'1x1" onclick="alert(1)\'>x</figure>',
    ],
)
def test_nothing_that_is_typed_becomes_a_player_of_anything_else(typed: str) -> None:
    html = raw(typed)
    assert not re.search(r"<(video|audio|source|track)\b", html)
    assert not re.search(r"\son\w+=", html)


def test_words_stay_words_in_the_attributes_of_a_player() -> None:
    hostile = r'x" onplay="alert(1)" \<b>&'
    text = (
        f":::video\n![{hostile}](media:{FILM})\n\n[{hostile}](media:{SAID} "
        f"'en\" onload=\"alert(1)')\n:::\n"
    )
    shown = page(text)
    assert set(shown.one("video").attributes) == {
        *("controls", "playsinline", "preload", "width", "height", "aria-label")
    }
    assert shown.one("video")["aria-label"] == 'x" onplay="alert(1)" <b>&'
    assert all(
        set(one.attributes) <= {"kind", "src", "srclang", "label", "default"}
        for one in shown.all("track")
    )


TOGETHER = f'![The lake](media:{FILM})\n![](media:{STILL} "Still")\n[English](media:{SAID} "en")'


def test_lines_of_a_block_that_touch_each_other_are_a_film_its_picture_and_its_captions() -> None:
    assert reasons(f":::video\n{TOGETHER}\n:::") == []
    html = raw(f":::video\n{TOGETHER}\n:::")
    assert f'poster="/media/{STILL}/960.jpg"' in html
    assert '<track kind="captions"' in html


def test_whose_the_picture_before_a_film_is_stands_below_the_film() -> None:
    html = raw(f":::video\n{TOGETHER}\n:::")
    assert "<figcaption>Still</figcaption></figure>" in html
    both = TOGETHER.replace("mp4)", 'mp4 "Film: Ann")')
    assert "<figcaption>Film: Ann · Still</figcaption></figure>" in raw(f":::video\n{both}\n:::")


def test_captions_are_those_of_the_first_film_of_a_block() -> None:
    two = f":::video\n![One](media:{FILM})\n![Two](media:{FILM})\n[English](media:{SAID})\n:::"
    (note,) = CommonMark().noted(two, KNOWN).notes
    assert (note.reason, note.what, note.line) == ("film_without_captions", "Two", 3)
    assert raw(two).count("<track") == 1


@pytest.mark.parametrize(
    "between",
    [
        ":::note\nSpoken in Turkish.\n:::",
        "::::facts\n:::note\nTwice.\n:::\n::::",
        "https://vimeo.com/12345",
        "$$x^2$$",
        ":::chart bar\n| a | b |\n|---|---|\n| c | 1 |\n:::",
        ":::transcript\n:::note\nSaid.\n:::\n:::",
    ],
)
def test_captions_belong_to_the_film_whatever_block_stands_between_them(between: str) -> None:
    typed = f":::::video\n![A](media:{FILM})\n\n{between}\n\n[English](media:{SAID})\n:::::\n\nb"
    assert reasons(typed) == []
    made = raw(typed)
    assert made.count("<track") == 1
    assert made.index("<track") < made.index("</video>")
    assert made.rstrip().endswith("<p>b</p>")


def test_captions_behind_the_block_are_nobody_s() -> None:
    inside = f"![A](media:{FILM})\n\n::::note\nb\n::::"
    typed = f":::::video\n{inside}\n:::::\n\n[English](media:{SAID})"
    assert reasons(typed) == ["film_without_captions"]
    assert "<track" not in raw(typed)


def test_captions_that_no_page_can_use_are_named() -> None:
    alone = f":::video\n[English](media:{SAID})\n:::"
    assert reasons(alone) == ["captions_without_film"]
    for said in ("Deutsch", "en_GB", "the second one"):
        typed = f':::video\n![A](media:{FILM})\n[A](media:{SAID} "{said}")\n:::'
        assert reasons(typed) == ["captions_language"]
        assert 'srclang="en"' in raw(typed)


def test_what_captions_are_called_may_be_set_off() -> None:
    typed = f':::video\n![A](media:{FILM})\n[For *all* & "me"](media:{SAID} "de")\n:::'
    assert 'srclang="de" label="For all &amp; &quot;me&quot;"' in raw(typed)
    assert reasons(typed) == []


def test_a_film_in_a_link_is_one_link_and_that_another() -> None:
    (film, other) = page(f"[![A](media:{FILM})](https://b.example/?a&b)").all("a")
    assert (film["href"], film.text) == (f"/media/{FILM}/file.mp4", "A")
    assert (other["href"], other.text) == ("https://b.example/?a&b",) * 2
    assert "<a" in kept(f"[![A](media:{STILL})](https://b.example)").partition("<img")[0]


def test_a_transcript_without_a_word_is_none() -> None:
    sound = f"![A](media:{SOUND})"
    for said in (":::transcript\n:::", ":::transcript What is said\n\n:::"):
        assert reasons(f"{sound}\n\n{said}") == ["sound_without_transcript"]
    assert reasons(f"{sound}\n\n:::transcript *Title*\nx\n:::") == []


@pytest.mark.parametrize("part", ["<figcaption>x</figcaption>", "<small>", "<a>x</a>", "</figure>"])
def test_a_page_with_a_long_figure_takes_no_time(part: str) -> None:
    film = f'<figure class="b-film"><a href="/media/{FILM}/file.mp4">x</a>'
    html = SafeHtml(film + part * (128 * 1024 // len(part)))
    assert is_light(lambda: on_the_page(words_for(make_site(), "en"), html), 200)
