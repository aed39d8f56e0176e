"""Captions that no browser shows are refused, with the line where it fails."""

import pytest

from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.media.recordings import CAPTION_BYTES
from broadsheet.usecases.media.ports import NotAPicture
from tests.support.looked_at import Counted, refused
from tests.support.recordings import VTT, vtt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The lake was dry.\n", "does not begin with the word WEBVTT"),
        ("WEBVTTX\n\n00:00.000 --> 00:01.000\n", "does not begin with the word WEBVTT"),
        ("WEBVTT\n\nThe lake was dry.\n", "has no captions in it"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nBack\n", "has captions in line 3 that nobody sees"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nNow\n", "has captions in line 3 that nobody sees"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA --> B\n", "has in line 4 no times such as"),
        ("1\n0:00:01,000 --> 0:00:02,000\nx", "is SubRip (SRT)"),
        ("\ufeff1 \r\n00:00:01.000-->00:00:02.000\r\nx", "is SubRip (SRT)"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\n\n0:1 --> 0:2\n", "has in line 5 no times such as"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nx", "has in line 3 no times such as"),
    ],
)
def test_captions_that_no_browser_shows_are_refused_by_line(text: str, said: str) -> None:
    assert refused(vtt(text), "vtt").startswith(said)


@pytest.mark.parametrize(
    "times",
    [
        "1:00:01.000 --> 1:00:02.000",
        "00:01.000-->01:00:02.000 align:start",
        "00:01.000\t-->\t01:00:02.000",
    ],
)
def test_captions_that_browsers_show_are_taken(times: str) -> None:
    text = f"WEBVTT\n\nSTYLE\n::cue {{}}\n\nNOTE x\n\n{times}\nThe lake was dry.\n"
    assert inspect(Counted(vtt(text)), "vtt").seconds == 3602


def test_captions_are_text_and_not_without_end() -> None:
    assert "no text in UTF-8" in refused(VTT.encode("utf-16"), "vtt")
    assert "no text in UTF-8" in refused(b"WEBVTT\n\n\xe9", "vtt")
    long = Counted(vtt(), CAPTION_BYTES + 1)
    with pytest.raises(NotAPicture, match="has more than 2,097,152 bytes"):
        inspect(long, "vtt")
