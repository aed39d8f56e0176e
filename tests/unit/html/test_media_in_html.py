"""The newsroom's own media wherever they stand: in HTML, together, among words, and unseen."""

from datetime import UTC, datetime

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.media.media import Media
from tests.support.machine_clock import is_light

NOW = datetime(2026, 11, 1, tzinfo=UTC)
STEM = "00000000-0000-8000-8000-00000000000"
BOAT, GULL, FILM, PAGES = f"{STEM}1", f"{STEM}2", f"{STEM}3-mp4", f"{STEM}4-pdf"
SAID = f"{STEM}5-vtt"


def media(media_id: str, **fields: object) -> Media:
    known = {"id": media_id, "version": 1, "status": "ready", "content_type": "x/y"}
    told = {"created_at": NOW, "created_by": "a", "modified_at": NOW, "modified_by": "a"}
    return msgspec.convert({**known, **told, **fields}, Media)


KNOWN = {
    one.id: one
    for one in (
        media(BOAT, width=960, height=640, alt="Its own", caption="At dawn", credit="Ann"),
        media(GULL, width=960, height=640, alt="A gull"),
        media(FILM, width=640, height=360, seconds=60, size=9, name="lake.mp4", credit="Ben"),
        media(PAGES, name="report.pdf"),
        media(SAID, seconds=60, name="lake.vtt"),
    )
}
MARKDOWN = CommonMark()
LIMIT = 1_000


def reasons(text: str) -> dict[str, tuple[str, int | None]]:
    return {one.reason: (one.what, one.line) for one in MARKDOWN.noted(text, KNOWN).notes}


@pytest.mark.parametrize(
    "typed",
    [
        f"<img src='media:{BOAT}' alt='A boat'>",
        f"<img src=media:{BOAT} alt='A boat'>",
        f'<IMG ALT="A boat" SRC="media:{BOAT}">',
        f'<img alt="A boat" src=" Media:{BOAT} ">',
        f'<img data-src="media:{BOAT}" alt="A boat">',
        f"<picture><source srcset='x'><img alt='A boat' src='media:{BOAT}'></picture>",
        f"![A boat](Media:{BOAT})",
    ],
)
def test_a_picture_of_ours_is_shown_however_its_html_is_spelt(typed: str) -> None:
    assert MARKDOWN.media_in(typed) == (BOAT,)
    html = MARKDOWN.article(typed, KNOWN).html
    assert f'<img src="/media/{BOAT}/960.jpg" alt="A boat" width="960"' in html


def test_what_somebody_typed_of_a_picture_of_ours_is_kept_or_named_as_of_any_other() -> None:
    typed = f'<img src="media:{GULL}" alt="x" lang="de" class="big" onclick="a()" width="5">'
    assert '<img src="/media/' in (html := MARKDOWN.article(typed, KNOWN).html)
    assert 'width="960" height="640" lang="de"' in html
    named = [one.what for one in MARKDOWN.noted(typed, KNOWN).notes]
    assert named == ['class="big" of <img>', 'onclick="a()" of <img>']


@pytest.mark.parametrize("typed", ["'media:{}'", "media:{}", '"MEDIA:{}"'])
def test_a_link_to_a_file_of_ours_leads_there_however_its_html_is_spelt(typed: str) -> None:
    typed = f"<a href={typed.format(PAGES)}>The report</a>"
    shown = MARKDOWN.article(typed, KNOWN)
    assert f'<a href="/media/{PAGES}/file.pdf"' in shown.html
    assert MARKDOWN.media_in(typed) == shown.media == (PAGES,)


@pytest.mark.parametrize(
    "typed",
    [
        f'<video src="media:{FILM}" poster="media:{BOAT}"></video>',
        f"<video controls><source src='media:{FILM}'></video>",
        f'<iframe src="media:{FILM}"></iframe>',
    ],
)
def test_a_player_of_what_is_ours_is_a_link_to_it_as_any_other_is(typed: str) -> None:
    assert FILM in MARKDOWN.media_in(typed)
    assert f'href="/media/{FILM}/file.mp4"' in MARKDOWN.article(typed, KNOWN).html
    assert reasons(typed).keys() & {"player_is_link", "frame_is_link"}


@pytest.mark.parametrize(
    "unseen", ["<!-- {} -->", "<!--\n{}\n-->", "<script>{}</script>", "<style>{}</style>"]
)
def test_what_readers_never_see_shows_nothing(unseen: str) -> None:
    named = f'<img src="media:{BOAT}"> <a href="media:{PAGES}">x</a> <video src="media:{FILM}">'
    typed = f"Words.\n\n{unseen.format(named)}\n"
    assert MARKDOWN.media_in(typed) == ()
    assert MARKDOWN.article(typed, KNOWN).media == ()


@pytest.mark.parametrize("between", ["\n", " ", "  \n", "\\\n"])
def test_pictures_that_share_a_paragraph_are_a_figure_each_with_what_is_said_of_them(
    between: str,
) -> None:
    typed = f"![A boat](media:{BOAT}){between}![A film](media:{FILM})"
    html = MARKDOWN.article(typed, KNOWN).html
    assert html.count("<figure") == 2
    assert "<figcaption>At dawn Ann</figcaption>" in html
    assert "<figcaption>Ben</figcaption>" in html


@pytest.mark.parametrize(
    "around",
    ["See {}.", "- {}\n- b", "[{}](https://e.example/)", "| a |\n|---|\n| {} |", "# Head {}"],
)
def test_what_has_no_room_below_a_picture_is_named(around: str) -> None:
    typed = around.format(f"![A boat](media:{BOAT})")
    line = typed[: typed.index("![")].count("\n") + 1
    assert reasons(typed) == {"caption_left_out": ("At dawn Ann", line)}
    titled = around.format(f'![A boat](media:{BOAT} "At noon")')
    assert reasons(titled) == {"caption_left_out": ("Ann", line)}
    assert 'title="At noon"' in MARKDOWN.article(titled, KNOWN).html


@pytest.mark.parametrize(
    "typed",
    [
        f"![A boat](media:{BOAT})",
        f"> ![A boat](media:{BOAT})",
        f"See ![A gull](media:{GULL}).",
        f":::gallery\n![A boat](media:{BOAT})\n![A gull](media:{GULL})\n:::",
        f'<figure><img src="media:{BOAT}" alt="x"><figcaption>Ann</figcaption></figure>',
    ],
)
def test_a_picture_of_which_nothing_is_lost_has_no_note(typed: str) -> None:
    assert reasons(typed) == {}


def test_a_film_among_words_is_named_and_a_link_with_what_was_said_of_it() -> None:
    for around in ("{}\nBelow it.", "- {}", "See {}."):
        typed = around.format(f'![The lake](media:{FILM} "In August")')
        assert "recording_within" in reasons(typed)
        link = f'<a href="/media/{FILM}/file.mp4" title="In August"'
        assert link in MARKDOWN.article(typed, KNOWN).html
    assert reasons(f"See [the lake](media:{FILM}).") == {}


def test_captions_that_are_typed_as_a_picture_keep_their_language() -> None:
    typed = f':::video\n![The lake](media:{FILM})\n\n![Deutsch](media:{SAID} "de")\n:::'
    assert f'<a href="/media/{SAID}/file.vtt" title="de"' in MARKDOWN.article(typed, KNOWN).html


@pytest.mark.parametrize(
    "part",
    [
        f"<img src='media:{BOAT}' alt='x'>",
        f"<video src='media:{FILM}'>",
        f"![x](media:{BOAT}) ",
        "<img src='media:",
        '<a href="media:',
        "<p><img src=media:x >",
        "<!-- <img src='media:x'>",
    ],
)
def test_many_names_in_html_take_no_time(part: str) -> None:
    assert is_light(lambda: MARKDOWN.media_in(part * (131_072 // len(part))), LIMIT)
