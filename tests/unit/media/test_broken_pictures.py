"""Whatever is sent as a picture ends as one or as a refusal, in bounded time and memory."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.adapters import pictures_apart
from broadsheet.adapters.pillow_images import process as develop
from broadsheet.domain.media.media import MOST_SIDE, formats_of, sizes_of
from broadsheet.usecases.media.ports import NotAPicture
from tests.support.broken_pictures import KINDS, dear, mutated, odd
from tests.support.long import number_of
from tests.support.pictures import bomb, opened, photograph

MUTATIONS = number_of("mutations", 15, 300)


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_becomes_a_picture_or_a_refusal_and_nothing_else(kind: str) -> None:
    reasons = []
    for _, file in mutated(kind, MUTATIONS):
        try:
            assert develop(file).files
        except NotAPicture as reason:
            reasons.append(str(reason))
    assert MUTATIONS / 10 < len(reasons) < MUTATIONS
    assert all(reason.startswith(("is ", "has ", "moves")) for reason in reasons)


@pytest.mark.parametrize("sides", [(1, 50_000_000), (50_000_000, 1), (1, MOST_SIDE + 1)])
def test_a_picture_has_no_side_that_cannot_be_written(sides: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture, match="more than 65,500 pixels wide or high"):
        develop(bomb(*sides))


@pytest.mark.parametrize(("width", "height"), [(1, MOST_SIDE), (MOST_SIDE, 1)])
def test_a_picture_with_the_longest_side_is_made(width: int, height: int) -> None:
    assert develop(photograph(width, height, kind="PNG")).files


@pytest.mark.parametrize(
    ("width", "height", "formats"),
    [
        (20, 16_383, ("avif", "webp", "jpg")),
        (20, 16_384, ("avif", "jpg")),
        (1080, 18_500, ("avif", "jpg")),
        (1600, 16_383, ("avif", "webp", "jpg")),
        (20, 32_768, ("avif", "jpg")),
        (20, 32_769, ("jpg",)),
        (1600, 30_000, ("jpg",)),
        (65_500, 20, ("avif", "webp", "jpg")),
    ],
)
def test_a_picture_has_the_formats_that_can_write_all_of_it(
    width: int, height: int, formats: tuple[str, ...]
) -> None:
    """Of the last size: whoever takes a format takes it for all of them."""
    largest = sizes_of(width)[-1].width
    assert formats_of(largest, round(height * largest / width)) == formats


def test_a_long_screenshot_is_made_of_what_can_write_it() -> None:
    made = develop(photograph(108, 18_500, kind="PNG"))
    assert made.files.keys() == {"320.avif", "320.jpg"}
    assert opened(made.files["320.avif"]).size == (108, 18_500)


@pytest.mark.parametrize(("name", "file"), dear(), ids=lambda it: it if isinstance(it, str) else "")
def test_what_is_made_to_be_dear_is_refused_within_the_bounds(
    name: str, file: Callable[[], bytes]
) -> None:
    made = file()
    with pytest.raises(NotAPicture) as refused:
        pictures_apart.process(made)
    assert "cannot be decoded" not in str(refused.value), "it reached the bounds"


@pytest.mark.parametrize(("name", "file"), odd(), ids=lambda it: it if isinstance(it, str) else "")
def test_an_odd_picture_is_one(name: str, file: Callable[[], bytes]) -> None:
    assert pictures_apart.process(file()).files


def test_a_picture_that_is_made_apart_is_the_same() -> None:
    upload = photograph()
    assert pictures_apart.process(upload) == develop(upload)


def decoder(folder: Path, monkeypatch: pytest.MonkeyPatch, commands: str) -> None:
    """Another program in the place of what decodes."""
    script = folder / "decoder"
    script.write_text(f"#!/bin/sh\n{commands}\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))


def test_a_decoder_that_wants_too_much_memory_is_ended_and_its_file_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures_apart, "MEGABYTES", 100)
    with pytest.raises(NotAPicture, match="cannot be decoded in"):
        pictures_apart.process(photograph(5000, 5000, kind="GIF"))


@pytest.mark.parametrize("ending", ["exit 1", "kill -9 $$", "exit 0", "exec sleep 600"])
def test_a_decoder_that_crashes_or_takes_too_long_refuses_its_file(
    ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It may end with an error, or without a word."""
    decoder(tmp_path, monkeypatch, f"echo started; {ending}")
    monkeypatch.setattr(pictures_apart, "SECONDS", 2)
    with pytest.raises(NotAPicture, match="cannot be decoded in"):
        pictures_apart.process(photograph())


def test_a_decoder_hears_nothing_of_a_terminal_that_interrupts_who_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "group"
    ask = f"{sys.executable} -c 'import os; print(os.getpgrp())'"
    decoder(tmp_path, monkeypatch, f"{ask} > {told}; exit 1")
    with pytest.raises(ChildProcessError):
        pictures_apart.process(photograph())
    assert int(told.read_text()) != os.getpgrp()


@pytest.mark.parametrize("ending", ["exit 1", "kill -9 $$", "exit 0", "echo no such module"])
def test_a_decoder_that_did_not_start_refuses_nothing(
    ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    decoder(tmp_path, monkeypatch, ending)
    with pytest.raises(ChildProcessError, match="did not start"):
        pictures_apart.process(photograph())


def test_a_decoder_is_told_nothing_but_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    told = tmp_path / "told"
    decoder(tmp_path, monkeypatch, f"echo started; env > {told}")
    with pytest.raises(NotAPicture):
        pictures_apart.process(b"")
    assert "PYTHONPATH" in told.read_text("utf-8")
    assert "canary" not in told.read_text("utf-8")
