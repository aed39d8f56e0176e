"""What an editor's page begins with: the story as it is saved, or as it was typed since."""

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.desk.typed import Typed, tidy, typed_beside, typed_of
from broadsheet.domain.desk.working_copy import Presence, WorkingCopy
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.replay import Replay, replay_key
from broadsheet.usecases.desk.known_names import byline_of
from broadsheet.usecases.desk.who_is_writing import who_is_writing
from broadsheet.usecases.desk.working_copies import working_copy
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.shared.services import Services


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields, and what it is of.

    `story` is the article's id, or what the page calls a new one. `based_on` is the version that
    what stands there began with. `recovered` is the copy that it was taken from, where that is not
    what is saved.
    """

    story: str
    typed: Typed
    based_on: int = 0
    article: Article | None = None
    recovered: WorkingCopy | None = None
    others: tuple[Presence, ...] = ()
    actions: tuple[Action, ...] = ()


def begin_story(services: Services, who: Principal, story: str) -> Begun:
    """A new story, as it was typed before or with its writer's name in it."""
    copy = working_copy(services, who, story)
    if copy:
        return Begun(story=story, typed=copy.fields, recovered=copy)
    name = byline_of(services.table, who.name)
    return Begun(
        story=story, typed=tidy({"byline_name": (name,), "language": (services.language,)})
    )


def open_story(services: Services, request: Request, article_id: str) -> Begun:
    """An article, as it was typed or else as it is saved; colleagues see that it is open.

    Raises NotFound.
    """
    article, others = who_is_writing(services, request, article_id)
    copy, saved = working_copy(services, request.who, article_id), typed_of(article)
    if copy and tidy(copy.fields) == typed_beside(article, copy.fields):
        copy = None
    return Begun(
        story=article_id,
        typed=copy.fields if copy else saved,
        based_on=(copy.based_on if copy else 0) or article.version,
        article=article,
        recovered=copy,
        others=tuple(others),
        actions=tuple(actions_of(request.who, article)),
    )


def notes_of(reads: Reads, who: Principal, idempotency_key: str) -> list[Note]:
    """What was not kept as it was sent, by the answer to a request of theirs of the last day."""
    found = reads.get(Replay, replay_key(who.id, idempotency_key))
    notes = found.receipt.get("notes", []) if found else []
    return msgspec.convert(notes, list[Note])
