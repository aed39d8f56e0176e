"""Who has a link reads that story, and nobody reads anything of a draft without one."""

import base64
import re
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.domain.desk.share import MOST_NOTED
from tests.support.api import Api, article
from tests.support.desk import Desk, Page
from tests.support.lambdas import Stack
from tests.support.life import ARTICLES, act, at_rest, page, public_answers

TITLE, BODY = "The minister and the papers", "Nobody was to read this sentence yet."
GONE = "This link leads nowhere, or no longer."


def draft(api: Api, by: str = "ann", **fields: Any) -> Any:
    return api.submit(by, status="draft", title=TITLE, body=BODY, **fields)


def link(desk: Desk, made: Any, by: str = "ann", **typed: Any) -> str:
    """The path of a link that somebody makes at the desk."""
    shown = desk.as_(by).get(f"/desk/stories/{made['id']}/shares").submit("Make a link", **typed)
    (field,) = [e for e in shown.html.all("input") if e.get("id") == "f-link"]
    assert field["value"].startswith("https://news.example.org/desk/shared/")
    return field["value"].removeprefix("https://news.example.org")


def read(desk: Desk, path: str) -> Page:
    """The story, as whoever has the link reads it."""
    return desk.nobody().get(path).submit("Read the story")


def test_who_has_a_link_reads_the_draft_without_an_account(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = draft(api)
    shown = read(desk, link(desk, made, label="for the lawyer"))
    assert shown.status == 200
    assert TITLE in shown.body
    assert BODY in shown.body
    assert shown.browser.cookies == {}
    stack.drain()
    act(api, made, "publish", "edith")
    stack.drain()
    times = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")
    stands = at_rest(stack.files()[page(made["path"])].decode())
    assert times.sub("…", shown.body) == times.sub("…", stands), "the page itself, all of it"


def test_a_program_that_looks_at_links_learns_nothing_of_the_story(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = draft(api, standfirst="It began at the harbour.")
    path = link(desk, made)
    asked = desk.nobody().get(path)
    assert asked.status == 200
    for word in (TITLE, BODY, "harbour", made["id"], "ann", "Ann"):
        assert word not in asked.body
    assert [item for item in stack.items() if item["type"]["S"] == "ShareOpening"] == []
    assert "og:" not in asked.body


@pytest.mark.parametrize("shown", [False, True])
def test_what_a_link_answers_is_kept_by_nobody_and_told_to_nobody(
    api: Api, desk: Desk, shown: bool
) -> None:
    path = link(desk, draft(api))
    headers = (read(desk, path) if shown else desk.nobody().get(path)).headers
    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["referrer-policy"] == ("no-referrer" if shown else "same-origin")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert ("sandbox" in headers["content-security-policy"]) == shown


def test_each_opening_is_noted_with_its_time_and_version_and_nothing_of_who_it_was(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = draft(api)
    path = link(desk, made, label="for the lawyer")
    read(desk, path)
    sent = article(title=TITLE, body="Another sentence.")
    api("PUT", f"{ARTICLES}/{made['id']}", by="ann", json_body=sent, if_match="*")
    stack.clock.now += timedelta(hours=1)
    assert "Another sentence." in read(desk, path).body, "as it is when it is opened"
    (listed,) = api("GET", f"{ARTICLES}/{made['id']}/shares", by="ann").json["items"]
    assert listed["openings"] == 2
    openings = f"{ARTICLES}/{made['id']}/shares/{listed['id']}/openings"
    told = api("GET", openings, by="ann").json["items"]
    assert [one["version"] for one in told] == [2, 1]
    assert set(told[0]) == {"at", "version"}
    kept = [item for item in stack.items() if item["type"]["S"] == "ShareOpening"]
    assert "192.0.2." not in str(kept)
    shown = desk.as_("ann").get(f"/desk/stories/{made['id']}/shares").follow("Opened 2 times")
    assert "Version 2" in shown.text
    assert "for the lawyer" in shown.text


def test_openings_that_never_end_are_counted_and_not_noted_one_by_one(
    stack: Stack, api: Api, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from broadsheet.usecases.desk import shares  # noqa: PLC0415 - what is replaced in it

    monkeypatch.setattr(shares, "MOST_NOTED", 3)
    assert MOST_NOTED == 500
    made = draft(api)
    path = link(desk, made)
    for _ in range(5):
        assert BODY in desk.nobody().post(path, []).body
    (listed,) = api("GET", f"{ARTICLES}/{made['id']}/shares", by="ann").json["items"]
    kept = [item for item in stack.items() if item["type"]["S"] == "ShareOpening"]
    assert (listed["openings"], len(kept)) == (5, 3)
    shown = desk.as_("ann").get(f"/desk/stories/{made['id']}/shares").follow("Opened 5 times")
    assert "Opened 5 times in all" in shown.text


def answers(desk: Desk, path: str) -> list[tuple[int, str]]:
    """What is answered to whoever looks, and to whoever presses the button."""
    nobody = desk.nobody()
    asked, pressed = nobody.send("GET", path), nobody.post(path, [])
    return [(one.status, one.text) for one in (asked, pressed)]


def nowhere(desk: Desk) -> list[tuple[int, str]]:
    """What is answered to a link that never was one."""
    return answers(desk, f"/desk/shared/{base64.urlsafe_b64encode(bytes(64)).decode()[:86]}")


def test_a_link_that_was_taken_back_is_as_if_it_had_never_been(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = draft(api)
    path = link(desk, made)
    shown = desk.as_("edith").get(f"/desk/stories/{made['id']}/preview").submit("Take back")
    assert "leads nowhere" in shown.text
    assert "Taken back" in shown.text
    assert answers(desk, path) == nowhere(desk)
    assert nowhere(desk)[0][0] == 404
    assert GONE in nowhere(desk)[0][1]


def test_a_link_ends_at_its_hour(stack: Stack, api: Api, desk: Desk) -> None:
    path = link(desk, draft(api), days=1)
    stack.clock.now += timedelta(hours=23, minutes=59)
    assert BODY in read(desk, path).body
    stack.clock.now += timedelta(minutes=1)
    assert answers(desk, path) == nowhere(desk)


def test_a_link_to_a_story_that_was_deleted_leads_nowhere(api: Api, desk: Desk) -> None:
    made = draft(api)
    path = link(desk, made)
    act(api, made, "delete", "edith")
    assert answers(desk, path) == nowhere(desk)


def test_a_link_cannot_be_guessed_extended_or_used_for_another_story(api: Api, desk: Desk) -> None:
    made, other = draft(api), draft(api, slug="other")
    path, others = link(desk, made), link(desk, other)
    token, other_token = (p.rpartition("/")[2] for p in (path, others))
    raw, raw_other = (base64.urlsafe_b64decode(t + "==") for t in (token, other_token))
    tried = [
        raw_other[:16] + raw[16:],
        raw[:16] + raw_other[16:],
        raw[:32] + raw_other[32:],
        raw[:32] + bytes(32),
        raw[:-1] + bytes([raw[-1] ^ 1]),
        raw[:16] + bytes(16) + raw[32:],
    ]
    for wrong in tried:
        text = base64.urlsafe_b64encode(wrong).decode().rstrip("=")
        assert answers(desk, f"/desk/shared/{text}") == nowhere(desk)
    for text in (token[:-1], f"{token}A", f"{token}=", "x", "x" * 86, "%2e%2e", token.swapcase()):
        assert desk.nobody().send("GET", f"/desk/shared/{text}").status == 404
    last = chr(ord(token[-1]) + 1) if token[-1] not in "zZ9_-" else "B"
    assert desk.nobody().send("GET", f"/desk/shared/{token[:-1]}{last}").status == 404
    assert desk.nobody().send("GET", f"{path}?days=30").status == 400
    assert BODY in read(desk, path).body


def test_a_link_opens_no_other_page_of_the_desk(api: Api, desk: Desk) -> None:
    made = draft(api)
    path = link(desk, made)
    browser = desk.nobody()
    browser.get(path).submit("Read the story")
    for further in ("preview", "preview/page", "preview/card", "shares", "receipt"):
        answered = browser.send("GET", f"/desk/stories/{made['id']}/{further}")
        assert answered.status == 303
        assert answered.headers["location"].startswith("/desk/sign-in")
    assert browser.send("GET", f"{path}/shares").status == 404


def test_a_page_of_another_site_presses_no_button(api: Api, desk: Desk) -> None:
    path = link(desk, draft(api))
    refused = desk.nobody().post(path, [], sec_fetch_site="cross-site")
    assert refused.status == 403
    assert BODY not in refused.body


def test_nothing_of_a_draft_is_anywhere_else_though_it_was_shared(
    stack: Stack, api: Api, desk: Desk
) -> None:
    made = draft(api)
    read(desk, link(desk, made))
    stack.drain()
    assert stack.files() == {}
    for address, said in public_answers(api, made):
        assert TITLE not in said, address
        assert BODY not in said, address
    assert api("GET", f"{ARTICLES}/{made['id']}").status == 404


def test_the_token_is_in_no_log_line(stack: Stack, api: Api, desk: Desk) -> None:
    path = link(desk, draft(api))
    read(desk, path)
    desk.nobody().send("GET", f"{path}x")
    token = path.rpartition("/")[2]
    assert token not in stack.output.getvalue()
    assert token[-43:] not in stack.output.getvalue()


def test_a_form_that_is_sent_again_makes_no_second_link(api: Api, desk: Desk) -> None:
    made = draft(api)
    form = desk.as_("ann").get(f"/desk/stories/{made['id']}/shares")
    form.submit("Make a link")
    again = form.submit("Make a link")
    assert "cannot be shown again" in again.text
    assert len(api("GET", f"{ARTICLES}/{made['id']}/shares", by="ann").json["items"]) == 1


@pytest.mark.parametrize("days", ["0", "31", "three", ""])
def test_what_was_typed_wrong_is_named_beside_its_field(api: Api, desk: Desk, days: str) -> None:
    made = draft(api)
    form = desk.as_("ann").get(f"/desk/stories/{made['id']}/shares")
    shown = form.submit("Make a link", label="for the lawyer", days=days)
    assert shown.status == 422
    values = {e.get("name"): e.get("value") for e in shown.html.all("input")}
    assert (values["label"], values["days"]) == ("for the lawyer", days)
    assert shown.html.all("p", where=lambda e: e.get("class") == "field-error")


def test_only_who_may_see_the_story_makes_links_and_takes_them_back(api: Api, desk: Desk) -> None:
    made = draft(api)
    path = link(desk, made)
    address = f"/desk/stories/{made['id']}/shares"
    (listed,) = api("GET", f"{ARTICLES}/{made['id']}/shares", by="ann").json["items"]
    ben = desk.as_("ben")
    own = draft(api, by="ben", slug="own")
    token = ben.get(f"/desk/stories/{own['id']}/shares").form_of("Make a link")[0]
    fields = [(e["name"], e["value"]) for e in token.all("input") if e["name"].startswith("_")]
    assert ben.get(address).status == 404
    assert ben.get(f"{address}/{listed['id']}").status == 404
    assert ben.post(address, [*fields, ("days", "3")]).status == 404
    assert ben.post(f"{address}/{listed['id']}/revoke", fields).status == 404
    assert BODY in read(desk, path).body
