"""The count of paths crossed on the stack names each that was not."""

import pytest

from broadsheet.domain.articles.due import DueAction
from broadsheet.domain.articles.life import Status
from local.tail import Said
from tests.support.functions import AT_DESK, routes_of
from tests.support.paths import sources
from tests.support.paths.ledger import LATER, Ledger
from tests.support.paths.rights import Call, Role, call_of, described, may, who_must_do

RETRACT = Call("POST", "/api/v1/articles/{id}/retract")
REPLACE = Call("PUT", "/api/v1/articles/{id}")


def crossed() -> Ledger:
    """Of a run in which everything was crossed."""
    ledger = Ledger()
    for call, needs_token in described().items():
        for role in Role:
            ledger.answered(call, role, 200 if role in who_must_do(call) else 403)
        if not needs_token:
            ledger.answered(call, Role.ANYONE, 404)
    for action in LATER:
        ledger.was_done(action, "somewhere")
    ledger.crossed = dict.fromkeys(sources.sources(), "answered")
    return ledger


def test_nothing_is_missing_where_everything_was_crossed() -> None:
    assert crossed().missing() == []


def test_a_run_that_crossed_nothing_names_everything() -> None:
    named = "\n".join(Ledger().missing())
    for call in described():
        assert f"operation: {call} " in named
    for action in DueAction:
        assert f"due action: {action} " in named
    for source in sources.sources():
        assert f"event source: {source} " in named


def test_a_role_that_did_not_do_what_it_may_is_named() -> None:
    ledger = crossed()
    ledger.answers[RETRACT, Role.PUBLISHES] = {403}
    assert ledger.missing() == [
        "operation: POST /articles/{id}/retract was not done by articles:publish, who may"
    ]


def test_an_operation_that_was_refused_to_nobody_is_named() -> None:
    ledger = crossed()
    for role in Role:
        ledger.answers[RETRACT, role] = {200}
    assert ledger.missing() == ["operation: POST /articles/{id}/retract was refused to nobody"]


def test_an_action_of_the_clock_and_an_event_source_are_named() -> None:
    ledger = crossed()
    del ledger.done[DueAction.PUBLISH]
    (clock,) = (source for source in ledger.crossed if source.kind == "Schedule")
    del ledger.crossed[clock]
    assert ledger.missing() == [
        "due action: publish had no effect that was seen",
        "event source: Schedule EveryMinute of publish_due was not crossed",
    ]


@pytest.mark.parametrize(
    ("role", "status", "allowed"),
    [
        (Role.AUTHOR, Status.DRAFT, True),
        (Role.AUTHOR, Status.PUBLISHED, False),
        (Role.OTHER, Status.DRAFT, False),
        (Role.WRITES, Status.DRAFT, True),
        (Role.PUBLISHES, Status.DRAFT, False),
        (Role.EDITOR, Status.PUBLISHED, True),
        (Role.ANYONE, Status.DRAFT, False),
    ],
)
def test_who_may_replace_an_article_is_as_the_chapter_says(
    role: Role, status: Status, allowed: bool
) -> None:
    assert may(role, REPLACE, status) is allowed


def test_every_operation_has_a_function_that_is_routed() -> None:
    routed = {source.route for source in sources.sources() if source.kind == "HttpApi"}
    operations = {f"{call.method} {call.path}" for call in described()}
    of_the_desk = {route for name in AT_DESK for route in routes_of(name)}
    assert routed == operations | of_the_desk | {"$default"}


def test_an_address_is_that_of_the_operation_which_names_it() -> None:
    bulk = Call("POST", "/api/v1/moderation/comments/bulk")
    assert call_of("POST", "/api/v1/moderation/comments/bulk") == bulk
    assert call_of("GET", "/api/v1/articles/7?x=1") == Call("GET", "/api/v1/articles/{id}")
    assert call_of("GET", "/api/v1/nothing") is None


def test_what_a_role_was_denied_is_a_complaint() -> None:
    denied = '{"level":"ERROR","message":"request failed","exception":"AccessDeniedException"}'
    said = [Said(0.0, "publish_due", denied), Said(0.0, "read_api", '{"message":"answered"}')]
    assert sources.complaints(said) == [f"publish_due: {denied}"]


def test_streams_and_queues_have_dead_letters() -> None:
    assert sources.without_dead_letters() == []
