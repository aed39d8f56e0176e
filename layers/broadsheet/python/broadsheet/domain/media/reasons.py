"""Why nothing became of an upload, to be read after 'It': what of it has numbers in it."""

from broadsheet.domain.shared.sentence import Sentence, read_back, sentence

MANY_PIXELS = sentence("has more than {most:,} pixels")
WIDE = sentence("is more than {most:,} pixels wide or high")
HIGH = sentence("is more than {most:,} pixels high, as wide as it would be shown")
MANY_SCANS = sentence("has more than {most} scans")
UNREADABLE = sentence("is no {known} that can be read")
UNDECODED = sentence("cannot be decoded in {seconds} seconds and {megabytes:,} MB")
UNWRITTEN = sentence("cannot be written as {kind}")
_FILLED_IN = (MANY_PIXELS, HIGH, WIDE, MANY_SCANS, UNREADABLE, UNDECODED, UNWRITTEN)


def reason_of(english: str) -> Sentence:
    """The reason that a picture's record has."""
    return read_back(english, _FILLED_IN)
