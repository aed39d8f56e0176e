"""What somebody is offered to do with a story is what the use case then does, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, Colleague, Hour, Revision
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.shared.errors import Forbidden, NotAllowedInState, NotFound
from broadsheet.domain.shared.principal import Principal, Role, Scope
from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt, assign_article
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.restore_revision import restore_revision
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.shared.services import Services
from tests.builders import make_article
from tests.fakes.table import MemoryTable
from tests.faults.editions import START, make_newsroom, story

AUTHORS = frozenset({Role.AUTHOR})
PEOPLE = {
    "who made it": Principal("ann", AUTHORS),
    "whose turn it is": Principal("ben", AUTHORS),
    "another author": Principal("cem", AUTHORS),
    "an editor": Principal("edith", frozenset({Role.EDITOR})),
    "a reader": Principal("ann", frozenset()),
    "a client that writes": Principal("m", frozenset(), frozenset({Scope.ARTICLES_WRITE})),
    "a client that publishes": Principal("m", frozenset(), frozenset({Scope.ARTICLES_PUBLISH})),
    "a client that does both": Principal(
        "m", frozenset(), frozenset({Scope.ARTICLES_WRITE, Scope.ARTICLES_PUBLISH})
    ),
    "a client that moderates": Principal("ann", frozenset(), frozenset({Scope.COMMENTS_MODERATE})),
}
LISTED = ("site#-", "section#world", "tag#ports", "tag#weather", "author#amina-yusuf")
LATER = Hour(at=START + timedelta(days=1), local="2026-11-23T11:05", zone="UTC")
LATEST = Hour(at=START + timedelta(days=2), local="2026-11-24T11:05", zone="UTC")


def in_state(status: Status) -> Article:
    scheduled, public = status is Status.SCHEDULED, status is Status.PUBLISHED
    return make_article(
        id="a",
        status=status,
        slots=dict.fromkeys(LISTED, "2026-11#000001"),
        created_by="ann",
        assigned_to=Colleague("ben", "Ben"),
        publish_at=LATER if scheduled else None,
        published_at=START if public or status is Status.UNPUBLISHED else None,
    )


def done(services: Services, request: Request, action: Action, status: Status) -> object:
    begin = None if status is Status.PUBLISHED else LATER
    colleagues = WhoWorkedOnIt(services.table)
    acts: dict[Action, Callable[[], object]] = {
        Action.REPLACE: lambda: replace_article(
            services, request, "a", msgspec.structs.replace(story("Anew"), status=None)
        ),
        Action.RESTORE: lambda: restore_revision(services, request, "a", 1),
        Action.REVIEW: lambda: review_article(services, request, "a"),
        Action.RETURN: lambda: return_article(services, request, "a"),
        Action.SCHEDULE: lambda: schedule_article(services, request, "a", begin, LATEST),
        Action.UNSCHEDULE: lambda: unschedule_article(services, request, "a"),
        Action.PUBLISH: lambda: publish_article(services, request, "a"),
        Action.CORRECT: lambda: correct_article(services, request, "a", "It was Tuesday."),
        Action.UNPUBLISH: lambda: unpublish_article(services, request, "a"),
        Action.RETRACT: lambda: retract_article(services, request, "a", "Forged."),
        Action.DELETE: lambda: delete_article(services, request, "a"),
        Action.DUPLICATE: lambda: duplicate_article(services, request, "a"),
        Action.ASSIGN: lambda: assign_article(services, request, "a", None, colleagues),
    }
    assert set(acts) == set(Action)
    return acts[action]()


def not_refused(who: Principal, status: Status) -> Iterator[Action]:
    """What the use cases do, each tried on a table of its own."""
    for action in Action:
        table = MemoryTable()
        article = in_state(status)
        first = Revision(
            article_id="a",
            version=1,
            status=Status.DRAFT,
            action="submit",
            content=article.content,
            at=START,
            by="ann",
        )
        table.commit([Put(article), Put(first)], Cause("test", START))
        request = Request(id="r", who=who, if_match=ANY_VERSION)
        try:
            done(make_newsroom(table), request, action, status)
        except (Forbidden, NotAllowedInState, NotFound):
            continue
        yield action


@pytest.mark.parametrize(("name", "status"), list(product(PEOPLE, Status)))
def test_what_is_offered_is_done_and_what_is_not_is_refused(name: str, status: Status) -> None:
    who = PEOPLE[name]
    assert actions_of(who, in_state(status)) == list(not_refused(who, status))


@pytest.mark.parametrize("status", Status)
def test_whose_turn_it_is_may_do_what_its_author_may_but_throw_it_away(status: Status) -> None:
    theirs = set(actions_of(PEOPLE["who made it"], in_state(status)))
    lent = set(actions_of(PEOPLE["whose turn it is"], in_state(status)))
    assert lent == theirs - {Action.DELETE}
