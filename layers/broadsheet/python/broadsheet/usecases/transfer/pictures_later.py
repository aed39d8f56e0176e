"""An article that came without its pictures gets them from a later import."""

import msgspec

from broadsheet.domain.articles.article import Article, Content
from broadsheet.domain.articles.life import Status
from broadsheet.domain.media.media import media_of
from broadsheet.usecases.articles.change_article import ArticleReceipt, Filing
from broadsheet.usecases.media.pictured import pictured
from broadsheet.usecases.shared.committing import Request, commit_once
from broadsheet.usecases.shared.ports import Write
from broadsheet.usecases.shared.services import Services


def is_as_it_came(there: Article, request: Request) -> bool:
    """Whether nobody has touched the article since an import wrote it."""
    is_ours = there.modified_by_id == request.who.id
    return is_ours and there.status is not Status.DELETED


class Later:
    """For the articles of one source."""

    def __init__(self, services: Services, request: Request, source: str) -> None:
        self._services, self._request, self._source = services, request, source

    def shown(self, there: Article, came: Content) -> bool:
        """Show what `came` shows of ours and `there` does not; whether there was anything.

        Its dates stay. Raises Invalid and InFlight.
        """
        before = there.content
        lead = came.lead_image
        had = before.lead_image.media if before.lead_image else None
        is_new_lead = bool(lead and lead.media and not had)
        changed = msgspec.structs.replace(
            before, body=came.body, lead_image=lead if is_new_lead else before.lead_image
        )
        content, (body, _) = pictured(self._services, changed)
        after = msgspec.structs.replace(there, content=content, body=body)
        if not set(media_of(after)) - set(media_of(there)):
            return False

        def plan() -> tuple[list[Write], ArticleReceipt]:
            filing = Filing(self._services, self._request)
            return filing.writes(there, after, "import", self._source, at=there.modified_at)

        commit_once(self._services, self._request, plan, ArticleReceipt)
        return True
