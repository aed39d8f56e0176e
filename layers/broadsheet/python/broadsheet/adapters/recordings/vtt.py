"""WebVTT: captions as text. https://www.w3.org/TR/webvtt1/#file-structure."""

import re

from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import BAD_CUE, TOO_LARGE, UNSEEN_CUE
from broadsheet.domain.media.recordings import CAPTION_BYTES, NO_RECORDING, Inspected
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.media.ports import NotAPicture

# As browsers read them, and not as files should have them: with one digit of hours, and no space.
_TIME = r"(?:([0-9]{1,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t]+[^\s].*)?[ \t]*")
_SUBRIP = re.compile(r"\ufeff?\s*[0-9]+\s*\n[0-9]{1,2}:[0-9]{2}:[0-9]{2}[,.][0-9]{1,3}\s*-->")
_NO_TEXT = N_("is no text in UTF-8: save it as that")
_NO_HEADER = N_("does not begin with the word WEBVTT on a line of its own")
_NO_CUES = N_("has no captions in it")


def inspect(window: Window, kind: str) -> Inspected:  # noqa: ARG001
    """See `FileInspector`: how long it lasts is when the last of its captions ends."""
    if window.size > CAPTION_BYTES:
        raise NotAPicture(str(TOO_LARGE.of(most=CAPTION_BYTES)))
    try:
        text = window.head(CAPTION_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise NotAPicture(_NO_TEXT) from None
    if _SUBRIP.match(text):
        raise NotAPicture(NO_RECORDING["subrip"])
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]) or "\0" in text:
        raise NotAPicture(_NO_HEADER)
    ends = [_end(line, number) for number, line in enumerate(lines, 1) if "-->" in line]
    if not ends:
        raise NotAPicture(_NO_CUES)
    return Inspected(max(ends))


def _end(line: str, number: int) -> float:
    found = _CUE.fullmatch(line)
    if found is None:
        raise NotAPicture(str(BAD_CUE.of(line=number)))
    begin, end = (_seconds(found.groups()[n : n + 4]) for n in (0, 4))
    if end <= begin:
        raise NotAPicture(str(UNSEEN_CUE.of(line=number)))
    return end


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
