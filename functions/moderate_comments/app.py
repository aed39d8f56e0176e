"""Editors decide on comments."""

from functools import partial
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import PRIVATE, Answer, json_answer, readable, versioned
from broadsheet.adapters.http.comments.ban_answers import comment_context, listed_ban, words
from broadsheet.adapters.http.comments.moderation_answers import (
    ModerationResults,
    moderated,
    result,
    trail_step,
)
from broadsheet.adapters.http.comments.moderation_requests import (
    FILTERS,
    ban_of,
    bulk_of,
    edit_of,
    filter_of,
    reason_of,
    sent_words,
)
from broadsheet.adapters.http.lists import both, list_answer, paging
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.comments.ban_sender import ban, lift_ban, list_bans
from broadsheet.usecases.comments.list_moderation import list_moderation
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.comments.moderate_many import moderate_many
from broadsheet.usecases.comments.read_context import read_context
from broadsheet.usecases.comments.read_trail import read_trail
from broadsheet.usecases.comments.word_lists import read_word_lists, write_word_lists
from broadsheet.usecases.shared.committing import with_sent

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

COMMENTS = "/api/v1/moderation/comments"
BANS, WORDS = "/api/v1/moderation/bans", "/api/v1/moderation/words"


def _list(request: HttpRequest) -> Answer:
    (limit, cursor), asked = both(
        lambda: paging(request, *FILTERS), lambda: filter_of(request.query)
    )
    table = bootstrap.services().table
    found = list_moderation(table, request.principal(), asked, limit, cursor)
    return list_answer(request, found, moderated)


def _trail(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    table, comment_id = bootstrap.services().table, request.parameter("id")
    found = read_trail(table, request.principal(), comment_id, limit, cursor)
    return list_answer(request, found, trail_step)


def _decide(decision: Decision, request: HttpRequest) -> Answer:
    asked, comment_id = request.for_editor(Scope.COMMENTS_MODERATE), request.parameter("id")
    reason = reason_of(request)
    receipt = moderate_comment(bootstrap.services(), asked, comment_id, decision, reason)
    return json_answer(200, receipt)


def _undo(request: HttpRequest) -> Answer:
    asked, comment_id = request.for_editor(Scope.COMMENTS_MODERATE), request.parameter("id")
    return json_answer(
        200, undo_decision(bootstrap.services(), asked, comment_id, reason_of(request))
    )


def _edit(request: HttpRequest) -> Answer:
    asked, comment_id = request.for_editor(Scope.COMMENTS_MODERATE), request.parameter("id")
    sent = edit_of(request)
    receipt = edit_comment(bootstrap.services(), asked, comment_id, sent.body, sent.reason)
    return json_answer(200, receipt)


def _bulk(request: HttpRequest) -> Answer:
    asked, sent = request.for_editor(Scope.COMMENTS_MODERATE), bulk_of(request)
    outcomes = moderate_many(bootstrap.services(), asked, sent.ids, sent.action, sent.reason)
    return json_answer(200, ModerationResults(list(map(result, outcomes))))


def _context(request: HttpRequest) -> Answer:
    request.only()
    services, comment_id = bootstrap.services(), request.parameter("id")
    found = read_context(services.table, request.principal(), comment_id, services.clock())
    return readable(request, comment_context(found), cache=PRIVATE)


def _ban(request: HttpRequest) -> Answer:
    asked, comment_id = request.for_editor(Scope.COMMENTS_MODERATE), request.parameter("id")
    sent = ban_of(request)
    services = bootstrap.services()
    return json_answer(200, ban(services, asked, comment_id, sent.of, sent.days, sent.reason))


def _bans(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    services = bootstrap.services()
    found = list_bans(services.table, request.principal(), services.clock(), limit, cursor)
    return list_answer(request, found, listed_ban)


def _lift(request: HttpRequest) -> Answer:
    asked = request.without_body().for_editor(Scope.COMMENTS_MODERATE)
    ban_id = request.parameter("id")
    return json_answer(200, lift_ban(bootstrap.services(), asked, ban_id))


def _words(request: HttpRequest) -> Answer:
    request.only()
    found = read_word_lists(bootstrap.services().table, request.principal())
    return readable(request, words(found), cache=PRIVATE, etag=f'"{found.version}"')


def _write_words(request: HttpRequest) -> Answer:
    asked = request.for_editor(Scope.COMMENTS_MODERATE)
    submitted, sent = sent_words(request)
    receipt = write_word_lists(bootstrap.services(), with_sent(asked, sent), submitted)
    return versioned(receipt, receipt.version)


ROUTES: dict[str, Endpoint] = {
    f"GET {COMMENTS}": _list,
    f"GET {COMMENTS}/{{id}}": _context,
    f"POST {COMMENTS}/{{id}}/ban": _ban,
    f"GET {BANS}": _bans,
    f"POST {BANS}/{{id}}/lift": _lift,
    f"GET {WORDS}": _words,
    f"PUT {WORDS}": _write_words,
    f"POST {COMMENTS}/bulk": _bulk,
    f"GET {COMMENTS}/{{id}}/trail": _trail,
    f"POST {COMMENTS}/{{id}}/undo": _undo,
    f"POST {COMMENTS}/{{id}}/edit": _edit,
    **{f"POST {COMMENTS}/{{id}}/{decision}": partial(_decide, decision) for decision in Decision},
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
