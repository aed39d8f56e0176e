"""What a page of the desk asks of the table does not grow with the archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from broadsheet import bootstrap
from tests.support.api import Api
from tests.support.desk import Browser, Desk
from tests.support.pictures import ALT
from tests.support.pictures import Desk as PictureDesk


@contextmanager
def counted() -> Iterator[list[str]]:
    """The calls of the table that are made meanwhile."""
    seen: list[str] = []
    client: Any = bootstrap.reads()._client
    made: Callable[..., Any] = client._make_api_call

    def call(operation: str, asked: dict[str, Any]) -> Any:
        seen.append(operation)
        return made(operation, asked)

    client._make_api_call = call
    try:
        yield seen
    finally:
        client._make_api_call = made


def cost(browser: Browser, path: str) -> int:
    browser.get(path)  # a session notes now and then that it was used
    with counted() as calls:
        assert browser.get(path).status == 200
    return len(calls)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/desk/front", 8),
        ("/desk/front/preview", 12),
        ("/desk/profiles", 4),
        ("/desk/redirects", 4),
        ("/desk/site", 3),
    ],
)
def test_pages_of_editors_cost_as_much_whatever_is_published(
    desk: Desk, api: Api, path: str, most: int
) -> None:
    edith = desk.as_("edith")
    api.submit(title="First")
    few = cost(edith, path)
    for n in range(40):
        api.submit(title=f"Story {n}")
    assert cost(edith, path) == few
    assert few <= most


def test_the_library_and_the_console_take_one_query_whatever_is_there(desk: Desk, api: Api) -> None:
    edith, pictures = desk.as_("edith"), PictureDesk(api)
    story = api.submit(title="Storm", live="running")["id"]
    paths = ("/desk/media", "/desk/media/choose", "/desk/media?words=boat", f"/desk/live/{story}")
    few = [cost(edith, path) for path in paths]
    for n in range(30):
        pictures.announce(alt=ALT)
        body = {"text": f"Entry {n}."}
        api("POST", f"/api/v1/articles/{story}/live", by="edith", json_body=body)
    assert [cost(edith, path) for path in paths] == few
    assert max(few) <= 5
