"""A newsroom at work on mocked AWS: something of everything that the desk has a page for."""

import base64
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import unquote_plus

import pytest

from broadsheet import bootstrap
from tests.fakes.user_pool import MemoryUserPool
from tests.support.api import GROUPS, SUBJECTS, Api
from tests.support.desk import Browser, Desk, Page
from tests.support.figures import failed, ringing
from tests.support.lambdas import POOL, Event, Stack, environment, instead_of, stack_on_moto
from tests.support.life import ARTICLES, act
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk
from tests.support.template_resources import of_type
from tests.support.writing import id_of, keep, new_story

PASSWORD = "blue kettle sings"
READER = "rea@example.org"
"""What nobody at the desk is shown: an address of somebody who commented."""
STAFF = "ann@newsroom.example"
"""The address of an account, which editors look after."""
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_RINGS = "ClockStoppedAlarm"
"""What an alarm says is said by the stack, to whoever runs it."""
MISSING = "01a20461-2c40-7b3d-9e10-5d2f7c8a9b99"
"""The id of nothing."""
BODY = "The *ferry* was late.\n\nNobody knew why.[^1]\n\n[^1]: Or said so."


@dataclass
class Tongue(Browser):
    """A browser whose owner wants pages in a language."""

    language: str = "en"

    def _event(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Event:
        return super()._event(method, path, body, {"accept-language": self.language, **headers})


@dataclass
class Newsroom:
    """The stack, who works there, and the ids of what they made, by what it is."""

    stack: Stack
    pool: MemoryUserPool
    ids: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    """What anybody sent, and what the functions know of the site."""

    @functools.cached_property
    def api(self) -> Api:
        """Its HTTP API."""
        return Api(self.stack)

    def browser(self, user: str, language: str = "en") -> Tongue:
        """Of somebody who has just signed in, or of `nobody`."""
        cookies = {} if user == "nobody" else Desk(self.stack).as_(user).cookies
        return Tongue(self.stack, cookies, language)

    def signing_in(self, user: str, language: str, password: str = PASSWORD) -> Page:
        """What answers the first form."""
        page = self.browser("nobody", language).get("/desk/sign-in")
        return page.submit(button(page), user=user, password=password)


def button(page: Page) -> str:
    """The words of the first button of its main part, whatever its language."""
    return page.buttons[0]


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """A stack of its own, furnished."""
    with pytest.MonkeyPatch.context() as patch, stack_on_moto(patch) as stack:
        pool = MemoryUserPool(stack.clock, POOL)
        for name in ("desk_sign_in", "staff"):
            instead_of(name, lambda: pool, patch)
        made = Newsroom(stack, pool, typed=_site_words(stack))
        patch.setattr(stack, "invoke", _heard(stack.invoke, made.typed))
        for furnish in (_people, _pictures, _stories, _history, _comments, _site, _unsaved):
            furnish(made)
        made.typed += [*pool.accounts, STAFF]
        yield made


def _site_words(stack: Stack) -> list[str]:
    """The name of the site and the like."""
    return [*environment(stack.cloud).values(), repr(bootstrap.site())]


def _heard(invoke: Callable[..., Any], typed: list[str]) -> Callable[..., Any]:
    """The functions, whose callers' words are noted."""

    def invoked(function: str, sent: Event, context: Any = None) -> Any:
        if body := sent.get("body", ""):
            text = base64.b64decode(body).decode() if sent.get("isBase64Encoded") else body
            typed.append(
                unquote_plus(text) if "=" in text else " ".join(_strings(json.loads(text)))
            )
        return invoke(function, sent, context)

    return invoked


def _strings(of: Any) -> Iterator[str]:
    for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from _strings(one)
    if isinstance(of, str):
        yield of


def _people(room: Newsroom) -> None:
    for user, groups in GROUPS.items():
        room.pool.add(user, PASSWORD, *groups.strip("[]").split(), sub=SUBJECTS[user])
    room.pool.accounts["ann"].email = STAFF
    room.pool.accounts["ben"].is_enabled = True
    room.pool.add("dora", PASSWORD, "authors").is_enabled = False
    room.pool.add("nora", PASSWORD, "authors", temporary=True)
    room.pool.add("kay", PASSWORD, "authors").key = KEY
    room.ids |= SUBJECTS | {user: room.pool.accounts[user].sub for user in ("dora", "nora")}


def _pictures(room: Newsroom) -> None:
    pictures = PictureDesk(room.api)
    room.ids["picture"] = pictures.picture(alt=ALT, caption="At noon", credit="Ann Author")
    room.ids["unused"] = pictures.picture(by="ann")
    room.ids["awaited"] = pictures.announce(by="ann")
    room.ids["refused"] = refused = pictures.announce()
    pictures.send(refused, b"%PDF-1.4")


def _stories(room: Newsroom) -> None:
    """One in each state, each of Ann's, and what else can be said of one."""
    api = room.api

    def story(name: str, status: str, by: str = "ann", **fields: Any) -> Any:
        words = {"title": f"{name.title()} story", "body": BODY, "status": status} | fields
        made = api.submit(by, **words)
        room.ids[name] = made["id"]
        return made

    story("draft", "draft", tags=["Harbour"], standfirst="It was cold.")
    story("waiting", "in_review")
    act_on(room, story("returned", "in_review"), "return", {"note": "Whose figures?"})
    act(api, story("scheduled", "in_review"), "schedule", "edith")
    for name in ("published", "unpublished", "retracted", "corrected"):
        made = story(name, "in_review", lead_image={"media": room.ids["picture"]}, tags=["Harbour"])
        act(api, made, "publish", "edith")
        if name != "published":
            act(api, made, name[:-2] if name == "corrected" else _verb(name), "edith")
    running = story("live", "published", "edith", live="running", breaking=True)
    for is_key in (True, False):
        entry = {"text": "Rain, with a [link](/x/).", "headline": "Rain", "is_key": is_key}
        api("POST", f"{ARTICLES}/{running['id']}/live", by="edith", json_body=entry)
    story("arabic", "draft", language="ar", title="العبّارة")


def _verb(name: str) -> str:
    return name.removesuffix("ed") if name == "unpublished" else "retract"


def act_on(room: Newsroom, made: Any, action: str, told: Any) -> None:
    """What an editor does to a story."""
    path = f"{ARTICLES}/{made['id']}/{action}"
    assert room.api("POST", path, by="edith", json_body=told).status < 300


def _history(room: Newsroom) -> None:
    """Versions, notes, somebody whose turn it is, a link, an embargo and what is late."""
    draft, edith = f"/desk/stories/{room.ids['draft']}", room.browser("edith")
    edith.get(f"{draft}/write").submit("Save draft", body="The ferry was on time.\n\nIt sank.")
    edith.get(draft).submit("Add the note", text="See https://news.example.org/x and call Ben.")
    shared = edith.get(f"{draft}/shares").submit("Make a link", label="for the lawyer", days="3")
    (link,) = [e for e in shared.html.all("input") if e.get("id") == "f-link"]
    room.ids["token"] = link["value"].rpartition("/")[2]
    room.browser("nobody").get(f"/desk/shared/{room.ids['token']}").submit("Read the story")
    listed = edith.get(f"{draft}/shares")
    room.ids["share"] = next(h for h in listed.links.values() if "/shares/" in h).split("/")[-1]


def _comments(room: Newsroom) -> None:
    api, story, clock = room.api, room.ids["published"], room.stack.clock
    said = ("Well said.", "Buy [pills](https://a.example) https://b.example now", "Who was it?")
    for number, body in enumerate(said):
        clock.now += timedelta(seconds=40)
        api.comment(story, email=f"{number}{READER}", body=body)
    waiting = api.pending()
    room.ids["comment"] = waiting[-1]["id"]
    api.decide(waiting[0]["id"])
    api.comment(story, email=READER, body="As you say.", answers="1")
    room.ids["banned"] = waiting[1]["id"]
    ban = {"of": "sender", "days": 1, "reason": "Insults"}
    path = f"/api/v1/moderation/comments/{waiting[1]['id']}"
    api("POST", f"{path}/ban", by="edith", json_body=ban)
    api.decide(waiting[1]["id"], "spam")
    room.stack.drain()
    report = {"reason": "abuse", "note": "See there."}
    api("POST", f"{ARTICLES}/{story}/comments/1/report", form=report)


def _site(room: Newsroom) -> None:
    edith, cloud = room.browser("edith"), room.stack.cloud
    edith.get("/desk/profiles/wren").submit("Save", name="Wren", role="Reporter")
    edith.get("/desk/redirects").submit("Add", path="/old.php", target="/section/news/")
    edith.get("/desk/comments/words").submit("Keep both lists", words="loan*", blocked="pills")
    cloud.sqs.send_message(QueueUrl=cloud.given_up["mails"], MessageBody="{}")
    failed(room.stack, "render_pages", 2)
    ringing(_RINGS, of_type("AWS::CloudWatch::Alarm")[_RINGS]["AlarmDescription"])
    room.stack.drain()


def _unsaved(room: Newsroom) -> None:
    """What somebody typed and did not save: of a story that is there, and of one that is not."""
    ann = room.browser("ann")
    page = new_story(ann, title="Unsaved story")
    room.ids["typed"] = id_of(page)
    keep(page, 1, "One.\n\nOther words.")
    keep(ann.get("/desk/stories/new"), 1, "Only begun.")
    gone = new_story(ann, title="Lost story")
    room.ids["lost"] = id_of(gone)
    keep(gone, 1, "These words are left.")
    room.api("DELETE", f"{ARTICLES}/{id_of(gone)}", by="edith", if_match="*")
