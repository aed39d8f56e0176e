"""No picture is waited for longer than it is tried: whatever befalls it, its end is told."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet import bootstrap
from broadsheet.adapters import pictures_apart, pillow_images
from broadsheet.adapters.aws.failures import TRIES
from broadsheet.domain.media.media import NEVER_CAME
from broadsheet.usecases.media.ports import ImageProcessor, ProcessedImage
from broadsheet.usecases.media.process_media import GIVEN_UP, MOST_TRIES
from tests.support import telephone_pictures
from tests.support.api import Api, article
from tests.support.lambdas import instead_of
from tests.support.pictures import ALT, Desk, photograph

Patch = pytest.MonkeyPatch
Death = Callable[[Patch, Path], None]


class Killed(BaseException):
    """The function is ended from outside: none of its own lines runs any more."""


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def decoder(commands: str) -> Death:
    """Another program in the place of what decodes."""

    def replaced(patch: Patch, folder: Path) -> None:
        script = folder / "decoder"
        script.write_text(f"#!/bin/sh\n{commands}\n", "utf-8")
        script.chmod(0o755)
        patch.setattr(sys, "executable", str(script))
        patch.setattr(pictures_apart, "SECONDS", 1)

    return replaced


def too_much_memory(patch: Patch, _: Path) -> None:
    patch.setattr(pictures_apart, "MEGABYTES", 100)


def encoder(patch: Patch, _: Path) -> None:
    patch.setitem(pillow_images._WRITTEN, "avif", {"format": "AVIF", "quality": "high"})
    making(patch, pillow_images.process)


def making(patch: Patch, process: ImageProcessor) -> None:
    """Pictures are made by that."""
    original = bootstrap.image_processing
    instead_of("image_processing", lambda: replace(original(), process=process), patch)


def raises(error: BaseException) -> ImageProcessor:
    def fail(upload: bytes) -> ProcessedImage:
        raise error

    return fail


DEATHS: dict[str, tuple[Death, str]] = {
    "the decoder is killed": (decoder("echo started; kill -9 $$"), "cannot be decoded in"),
    "the decoder ends without a word": (decoder("echo started"), "cannot be decoded in"),
    "the decoder takes too long": (decoder("echo started; exec sleep 60"), "cannot be decoded in"),
    "the decoder wants too much memory": (too_much_memory, "cannot be decoded in"),
    "a format cannot be written": (encoder, "cannot be written as AVIF"),
}


@pytest.mark.parametrize("death", DEATHS)
def test_what_the_file_is_to_blame_for_is_refused_at_once(
    desk: Desk, death: str, monkeypatch: Patch, tmp_path: Path
) -> None:
    befalls, reason = DEATHS[death]
    media_id = desk.announce()
    befalls(monkeypatch, tmp_path)
    wide = 3000 if befalls is too_much_memory else 30
    desk.send(media_id, photograph(wide, wide, kind="PNG"))
    known = desk.known(media_id)
    assert (known["status"], known["reason"].startswith(reason)) == ("refused", True)
    assert desk.private() == {}


def letters(desk: Desk) -> int:
    told = desk.stack.cloud.sqs.get_queue_attributes(
        QueueUrl=desk.stack.cloud.dead_letters_url,
        AttributeNames=["ApproximateNumberOfMessages"],
    )
    return int(told["Attributes"]["ApproximateNumberOfMessages"])


def failed(desk: Desk, media_id: str) -> None:
    """It is told so wherever one may look, and its notice is among the dead letters."""
    known = desk.known(media_id)
    assert (known["status"], known["reason"]) == ("failed", GIVEN_UP)
    sent = article(lead_image={"media": media_id})
    reply = desk.api("POST", "/api/v1/articles", by="ann", json_body=sent)
    assert [e["code"] for e in reply.json["errors"]] == ["picture_failed"]
    assert letters(desk) == 1


def test_a_mistake_of_ours_fails_the_upload_after_a_few_tries(
    desk: Desk, monkeypatch: Patch
) -> None:
    media_id = desk.announce()
    desk.upload(media_id, photograph())
    with monkeypatch.context() as patch:
        making(patch, raises(RuntimeError("a mistake")))
        assert [desk.comes_again(media_id, n) for n in range(1, TRIES)] == [True] * (TRIES - 1)
        assert desk.known(media_id)["status"] == "waiting"
        assert not desk.comes_again(media_id, TRIES)
    failed(desk, media_id)


@pytest.mark.parametrize("error", [ChildProcessError("did not start"), Killed()])
def test_what_ends_each_try_without_a_word_about_the_file_fails_the_upload_within_the_hour(
    desk: Desk, error: BaseException, monkeypatch: Patch
) -> None:
    media_id = desk.announce()
    desk.upload(media_id, photograph())
    with monkeypatch.context() as patch:
        making(patch, raises(error))
        for n in range(1, MOST_TRIES + 2):
            try:
                assert desk.comes_again(media_id, n)
            except Killed:
                assert desk.known(media_id)["status"] == "waiting"
        assert not desk.comes_again(media_id, MOST_TRIES + 2)
    failed(desk, media_id)


def test_a_bucket_that_cannot_be_read_fails_the_upload_before_its_queue_gives_it_up(
    desk: Desk,
) -> None:
    media_id = desk.announce()
    desk.stack.cloud.s3.delete_bucket(Bucket=desk.stack.cloud.media_bucket)
    assert desk.comes_again(media_id, 150, timedelta(hours=18))
    assert not desk.comes_again(media_id, 189, timedelta(hours=18, minutes=55))
    failed(desk, media_id)


def test_what_could_not_be_said_comes_again(desk: Desk, monkeypatch: Patch) -> None:
    media_id = desk.announce()
    desk.upload(media_id, photograph())
    with monkeypatch.context() as patch:
        patch.setattr("functions.process_media.app.give_up_on_media", raises(OSError("no table")))
        making(patch, raises(RuntimeError("a mistake")))
        assert desk.comes_again(media_id, TRIES)
    assert letters(desk) == 0


def test_what_failed_is_made_after_all_when_it_is_sent_back(desk: Desk, monkeypatch: Patch) -> None:
    media_id = desk.announce(alt=ALT)
    desk.upload(media_id, photograph())
    with monkeypatch.context() as patch:
        making(patch, raises(RuntimeError("a mistake")))
        assert not desk.comes_again(media_id, TRIES)
    failed(desk, media_id)
    assert not desk.comes_again(media_id, 2)
    known = desk.known(media_id)
    assert (known["status"], known["reason"]) == ("ready", None)


def test_what_was_never_sent_is_failed_after_a_day_and_a_week_later_forgotten(desk: Desk) -> None:
    media_id, announced = desk.announce(), desk.stack.clock.now
    for hours, status in ((23, "waiting"), (24, "failed"), (8 * 24, None)):
        desk.stack.clock.now = announced + timedelta(hours=hours)
        reply = desk.api("GET", f"/api/v1/media/{media_id}", by="edith")
        assert reply.json["status"] == (status or 404)
        listed = desk.api("GET", "/api/v1/media", by="edith").json["items"]
        assert [item["status"] for item in listed] == ([status] if status else [])


def test_what_comes_after_it_was_told_to_have_failed_is_made(desk: Desk) -> None:
    media_id = desk.announce()
    desk.stack.clock.now += timedelta(hours=25)
    assert desk.known(media_id)["reason"] == NEVER_CAME
    desk.send(media_id, photograph())
    assert desk.known(media_id)["status"] == "ready"


def test_what_is_sent_is_what_it_is_whatever_was_announced(desk: Desk) -> None:
    media_id = desk.announce(type="image/png")
    desk.send(media_id, telephone_pictures.TWO_PICTURES)
    known = desk.known(media_id)
    assert (known["status"], known["type"]) == ("ready", "image/heic")
    assert known["notes"] == ["has more than one picture: the first is shown"]


@pytest.mark.parametrize(
    ("media_type", "said"),
    [
        ("image/svg+xml", "the file is a drawing (SVG), which is a program: export it as PNG"),
        ("image/jxl", "the file is JPEG XL, which few browsers show: export it as JPEG or PNG"),
        ("video/quicktime", "the file is QuickTime (MOV): export it as MP4 with H.264 and AAC"),
        ("audio/wav", "the file is WAV, ten times as large as it needs to be: export it as MP3"),
        ("text/plain", "must be one of image/jpeg, image/png, image/webp, image/avif, image/gif"),
    ],
)
def test_a_type_that_is_not_taken_is_refused_with_what_to_do(
    api: Api, media_type: str, said: str
) -> None:
    reply = api("POST", "/api/v1/media", by="ann", json_body={"type": media_type})
    assert (reply.status, reply.pointers) == (422, ["/type"])
    assert reply.json["errors"][0]["detail"].startswith(said)


@pytest.mark.parametrize("media_type", ["image/heic", "image/heif", "image/tiff", "image/bmp"])
def test_what_telephones_and_scanners_send_can_be_announced(desk: Desk, media_type: str) -> None:
    assert desk.known(desk.announce(type=media_type))["type"] == media_type


def test_a_page_offers_the_formats_that_a_long_picture_has(desk: Desk) -> None:
    media_id = desk.picture(photograph(30, 17_000, kind="PNG"), alt=ALT)
    receipt = desk.api.submit(body=f"![A list](media:{media_id})", lead_image={"media": media_id})
    files = {f"media/{media_id}/320.{kind}" for kind in ("avif", "jpg")}
    assert desk.public() == files
    page = desk.stack.files()[f"{receipt['path'][1:]}index.html"].decode()
    assert page.count('<source type="image/avif"') == 2
    assert "webp" not in page
    offered = {part.split()[0] for part in page.replace('"', " ").split() if "/media/" in part}
    assert {o.strip(",").lstrip("/") for o in offered if o.startswith("/media/")} <= files
