"""What every answer of the API says of the way on which it is asked."""

import pytest

from broadsheet.adapters.http.answer import STRICT_TRANSPORT, Answer, answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import respond
from broadsheet.usecases.shared.ports import Reads
from tests.support.lambdas import event


def fine(_request: HttpRequest) -> Answer:
    return answer(200, {})


def broken(_request: HttpRequest) -> Answer:
    raise ZeroDivisionError


def nothing() -> Reads:
    raise AssertionError("nobody is signed in")


@pytest.mark.parametrize("endpoint", [fine, broken])
@pytest.mark.parametrize(("scheme", "said"), [("https", STRICT_TRANSPORT), ("http", None)])
def test_it_is_said_for_a_year_where_it_came_over_tls(
    monkeypatch: pytest.MonkeyPatch, endpoint: object, scheme: str, said: str | None
) -> None:
    monkeypatch.setenv("STACK_NAME", "newsroom")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Broadsheet")
    sent = event("read_api__article")
    sent["headers"]["x-forwarded-proto"] = scheme
    answered = respond({sent["routeKey"]: endpoint}, sent, nothing)  # type: ignore[dict-item]
    assert answered["headers"].get("strict-transport-security") == said
