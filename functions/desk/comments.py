"""The desk of those who moderate: queues, decisions, and what is around a comment."""

from functools import partial

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.comments.moderation_requests import SEARCHED
from broadsheet.adapters.http.desk import comments as sent
from broadsheet.adapters.http.desk.answers import see, told
from broadsheet.adapters.http.desk.form import filled_in
from broadsheet.adapters.http.desk.form_answers import (
    NOTHING_WRONG,
    said_of,
    status_for,
    version_of,
    wrong_in,
)
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Invalid,
    Malformed,
    NotAllowedInState,
    NotFound,
    VersionMismatch,
)
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.articles.switch_comments import switch_comments
from broadsheet.usecases.comments.ban_sender import ban
from broadsheet.usecases.comments.count_new import count_new
from broadsheet.usecases.comments.list_moderation import LOOK, Queued, list_moderation
from broadsheet.usecases.comments.moderate_comment import edit_comment
from broadsheet.usecases.comments.moderate_many import moderate_many
from broadsheet.usecases.comments.read_context import read_context
from broadsheet.usecases.comments.read_trail import read_trail
from broadsheet.usecases.shared.paging import Cursor, Slice

QUEUE = "/desk/comments"
_TRAIL = 60
_NOTHING: Slice[Queued] = Slice([], None)


def _queue(desk: DeskRequest) -> Answer:
    return _listed(desk, desk.only(*sent.ASKED, "cursor", "done"))


def _listed(desk: DeskRequest, query: dict[str, str], undone: Sentence | None = None) -> Answer:
    """The page of a list; `undone` is why nothing was done with what is ticked on it."""
    asked = filled_in(query)
    services, cursor = bootstrap.services(), asked.get("cursor")
    now, looked_for = services.clock(), sent.filter_of(asked)
    after = Cursor(cursor) if cursor else None
    try:
        found = list_moderation(services.table, desk.who, looked_for, sent.PAGE, after)
        wrong = NOTHING_WRONG
    except Malformed as problem:
        if not wrong_in(problem).at(*(f"?{name}" for name in SEARCHED)):
            raise
        found, wrong = _NOTHING, wrong_in(problem)
    story = asked.get("story")
    return bootstrap.desk().page(
        desk,
        "comments.html",
        status=422 if wrong.errors or undone else 200,
        wrong=wrong,
        undone=undone,
        ticked=desk.form.all("id") if undone else (),
        is_search=looked_for.is_search,
        unsearched_at=sent.address_of({**asked, **dict.fromkeys(SEARCHED, "")}),
        looked_at=LOOK,
        kept=sent.query_of(asked, *SEARCHED),
        queue=asked.get("queue", "pending"),
        queues=sent.QUEUES,
        found=found.items,
        next=sent.address_of(asked, cursor=found.next or "") if found.next else "",
        asked=asked,
        story=services.table.get(Discussion, discussion_key(story)) if story else None,
        done=sent.undoable(asked.get("done", "")),
        now=now,
        since=stamp(now),
    )


def _new(desk: DeskRequest) -> Answer:
    asked = desk.only(*sent.ASKED, "since")
    services, of = bootstrap.services(), sent.filter_of(asked)
    since = sent.moment_of(asked.get("since", ""))
    count = count_new(services.table, desk.who, CommentState(of.state), since, of.article_id)
    return told({"count": count})


def _decide(desk: DeskRequest) -> Answer:
    try:
        many = sent.many_of(desk.form)
    except Malformed as problem:
        if desk.wants_json:
            raise
        here = {name: desk.form.text(name) for name in (*sent.ASKED, "cursor")}
        return _listed(desk, here, problem.said)
    services, asked = bootstrap.services(), desk.to_use_case()
    outcomes = moderate_many(services, asked, many.ids, many.action, many.reason)
    if desk.wants_json:
        return told(sent.told_of(outcomes, partial(bootstrap.desk().in_words, desk)))
    done = [one.comment_id for one in outcomes if not isinstance(one.became, Exception)]
    again = {name: desk.form.text(name) for name in sent.ASKED}
    undo = "" if many.action == "undo" else ",".join(done)
    return see(sent.address_of(again, done=undo), *sent.said_of(many.action, outcomes))


def _one(desk: DeskRequest) -> Answer:
    desk.only()
    return _shown(desk)


def _context(desk: DeskRequest) -> Answer:
    desk.only()
    services = bootstrap.services()
    found = read_context(services.table, desk.who, desk.parameter("id"), services.clock())
    return bootstrap.desk().page(desk, "comment_context.html", context=found, is_part=True)


def _shown(desk: DeskRequest, problem: BroadsheetError | None = None) -> Answer:
    services, comment_id = bootstrap.services(), desk.parameter("id")
    context = read_context(services.table, desk.who, comment_id, services.clock())
    trail = read_trail(services.table, desk.who, comment_id, _TRAIL, None)
    return bootstrap.desk().page(
        desk,
        "comment.html",
        status=status_for(problem),
        context=context,
        is_part=False,
        trail=trail.items,
        wrong=wrong_in(problem),
        problem=said_of(problem),
        version=version_of(desk, problem, context.queued.comment.version),
        typed=desk.form if problem else None,
        doing=desk.path.rpartition("/")[2] if problem else "",
    )


def _edit(desk: DeskRequest) -> Answer:
    services, asked, comment_id = bootstrap.services(), desk.to_use_case(), desk.parameter("id")
    try:
        edit = sent.edit_of(desk.form)
        edit_comment(services, asked, comment_id, edit.body, edit.reason, asked.if_match)
    except (Invalid, NotAllowedInState, VersionMismatch) as problem:
        return _shown(desk, problem)
    said = sentence("Edited. Its page says so, and the trail has what it said before.")
    return see(f"{QUEUE}/{desk.parameter('id')}", said)


def _ban(desk: DeskRequest) -> Answer:
    try:
        kept_out = sent.ban_of(desk.form)
    except Invalid as problem:
        return _shown(desk, problem)
    receipt = ban(
        bootstrap.services(),
        desk.to_use_case(),
        desk.parameter("id"),
        kept_out.of,
        kept_out.days,
        kept_out.reason,
    )
    until = f"{receipt.until:%Y-%m-%d %H:%M} UTC"
    said = sentence("Nothing is taken from them until {until}.", until=until)
    return see(f"{QUEUE}/{desk.parameter('id')}", said)


def _switch(desk: DeskRequest) -> Answer:
    wanted, article_id = desk.form.text("comments"), desk.parameter("id")
    services = bootstrap.services()
    if services.table.get(Discussion, discussion_key(article_id)) is None:
        raise NotFound(sentence("There is no such published story."))
    is_open = wanted == "open"
    switch_comments(services, desk.to_use_case(), article_id, "open" if is_open else "closed")
    said = (
        sentence("Readers may comment on this story.")
        if is_open
        else sentence("Comments are closed on this story.")
    )
    return see(sent.address_of({"queue": desk.form.text("queue"), "story": article_id}), said)


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {QUEUE}": _queue,
    f"GET {QUEUE}/new": _new,
    f"POST {QUEUE}/decide": _decide,
    f"POST {QUEUE}/stories/{{id}}": _switch,
    f"GET {QUEUE}/{{id}}": _one,
    f"GET {QUEUE}/{{id}}/context": _context,
    f"POST {QUEUE}/{{id}}/edit": _edit,
    f"POST {QUEUE}/{{id}}/ban": _ban,
}
