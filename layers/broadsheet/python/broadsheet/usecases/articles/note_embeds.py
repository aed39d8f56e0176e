"""That a text has cards is written down, so that somebody is asked what they are about."""

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.embed import MOST_OF_STORY, EmbedUse
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services


def note_embeds(
    services: Services,
    request: Request,
    shown_by: str,
    before: SafeHtml | None,
    after: SafeHtml,
    most: int = MOST_OF_STORY,
) -> None:
    """Write down that a text is about to have cards of addresses, before it has: the first `most`.

    So what is said of them meanwhile reaches its page. They are notes of what may be: a
    transaction of an article has no room for twenty more writes. Each time that a text changes all
    its addresses are named, so that who did not answer then is asked again; nothing is written
    where it has none. `shown_by` is as in `EmbedUse`.
    """
    urls = services.markup.asked_about(after, most) if after != before else ()
    if urls:
        now = services.clock()
        uses = [EmbedUse(url=url, shown_by=shown_by, at=now) for url in urls]
        services.table.commit([Put(use) for use in uses], Cause(request.id, now))
