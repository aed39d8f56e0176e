"""What a provider says of an address stands on every page that has its card, and on no other."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.adapters.clock import new_id
from broadsheet.bootstrap.shared import table_named
from broadsheet.usecases.articles.fetch_embed import EmbedFetching
from broadsheet.usecases.articles.ports import NoAnswer, PictureTaken, Said
from tests.support.api import Api
from tests.support.lambdas import Stack, event, instead_of
from tests.support.pictures import Desk, files_of, photograph

FILM = "https://youtu.be/abc"
TITLE = "How the harbour was built"


@dataclass
class AllProviders:
    """Implements `Asks`: what each address is; who is not here does not answer."""

    films: dict[str, Said] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    picture: bytes = b""

    def __call__(self, url: str) -> Said:
        self.asked.append(url)
        if url not in self.films:
            raise NoAnswer("503")
        return self.films[url]

    def take(self, _url: str) -> PictureTaken:
        """Implements `TakesPictures`."""
        return PictureTaken("image/jpeg", self.picture)


@pytest.fixture
def providers(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> AllProviders:
    made = AllProviders({FILM: Said(TITLE, "Ida Holm")})
    table = table_named(stack.cloud.table)
    store = S3Pictures(stack.cloud.s3, stack.cloud.media_bucket)
    fetching = EmbedFetching(
        table=table, ask=made, take=made.take, uploads=store, clock=stack.clock, ids=new_id
    )
    instead_of("embed_fetching", lambda: fetching, monkeypatch)
    return made


def page(stack: Stack, path: str) -> str:
    return stack.files()[f"{path[1:]}index.html"].decode()


def settled(stack: Stack) -> int:
    """All pages as they are once providers were asked; how many addresses that was."""
    stack.drain()
    asked = stack.ask_providers()
    stack.drain()
    return asked


def states(api: Api, made: Any) -> set[str]:
    """What the receipt of a story says of the pages that it reached."""
    path = f"/api/v1/articles/{made['id']}/receipt"
    found, query = set[str](), {"limit": "1"}
    while query:
        told = api("GET", path, by="edith", query=query).json
        found |= {item["state"] for item in told["items"]}
        query = dict(parse_qsl(urlsplit(told["next"] or "").query))
    return found


def written(stack: Stack, action: Any) -> set[str]:
    """The files that are other than before once it was done."""
    before = stack.files()
    action()
    after = stack.files()
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_a_title_stands_on_the_card_once_its_provider_was_asked(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    path = api.submit(title="Harbour", body=f"One.\n\n{FILM}")["path"]
    stack.drain()
    assert ">youtu.be/abc</a>" in page(stack, path)
    assert settled(stack) == 1
    card = f'<bdi><a class="titled" href="{FILM}" rel="noopener">{TITLE}</a></bdi>'
    assert f"{card} <span><bdi>Ida Holm</bdi></span>" in page(stack, path)


def test_the_pages_with_the_card_are_made_again_and_no_others(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    first = api.submit(title="One", body=FILM)["path"]
    second = api.submit(title="Two", body=f"Words.\n\n{FILM}")["path"]
    api.submit(title="Three", body="https://vimeo.com/7")
    stack.drain()

    def ask() -> None:
        batch = stack.messages(stack.cloud.embed_queue_url)
        assert len(stack.invoke("fetch_embeds", {"Records": batch})["batchItemFailures"]) == 1
        stack.drain()

    assert written(stack, ask) == {f"{path[1:]}index.html" for path in (first, second)}
    assert providers.asked.count(FILM) == 1


def test_a_receipt_knows_what_stands_on_the_cards_of_its_pages(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    made = api.submit("edith", title="One", body=FILM)
    settled(stack)
    assert states(api, made) == {"right"}


def test_who_has_the_card_later_need_not_ask(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    api.submit(title="One", body=FILM)
    settled(stack)
    path = api.submit(title="Two", body=FILM)["path"]
    stack.drain()
    assert TITLE in page(stack, path)
    settled(stack)
    assert providers.asked == [FILM]


def test_a_draft_is_asked_about_so_that_its_first_page_has_the_title(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    draft = api.submit(title="Draft", body=FILM, status="draft")
    settled(stack)
    api("POST", f"/api/v1/articles/{draft['id']}/publish", by="edith")
    stack.drain()
    assert TITLE in page(stack, draft["path"])


def test_an_entry_of_a_running_story_has_it_too(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    story = api.submit(title="Live", live="running")
    said = {"text": f"Look.\n\n{FILM}"}
    api("POST", f"/api/v1/articles/{story['id']}/live", by="edith", json_body=said)
    for n in range(25):
        more = {"text": f"And {n}."}
        api("POST", f"/api/v1/articles/{story['id']}/live", by="edith", json_body=more)
    settled(stack)
    run = f"{story['path']}live/1/"
    assert TITLE in page(stack, run)
    assert "embeds." in page(stack, run)
    assert "embeds." not in page(stack, story["path"])
    assert states(api, story) == {"right"}


def test_a_story_without_cards_costs_no_call_and_no_record_more(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    api.submit(title="Plain", body="Words, and https://youtu.be/abc among them.")
    api.submit(title="Link", body="https://a.example/report.pdf")
    assert settled(stack) == 0
    assert not [i for i in stack.items() if i["type"]["S"] in ("Embed", "EmbedUse")]


def test_who_does_not_answer_is_asked_again_and_given_up_without_a_dead_letter(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    path = api.submit(title="Away", body="https://vimeo.com/7")["path"]
    stack.drain()
    (message,) = stack.messages(stack.cloud.embed_queue_url)
    answer = stack.invoke("fetch_embeds", {"Records": [message]})
    assert answer == {"batchItemFailures": [{"itemIdentifier": message["messageId"]}]}
    late = message | {"attributes": {"ApproximateReceiveCount": "6", "SentTimestamp": "0"}}
    assert stack.invoke("fetch_embeds", {"Records": [late]}) == {"batchItemFailures": []}
    assert '"level":"ERROR"' not in stack.output.getvalue()
    assert stack.messages(stack.cloud.dead_letters_url) == []
    stack.drain()
    assert ">vimeo.com/7</a>" in page(stack, path)


def test_one_address_that_fails_does_not_hold_up_the_others(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    path = api.submit(title="Both", body=f"https://vimeo.com/7\n\n{FILM}")["path"]
    stack.drain()
    batch = stack.messages(stack.cloud.embed_queue_url)
    batch += event("fetch_embeds__unreadable")["Records"]
    answer = stack.invoke("fetch_embeds", {"Records": batch})
    assert len(answer["batchItemFailures"]) == 1
    (letter,) = stack.messages(stack.cloud.dead_letters_url)
    assert letter["body"] == "[7]"
    stack.drain()
    assert TITLE in page(stack, path)


def test_nothing_that_a_provider_says_is_more_than_words(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    providers.films[FILM] = Said(evil, f"{evil}\u202e")
    path = api.submit(title="Evil", body=FILM)["path"]
    settled(stack)
    shown = page(stack, path)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "\u202e" not in shown


def test_feeds_and_the_api_have_the_link_that_was_written(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    made = api.submit(title="Harbour", body=FILM)
    settled(stack)
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert TITLE.encode() not in stack.files()[name]
        assert b"data-frame" not in stack.files()[name]
    assert TITLE not in api("GET", f"/api/v1/articles/{made['id']}").json["html"]


IMAGE = "https://i.ytimg.com/vi/abc/hqdefault.jpg"


def media_of(stack: Stack) -> list[str]:
    return [item["id"]["S"] for item in stack.items() if item["type"]["S"] == "Media"]


def test_a_picture_stands_on_the_card_once_it_was_looked_into_and_comes_from_our_own_site(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    providers.films[FILM] = Said(TITLE, "", IMAGE)
    providers.picture = photograph(480, 360)
    path = api.submit(title="Harbour", body=FILM)["path"]
    other = api.submit(title="Other", body=f"Too.\n\n{FILM}")["path"]
    settled(stack)
    assert TITLE in page(stack, path)
    assert "<img" not in page(stack, path).partition("b-embed")[2].partition("</div>")[0]
    (picture,) = media_of(stack)

    def is_made() -> None:
        assert not Desk(api).comes_again(picture)
        stack.drain()

    pages = {f"{one[1:]}index.html" for one in (path, other)}
    assert written(stack, is_made) == pages | files_of(picture, 320, 640)
    shown = page(stack, path).partition("b-embed")[2].partition("</div>")[0]
    assert f'<img src="/media/{picture}/640.jpg"' in shown
    assert 'alt=""' in shown
    assert IMAGE not in page(stack, path)


def test_what_is_no_picture_leaves_the_card_with_its_title(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    providers.films[FILM] = Said(TITLE, "", IMAGE)
    providers.picture = b"<svg onload=alert(1)>"
    path = api.submit(title="Harbour", body=FILM)["path"]
    settled(stack)
    (picture,) = media_of(stack)
    assert not Desk(api).comes_again(picture)
    stack.drain()
    assert TITLE in page(stack, path)
    assert "/media/" not in page(stack, path)
    assert not [name for name in stack.files() if name.startswith("media/")]


def test_pictures_of_cards_are_in_no_list_of_the_newsroom_and_may_be_taken_away(
    stack: Stack, api: Api, providers: AllProviders
) -> None:
    providers.films[FILM] = Said(TITLE, "", IMAGE)
    providers.picture = photograph(480, 360)
    path = api.submit(title="Harbour", body=FILM)["path"]
    settled(stack)
    (picture,) = media_of(stack)
    assert not Desk(api).comes_again(picture)
    stack.drain()
    assert api("GET", "/api/v1/media", by="edith").json["items"] == []
    gone = api("DELETE", f"/api/v1/media/{picture}", by="edith", if_match="*")
    assert gone.status == 204
    stack.drain()
    assert "/media/" not in page(stack, path)
    assert TITLE in page(stack, path)
    assert not [name for name in stack.files() if name.startswith("media/")]
