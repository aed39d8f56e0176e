"""What somebody sees of a story who has it before them at the desk."""

import msgspec

from broadsheet.domain.articles.article import Article, Colleague, Revision
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.remark import Remark
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.articles.ports import Colleagues
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.articles.read_revisions import trail_of
from broadsheet.usecases.articles.remarks import remarks_of
from broadsheet.usecases.shared.paging import Cursor, Slice
from broadsheet.usecases.shared.ports import Reads

STEPS, REMARKS = 6, 20
"""Of its trail and of what colleagues said: the newest."""


class StoryPage(msgspec.Struct, frozen=True):
    """The story, what whoever asks can do with it now, and what was done and said of late."""

    article: Article
    actions: tuple[Action, ...]
    steps: tuple[Revision, ...]
    remarks: Slice[Remark]
    colleagues: tuple[Colleague, ...]
    """Whom it can be given to; none where whoever asks cannot."""


def story_page(
    reads: Reads,
    who: Principal,
    article_id: str,
    colleagues: Colleagues,
    remarks_after: Cursor | None = None,
) -> StoryPage:
    """What there is to see. Raises NotFound, Malformed."""
    article = seen_article(reads, who, article_id)
    actions = tuple(actions_of(who, article))
    return StoryPage(
        article,
        actions,
        tuple(trail_of(reads, article_id, STEPS).items),
        remarks_of(reads, article_id, REMARKS, remarks_after),
        colleagues.for_story(who, article) if Action.ASSIGN in actions else (),
    )
