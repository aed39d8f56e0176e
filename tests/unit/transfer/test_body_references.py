"""What a body shows and links to is led elsewhere, and nothing else of it is touched."""

from datetime import UTC, datetime

import msgspec
import pytest

from broadsheet.adapters.imports.body_references import rewritten
from broadsheet.domain.media.media import Media
from broadsheet.usecases.transfer.brought_files import Reference
from broadsheet.usecases.transfer.played_links import played

PIC, PDF = "http://old.example/pic.jpg", "http://old.example/a.pdf"

CASES = {
    f"![Boats]({PIC})": "![Boats](OURS)",
    f'![]({PIC} "At dawn")': '![](OURS "At dawn")',
    f"![A [b] c](<{PIC}>)": "![A [b] c](OURS)",
    f"![a\\] b]({PIC})": "![a\\] b](OURS)",
    "![x](</a pic.jpg>)": "![x](OURS)",
    "![x](pic_(1).jpg)": "![x](OURS)",
    "![x](/a\\_pic.jpg)": "![x](OURS)",
    f"[the report]({PDF}) and [more]({PDF}#page=2)": "[the report](OURS) and [more](OURS)",
    f"[![](/pic-1.jpg)]({PIC})": "[![](OURS)](OURS)",
    f"![][1]\n\n[1]: {PIC}": "![][1]\n\n[1]: OURS",
    f'[1]: <{PDF}> "Title"': '[1]: OURS "Title"',
    f"See <{PDF}>.": f"See [{PDF}](OURS).",
    f'<img alt="" src="{PIC}">': '<img alt="" src="OURS">',
    f"<img src='{PIC}'/>": '<img src="OURS"/>',
    "<img src=/pic.jpg alt=x>": '<img src="OURS" alt=x>',
    f'<IMG\n class="a>b"\n SRC = "{PIC}?a=1&amp;b=2">': '<IMG\n class="a>b"\n src="OURS">',
    f'<a title="t" href="{PIC}"><img src="/pic-1.jpg"></a>': (
        '<a title="t" href="OURS"><img src="OURS"></a>'
    ),
    f"<p>a ` b</p><img src='{PIC}'><p>`</p>": '<p>a ` b</p><img src="OURS"><p>`</p>',
}
STAYS = (
    f"`![x]({PIC})` and ``[`x`]({PDF})``",
    f"```\n![x]({PIC})\n```",
    f"~~~ md\n<img src='{PIC}'>",
    "[a page](http://old.example/about/) and <a href='/2024/01/post/'>another</a>",
    "![ours](media:01a2) <img src='media:01a2'>",
    f"{PIC} stands alone",
    "<https://old.example/about/> <imgs src='/pic.jpg'> <b>[not a link] (/pic.jpg)</b>",
    "![](",
    "![x]()",
    "<img alt='no address'>",
    "]](x.pdf [ ![",
)


@pytest.mark.parametrize("body", CASES)
def test_addresses_of_images_and_files_are_led_elsewhere(body: str) -> None:
    assert rewritten(body, lambda _reference: "OURS") == CASES[body]
    assert rewritten(body, lambda _reference: None) == body


def test_code_pages_and_what_is_ours_stay_as_they_are() -> None:
    for body in STAYS:
        assert rewritten(body, lambda _reference: "OURS") == body


def test_what_is_asked_about_is_the_address_as_it_was_meant_with_its_words() -> None:
    asked: list[Reference] = []

    def decide(reference: Reference) -> None:
        asked.append(reference)

    rewritten(f'<img src="/a&amp;b.jpg" alt="A &lt; B">\n\n![Boats]({PIC}) [x]({PDF})', decide)
    assert asked == [
        Reference("/a&b.jpg", is_shown=True, alt="A < B"),
        Reference(PIC, is_shown=True, alt="Boats"),
        Reference(PDF, is_shown=False),
    ]


def test_a_body_of_marks_that_never_close_is_read_in_a_moment() -> None:
    for piece in ("[", "![", "](", "`", "<a href='", "<img ", "[a]: ", "~~~\n", "<http://"):
        body = piece * (100_000 // len(piece))
        assert rewritten(body, lambda _reference: None) == body


def test_a_link_that_stands_for_a_recording_plays_it_and_any_other_stays() -> None:
    sound = recorded("00000000-0000-8000-8000-000000000001-mp3", seconds=9)
    saved = recorded("00000000-0000-8000-8000-000000000002-mp3", seconds=0)
    known = {one.id: one for one in (sound, saved)}
    text = (
        f"[A talk](media:{sound.id})\n\nHear [it](media:{sound.id}).\n\n"
        f"[It](media:{saved.id})\n\n[https://o.example/a.mp3](media:{sound.id})"
    )
    made = played(text, known)
    assert made.body == (
        f"![A talk](media:{sound.id})\n\nHear [it](media:{sound.id}).\n\n"
        f"[It](media:{saved.id})\n\n![](media:{sound.id})"
    )
    assert made.media == {sound.id}
    assert played("[x](media:unknown-mp3)", known).media == frozenset()


def recorded(media_id: str, seconds: int) -> Media:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    known = {"id": media_id, "version": 1, "status": "ready", "content_type": "audio/mpeg"}
    by = {"created_at": at, "created_by": "a", "modified_at": at, "modified_by": "a"}
    return msgspec.convert({**known, **by, "seconds": seconds}, Media)
