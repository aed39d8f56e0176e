"""What is asked about addresses on cards, as it happens to a newsroom that has some."""

from collections.abc import Callable
from typing import Any

from tests.faults.scenarios import Scenario, a_day
from tests.faults.stage import Stage
from tests.support.lambdas import event

FILM, OTHER, LATE = "https://youtu.be/harbour", "https://vimeo.com/7", "https://vimeo.com/7/late"


def _stories_with(*urls: str) -> Callable[[Stage], Any]:
    """Two stories with these cards, of which one stands in public."""

    def first(stage: Stage) -> Any:
        props = a_day(stage)
        body = "\n\n".join(("Look:", *urls))
        stage.api.submit(title="With cards", body=body)
        stage.api.submit("ann", title="Draft with cards", body=body)
        return props

    return first


def _addresses_wait(stage: Stage, _props: Any) -> list[Any]:
    stage.drain()
    return stage.batches(stage.stack.cloud.embed_queue_url)


def _beside_what_nobody_can_read(stage: Stage, props: Any) -> list[Any]:
    batches = _addresses_wait(stage, props)
    return [[*event("fetch_embeds__unreadable")["Records"], *batch] for batch in batches]


def _ask(stage: Stage, batches: list[Any]) -> None:
    for batch in batches:
        stage.ask(batch)


CARD_SCENARIOS = [
    Scenario(
        name,
        "fetch_embeds",
        _ask,
        first,
        answers=False,
        undrained=undrained,
        is_quiet_before=False,
    )
    for name, first, undrained in (
        ("ask about cards", _stories_with(FILM, OTHER), _addresses_wait),
        ("ask who answers late", _stories_with(FILM, LATE), _addresses_wait),
        (
            "ask about a card beside what nobody can read",
            _stories_with(OTHER),
            _beside_what_nobody_can_read,
        ),
    )
]
