"""Recordings as encoders write them: what is said of each is what a player says of it.

How they were made, and by what, says `tests/data/recordings/README.md`.
"""

import struct
from pathlib import Path

import pytest

from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.media.recordings import (
    AV1,
    BROKEN,
    ENDLESS,
    INNER_CAPTIONS,
    LATE_INDEX,
    MAYBE_CUT,
    MAYBE_PIECES,
    NO_RECORDING,
    Inspected,
)
from broadsheet.usecases.media.at_hand import BytesAtHand
from broadsheet.usecases.media.ports import NotAPicture

HERE = Path(__file__).parents[2] / "data/recordings"
ANNOUNCED = {
    "mov": "mp4",
    "3gp": "mp4",
    "avi": "mp4",
    "ts": "mp4",
    "mkv": "webm",
    "m4b": "m4a",
    "aac": "m4a",
    "wav": "mp3",
    "flac": "mp3",
}
"""As what a file is announced whose name ends otherwise than its kind."""
FILM, UPRIGHT = (64, 36), (36, 64)
TAKEN: dict[str, tuple[float, tuple[int, int], tuple[str, ...]]] = {
    "h264-aac.mp4": (1.0, FILM, ()),
    "h264-aac-late.mp4": (1.0, FILM, (LATE_INDEX,)),
    "h264-aac-turned.mp4": (1.0, UPRIGHT, ()),
    "h264-aac-listed.mp4": (2.0, FILM, ()),
    "h264-aac-captions.mp4": (1.0, FILM, (INNER_CAPTIONS,)),
    "h264-mp3.mp4": (1.0, FILM, ()),
    "av1-aac.mp4": (1.0, FILM, (AV1,)),
    "vp8-vorbis.webm": (1.02, FILM, ()),
    "vp9-opus.webm": (1.01, FILM, ()),
    "av1-opus.webm": (1.01, FILM, (AV1,)),
    "vp8-opus-captions.webm": (1.01, FILM, (INNER_CAPTIONS,)),
    "cbr-bare.mp3": (1.03, (0, 0), ()),
    "cover.mp3": (1.03, (0, 0), ()),
    "mpeg2-id3v1.mp3": (1.07, (0, 0), ()),
    "vbr.mp3": (1.07, (0, 0), ()),
    "vbr-bare.mp3": (1.07, (0, 0), ()),
    "aac.m4a": (1.0, (0, 0), (LATE_INDEX,)),
    "cover.m4a": (1.0, (0, 0), (LATE_INDEX,)),
    "chapters.m4b": (1.0, (0, 0), (LATE_INDEX,)),
    "opus.ogg": (1.0, (0, 0), ()),
    "vorbis.ogg": (1.0, (0, 0), ()),
    "captions.vtt": (0.9, (0, 0), ()),
}
"""How long they last to a hundredth, as FFmpeg says it, how large they are, and the notes. An MP3
has up to 0.07 seconds more, which its encoder needed and players leave out."""
REFUSED = {
    "h264-aac-pieces.mp4": ENDLESS,
    "h264-aac-each-listed.mp4": ENDLESS,
    "h264-ten-bits.mp4": "has its pictures in H.264 (High 4:2:2), which many browsers do not show:"
    " export it with 8 bits and 4:2:0",
    "hevc-aac.mp4": "has its pictures in HEVC (H.265), which many browsers do not show:"
    " export it as MP4 with H.264",
    "mpeg4-aac.mp4": "has its pictures in MPEG-4 Visual, which many browsers do not show:"
    " export it as MP4 with H.264",
    "h263-amr.3gp": "has its pictures in H.263, which many browsers do not show:"
    " export it as MP4 with H.264",
    "theora-vorbis.ogg": "has its pictures in Theora, which many browsers do not show:"
    " export it as MP4 with H.264",
    "alac.m4a": "has its sound in Apple Lossless, which many browsers do not play:"
    " export it as AAC, MP3 or Opus",
    "dolby.m4a": "has its sound in Dolby Digital, which many browsers do not play:"
    " export it as AAC, MP3 or Opus",
    "flac.ogg": "has its sound in FLAC, which many browsers do not play:"
    " export it as AAC, MP3 or Opus",
    "vp8-opus-endless.webm": ENDLESS,
    "opus.webm": NO_RECORDING["weba"],
    "h264-aac.mov": NO_RECORDING["mov"],
    "h264-aac.mkv": NO_RECORDING["mkv"],
    "h264-aac.ts": NO_RECORDING["mpeg"],
    "mpeg4.avi": NO_RECORDING["avi"],
    "layer-2.mp3": NO_RECORDING["mp2"],
    "tagged.aac": NO_RECORDING["adts"],
    "pcm.wav": NO_RECORDING["wav"],
    "flac.flac": NO_RECORDING["flac"],
}


def said_of(name: str, part: float = 1.0) -> Inspected | str:
    """What it is, or why it is refused; of so much of it, if it was cut."""
    body = (HERE / name).read_bytes()
    end = name.rpartition(".")[2]
    try:
        return inspect(BytesAtHand(body[: int(len(body) * part)]), ANNOUNCED.get(end, end))
    except NotAPicture as refused:
        return str(refused)


def test_of_every_file_there_is_it_is_said_what_becomes_of_it() -> None:
    there = {one.name for one in HERE.iterdir()} - {"README.md"}
    assert there == TAKEN.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", TAKEN)
def test_what_browsers_play_is_known_as_players_know_it(name: str) -> None:
    seconds, size, notes = TAKEN[name]
    said = said_of(name)
    assert isinstance(said, Inspected), said
    assert said.seconds == pytest.approx(seconds, abs=0.01)
    assert ((said.width, said.height), said.notes) == (size, notes)


@pytest.mark.parametrize("name", REFUSED)
def test_what_they_do_not_play_is_refused_with_what_to_do(name: str) -> None:
    assert said_of(name) == REFUSED[name]


@pytest.mark.parametrize("name", sorted((TAKEN | REFUSED).keys() - {"captions.vtt"}))
def test_what_was_cut_anywhere_is_refused_or_named(name: str) -> None:
    for tenth in range(1, 10):
        said = said_of(name, tenth / 10)
        assert isinstance(said, str) or MAYBE_CUT in said.notes, tenth


@pytest.mark.parametrize("tenth", range(1, 10))
def test_captions_that_were_cut_are_those_that_are_left(tenth: int) -> None:
    said = said_of("captions.vtt", tenth / 10)
    assert said in ("has no captions in it", Inspected(0.5), Inspected(0.9)) or (
        isinstance(said, str) and said.startswith("has in line ")
    )


def _with_all_said(seconds: int) -> bytes:
    """Pieces behind a box that says how long all of them last (ISO/IEC 14496-12, 8.8.2)."""
    body = (HERE / "h264-aac-pieces.mp4").read_bytes()
    index, pieces = body.index(b"moov") - 4, body.index(b"mvex") - 4
    scale = body.index(b"mvhd") + 16
    units = seconds * int.from_bytes(body[scale : scale + 4], "big")
    box = (16).to_bytes(4, "big") + b"mehd" + bytes(4) + units.to_bytes(4, "big")
    grown = bytearray(body[: pieces + 8] + box + body[pieces + 8 :])
    for at in (index, pieces):
        grown[at : at + 4] = (int.from_bytes(grown[at : at + 4], "big") + 16).to_bytes(4, "big")
    return bytes(grown)


def test_pieces_that_say_how_long_all_of_them_last_are_taken() -> None:
    whole = _with_all_said(2)
    taken = inspect(BytesAtHand(whole), "mp4")
    assert (taken.seconds, taken.notes) == (2.0, ())
    # Without its end there is no list of the pieces any more, and no number that is too small.
    cut = inspect(BytesAtHand(whole[: whole.index(b"mfra") - 4]), "mp4")
    assert (cut.seconds, cut.notes) == (2.0, (MAYBE_PIECES,))


def test_a_list_of_pieces_that_are_not_all_there_is_broken() -> None:
    said = said_of("h264-aac-listed.mp4", 0.8)
    assert said == BROKEN


def test_two_sounds_after_each_other_last_as_long_as_both() -> None:
    body = (HERE / "vbr.mp3").read_bytes()
    twice = inspect(BytesAtHand(body * 2), "mp3")
    assert twice.seconds == pytest.approx(2 * inspect(BytesAtHand(body), "mp3").seconds, rel=0.05)


def test_what_programs_append_is_no_sound() -> None:
    """APEv2 with a cover: a header, items, and a footer, which counts all but the header."""
    body = (HERE / "cbr-bare.mp3").read_bytes()
    numbers = struct.pack("<4I8x", 2000, 2000, 1, 1 << 31)
    tag = b"APETAGEX" + numbers + bytes(2000 - 32) + b"APETAGEX" + numbers
    bare, tagged = (inspect(BytesAtHand(one), "mp3") for one in (body, body + tag))
    assert tagged.seconds == pytest.approx(bare.seconds)
    assert tagged.notes == ()
