"""Authors and editors write: answers, versions, and who may do what."""

import pytest

from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"


def test_an_edit_answers_the_new_version_and_its_etag(api: Api) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    edit = article(title="Another title")
    reply = api("PUT", path, by="edith", json_body=edit, if_match='"1"')
    assert (reply.status, reply.json["version"], reply.headers["etag"]) == (200, 2, '"2"')
    assert api("GET", path).json["title"] == "Another title"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_edit_without_a_version_is_refused(api: Api, method: str) -> None:
    made = api.submit()
    sent = article() if method == "PUT" else None
    reply = api(method, f"{ARTICLES}/{made['id']}", by="edith", json_body=sent)
    assert (reply.status, reply.code) == (428, "version_required")


@pytest.mark.parametrize(
    "tag", ['"7"', '"0"', "0", '"01"', "-1", '""', "", "x", '"1', '"²"', "9" * 5000, '"2", "7"']
)
def test_an_edit_of_another_version_is_refused(api: Api, tag: str) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    reply = api("PUT", path, by="edith", json_body=article(title="No"), if_match=tag)
    assert (reply.status, reply.code) == (412, "version_mismatch")
    assert api("GET", path).json["title"] == "A title"


@pytest.mark.parametrize("tag", ['"1"', "*", " * ", ' "1" ', "1", '"7", W/"1"', '"x",*'])
def test_an_edit_of_the_newest_version_is_accepted(api: Api, tag: str) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by="edith", json_body=article(), if_match=tag).status == 200


def test_the_etag_of_an_answer_that_the_edge_compressed_names_its_version(api: Api) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    weakened = "W/" + api("GET", path).headers["etag"]
    assert api("PUT", path, by="edith", json_body=article(), if_match=weakened).status == 200
    assert api("PUT", path, by="edith", json_body=article(), if_match=weakened).status == 412


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_an_action_needs_no_version_but_respects_one(api: Api, action: str) -> None:
    made = api.submit() if action == "unpublish" else api.submit("ann")
    path = f"{ARTICLES}/{made['id']}/{action}"
    assert api("POST", path, by="edith", if_match='"4"').code == "version_mismatch"
    assert api("POST", path, by="edith").status == 200


def test_what_the_state_forbids_is_a_conflict_that_says_what_is_possible(api: Api) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    again = api("POST", f"{path}/publish", by="edith")
    assert (again.status, again.code) == (409, "not_allowed_in_state")
    assert "unpublish" in again.json["detail"]
    assert api("POST", f"{path}/unpublish", by="edith").json["status"] == "unpublished"
    assert api("POST", f"{path}/unpublish", by="edith").status == 409


def test_a_draft_that_was_never_published_cannot_be_unpublished(api: Api) -> None:
    made = api.submit("ann")
    reply = api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith")
    assert reply.code == "not_allowed_in_state"


def test_a_deleted_article_is_gone_for_everybody(api: Api) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}"
    gone = api("DELETE", path, by="edith", if_match='"1"')
    assert (gone.status, gone.body) == (204, "")
    assert api("GET", path).code == "not_found"
    assert api("DELETE", path, by="edith", if_match='"1"').status == 404
    assert api("POST", f"{path}/publish", by="edith").status == 404


def test_an_edit_cannot_change_the_state(api: Api) -> None:
    made = api.submit("ann")
    edit = article(status="published")
    reply = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=edit, if_match="*")
    assert (reply.status, reply.pointers) == (422, ["/status"])


def test_an_author_cannot_publish_on_submission(api: Api) -> None:
    reply = api("POST", ARTICLES, by="ann", json_body=article(status="published"))
    assert (reply.status, reply.code) == (403, "forbidden")


@pytest.mark.parametrize("user", [None, "olga"])
def test_whoever_has_no_role_cannot_submit(api: Api, user: str | None) -> None:
    assert api("POST", ARTICLES, by=user, json_body=article()).code == "forbidden"


def test_an_author_edits_and_deletes_their_own_draft(api: Api) -> None:
    made = api.submit("ann")
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by="ann", json_body=article(), if_match='"1"').status == 200
    assert api("DELETE", path, by="ann", if_match='"2"').status == 204


def test_an_author_does_not_learn_of_others_drafts(api: Api) -> None:
    made = api.submit("ann")
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by="ben", json_body=article(), if_match="*").status == 404
    assert api("DELETE", path, by="ben", if_match="*").status == 404


def test_an_author_publishes_nothing_and_changes_nothing_that_is_published(api: Api) -> None:
    draft = f"{ARTICLES}/{api.submit('ann')['id']}"
    assert api("POST", f"{draft}/publish", by="ann").code == "forbidden"
    api("POST", f"{draft}/publish", by="edith")
    assert api("PUT", draft, by="ann", json_body=article(), if_match="*").code == "forbidden"
    assert api("DELETE", draft, by="ann", if_match="*").code == "forbidden"
    assert api("POST", f"{draft}/unpublish", by="ann").code == "forbidden"


def test_the_same_key_and_body_have_one_effect_and_one_answer(api: Api) -> None:
    first, second = (
        api("POST", ARTICLES, by="ann", json_body=article(), idempotency_key="k1") for _ in "12"
    )
    assert first == second
    assert first.status == 201
    assert len([i for i in api.stack.items() if i["type"]["S"] == "Article"]) == 1


def test_the_same_key_and_another_body_are_refused(api: Api) -> None:
    api("POST", ARTICLES, by="ann", json_body=article(), idempotency_key="k1")
    other = article(title="Another")
    reply = api("POST", ARTICLES, by="ann", json_body=other, idempotency_key="k1")
    assert (reply.status, reply.code) == (422, "idempotency_key_reused")


def test_two_people_may_use_the_same_key(api: Api) -> None:
    replies = [
        api("POST", ARTICLES, by=who, json_body=article(), idempotency_key="k1")
        for who in ("ann", "ben")
    ]
    assert replies[0].json["id"] != replies[1].json["id"]


def test_an_edit_sent_twice_under_one_key_is_one_edit(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    replies = [
        api("PUT", path, by="edith", json_body=article(), if_match='"1"', idempotency_key="k")
        for _ in "12"
    ]
    assert replies[0] == replies[1]
    assert api("GET", path).headers["etag"] == '"2"'


def test_a_deletion_sent_twice_under_one_key_is_answered_alike(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    for _ in "12":
        reply = api("DELETE", path, by="edith", if_match='"1"', idempotency_key="k")
        assert reply.status == 204


@pytest.mark.parametrize("key", ["", "é", "a\n", "x" * 256])
def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    reply = api("POST", ARTICLES, by="ann", json_body=article(), idempotency_key=key)
    assert (reply.status, reply.pointers) == (400, ["Idempotency-Key"])


def test_the_longest_key_works(api: Api) -> None:
    key = "~" * 255
    assert api("POST", ARTICLES, by="ann", json_body=article(), idempotency_key=key).status == 201
