"""Recordings and captions: told by their bytes, in a few places, and refused with what to do."""

import struct

import pytest

from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.adapters.recordings.window import BLOCK, MOST_BLOCKS
from broadsheet.domain.media.kinds import FILES, UPLOAD_BYTES
from broadsheet.domain.media.reasons import reason_of
from broadsheet.domain.media.recordings import (
    BROKEN,
    CALLED,
    CAPTION_BYTES,
    ENDLESS,
    NO_RECORDING,
    TAKEN,
    UploadLimits,
    advice_on_recording,
)
from broadsheet.usecases.media.at_hand import BytesAtHand
from broadsheet.usecases.media.ports import NotAPicture
from tests.support.looked_at import Counted, refused
from tests.support.recordings import (
    AAC,
    H264,
    OF_KIND,
    QUIET_FRAME,
    VORBIS,
    VTT,
    box,
    element,
    mp3,
    mp4,
    ogg,
    track,
    vtt,
    webm,
)


@pytest.mark.parametrize(("kind", "seconds"), [("mp4", 2), ("m4a", 2), ("webm", 2), ("ogg", 2)])
def test_how_long_it_lasts_is_read_from_the_file(kind: str, seconds: float) -> None:
    assert inspect(BytesAtHand(OF_KIND[kind]), kind).seconds == seconds


def test_an_mp3_lasts_as_long_as_its_frames_or_as_its_first_one_says() -> None:
    bare = inspect(BytesAtHand(mp3(40)), "mp3").seconds
    assert bare == pytest.approx(40 * 1152 / 44_100, rel=0.01)
    tagged = inspect(BytesAtHand(mp3(40, tag=bytes(5000)) + b"TAG" + bytes(125)), "mp3").seconds
    assert tagged == pytest.approx(bare, rel=0.001)
    told = inspect(BytesAtHand(mp3(40, told=40)), "mp3").seconds
    assert told == pytest.approx(40 * 1152 / 44_100)


def test_an_mp3_that_begins_quietly_and_says_nothing_is_looked_at_in_a_few_places() -> None:
    quiet, frames = QUIET_FRAME * 10_000, 10_000
    file = Counted(quiet + mp3(frames))
    assert inspect(file, "mp3").seconds == pytest.approx(20_000 * 1152 / 44_100, rel=0.1)
    assert file.asked <= 10


def test_vorbis_and_captions_say_when_they_end() -> None:
    assert inspect(BytesAtHand(ogg(VORBIS, seconds=3, rate=44_100)), "ogg").seconds == 3
    assert inspect(BytesAtHand(vtt()), "vtt").seconds == 2
    windows = "\ufeff" + VTT.replace("\n", "\r\n")
    assert inspect(BytesAtHand(vtt(windows)), "vtt").seconds == 2


def test_a_skeleton_in_ogg_is_no_stream() -> None:
    assert inspect(BytesAtHand(ogg(VORBIS, rate=44_100, before=b"fishead\0")), "ogg").seconds == 2


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), -1.0, 1e9])
def test_a_length_that_is_none_is_refused(seconds: float) -> None:
    assert refused(webm(seconds=seconds), "webm") == ENDLESS


def test_a_sound_of_a_thousand_years_is_refused() -> None:
    assert refused(ogg(seconds=3e10), "ogg") == ENDLESS


@pytest.mark.parametrize(("width", "height"), [(0, 0), (640, 0), (65_000, 360)])
def test_a_film_of_no_size_that_can_be_is_refused(width: int, height: int) -> None:
    assert refused(mp4(track(b"vide", b"avc1", width, height), AAC), "mp4") == BROKEN


def test_a_film_is_as_large_as_it_is_shown() -> None:
    assert inspect(BytesAtHand(mp4()), "mp4")[1:3] == (640, 360)
    held = mp4(track(b"vide", b"avc1", 640, 360, turned=True), AAC)
    assert inspect(BytesAtHand(held), "mp4")[1:3] == (360, 640)
    assert inspect(BytesAtHand(webm()), "webm")[1:3] == (640, 360)


def test_an_index_at_the_end_is_taken_and_said() -> None:
    (note,) = inspect(BytesAtHand(mp4(late=True)), "mp4").notes
    assert note.startswith("has its index at its end")
    assert inspect(BytesAtHand(mp4()), "mp4").notes == ()


def test_of_a_large_film_only_a_few_places_are_looked_at() -> None:
    body = mp4(data=60 * BLOCK, late=True)
    film = Counted(body)
    assert inspect(film, "mp4").seconds == 2
    assert film.asked <= 3
    assert film.longest <= BLOCK


def test_pictures_of_chapters_make_no_film_of_a_sound() -> None:
    body = mp4(AAC, track(b"vide", b"jpeg", 600, 600), brand=b"M4A ")
    assert inspect(BytesAtHand(body), "m4a")[:3] == (2, 0, 0)


_NOT_TAKEN = {
    "avi": b"RIFF\0\0\0\0AVI LIST",
    "wav": b"RIFF\0\0\0\0WAVEfmt ",
    "wmv": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9",
    "mov": box(b"ftyp", b"qt  \0\0\0\0qt  "),
    "flac": b"fLaC\0\0\0\x22",
    "aiff": b"FORM\0\0\0\0AIFF",
    "flv": b"FLV\x01\5",
    "mpeg": b"\0\0\x01\xba\x44",
    "amr": b"#!AMR\n",
    "midi": b"MThd\0\0\0\6",
    "adts": b"\xff\xf1\x50\x80\0\x1f\xfc",
    "mp2": b"\xff\xfd\x44\x04",
    "caf": b"caff\0\1\0\0desc",
    "mxf": b"\x06\x0e\x2b\x34\x02\x05\x01\x01",
    "packed": b"PK\x03\x04",
    "page": b"<!doctype html><script>alert(1)</script>",
    "picture": b"\x89PNG\r\n\x1a\n",
    "emptiness": b"",
}


@pytest.mark.parametrize("kind", [kind for kind in OF_KIND if kind != "vtt"])
def test_what_browsers_do_not_play_is_refused_with_what_to_do(kind: str) -> None:
    for other, body in _NOT_TAKEN.items():
        assert refused(body, kind) == NO_RECORDING[other], other
    for camera in (b"G" + bytes(187), b"\0\0\0\0G" + bytes(187)):
        assert refused(camera * 3, kind) == NO_RECORDING["mpeg"]
    for wave in (b"RF64\xff\xff\xff\xffWAVEds64", b"riff\x2e\x91\xcf\x11"):
        assert refused(wave, kind) == NO_RECORDING["wav"]
    assert refused(b"ID3\4\0\0\0\0\0\0fLaC" + bytes(20), kind) == NO_RECORDING["flac"]


def test_matroska_and_subrip_are_known_behind_their_beginning() -> None:
    assert refused(webm(kind=b"matroska"), "webm") == NO_RECORDING["mkv"]
    subrip = "1\r\n00:00:01,000 --> 00:00:02,000\r\nThe lake\r\n"
    assert refused(vtt(subrip), "vtt") == NO_RECORDING["subrip"]


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (mp4(track(b"vide", b"hvc1", 8, 8)), "mp4", "pictures in HEVC (H.265), which many"),
        (mp4(track(b"vide", b"apch", 8, 8)), "mp4", "pictures in ProRes, which many"),
        (mp4(H264, track(b"soun", b"ac-3")), "mp4", "sound in Dolby Digital, which many"),
        (mp4(track(b"soun", b"alac")), "m4a", "sound in Apple Lossless, which many"),
        (mp4(track(b"vide", b"encv", 8, 8)), "mp4", "is protected (DRM)"),
        (webm([b"V_MPEG4/ISO/AVC"]), "webm", "pictures in V_MPEG4/ISO/AVC, which many"),
        (ogg(b"\x7fFLAC\1\0\0\2fLaC\0\0\0\x22" + bytes(34)), "ogg", "sound in FLAC, which many"),
        (ogg(b"Speex   1.2" + bytes(69)), "ogg", "sound in Speex, which many"),
        (mp4(track(b"text", b"tx3g")), "mp4", "has nothing in it that can be played"),
        (mp4(seconds=0), "mp4", "says not how long it lasts"),
        (webm(seconds=None), "webm", "says not how long it lasts"),
        (webm([b"A_OPUS"]), "webm", "is WebM without pictures: export it as Ogg with Opus"),
        (webm([b"V_VP9", b"A_AAC"]), "webm", "sound in A_AAC, which many"),
        (mp4(H264, track(b"soun", b"mp4a", object_type=0xA9)), "mp4", "sound in DTS, which many"),
        (mp4(track(b"vide", b"mp4v", 8, 8, object_type=0x61)), "mp4", "pictures in MPEG-2, which"),
        (ogg(VORBIS, beside=b"\x80theora"), "ogg", "pictures in Theora, which many"),
    ],
)
def test_a_file_with_a_codec_that_not_everybody_has_is_refused(
    body: bytes, kind: str, said: str
) -> None:
    assert said in refused(body, kind)


@pytest.mark.parametrize(
    ("found", "announced"), [(a, b) for a in OF_KIND for b in OF_KIND if a != b]
)
def test_a_wrong_extension_is_told_and_refused(found: str, announced: str) -> None:
    said = refused(OF_KIND[found], announced)
    expected = f"is {CALLED[found]} and was announced as {CALLED[announced]}: announce it as"
    assert said.startswith(expected)
    assert reason_of(said).values == {"found": CALLED[found], "announced": CALLED[announced]}


@pytest.mark.parametrize("kind", [kind for kind in OF_KIND if kind not in ("vtt", "mp3")])
def test_what_was_not_sent_whole_is_refused(kind: str) -> None:
    body = OF_KIND[kind]
    for kept in (12, 20, 40, len(body) // 2, len(body) - 1):
        assert refused(body[:kept], kind), kept


def test_an_mp3_that_says_how_long_it_is_has_to_be_whole() -> None:
    assert "not sent whole" in refused(mp3(20, told=40), "mp3")
    assert "broken" in refused(mp3(1), "mp3")
    assert "broken" in refused(b"ID3\4\0\0\x7f\x7f\x7f\x7f" + mp3(), "mp3")
    assert "broken" in refused(b"ID3\4\0\0\xff\0\0\0" + mp3(), "mp3")


_PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (_PAGE + mp4(), "mp4"),
        (_PAGE + mp3(), "mp3"),
        (box(b"free", _PAGE) + mp4(), "mp4"),
        (b"%PDF-1.7" + mp4(), "mp4"),
        (b"WEBVTT" + _PAGE, "vtt"),
        (b"ID3" + _PAGE, "mp3"),
        (b"\xff\xfb" + _PAGE * 20, "mp3"),
        (b"OggS" + _PAGE, "ogg"),
        (b"\x1a\x45\xdf\xa3" + _PAGE, "webm"),
    ],
)
def test_what_begins_as_something_else_is_no_recording(body: bytes, kind: str) -> None:
    assert refused(body, kind)


def _huge() -> list[tuple[str, bytes]]:
    ftyp, most = box(b"ftyp", b"isom\0\0\0\0"), struct.pack(">I4sQ", 1, b"moov", 2**64 - 1)
    segment = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xfe"
    return [
        ("mp4", ftyp + most),
        ("mp4", ftyp + struct.pack(">I4s", 0xFFFFFFFF, b"moov")),
        ("mp4", ftyp + struct.pack(">I4s", 7, b"moov") * 1000),
        ("mp4", ftyp + box(b"free") * 20_000),
        ("mp4", ftyp + box(b"moov", box(b"trak") * 20_000)),
        ("mp4", ftyp + box(b"moov", b"\xff" * 40)),
        ("webm", element(0x1A45DFA3, element(0x4282, b"webm")) + segment),
        ("webm", element(0x1A45DFA3, element(0x4282, b"webm")) + element(0xEC, b"") * 5000),
        ("webm", b"\x1a\x45\xdf\xa3" + bytes(200)),
        ("ogg", ogg()[:27] + b"\xff" * 100),
    ]


@pytest.mark.parametrize(("kind", "body"), _huge())
def test_sizes_that_cannot_be_lead_nowhere(kind: str, body: bytes) -> None:
    file = Counted(body)
    with pytest.raises(NotAPicture):
        inspect(file, kind)
    assert file.asked < 20


def test_a_file_that_leads_through_itself_is_left_after_some_megabytes() -> None:
    step = 2 * BLOCK
    boxes = box(b"ftyp", b"isom\0\0\0\0".ljust(step - 8, b"\0"))
    jumps = b"".join(box(b"free", bytes(step - 8)) for _ in range(MOST_BLOCKS + 20))
    file = Counted(boxes + jumps)
    with pytest.raises(NotAPicture):
        inspect(file, "mp4")
    assert file.asked <= MOST_BLOCKS


def test_each_kind_is_announced_and_served_as_the_same() -> None:
    assert {kind: FILES[kind] for kind in OF_KIND} == {kind: of for of, kind in TAKEN.items()}
    assert {advice_on_recording(of) for of in TAKEN} == {None}
    assert set(NO_RECORDING["wav"].split()) > {"WAV,", "MP3"}


def test_a_film_may_be_larger_than_a_sound_and_captions_are_small() -> None:
    limits = UploadLimits(film_mb=3, sound_mb=2)
    sizes = {kind: limits.largest(kind) for kind in ("mp4", "mp3", "vtt", "pdf", "")}
    million = 1024 * 1024
    assert sizes == {
        "mp4": 3 * million,
        "mp3": 2 * million,
        "vtt": CAPTION_BYTES,
        "pdf": UPLOAD_BYTES,
        "": UPLOAD_BYTES,
    }
