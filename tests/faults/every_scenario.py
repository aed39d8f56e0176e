"""All scenarios that faults are played with, and those of rendering: a page of every kind."""

from collections.abc import Iterator
from typing import Any, get_args

from broadsheet.adapters.aws.sqs_render_queue import page_requests
from broadsheet.domain.site.pages import AnyPage
from tests.faults.card_scenarios import CARD_SCENARIOS
from tests.faults.deployed_scenarios import OTHERS, Act, as_recorded, each_batch, recorded
from tests.faults.picture_scenarios import PICTURE_SCENARIOS, a_day_with_pictures, publish
from tests.faults.scenarios import SCENARIOS, Scenario, a_day
from tests.faults.stage import Stage


def all_scenarios() -> list[Scenario]:
    """Whatever is recorded, what crashes are played with, and the others."""
    # Renderings of many pages take long, and show nothing that those of one of each kind do not.
    beside = [s for s in (*SCENARIOS, *PICTURE_SCENARIOS) if s.function != "render_pages"]
    return [*beside, *OTHERS, *CARD_SCENARIOS, *_renderings(), *recorded()]


def _renderings() -> Iterator[Scenario]:
    """A page of every kind: of what is seeded, of a day, of pictures."""
    for kind in (page.__name__ for page in get_args(AnyPage)):
        for name, first in (("seeded", as_recorded), ("a day", a_day), ("pictures", _shown)):
            yield Scenario(
                f"render {kind} of {name}",
                "render_pages",
                each_batch(Stage.render),
                first,
                answers=False,
                undrained=_page_waits(kind),
                is_quiet_before=False,
                calls=False,
            )


def _shown(stage: Stage) -> Any:
    props = a_day_with_pictures(stage)
    assert publish(stage, props).status == 200
    return props


def _kinds(body: str) -> set[str]:
    return {type(request.page).__name__ for request in page_requests(body)}


def _page_waits(kind: str) -> Act:
    """Of all that waits to be rendered one page of this kind is left, and another beside it."""

    def undrained(stage: Stage, _props: Any) -> list[Any]:
        while records := stage.stack.stream():
            stage.place(records)
            stage.route(records)
        messages = [message for batch in stage.batches() for message in batch]
        ours = [m for m in messages if kind in _kinds(m["body"])][:1]
        others = [m for m in messages if m not in ours]
        left = [*ours, *others[:1]] if ours else []
        stage.render([m for m in others if m not in left])
        return [left] if left else []

    return undrained
