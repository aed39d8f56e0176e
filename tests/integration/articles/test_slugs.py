"""The address of an article follows its title, until somebody chose it or readers have it."""

from typing import Any

from broadsheet.adapters.aws.clients import client
from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"


def edited(api: Api, made: Any, **fields: Any) -> Any:
    """The receipt of an edit of the newest version."""
    path, tag = f"{ARTICLES}/{made['id']}", f'"{made["version"]}"'
    reply = api("PUT", path, by="edith", json_body=article(**fields), if_match=tag)
    assert reply.status == 200, reply.body
    return reply.json


def draft(api: Api, **fields: Any) -> Any:
    return api.submit(**{"status": "draft", **fields})


def slug_of(receipt: Any) -> str:
    return str(receipt["path"].split("/")[-2])


def test_the_address_of_a_draft_follows_its_title(api: Api) -> None:
    made = edited(api, draft(api, title="Harbor reopens"), title="Harbour reopens at last")
    assert slug_of(made) == "harbour-reopens-at-last"
    # The first address is free again: nobody was ever given it.
    assert slug_of(api.submit(title="Harbor reopens")) == "harbor-reopens"
    assert slug_of(edited(api, made, title="Harbour")) == "harbour"


def test_the_address_of_what_was_published_stays_whatever_its_title(api: Api) -> None:
    made = api.submit(title="Harbor reopens")
    assert slug_of(edited(api, made, title="Harbour")) == "harbor-reopens"
    gone = api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith").json
    assert slug_of(edited(api, gone, title="Port")) == "harbor-reopens"


def test_an_address_that_was_chosen_stays(api: Api) -> None:
    made = draft(api, title="Harbor", slug="harbor")
    assert slug_of(edited(api, made, title="Port")) == "harbor"
    later = edited(api, draft(api, title="Bridge"), title="Bridge", slug="crossing")
    assert slug_of(edited(api, later, title="Another bridge")) == "crossing"


def test_the_slug_that_was_read_and_sent_back_was_not_chosen(api: Api) -> None:
    api.submit(title="Harbor")
    made = draft(api, title="Harbor")
    assert slug_of(made) == "harbor-2"
    for back in ("harbor", "harbor-2"):
        made = edited(api, made, title="Harbor", slug=back)
        assert slug_of(made) == "harbor-2"
    assert slug_of(edited(api, made, title="Port", slug="harbor-2")) == "port"


def test_a_revision_that_comes_back_brings_the_address_of_its_title(api: Api) -> None:
    made = draft(api, title="Harbor")
    later = edited(api, made, title="Port")
    path = f"{ARTICLES}/{made['id']}/revisions/1/restore"
    restored = api("POST", path, by="edith", if_match=f'"{later["version"]}"').json
    assert slug_of(restored) == "harbor"


def test_what_was_written_down_before_follows_its_title_if_its_slug_is_made_of_it(
    api: Api,
) -> None:
    for slug, after in (("harbor", "port"), ("chosen", "chosen")):
        made = draft(api, title="Harbor", **({"slug": slug} if slug == "chosen" else {}))
        client("dynamodb").update_item(
            TableName=api.stack.cloud.table,
            Key={"pk": {"S": f"ARTICLE#{made['id']}"}, "sk": {"S": "ARTICLE"}},
            UpdateExpression="REMOVE slug_chosen",
        )
        assert slug_of(edited(api, made, title="Port")) == after
