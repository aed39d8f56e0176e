"""Everything that the functions do, each as it happens to a newsroom in the middle of its day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.faults.stage import Stage
from tests.support.api import article

ARTICLES = "/api/v1/articles"
DECISIONS = "/api/v1/moderation/comments"


def _nothing(_stage: Stage) -> Any:
    return None


@dataclass(frozen=True)
class Scenario:
    """Something that happens: what comes first, and what is done, again and again if need be.

    `first` returns what `act` is given. With `undrained`, what `first` changed has not
    reached the site when the scene begins; nor has it where `is_quiet_before` is False. A
    scenario that `calls` nothing is a mistake, but for what is refused at the door.
    """

    name: str
    function: str
    act: Callable[[Stage, Any], Any]
    first: Callable[[Stage], Any] = _nothing
    answers: bool = True
    undrained: Callable[[Stage, Any], Any] = lambda _stage, props: props
    is_quiet_before: bool = True
    calls: bool = True


def a_day(stage: Stage) -> tuple[str, str, str]:
    """Two public stories, one of which links to the other and is commented on, and a draft."""
    api = stage.api
    old = api.submit(title="Old story", tags=["Ports"])
    new = api.submit(title="New story", tags=["Ports"], breaking=True, also_read=[old["id"]])
    draft = api.submit("ann", title="Draft", tags=["Snow"])
    for name in ("Rea", "Ria"):
        assert api.comment(new["id"], name=name).status == 303
        stage.later(timedelta(seconds=1))
    approved, _ = api.pending()
    assert api.decide(approved["id"]).status == 200
    return old["id"], new["id"], draft["id"]


def _write(method: str, which: int, action: str = "", **options: Any) -> Callable[..., Any]:
    def act(stage: Stage, props: Any) -> Any:
        path = f"{ARTICLES}/{props[which]}{action}"
        return stage.api(method, path, by="edith", idempotency_key="key", **options)

    return act


def _submit(stage: Stage, props: Any) -> Any:
    story = article(
        title="Newest", status="published", tags=["Fog"], also_read=[props[1]],
        breaking=True,
    )  # fmt: skip
    return stage.api("POST", ARTICLES, by="edith", json_body=story, idempotency_key="key")


def _comment(**fields: str) -> Callable[..., Any]:
    def act(stage: Stage, props: Any) -> Any:
        return stage.api.comment(props[1], body="A third comment.", **fields)

    return act


def a_day_with_a_known_reader(stage: Stage) -> Any:
    """As below; and the cookies of somebody of whom an editor has approved something."""
    props = a_day(stage)
    cookies = stage.api.known(props[1], body="A word that an editor has read.")
    stage.drain()
    return *props, cookies


def _comment_of_somebody_known(stage: Stage, props: Any) -> Any:
    return stage.api.comment(props[1], props[-1], body="A third comment.")


def _decide(decision: str, which: int) -> Callable[..., Any]:
    def act(stage: Stage, props: Any) -> Any:
        comment = props[-1][which]
        return stage.api.decide(comment, decision, idempotency_key="key")

    return act


def _decide_on_all(stage: Stage, props: Any) -> Any:
    """What stands is hidden and what waits is shown, in one request."""
    sent = {"ids": props[-1], "action": "undo", "reason": "Another look."}
    path = f"{DECISIONS}/bulk"
    return stage.api("POST", path, by="edith", json_body=sent, idempotency_key="key")


def a_day_of_decisions(stage: Stage) -> Any:
    """As below; both comments were decided on, one each way."""
    *props, comments = a_day_of_comments(stage)
    assert stage.api.decide(comments[1], "reject").status == 200
    return *props, comments


def a_day_of_comments(stage: Stage) -> Any:
    """As above; the comment that was approved, and the one that waits."""
    props = a_day(stage)
    states = ("approved", "pending")
    found = [
        stage.api("GET", DECISIONS, by="edith", query={"state": s}).json["items"] for s in states
    ]
    return *props, [items[0]["id"] for items in found]


def _then(hours: int) -> Callable[[Stage], Any]:
    def first(stage: Stage) -> Any:
        props = a_day(stage)
        stage.drain()
        stage.later(timedelta(hours=hours))
        return props

    return first


def _when_its_hour_came(stage: Stage) -> Any:
    """The draft is to be published, and the hour was a while ago."""
    props = a_day(stage)
    at = stage.clock.now + timedelta(hours=1)
    hours = {"publish_at": {"local": f"{at:%Y-%m-%dT%H:%M}", "zone": "UTC"}}
    path = f"{ARTICLES}/{props[2]}/schedule"
    assert stage.api("POST", path, by="edith", json_body=hours).status == 200
    stage.drain()
    stage.later(timedelta(hours=2))
    return props


def _a_list_gets_another_name(kind: str, slug: str, to: str) -> Callable[[Stage], Any]:
    """An editor has renamed it, and the clock has not begun; stories stand in the list it joins."""

    def first(stage: Stage) -> Any:
        props = a_day(stage)
        stage.api.submit(title="Third story", tags=["Ports", "Harbours"], section="Sport")
        stage.drain()
        path = f"/api/v1/{kind}/{slug}/rename"
        assert stage.api("POST", path, by="edith", json_body={"to": to}).status == 202
        stage.later(timedelta(minutes=1))
        return props

    return first


def _much_happens(stage: Stage, props: Any) -> list[Any]:
    """A story moves, one is new, a comment appears: the changes that come of it."""
    api = stage.api
    edit = article(title="New story, moved", slug="moved", tags=["Rain"], also_read=[props[0]])
    assert api("PUT", f"{ARTICLES}/{props[1]}", by="edith", json_body=edit, if_match="*").json
    api.submit(title="Another story")
    assert api.decide(api.pending()[0]["id"]).status == 200
    assert api("POST", f"{ARTICLES}/{props[0]}/unpublish", by="edith").status == 200
    return stage.stack.stream()


def _pages_wait(stage: Stage, props: Any) -> list[Any]:
    records = _much_happens(stage, props)
    stage.place(records)
    stage.route(records)
    return stage.batches()


def _comments_wait(stage: Stage, props: Any) -> list[Any]:
    """What a known reader sends is visible, one of them a reply, and an older one is hidden."""
    cookies = stage.api.known(props[1], body="A word that an editor has read.")
    for parent in ("", "1", "1"):
        more = {"body": f"More {stage.clock.now}", "parent": parent}
        sent = stage.api.comment(props[1], cookies, **more)
        assert sent.status == 303
        stage.later(timedelta(seconds=1))
    (approved,) = stage.api(
        "GET", DECISIONS, by="edith", query={"state": "approved", "limit": "1"}
    ).json["items"]
    assert stage.api.decide(approved["id"], "reject").status == 200
    records = stage.stack.stream()
    written = [r["dynamodb"].get("NewImage", {}).get("type", {}).get("S") for r in records]
    assert written.count("Placement") >= 3, "they were held"
    return records


def place(stage: Stage, records: list[Any]) -> None:
    stage.place(records)
    stage.route(records)


def _render(stage: Stage, batches: list[Any]) -> None:
    for batch in batches:
        stage.render(batch)


def _tick(stage: Stage, _props: Any) -> Any:
    return stage.tick()


_MOVED = article(title="Old story, moved", slug="moved", tags=["Ice"], section="Sport")
_WHY = {"reason": "The documents were forged."}
SCENARIOS = [
    Scenario("submit", "edit_publication", _submit, a_day),
    Scenario(
        "replace", "edit_publication", _write("PUT", 0, json_body=_MOVED, if_match='"1"'), a_day
    ),
    Scenario("publish", "edit_publication", _write("POST", 2, "/publish"), a_day),
    Scenario("unpublish", "edit_publication", _write("POST", 0, "/unpublish"), a_day),
    Scenario("retract", "edit_publication", _write("POST", 1, "/retract", json_body=_WHY), a_day),
    Scenario("publish at its hour", "publish_due", _tick, _when_its_hour_came, answers=False),
    Scenario("delete", "edit_publication", _write("DELETE", 1, if_match="*"), a_day),
    Scenario("delete a draft", "edit_publication", _write("DELETE", 2, if_match='"1"'), a_day),
    Scenario("comment of a stranger", "submit_comment", _comment(email="rob@example.org"), a_day),
    # It is visible at once.
    Scenario(
        "comment of a known reader",
        "submit_comment",
        _comment_of_somebody_known,
        a_day_with_a_known_reader,
    ),
    Scenario("reply", "submit_comment", _comment(parent="1"), a_day),
    Scenario("approve", "moderate_comments", _decide("approve", 1), a_day_of_comments),
    Scenario("reject what stands", "moderate_comments", _decide("reject", 0), a_day_of_comments),
    Scenario("spam", "moderate_comments", _decide("spam", 1), a_day_of_comments),
    Scenario("undo in bulk", "moderate_comments", _decide_on_all, a_day_of_decisions),
    Scenario("forget news", "publish_due", lambda s, _: s.tick(), _then(49), answers=False),
    Scenario("lapse breaking", "publish_due", lambda s, _: s.tick(), _then(13), answers=False),
    Scenario(
        "refile a tag that joins another",
        "publish_due",
        _tick,
        _a_list_gets_another_name("tags", "ports", "Harbours"),
        answers=False,
    ),
    Scenario("place", "place_comments", place, a_day, answers=False, undrained=_comments_wait),
    Scenario("route", "route_changes", Stage.route, a_day, answers=False, undrained=_much_happens),
    Scenario("render", "render_pages", _render, a_day, answers=False, undrained=_pages_wait),
]
