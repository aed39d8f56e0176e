"""Of the changes of a batch those that say that an address stands on a card are handed on."""

from collections.abc import Callable, Sequence

from broadsheet.domain.articles.embed import EmbedUse
from broadsheet.usecases.site.ports import EmbedQueue
from broadsheet.usecases.site.route_changes import StreamedChange


def ask_about(queue: Callable[[], EmbedQueue], changes: Sequence[StreamedChange]) -> set[int]:
    """Queue each address once; by their indexes, the changes that the queue did not take.

    Where there are none the queue is not even made.
    """
    urls: dict[str, set[int]] = {}
    for n, streamed in enumerate(changes):
        use = streamed.change.new
        if isinstance(use, EmbedUse):
            urls.setdefault(use.url, set()).add(n)
    refused = queue().send(list(urls)) if urls else set()
    of = list(urls.values())
    return {n for index in refused for n in of[index]}
