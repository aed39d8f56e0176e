"""Why nothing became of an upload, to be read after 'It': what of it has numbers in it."""

from broadsheet.domain.shared.sentence import Sentence, read_back, sentence

MANY_PIXELS = sentence("has more than {most:,} pixels")
WIDE = sentence("is more than {most:,} pixels wide or high")
HIGH = sentence("is more than {most:,} pixels high, as wide as it would be shown")
MANY_SCANS = sentence("has more than {most} scans")
UNREADABLE = sentence("is no {known} that can be read")
UNDECODED = sentence("cannot be decoded in {seconds} seconds and {megabytes:,} MB")
UNWRITTEN = sentence("cannot be written as {kind}")
OTHER_KIND = sentence("is {found} and was announced as {announced}: announce it as what it is")
NO_BROWSER_SHOWS = sentence(
    "has its pictures in {codec}, which many browsers do not show: export it as MP4 with H.264"
)
NO_BROWSER_HEARS = sentence(
    "has its sound in {codec}, which many browsers do not play: export it as AAC, MP3 or Opus"
)
BEYOND_PROFILE = sentence(
    "has its pictures in {codec}, which many browsers do not show: export it with 8 bits and 4:2:0"
)
BAD_CUE = sentence("has in line {line} no times such as 00:01.000 --> 00:04.000")
UNSEEN_CUE = sentence("has captions in line {line} that nobody sees: they end when they begin")
TOO_LARGE = sentence("has more than {most:,} bytes")
_FILLED_IN = (
    *(MANY_PIXELS, HIGH, WIDE, MANY_SCANS, UNREADABLE, UNDECODED, UNWRITTEN),
    *(OTHER_KIND, NO_BROWSER_SHOWS, NO_BROWSER_HEARS, BEYOND_PROFILE, BAD_CUE, UNSEEN_CUE),
    TOO_LARGE,
)


def reason_of(english: str) -> Sentence:
    """The reason that a picture's record has."""
    return read_back(english, _FILLED_IN)
