"""What a moderator does at the desk, without JavaScript."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from broadsheet import bootstrap
from broadsheet.domain.comments.bans import Origin
from broadsheet.usecases.shared.ports import Cause, Put
from tests.support.api import Api
from tests.support.desk import Browser, Desk, Page
from tests.support.document import Element
from tests.support.lambdas import Stack
from tests.support.mails import path_in

QUEUE = "/desk/comments"
MINUTE = timedelta(minutes=1)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}${7*7}",
    "javascript:alert(1)//'\"`",
    "[a](javascript:alert(1)) & <b>bold</b>",
)


def said(api: Api, article_id: str, body: str, number: int = 1, **fields: str) -> str:
    """A comment of a stranger that waits: its id."""
    return api.says(article_id, **{"email": f"reader{number}@example.org", "body": body} | fields)


def ids_of(page: Page) -> list[str]:
    return [item["data-id"] for item in page.html.all("li") if item.get("data-id")]


def states(api: Api, **query: str) -> int:
    found = api("GET", "/api/v1/moderation/comments", by="edith", query={"limit": "100"} | query)
    return len(found.json["items"])


@pytest.fixture
def edith(desk: Desk) -> Browser:
    """An editor who has just signed in."""
    return desk.as_("edith")


def test_a_hundred_comments_take_two_pages_of_ticks_and_one_button_each(
    api: Api, edith: Browser
) -> None:
    made = api.submit(title="Market day")
    for number in range(100):
        # No more than three in a minute: very many at once would have to bring a proof of work.
        api.stack.clock.now += MINUTE / 3
        said_fast(api, made["id"], number)
    steps = 1
    page = edith.get(QUEUE)
    while ids := ids_of(page):
        assert len(ids) == 50
        # Ticking is fifty presses of the space bar; with JavaScript one box ticks all.
        page = page.submit("Approve ticked", id=ids)
        steps += 1
        assert "50 comments approved." in page.text
    assert steps == 3
    assert states(api, state="approved") == 100


def test_each_comment_has_its_own_buttons_and_undo_is_one_more(api: Api, edith: Browser) -> None:
    made = api.submit(title="Market day")
    said(api, made["id"], "Well said.")
    said(api, made["id"], "Buy now!", 2)
    page = edith.get(QUEUE).submit("Spam", number=1)
    assert "1 comment marked as spam." in page.text
    assert "Buy now!" not in page.text
    page = page.submit("Undo this decision")
    assert "1 comment put back as it was." in page.text
    assert "Buy now!" in page.text
    assert states(api, state="spam") == 0


def test_who_asked_for_mail_hears_of_a_reply_that_is_approved_at_the_desk(
    api: Api, edith: Browser
) -> None:
    made = api.submit()
    said(api, made["id"], "Well said.", notify="yes")
    edith.get(QUEUE).submit("Approve")
    api.stack.drain()
    (asked,) = api.stack.send_mails()
    api("POST", path_in(asked), form={"action": "confirm"})
    said(api, made["id"], "And so say I.", 2, parent="1")
    edith.get(QUEUE).submit("Approve")
    api.stack.drain()
    (told,) = api.stack.send_mails()
    assert told["Destination"] == {"ToAddresses": ["reader1@example.org"]}
    assert "And so say I." in told["Content"]["Simple"]["Body"]["Text"]["Data"]


def test_a_reply_is_approved_under_a_comment_that_was_hidden_while_it_waited(
    api: Api, edith: Browser
) -> None:
    made = api.submit()
    parent = said(api, made["id"], "The parent says this.")
    api.decide(parent)
    said(api, made["id"], "The reply says that.", 2, parent="1")
    api.decide(parent, "hold")
    page = edith.get(QUEUE)
    (number,) = [n for n, one in enumerate(ids_of(page)) if one != parent]
    page.submit("Approve", number=number)
    assert states(api, state="approved") == 1
    assert api("GET", f"/api/v1/articles/{made['id']}/comments").json["items"][0]["number"] == "1-1"


def test_what_somebody_else_decided_meanwhile_is_named_and_holds_up_no_other(
    api: Api, edith: Browser
) -> None:
    made = api.submit()
    first, second = said(api, made["id"], "One."), said(api, made["id"], "Two.", 2)
    page = edith.get(QUEUE)
    api.decide(first)
    after = page.submit("Approve ticked", id=[first, second])
    assert "1 comment approved. 1 not: The comment is approved already" in after.text


def test_comments_are_found_by_their_words_and_decided_on_in_the_found_list(
    api: Api, edith: Browser
) -> None:
    ferry, market = api.submit(title="Ferry day"), api.submit(title="Market day")
    wanted = [said(api, ferry["id"], f"The ferry, again ({n}).", n) for n in (1, 2)]
    said(api, market["id"], "Nothing of it.", 3, name="Rea Reader")
    found = edith.get(QUEUE).submit("Search", said="FERR")
    assert (ids_of(found), found.text.count("2 comments found.")) == (wanted[::-1], 1)
    assert "all were looked at" in found.text
    decided = found.submit("Approve ticked", id=wanted[0])
    assert ids_of(decided) == [wanted[1]], "the list is the same one"
    back = decided.submit("Undo this decision")
    assert ids_of(back) == wanted[::-1]
    assert ids_of(back.submit("Reject", number=0)) == [wanted[0]]
    rejected = back.follow("Rejected")
    assert ids_of(rejected) == [wanted[1]], "another state keeps what is looked for"
    assert len(ids_of(back.follow("Search for nothing"))) == 2
    by_name = edith.get(QUEUE).submit("Search", sender="réa", headline="market")
    assert len(ids_of(by_name)) == 1
    at = edith.get(QUEUE).submit("Search", headline=f"https://news.example.org{ferry['path']}")
    assert ids_of(at) == [wanted[0]]
    nothing = edith.get(QUEUE).submit("Search", said="zzz")
    assert "Nothing found." in nothing.text
    wrong = edith.get(QUEUE).submit("Search", said="!?", sender="Rea")
    assert (wrong.status, wrong.wrong, wrong.value("sender")) == (422, ["said"], "Rea")
    assert edith.get(f"{QUEUE}?said=ferry&cursor=x").status == 400


def test_a_search_that_has_not_seen_all_says_so_and_goes_on(
    api: Api, edith: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.usecases.comments.list_moderation.LOOK", 2)
    made = api.submit(title="Ferry day")
    oldest = said(api, made["id"], "A needle.", 1)
    for number in (2, 3):
        said(api, made["id"], "Hay.", number)
    found = edith.get(QUEUE).submit("Search", said="needle")
    assert ids_of(found) == []
    assert "There are more: look further." in found.text
    assert ids_of(found.follow("Look further")) == [oldest]


def test_nothing_ticked_is_said_and_nothing_is_done(api: Api, edith: Browser) -> None:
    said(api, api.submit()["id"], "One.")
    page = edith.get(f"{QUEUE}?said=one").submit("Reject ticked")
    assert page.status == 422
    assert "Nothing was done. Tick what you decide on" in page.text
    assert (page.value("said"), len(ids_of(page))) == ("one", 1), "the same list"
    assert states(api, state="pending") == 1
    assert "1 comment rejected." in page.submit("Reject ticked", id=ids_of(page)).text


def test_what_was_ticked_is_still_ticked_where_it_was_too_much_at_once(
    api: Api, edith: Browser
) -> None:
    comment_id = said(api, api.submit()["id"], "One.")
    others = [f"01a20462-77aa-7c55-8f21-{n:012}" for n in range(50)]
    page = edith.get(QUEUE).submit("Approve ticked", id=[comment_id, *others])
    (ticked,) = [e for e in page.html.all("input") if e.get("name") == "id"]
    assert (page.status, "checked" in ticked) == (422, True)


def test_a_form_that_is_sent_twice_decides_once(api: Api, edith: Browser) -> None:
    comment_id = said(api, api.submit()["id"], "One.")
    page = edith.get(QUEUE)
    page.submit("Approve ticked", id=[comment_id])
    again = page.submit("Approve ticked", id=[comment_id])
    assert "1 comment approved." in again.text
    trail = api("GET", f"/api/v1/moderation/comments/{comment_id}/trail", by="edith").json
    assert len(trail["items"]) == 1


def test_the_queue_says_in_words_what_speaks_against_a_comment_and_names_the_word(
    api: Api, edith: Browser
) -> None:
    made = api.submit(title="Market day")
    words = edith.get(f"{QUEUE}/words").submit("Keep both lists", words="loan*\nharbour")
    assert "Kept." in words.text
    said(api, made["id"], "Ask me about LOANS.")
    page = edith.get(QUEUE)
    assert "“loans” (loan*)" in page.text
    assert page.links["Market day"] == made["path"]


def test_the_context_has_what_is_answered_and_what_else_its_sender_said(
    api: Api, edith: Browser
) -> None:
    made = api.submit(title="Market day")
    api.decide(said(api, made["id"], "Is the bridge open?"))
    rude = said(api, made["id"], "Fools, all of you.", 2)
    api.decide(rude, "reject", json_body={"reason": "Insult"})
    said(api, made["id"], "No, it is not.", 2, parent="1")
    page = edith.get(QUEUE).follow("Context, edit, ban")
    for words in ("Is the bridge open?", "Fools, all of you.", "0 approved, 1 rejected, 0 spam"):
        assert words in page.text
    for secret in ("reader2@example.org", "192.0.2.10"):
        assert secret not in page.body
    fragment = edith.get(f"{page.path}/context")
    assert "<html" not in fragment.body
    assert "Is the bridge open?" in fragment.body


def test_an_edit_shows_on_the_storys_page_and_its_writers_words_in_the_trail(
    api: Api, edith: Browser
) -> None:
    made = api.submit(title="Market day")
    comment_id = said(api, made["id"], "You fool, it is late.")
    api.decide(comment_id)
    kinder = "It is late. <script>alert(1)</script>"
    before = edith.get(f"{QUEUE}/{comment_id}")
    page = before.submit("Keep the edit", body=kinder, reason="An insult")
    assert "Edited. Its page says so" in page.text
    assert "You fool, it is late." in page.text
    api.stack.drain()
    shown = api.stack.files()[f"{made['path'].lstrip('/')}index.html"].decode()
    assert "Edited by the editors" in shown
    assert "fool" not in shown
    assert "<script>alert" not in shown + page.body


def test_what_is_wrong_with_an_edit_stands_beside_its_field_with_all_that_was_typed(
    api: Api, edith: Browser
) -> None:
    comment_id = said(api, api.submit()["id"], "You fool.")
    page = edith.get(f"{QUEUE}/{comment_id}").submit("Keep the edit", body="Kinder.", reason=" ")
    assert page.status == 422
    assert by_id(page, "f-reason")["aria-invalid"] == "true"
    assert "Kinder." in by_id(page, "f-body").text


def test_whom_a_ban_was_for_stands_again_where_something_else_is_wrong(
    api: Api, edith: Browser
) -> None:
    comment_id = said(api, api.submit()["id"], "Fools.")
    services = bootstrap.services()
    known = Origin(comment_id=comment_id, network="a" * 64, expires_at=2**32)
    services.table.commit([Put(known)], Cause("test", services.clock()))
    page = edith.get(f"{QUEUE}/{comment_id}")
    refused = page.submit("Ban", of="network", days="7", reason="x" * 600)
    assert refused.status == 422
    assert by_id(refused, "ban-reason")["aria-invalid"] == "true"
    assert "checked" in by_id(refused, "ban-network")


def test_whoever_is_banned_is_told_so_with_what_they_wrote_until_it_is_lifted(
    api: Api, edith: Browser, stack: Stack
) -> None:
    made = api.submit(title="Market day")
    sent = api.comment(made["id"], body="Fools.")
    comment_id = api.pending()[0]["id"]
    page = edith.get(f"{QUEUE}/{comment_id}").submit("Ban", of="sender", days="7", reason="Insults")
    assert "Nothing is taken from them until" in page.text
    assert "The sender is banned until" in page.text
    stack.clock.now += MINUTE
    refused = api.comment(made["id"], cookies=sent.cookies, body="My best sentence.")
    assert refused.status == 403
    assert "The editors take no comments from you" in refused.body
    assert "My best sentence." in refused.body
    bans = edith.get(f"{QUEUE}/bans")
    assert "Insults" in bans.text
    lifted = bans.submit("Lift")
    assert "Nobody is banned." in lifted.text
    assert api.comment(made["id"], cookies=sent.cookies, body="Thank you.").status == 303


def test_a_story_is_closed_and_opened_with_one_button(api: Api, edith: Browser) -> None:
    linked = api.submit(title="Another")
    made = api.submit(title="Market day", breaking=True, also_read=[linked["id"]])
    said(api, made["id"], "One.")
    page = edith.get(QUEUE).follow("This story’s comments").submit("Close comments")
    assert "Comments are closed on this story." in page.text
    assert api.comment(made["id"], body="Too late?").status == 409
    page = page.submit("Open comments")
    assert "Readers may comment on this story." in page.text
    assert api.comment(made["id"], body="In time.").status == 303


def test_wrong_words_are_named_and_none_of_what_was_typed_is_lost(api: Api, edith: Browser) -> None:
    page = edith.get(f"{QUEUE}/words").submit("Keep both lists", words="loan*\na*", blocked="!!!")
    assert page.status == 422
    assert "needs more letters" in page.text
    assert "no letter or digit" in page.text
    assert by_id(page, "f-words").text == "loan* a*"


def test_of_two_editors_of_the_words_the_second_is_told(api: Api, edith: Browser) -> None:
    first, second = edith.get(f"{QUEUE}/words"), edith.get(f"{QUEUE}/words")
    first.submit("Keep both lists", words="loan*")
    refused = second.submit("Keep both lists", words="casino")
    assert refused.status == 412
    assert by_id(refused, "f-words").text == "casino"
    assert "Saved meanwhile by edith" in refused.text
    assert "loan*" in refused.text
    assert "Kept." in refused.submit("Keep both lists").text, "who has seen it may replace it"


def test_of_two_who_edit_a_comment_the_second_is_shown_the_firsts_words(
    api: Api, edith: Browser
) -> None:
    at = f"{QUEUE}/{said(api, api.submit()['id'], 'You fool.')}"
    first, second, third = (edith.get(at) for _ in range(3))
    edith.get(at).submit("Approve")
    kept = first.submit("Keep the edit", body="First.", reason="An insult")
    assert kept.status == 200, "a decision leaves the words as they are"
    wrong = second.submit("Keep the edit", body="Second.", reason="")
    assert wrong.status == 422
    late = wrong.submit("Keep the edit", reason="An insult")
    assert (late.status, by_id(late, "f-body").text) == (412, "Second.")
    assert "First." in late.text
    assert late.submit("Keep the edit").status == 200, "who has seen it may replace it"
    edith.get(at).submit("Delete")
    for reason in ("", "An insult"):
        gone = third.submit("Keep the edit", body="Third.", reason=reason)
        assert (gone.status >= 400, "Third." in gone.text) == (True, True), "nobody's words go"


def test_a_module_is_told_what_became_of_each_and_how_many_are_new(
    api: Api, edith: Browser, stack: Stack
) -> None:
    made = api.submit()
    comment_id = said(api, made["id"], "One.")
    page = edith.get(QUEUE)
    since = by_id(page, "new-comments")["data-since"]
    stack.clock.now += MINUTE
    said(api, made["id"], "Two.", 2)
    asks = {"accept": "application/json"}
    new = edith.send("GET", f"{QUEUE}/new?queue=pending&since={since}", **asks)
    assert new.body == '{"count":1}'
    token = page.token
    form = {"_csrf": token, "_key": "abcdefgh", "do": f"approve:{comment_id}"}
    told = [edith.send("POST", f"{QUEUE}/decide", urlencode(form), **asks).body for _ in range(2)]
    assert told == [f'[{{"id":"{comment_id}","state":"approved","problem":""}}]'] * 2
    form |= {"_key": "ijklmnop"}
    refused = edith.send("POST", f"{QUEUE}/decide", urlencode(form), **asks)
    assert "approved already" in refused.body


@pytest.mark.parametrize("user", ["ann", "olga"])
def test_authors_and_strangers_are_refused_everywhere(
    api: Api, desk: Desk, edith: Browser, user: str
) -> None:
    comment_id = said(api, api.submit()["id"], "One.")
    browser = desk.as_(user)
    for path in ("", "/new?since=2026-11-29T00:00:00Z", f"/{comment_id}", f"/{comment_id}/context"):
        assert browser.get(QUEUE + path).status == 403, path
    for path in ("/bans", "/words"):
        assert browser.get(QUEUE + path).status == 403, path
    page = browser.get("/desk/today")
    token = page.token
    typed = {
        "/decide": {"do": f"approve:{comment_id}"},
        f"/{comment_id}/edit": {"body": "x y", "reason": "z"},
        f"/{comment_id}/ban": {"of": "sender", "days": "1"},
        f"/bans/{comment_id}/lift": {},
        "/words": {"words": "casino", "_version": "1"},
    }
    for path, fields in typed.items():
        answered = browser.post(QUEUE + path, [("_csrf", token), *fields.items()])
        assert answered.status == 403, path
    assert states(api, state="pending") == 1


@pytest.mark.parametrize("nasty", HOSTILE)
def test_nothing_that_anybody_typed_is_more_than_text_on_any_of_these_pages(
    api: Api, edith: Browser, nasty: str
) -> None:
    made = api.submit(title=nasty)
    comment_id = said(api, made["id"], nasty, name="Rea")
    api.decide(comment_id, "reject", json_body={"reason": nasty})
    single = edith.get(f"{QUEUE}/{comment_id}").submit(
        "Keep the edit", body=f"x {nasty}", reason=nasty
    )
    banned = single.submit("Ban", of="sender", days="1", reason=nasty)
    words = edith.get(f"{QUEUE}/words").submit("Keep both lists", words=nasty, blocked="")
    found = [edith.get(QUEUE), edith.get(f"{QUEUE}?queue=rejected"), edith.get(f"{QUEUE}/bans")]
    for page in (single, banned, words, *found):
        for made_up in ("<script>alert", "<img src=x", 'href="javascript', "<b>bold"):
            assert made_up not in page.body.replace("<b>bold</b></p>", ""), page.path


@pytest.mark.parametrize(
    "path", ["?queue=all", "?story=%00&queue=pending", "?cursor=x", "?unknown=1", "/new?since=soon"]
)
def test_an_address_that_makes_no_sense_is_answered_and_does_no_harm(
    edith: Browser, path: str
) -> None:
    assert edith.get(QUEUE + path).status in (200, 400)


def said_fast(api: Api, article_id: str, number: int) -> None:
    sent = {"email": f"r{number}@example.org", "body": f"Word {number} of the day."}
    assert api.comment(article_id, **sent).status == 303


def by_id(page: Page, name: str) -> Element:
    (found,) = page.html.all(where=lambda element: element.get("id") == name)
    return found
