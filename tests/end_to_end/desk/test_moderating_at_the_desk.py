"""On the stack: a comment waits, is read with its context, approved, and stands on its page; and
whoever is banned is told so behind CloudFront."""

import re
import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlencode

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.desk.request import COOKIE
from broadsheet.adapters.http.signed_in import principal_of
from broadsheet.domain.desk.session import form_token
from broadsheet.usecases.desk.sessions import begin_session
from broadsheet.usecases.shared.services import Services
from client.session import claims
from tests.support.newspaper import Newspaper, newcomer

QUEUE = "/desk/comments"


class EditorsDesk:
    """The desk in the browser of an editor who has just signed in."""

    def __init__(self, newspaper: Newspaper) -> None:
        self.newspaper = newspaper
        outputs = newspaper.stack.outputs
        table = DynamoTable(newspaper.stack.client("dynamodb"), outputs["TableName"])
        services = Services(table=table, markup=CommonMark(), clock=now, ids=new_id)
        who = principal_of(claims(newspaper.editor.token))
        later = now().replace(year=2099)
        self.secret = begin_session(services, "signed in", who, roles_until=later).secret

    def get(self, path: str) -> str:
        """A page."""
        page = self.newspaper.get(path, {"cookie": f"{COOKIE}={self.secret}"})
        assert page.status == 200, page.text
        return page.text

    def send(self, path: str, **fields: str) -> int:
        """A form of a page, as a browser without JavaScript sends it: the status."""
        body = {"_csrf": form_token(self.secret), "_key": new_id(), **fields}
        site = self.newspaper.stack.site_url
        headers = {"cookie": f"{COOKIE}={self.secret}", "origin": site}
        asked = urllib.request.Request(site + path, urlencode(body).encode(), headers)
        opener = urllib.request.build_opener(_Staying, urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=60) as answer:
                return int(answer.status)
        except HTTPError as answer:
            with answer:
                return answer.code


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:
        """A redirect is an answer like any other."""


def test_a_comment_is_read_with_its_context_approved_and_stands_on_its_page(
    newspaper: Newspaper,
) -> None:
    desk, story = EditorsDesk(newspaper), newspaper.publish("Moderated at the desk")
    assert newspaper.comment(story["id"], "Cy", "Is it open at the desk?").status == 303
    comment = newspaper.pending("Is it open at the desk?")
    assert "Is it open at the desk?" in desk.get(f"{QUEUE}?queue=pending&story={story['id']}")
    found = desk.get(f"{QUEUE}?queue=pending&said=open+desk&sender=cy&headline=moderated")
    assert "Is it open at the desk?" in found
    assert "Is it open at the desk?" not in desk.get(f"{QUEUE}?queue=pending&said=zeppelin")
    assert "Nothing else came from this address" in desk.get(f"{QUEUE}/{comment}")
    assert desk.send(f"{QUEUE}/decide", do=f"approve:{comment}") == 303
    newspaper.until(
        lambda: "Is it open at the desk?" in newspaper.get(story["path"]).text, "on the page"
    )
    assert desk.send(f"{QUEUE}/stories/{story['id']}", comments="closed", queue="pending") == 303
    newspaper.until(lambda: "Comments are closed." in newspaper.get(story["path"]).text, "closed")
    assert newspaper.comment(story["id"], "Cy", "Too late?").status == 409


def test_whoever_is_banned_is_told_so_until_the_ban_is_lifted(newspaper: Newspaper) -> None:
    desk, story = EditorsDesk(newspaper), newspaper.publish("Banned at the desk")
    path, email = f"/articles/{story['id']}/comments", newcomer()

    def said(body: str, cookie: str, status: int) -> str:
        fields = {"name": "Cy", "email": email, "body": body}
        headers = {"Accept": "application/json", **({"Cookie": cookie} if cookie else {})}
        answer = newspaper.anyone.send("POST", path, fields, headers).expect(status)
        return str(answer.headers.get("Set-Cookie", answer.json.get("code", ""))).partition(";")[0]

    cookie = said("Fools, at the desk.", "", 201)
    comment = newspaper.pending("Fools, at the desk.")
    assert desk.send(f"{QUEUE}/{comment}/ban", of="sender", days="1", reason="Insults") == 303
    assert said("Again.", cookie, 403) == "banned"
    # Whoever only types the address may be anybody.
    said("By whoever types it.", "", 201)
    # The newest is the first.
    lifts = re.findall(r"/desk/comments/bans/([0-9a-f-]+)/lift", desk.get(f"{QUEUE}/bans"))
    assert desk.send(f"{QUEUE}/bans/{lifts[0]}/lift") == 303
    said("Thank you.", cookie, 201)
