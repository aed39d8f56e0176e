"""Whether browsers play what a recording is in."""

from collections.abc import Callable, Collection, Iterable

from broadsheet.domain.shared.sentence import Sentence
from broadsheet.usecases.media.ports import NotAPicture


def must_play(
    codecs: Iterable[str],
    plays: Collection[str],
    reason: Sentence,
    called: Callable[[str], str] = str,
) -> None:
    """Raises NotAPicture with the reason for the first codec that is none of those that play."""
    other = next((codec for codec in codecs if codec not in plays), None)
    if other is not None:
        raise NotAPicture(str(reason.of(codec=called(other))))
