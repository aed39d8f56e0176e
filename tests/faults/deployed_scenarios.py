"""What is done to each function of the template: every recorded call, and what no call tells of."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import msgspec

from broadsheet import bootstrap
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.site.renewal import Renewal
from broadsheet.usecases.shared.ports import Cause, Put
from tests.faults.picture_scenarios import (
    PICTURES,
)
from tests.faults.scenarios import ARTICLES, DECISIONS, Scenario, a_day, place
from tests.faults.stage import Stage
from tests.integration.http.test_events import seed
from tests.support.functions import HTTP_FUNCTIONS
from tests.support.lambdas import EVENTS, MEDIA, event

Act = Callable[[Stage, Any], Any]
_CAUSE = "brought near"


def as_recorded(stage: Stage) -> Any:
    return seed(stage.api)


def recorded() -> Iterator[Scenario]:
    """A scenario for each recorded event of the API, whatever it is answered."""
    for path in sorted(EVENTS.glob("*.json")):
        function = path.stem.partition("__")[0]
        if function in HTTP_FUNCTIONS:
            writes = not event(path.stem)["routeKey"].startswith(("GET ", "$default"))
            # An erasure answers what was left to be done.
            answers = writes and not path.stem.endswith("__erase")
            yield Scenario(
                path.stem,
                function,
                _sent(path.stem, writes),
                as_recorded,
                answers=answers,
                calls=False,
            )


def _sent(name: str, writes: bool) -> Act:
    def act(stage: Stage, ids: Any) -> Any:
        sent = event(name, ids)
        sent["headers"] |= {"idempotency-key": "key"} if writes else {}
        return stage.api.send(sent)

    return act


def _post(path: str, by: str | None = "edith", **options: Any) -> Act:
    def act(stage: Stage, props: Any) -> Any:
        return stage.api("POST", path.format(*props), by=by, idempotency_key="key", **options)

    return act


def _after(first: Callable[[Stage], Any], *acts: Act) -> Callable[[Stage], Any]:
    """As `first`, and then that."""

    def more(stage: Stage) -> Any:
        props = first(stage)
        for act in acts:
            answer = act(stage, props)
            assert getattr(answer, "status", 200) < 400, answer.body
        return props

    return more


def _comments(stage: Stage) -> Any:
    """A day, the comment that was approved, and the one that waits."""
    props = a_day(stage)
    found = [
        stage.api("GET", DECISIONS, by="edith", query={"state": s}).json["items"][0]["id"]
        for s in ("approved", "pending")
    ]
    return *props, *found


def _scheduled(field: str, hours: int = 1) -> Act:
    which = 0 if field == "unpublish_at" else 2

    def act(stage: Stage, props: Any) -> Any:
        at = {"local": f"{stage.clock.now + timedelta(hours=hours):%Y-%m-%dT%H:%M}", "zone": "UTC"}
        path = f"{ARTICLES}/{props[which]}/schedule"
        return stage.api("POST", path, by="edith", json_body={field: at})

    return act


def _hours_pass(stage: Stage, _props: Any) -> Any:
    stage.drain()
    stage.later(timedelta(hours=2))


def _comments_are_to_close(stage: Stage, props: Any) -> None:
    table, at = bootstrap.reads(), stage.clock.now - timedelta(hours=1)
    found = table.get(Discussion, discussion_key(props[0]))
    assert found is not None
    due = Due(at=at, article_id=props[0], action=DueAction.CLOSE_COMMENTS)
    moved = msgspec.structs.replace(found, closes_at=at)
    table.commit([Put(moved), Put(due)], Cause(_CAUSE, at))


def _in_a_section_of_editors(stage: Stage, _props: Any) -> None:
    stage.api.submit(title="En garde", section="Fencing")
    stage.drain()


def _articles_are_to_be_renewed(stage: Stage, _props: Any) -> None:
    table, slug = bootstrap.reads(), "ann-author"
    stage.api("PUT", f"/api/v1/profiles/{slug}", by="edith", json_body={"name": "Ann Author"})
    stage.drain()
    kept = table.get(Profile, profile_key(slug))
    assert kept is not None
    changed = msgspec.structs.replace(kept, bio="Another.", version=kept.version + 1)
    renewal = Renewal(of=slug, cause=_CAUSE, reached="~")
    table.commit([Put(changed), Put(renewal)], Cause(_CAUSE, stage.clock.now))


def _notified(stage: Stage, props: Any) -> Any:
    return stage.api.comment(props[1], email="nan@example.org", body="Tell me.", notify="yes")


def _approved(body: str) -> Act:
    def act(stage: Stage, _props: Any) -> Any:
        (found,) = [one["id"] for one in stage.api.pending() if body in one["body"]]
        return stage.api.decide(found)

    return act


def _link(stage: Stage) -> str:
    (item,) = [i for i in stage.stack.items() if i["type"]["S"] == "Subscription"]
    return f"/api/v1/subscriptions/{item['comment_id']['S']}/{item['token']['S']}"


def _subscriber(stage: Stage) -> tuple[str, ...]:
    """Somebody whose comment is shown wants to hear of replies, and was asked whether it is so."""
    props = _after(a_day, _notified, _approved("Tell me."))(stage)
    stage.drain()
    return *props, _link(stage)


def _confirmed(stage: Stage) -> tuple[str, ...]:
    return _after(_subscriber, _press("confirm"))(stage)  # type: ignore[no-any-return]


def _press(action: str) -> Act:
    return lambda stage, props: stage.api("POST", props[3], form={"action": action})


def _is_answered(stage: Stage, props: Any) -> Any:
    stage.api.comment(props[1], email="rob@example.org", body="A reply.", parent="2")
    return _approved("A reply.")(stage, props)


def _changes(stage: Stage, _props: Any) -> list[Any]:
    return stage.stack.stream()


def _mails_wait(stage: Stage, _props: Any) -> list[Any]:
    records = stage.stack.stream()
    stage.place(records)
    while more := stage.stack.stream():
        records += more
        stage.place(more)
    stage.route(records)
    for batch in stage.batches():
        stage.render(batch)
    return stage.batches(stage.stack.cloud.mail_queue_url)


def each_batch(deliver: Callable[[Stage, Any], None]) -> Act:
    def act(stage: Stage, batches: Any) -> None:
        for batch in batches:
            deliver(stage, batch)

    return act


def _reported(reader: int) -> Act:
    def act(stage: Stage, props: Any) -> Any:
        path = f"{ARTICLES}/{props[1]}/comments/1/report"
        return stage.api("POST", path, form={"reason": "abuse"}, user_agent=f"Browser {reader}")

    return act


def _no_picture(stage: Stage) -> Any:
    sent = {"type": "image/jpeg", "alt": "A boat"}
    media_id = stage.api("POST", PICTURES, by="edith", json_body=sent).json["id"]
    cloud = stage.stack.cloud
    cloud.s3.put_object(Bucket=cloud.media_bucket, Key=f"uploads/{media_id}", Body=b"No picture.")
    return media_id, event("process_media__uploaded", {MEDIA: media_id})["Records"]


def _tick(stage: Stage, _props: Any) -> Any:
    return stage.tick()


_POSTER = {"path": "/poster/", "target": "https://tickets.example.org/"}
_FORGET = {"email": "rea@example.org"}
_LIFE = "/api/v1/articles/{2}"
_UNSCHEDULE, _RETURN = _post(f"{_LIFE}/unschedule"), _post(f"{_LIFE}/return")
_COMMENT = f"{DECISIONS}/{{3}}"
_REMOVE = _post("/api/v1/redirects/remove", json_body={"path": "/poster/"})
_PUT_POSTER = _post("/api/v1/redirects", json_body=_POSTER)
_TAKE_AWAY = _post("/api/v1/tags/ports/rename", json_body={"to": None})
_OTHER_SECTION = _post("/api/v1/sections/fencing/rename", json_body={"to": "Games"})
_DUE = [
    ("unpublish at its hour", (_scheduled("unpublish_at"), _hours_pass)),
    ("close comments", (_comments_are_to_close,)),
    ("renew pages", (_articles_are_to_be_renewed,)),
    ("refile what has a tag that goes", (_TAKE_AWAY,)),
    ("refile a section", (_in_a_section_of_editors, _OTHER_SECTION)),
    ("two at once", (_scheduled("publish_at"), _scheduled("unpublish_at"), _hours_pass)),
]
OTHERS = [
    Scenario("return", "edit_publication", _RETURN, _after(a_day, _post(f"{_LIFE}/review"))),
    Scenario(
        "unschedule", "edit_publication", _UNSCHEDULE, _after(a_day, _scheduled("publish_at"))
    ),
    Scenario("remove a redirect", "edit_publication", _REMOVE, _after(a_day, _PUT_POSTER)),
    Scenario("hold", "moderate_comments", _post(f"{_COMMENT}/hold"), _comments),
    Scenario("undo", "moderate_comments", _post(f"{_COMMENT}/undo"), _comments),
    Scenario("delete what stands", "moderate_comments", _post(f"{_COMMENT}/delete"), _comments),
    Scenario("comment that asks for mail", "submit_comment", _notified, a_day),
    Scenario(
        "the report that hides",
        "submit_comment",
        _reported(3),
        _after(a_day, _reported(1), _reported(2)),
    ),
    Scenario("confirm", "manage_subscriptions", _press("confirm"), _subscriber, answers=False),
    Scenario("end", "manage_subscriptions", _press("end"), _confirmed, answers=False),
    Scenario(
        "erase a reader",
        "privacy_requests",
        _post("/api/v1/privacy/erase", json_body=_FORGET),
        a_day,
        answers=False,
    ),
    Scenario(
        "hand on a mail",
        "place_comments",
        place,
        _after(a_day, lambda s, _: s.drain(), _notified),
        answers=False,
        undrained=_changes,
        is_quiet_before=False,
    ),
    Scenario(
        "place a reply that somebody waits for",
        "place_comments",
        place,
        _after(_confirmed, lambda s, _: s.drain(), _is_answered),
        answers=False,
        undrained=_changes,
        is_quiet_before=False,
    ),
    Scenario(
        "send what asks to confirm",
        "send_mails",
        each_batch(Stage.mail),
        _after(a_day, _notified),
        answers=False,
        undrained=_mails_wait,
        is_quiet_before=False,
    ),
    Scenario(
        "send what tells of a reply",
        "send_mails",
        each_batch(Stage.mail),
        _after(_confirmed, _is_answered),
        answers=False,
        undrained=_mails_wait,
        is_quiet_before=False,
    ),
    Scenario(
        "route what was seeded",
        "route_changes",
        Stage.route,
        as_recorded,
        answers=False,
        undrained=_changes,
        is_quiet_before=False,
    ),
    Scenario(
        "develop what is no picture",
        "process_media",
        lambda stage, uploaded: stage.develop(uploaded[1]),
        _no_picture,
        answers=False,
    ),
    *(
        Scenario(name, "publish_due", _tick, _after(a_day, *before), answers=False)
        for name, before in _DUE
    ),
]
