"""What `route_changes` and rebuilds may rely on of the render queue."""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue, _group_of, page_requests
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.shared.slug import LONGEST_SLUG
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FeedPage
from broadsheet.domain.site.kinds.fixed import FixedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage, SitemapPage
from broadsheet.domain.site.pages import AnyPage, unit_of
from broadsheet.usecases.site.ports import PageRequest, RenderQueue
from tests.contract.conftest import Receive

NOON = datetime(2026, 11, 22, 12, 0, 0, 123000, tzinfo=UTC)
SLUG = "x" * LONGEST_SLUG
PATH = f"/2026/11/{SLUG}/"
TAG = ListingName(ListingKind.SECTION, SLUG)
PAGES: list[AnyPage] = [
    ArticlePage(PATH),
    CommentsPage(PATH, 99_999),
    ListingPage(SITE),
    ListingPage(TAG),
    RunPage(TAG, "2026-11", 99_999),
    MonthsPage(TAG),
    SitemapIndexPage(),
    SitemapPage("2026-11", 99_999),
    NewsSitemapPage(),
    FeedPage(TAG),
    SearchIndexPage("2026-11", 99_999),
    FixedPage("robots.txt"),
]


def page(number: int) -> AnyPage:
    return ArticlePage(f"/2026/11/{number}/")


class StubSqs:
    """Answers batch by batch as it is told."""

    def __init__(self, *failing: set[str]) -> None:
        self.failing = list(failing)
        self.batches: list[list[dict[str, Any]]] = []

    def send_message_batch(self, QueueUrl: str, Entries: Any) -> dict[str, Any]:  # noqa: N803
        self.batches.append(Entries)
        failed = self.failing[len(self.batches) - 1]
        ids = [entry["Id"] for entry in Entries]
        answer = {"Successful": [{"Id": i} for i in ids if i not in failed]}
        return answer | ({"Failed": [{"Id": i} for i in ids if i in failed]} if failed else {})


@pytest.mark.parametrize("asked", PAGES, ids=lambda p: type(p).__name__)
@pytest.mark.parametrize("causes", [(), ("a", "🗞")])
def test_every_page_arrives_as_it_was_sent(
    queue: tuple[RenderQueue, Receive], asked: AnyPage, causes: tuple[str, ...]
) -> None:
    sender, receive = queue
    request = PageRequest(asked, causes, NOON if causes else None, bool(causes))
    assert sender.send([("d", request)]) == set()
    assert receive() == [request]


def test_nothing_to_send_is_sent_without_a_call(queue: tuple[RenderQueue, Receive]) -> None:
    sender, receive = queue
    assert sender.send([]) == set()
    assert receive() == []


@pytest.mark.parametrize("number", [9, 10, 11, 25])
def test_any_number_of_pages_is_sent(queue: tuple[RenderQueue, Receive], number: int) -> None:
    sender, receive = queue
    requests = [PageRequest(page(n)) for n in range(number)]
    assert sender.send([(f"d{n}", request) for n, request in enumerate(requests)]) == set()
    assert sorted(receive(), key=lambda r: r.page.files) == sorted(
        requests, key=lambda r: r.page.files
    )


def test_what_waits_already_under_its_id_is_not_queued_twice(
    queue: tuple[RenderQueue, Receive],
) -> None:
    sender, receive = queue
    first, again = PageRequest(page(1), ("first",)), PageRequest(page(1), ("again",))
    sender.send([("same", first)])
    assert sender.send([("same", again), ("other", again)]) == set()
    assert receive() == [first, again]


def test_requests_for_one_page_stay_in_order(queue: tuple[RenderQueue, Receive]) -> None:
    sender, receive = queue
    for n in range(12):
        sender.send([(f"{p}-{n}", PageRequest(page(p), (str(n),))) for p in range(3)])
    received = receive()
    for p in range(3):
        of_page = [int(r.causes[0]) for r in received if r.page == page(p)]
        assert of_page == list(range(12))


def test_the_refused_are_named_by_their_place_in_the_whole() -> None:
    sqs = StubSqs({"3"}, set(), {"20", "22"})
    sender = SqsRenderQueue(sqs, "url")  # type: ignore[arg-type]
    requests = [(f"d{n}", PageRequest(page(n))) for n in range(23)]
    assert sender.send(requests) == {3, 20, 22}
    assert [len(batch) for batch in sqs.batches] == [10, 10, 3]


@pytest.mark.parametrize("asked", PAGES, ids=lambda p: type(p).__name__)
def test_every_page_names_a_group_that_sqs_takes(asked: AnyPage) -> None:
    sqs = StubSqs(set())
    SqsRenderQueue(sqs, "url").send([("d", PageRequest(asked))])  # type: ignore[arg-type]
    group = sqs.batches[0][0]["MessageGroupId"]
    # At most 128 letters, digits and ASCII punctuation (Amazon SQS, SendMessage).
    assert re.fullmatch(r"[!-~]{1,128}", group)


def test_a_head_goes_with_its_feeds_its_months_and_its_run_in_one_message() -> None:
    sqs = StubSqs({"1"})
    run, other = RunPage(TAG, "2026-11", 3), RunPage(SITE, "2026-11", 3)
    pages: list[AnyPage] = [
        ArticlePage(PATH),
        ListingPage(TAG),
        run,
        FeedPage(TAG),
        other,
        MonthsPage(TAG),
    ]
    requests = [(f"d{n}", PageRequest(page)) for n, page in enumerate(pages)]
    refused = SqsRenderQueue(sqs, "url").send(requests)  # type: ignore[arg-type]
    told = [[r.page for r in page_requests(one["MessageBody"])] for one in sqs.batches[0]]
    head = [ListingPage(TAG), run, FeedPage(TAG), MonthsPage(TAG)]
    assert told == [[ArticlePage(PATH)], head, [other]], "a run whose head stays as it is is alone"
    assert refused == {1, 2, 3, 5}
    assert sqs.batches[0][1]["MessageGroupId"] == _group_of(unit_of(MonthsPage(TAG)))
    assert len({one["MessageGroupId"] for one in sqs.batches[0]}) == len(told)


def test_a_message_is_of_its_units_group_whichever_page_comes_first() -> None:
    sqs = StubSqs(set(), set())
    pages: list[AnyPage] = [RunPage(TAG, "2026-11", 3), ListingPage(TAG)]
    for n, asked in enumerate((pages, pages[1:])):
        requests = [(f"d{n}{m}", PageRequest(page)) for m, page in enumerate(asked)]
        SqsRenderQueue(sqs, "url").send(requests)  # type: ignore[arg-type]
    (both,), (head,) = sqs.batches
    assert both["MessageGroupId"] == head["MessageGroupId"]


def test_no_message_has_more_than_twenty_pages() -> None:
    sqs = StubSqs(set())
    pages: list[AnyPage] = [ListingPage(TAG), *(RunPage(TAG, "2026-11", n) for n in range(40))]
    requests = [(f"d{n}", PageRequest(page)) for n, page in enumerate(pages)]
    SqsRenderQueue(sqs, "url").send(requests)  # type: ignore[arg-type]
    told = [[r.page for r in page_requests(one["MessageBody"])] for one in sqs.batches[0]]
    assert [len(pages) for pages in told] == [20, 20, 1]
    assert [page for pages in told for page in pages] == pages


@pytest.mark.parametrize("body", ["", "{}", '{"page":{"page":"Unknown"},"causes":[]}'])
def test_a_message_that_is_none_of_ours_is_an_error(body: str) -> None:
    with pytest.raises((msgspec.ValidationError, msgspec.DecodeError)):
        page_requests(body)
