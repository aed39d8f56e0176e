"""Who shows a picture, by name, as far as whoever asks may know."""

from typing import NamedTuple

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.rights import may_see
from broadsheet.domain.media.media import author_in, story_in
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.media.manage_media import users_of
from broadsheet.usecases.shared.ports import Reads

NAMED = 20
"""Stories that are named; of further ones it is only said how many."""


class PictureUse(NamedTuple):
    """A story, also for its entries, or an author's profile; without a title it is not theirs to
    see."""

    path: str
    title: str


class PictureUses(NamedTuple):
    """Those that are named, and how many there are beside."""

    named: tuple[PictureUse, ...]
    more: int


def picture_uses(reads: Reads, who: Principal, media_id: str) -> PictureUses:
    """Who shows it now."""
    users = users_of(reads, media_id)
    named = tuple(_use(reads, who, shown_by) for shown_by in users[:NAMED])
    return PictureUses(named, len(users) - len(named))


def _use(reads: Reads, who: Principal, shown_by: str) -> PictureUse:
    slug = author_in(shown_by)
    if slug is not None:
        return PictureUse(f"/desk/profiles/{slug}", slug)
    article_id = story_in(shown_by) or shown_by
    article, path = reads.get(Article, article_key(article_id)), f"/desk/stories/{article_id}"
    if article is None or not (article.is_public or may_see(who, article)):
        return PictureUse(path, "")
    return PictureUse(path, article.content.title)
