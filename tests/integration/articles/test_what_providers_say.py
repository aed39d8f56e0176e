"""What a provider says of an address stands on every page that has its card, and on no other."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from broadsheet.bootstrap.shared import table_named
from broadsheet.usecases.articles.fetch_embed import EmbedFetching
from broadsheet.usecases.articles.ports import NoAnswer, Said
from tests.support.api import Api
from tests.support.lambdas import Stack, event, instead_of

FILM = "https://youtu.be/abc"
TITLE = "How the harbour was built"


@dataclass
class AllProviders:
    """Implements `Asks`: what each address is; who is not here does not answer."""

    films: dict[str, Said] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str) -> Said:
        self.asked.append(url)
        if url not in self.films:
            raise NoAnswer("503")
        return self.films[url]


@pytest.fixture
def providers(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> AllProviders:
    made = AllProviders({FILM: Said(TITLE, "Ida Holm")})
    table = table_named(stack.cloud.table)
    fetching = EmbedFetching(table=table, ask=made, clock=stack.clock)
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
