"""Every recorded event goes through its function, and is answered as it should be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.api import Api, Reply, routes
from tests.support.functions import FUNCTIONS, HTTP_FUNCTIONS
from tests.support.lambdas import (
    ARTICLE,
    COMMENT,
    DRAFT,
    EVENTS,
    MEDIA,
    Stack,
    event,
    forget_warm_starts,
    stack_on_moto,
)
from tests.support.moto_state import going_back
from tests.support.staff_tokens import publish_keys

HTTP_CASES = {
    "edit_publication__draft": 201,
    "edit_publication__published": 201,
    "edit_publication__invalid": 422,
    "edit_publication__by_nobody": 403,
    "edit_publication__replace": 200,
    "edit_publication__replace_without_version": 428,
    "edit_publication__replace_old_version": 412,
    "edit_publication__delete": 204,
    "edit_publication__review": 200,
    "edit_publication__share": 201,
    "edit_publication__share_for_too_long": 422,
    "edit_publication__shares": 200,
    "edit_publication__unshare_nothing": 404,
    "edit_publication__openings_of_nothing": 404,
    "edit_publication__return": 409,
    "edit_publication__schedule": 200,
    "edit_publication__schedule_in_no_hour": 422,
    "edit_publication__unschedule": 200,
    "edit_publication__publish": 200,
    "edit_publication__publish_by_author": 403,
    "edit_publication__unpublish": 200,
    "edit_publication__retract": 200,
    "edit_publication__retract_without_reason": 422,
    "edit_publication__correct": 200,
    "edit_publication__correct_without_text": 422,
    "edit_publication__duplicate": 201,
    "edit_publication__assign": 200,
    "edit_publication__assign_to_nobody_here": 422,
    "edit_publication__remark": 201,
    "edit_publication__remark_without_text": 422,
    "edit_publication__remove_remark_of_nothing": 404,
    "edit_publication__restore": 200,
    "edit_publication__restore_without_version": 428,
    "read_newsroom__revisions": 200,
    "read_newsroom__revision": 200,
    "read_newsroom__revision_of_nothing": 404,
    "read_newsroom__compare": 200,
    "read_newsroom__compare_with_nothing": 400,
    "read_newsroom__trail": 200,
    "read_newsroom__remarks": 200,
    "read_newsroom__receipt": 200,
    "edit_publication__redirects_put": 200,
    "edit_publication__redirects_put_reserved": 422,
    "edit_publication__redirects_remove_nothing": 404,
    "edit_publication__redirects_list": 200,
    "edit_publication__rename_tag": 202,
    "edit_publication__rename_section": 422,
    "edit_publication__renamings": 200,
    "edit_publication__live_add": 201,
    "edit_publication__live_add_without_text": 422,
    "edit_publication__live_change": 200,
    "edit_publication__live_remove": 204,
    "edit_publication__profiles": 200,
    "edit_publication__profile": 200,
    "edit_publication__profile_of_nobody": 404,
    "edit_publication__write_profile": 201,
    "edit_publication__replace_profile": 200,
    "edit_publication__replace_profile_without_version": 428,
    "edit_publication__remove_profile": 204,
    "edit_publication__front": 200,
    "edit_publication__front_with_an_id_token": 401,
    "edit_publication__end_sessions": 200,
    "edit_publication__end_sessions_of": 200,
    "edit_publication__end_sessions_of_by_author": 403,
    "edit_publication__write_front": 200,
    "edit_publication__write_front_by_client": 200,
    "edit_publication__write_front_by_other_client": 403,
    "desk__shared_link_that_never_was": 404,
    "desk__open_a_link_that_never_was": 404,
    "desk__today_without_a_session": 303,
    "desk__sign_out_without_a_session": 401,
    "manage_staff__list_without_a_session": 303,
    "manage_staff__invitation_without_a_session": 303,
    "manage_staff__invite_without_a_session": 401,
    "manage_media__announce": 201,
    "manage_media__announce_a_drawing": 422,
    "manage_media__list": 200,
    "manage_media__one": 200,
    "manage_media__describe": 200,
    "manage_media__describe_without_version": 428,
    "manage_media__remove": 204,
    "submit_comment__form": 303,
    "submit_comment__form_invalid": 422,
    "submit_comment__form_to_a_draft": 404,
    "submit_comment__form_with_foreign_address": 422,
    "submit_comment__json": 201,
    "submit_comment__json_invalid": 422,
    "submit_comment__preview": 200,
    "submit_comment__preview_json": 200,
    "submit_comment__reply": 200,
    "submit_comment__reply_of_nothing": 404,
    "submit_comment__report_form": 200,
    "submit_comment__report_form_of_nothing": 404,
    "submit_comment__report": 303,
    "submit_comment__report_without_reason": 422,
    "submit_comment__report_json": 201,
    "submit_comment__challenge": 200,
    "moderate_comments__pending": 200,
    "moderate_comments__by_author": 403,
    "moderate_comments__approve": 200,
    "moderate_comments__reject": 200,
    "moderate_comments__reject_with_reason": 200,
    "moderate_comments__spam": 200,
    "moderate_comments__hold": 409,
    "moderate_comments__delete": 200,
    "moderate_comments__undo": 409,
    "moderate_comments__edit": 200,
    "moderate_comments__edit_without_reason": 422,
    "moderate_comments__trail": 200,
    "moderate_comments__bulk": 200,
    "moderate_comments__context": 200,
    "moderate_comments__ban": 200,
    "moderate_comments__ban_for_ever": 422,
    "moderate_comments__bans": 200,
    "moderate_comments__lift_nothing": 404,
    "moderate_comments__words": 200,
    "moderate_comments__write_words": 200,
    "moderate_comments__write_words_without_version": 428,
    "manage_subscriptions__ask": 200,
    "manage_subscriptions__confirm": 200,
    "manage_subscriptions__end": 200,
    "manage_subscriptions__one_click": 200,
    "privacy_requests__export": 200,
    "privacy_requests__export_by_author": 403,
    "privacy_requests__erase": 200,
    "privacy_requests__erase_invalid": 422,
    "read_api__articles": 200,
    "read_api__articles_by_section": 200,
    "read_api__articles_by_tag": 200,
    "read_api__articles_by_author": 200,
    "read_api__articles_by_month": 200,
    "read_api__articles_by_path": 200,
    "read_api__articles_next": 200,
    "read_api__unknown_parameter": 400,
    "read_api__live": 200,
    "read_api__openapi": 200,
    "read_api__docs": 200,
    "read_api__article": 200,
    "read_api__article_not_modified": 304,
    "read_api__draft_by_nobody": 404,
    "read_api__draft_by_its_author": 401,  # the recorded token was never valid
    "read_api__comments": 200,
    "read_api__sections": 200,
    "read_api__tags": 200,
    "read_api__search": 200,
    "read_api__search_html": 200,
    "read_api__search_html_no_words": 400,
    "read_api__nothing_here": 404,
    "read_api__wrong_method": 405,
}
BATCH_CASES: dict[str, dict[str, Any]] = {
    "publish_due__tick": {"done": 0},
    "route_changes__published": {"batchItemFailures": []},
    "route_changes__replaced": {"batchItemFailures": []},
    "route_changes__unpublished": {"batchItemFailures": []},
    "route_changes__comment_submitted": {"batchItemFailures": []},
    "route_changes__comment_approved": {"batchItemFailures": []},
    "route_changes__replay_expired": {"batchItemFailures": []},
    "route_changes__unreadable": {"batchItemFailures": []},
    "place_comments__placement": {"batchItemFailures": []},
    "place_comments__notice": {"batchItemFailures": []},
    "send_mails__confirm": {"batchItemFailures": []},
    "send_mails__reply": {"batchItemFailures": []},
    "send_mails__unreadable": {"batchItemFailures": []},
    "fetch_embeds__address": {"batchItemFailures": []},
    "fetch_embeds__unreadable": {"batchItemFailures": []},
    "process_media__uploaded": {"batchItemFailures": []},
    "process_media__test_of_the_queue": {"batchItemFailures": []},
    "process_media__unreadable": {"batchItemFailures": []},
    "render_pages__article": {"batchItemFailures": []},
    "render_pages__batch": {"batchItemFailures": []},
    "render_pages__unreadable": {"batchItemFailures": []},
}


@dataclass(frozen=True)
class Seeded:
    """A stack in which is what the events expect: the ids in them, and the ids of ours."""

    stack: Stack
    ids: dict[str, str]
    go_back: Callable[[], None]


def seed(api: Api) -> dict[str, str]:
    """What the events expect in the table: the ids in them, and the ids of ours."""
    title = "Türkiye waters its fields by night"
    first = {"title": title, "section": "World", "tags": ["Water"], "live": "running"}
    published = api.submit("edith", **first)["id"]
    said = {"text": "The first boats are back."}
    api("POST", f"/api/v1/articles/{published}/live", by="edith", json_body=said)
    api("PUT", "/api/v1/profiles/ann-author", by="edith", json_body={"name": "Ann Author"})
    draft = api.submit("ann", title="A draft")["id"]
    api.comment(published, body="Number one.")
    api.decide(api.pending()[0]["id"])
    api.comment(published, email="bea@example.org")
    picture = api("POST", "/api/v1/media", by="ann", json_body={"type": "image/png"}).json["id"]
    return {
        ARTICLE: published,
        DRAFT: draft,
        COMMENT: api.pending()[0]["id"],
        MEDIA: picture,
    }


@pytest.fixture(scope="module")
def seeded() -> Iterator[Seeded]:
    """Made once: what each test finds is the table as it was then."""
    with pytest.MonkeyPatch.context() as monkeypatch, stack_on_moto(monkeypatch) as stack:
        ids = seed(Api(stack))
        yield Seeded(stack, ids, going_back(stack.cloud.table))


@pytest.fixture
def stack(seeded: Seeded) -> Stack:
    """The functions, never called before."""
    seeded.go_back()
    forget_warm_starts()
    return seeded.stack


@pytest.fixture
def ids(seeded: Seeded) -> dict[str, str]:
    """What stands for the ids in the events."""
    return seeded.ids


@pytest.mark.parametrize(("name", "status"), HTTP_CASES.items(), ids=HTTP_CASES)
def test_a_recorded_call_is_answered(
    api: Api, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    publish_keys(monkeypatch)
    reply = api.send(event(name, ids))
    assert reply.status == status, reply.body


WRITES = [
    name
    for name, status in HTTP_CASES.items()
    if status < 400
    and not event(name)["routeKey"].startswith("GET ")
    and name != "edit_publication__end_sessions"  # whose token ends with it
]


@pytest.mark.parametrize("name", WRITES)
def test_a_recorded_call_under_a_key_that_comes_again_has_the_same_answer(
    api: Api, ids: dict[str, str], name: str
) -> None:
    sent = event(name, ids)
    sent["headers"] |= {"idempotency-key": "once"}
    first, again = api.send(sent), api.send(sent)
    assert first.status == HTTP_CASES[name], first.body
    assert again.status == first.status
    # These say what was left to be done, and since when it is done; and what opens a link is told
    # once, as only its hash is kept.
    others = ("privacy_requests", "edit_publication__end_sessions", "edit_publication__share")
    if not name.startswith(others):
        assert again.body == first.body


@pytest.mark.parametrize(("name", "answer"), BATCH_CASES.items(), ids=BATCH_CASES)
def test_a_recorded_batch_is_worked_through(
    stack: Stack, ids: dict[str, str], name: str, answer: dict[str, Any]
) -> None:
    assert stack.invoke(name.partition("__")[0], event(name, ids)) == answer


@pytest.mark.parametrize("kind", ["section", "tag", "author", "month", "path"])
def test_the_recorded_filters_find_the_article(api: Api, ids: dict[str, str], kind: str) -> None:
    reply = api.send(event(f"read_api__articles_by_{kind}", ids))
    assert [item["id"] for item in reply.json["items"]] == [ids[ARTICLE]]


def test_every_recorded_event_is_a_case_here() -> None:
    recorded = {path.stem for path in EVENTS.glob("*.json")}
    assert recorded == {*HTTP_CASES, *BATCH_CASES}


def test_every_function_and_every_route_has_an_event() -> None:
    recorded = [path.stem for path in EVENTS.glob("*.json")]
    assert {name.partition("__")[0] for name in recorded} == set(FUNCTIONS)
    of_http = [n for n in recorded if n.partition("__")[0] in HTTP_FUNCTIONS]
    assert {event(name)["routeKey"] for name in of_http} == set(routes())
    for name in of_http:
        assert routes()[event(name)["routeKey"]] == name.partition("__")[0]


def test_events_name_nobody_real() -> None:
    text = "".join(path.read_text() for path in EVENTS.glob("*.json"))
    addresses = set(re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text))
    assert all(a.startswith(("192.0.2.", "198.51.100.")) for a in addresses)
    assert set(re.findall(r"[\w.+-]+@([\w.-]+)", text)) <= {"example.org"}


def test_a_submitted_draft_answers_with_its_address_and_version(api: Api) -> None:
    reply: Reply = api.send(event("edit_publication__draft"))
    receipt = reply.json
    assert reply.headers["location"] == f"/api/v1/articles/{receipt['id']}"
    assert reply.headers["etag"] == '"1"'
    assert receipt == {
        "id": receipt["id"],
        "path": receipt["path"],
        "url": f"https://news.example.org{receipt['path']}",
        "status": "draft",
        "version": 1,
        "notes": [],
    }
