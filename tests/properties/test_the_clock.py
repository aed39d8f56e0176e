"""Every due action happens exactly once, whatever becomes of clocks, functions and articles.

The newsroom lives around an hour at which the clocks of its time zone change. Its clock function
is late, dies before or after a write, runs twice at once, and finds articles edited, moved to
another hour or called off between its reading and its writing.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.life import Action, Status, possible
from broadsheet.domain.shared.errors import Embargoed, Invalid
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.ports import ConditionFailed, Contended
from tests.properties.clock_world import CHANGES, CLOCK, TALLY, Appointed, ClockWorld, Died
from tests.support.long import number_of

EXAMPLES = number_of("sequences", 25, 1000)
MEDDLING = ("twice", "edit", "move", "call off", "dies before", "dies after")


class ClockMachine(RuleBasedStateMachine):
    """Appointments, hands that are faster, and a clock that is not to be relied on."""

    world: ClockWorld

    @initialize(
        change=st.sampled_from(CHANGES),
        hours_before=st.integers(1, 5),
        begins=st.lists(st.none() | st.sampled_from([5, 5, 5, 40]), min_size=3, max_size=5),
        breaking=st.booleans(),
    )
    def begin(
        self,
        change: tuple[str, datetime],
        hours_before: int,
        begins: list[int | None],
        breaking: bool,
    ) -> None:
        self.world = ClockWorld(change, hours_before)
        for minutes in begins:
            article_id = self.world.submit(breaking=breaking)
            hour = self.world.hour(self.world.minutes() + minutes, 0) if minutes else None
            if hour:
                self.world.schedule(article_id, Appointed(hour))

    def some(self, data: st.DataObject, action: Action) -> str | None:
        ids = [a.id for a in self.world.articles() if action in possible(a.status)]
        return data.draw(st.sampled_from(ids)) if ids else None

    @rule(breaking=st.booleans(), embargo=st.none() | st.integers(-120, 240))
    def submit(self, breaking: bool, embargo: int | None) -> None:
        until = self.world.hour(embargo, 0) if embargo is not None else None
        with suppress(Invalid):  # an hour that is twice
            self.world.submit(breaking=breaking, embargo=until)

    @rule(
        begin=st.integers(-180, 360),
        soon=st.none() | st.integers(1, 30),
        lasts=st.none() | st.integers(-10, 300),
        which=st.integers(0, 1),
        data=st.data(),
    )
    def schedule(
        self, begin: int, soon: int | None, lasts: int | None, which: int, data: st.DataObject
    ) -> None:
        article_id = self.some(data, Action.SCHEDULE)
        begin = self.world.minutes() + soon if soon else begin
        first = self.world.hour(begin, which)
        last = self.world.hour(begin + lasts, which) if lasts is not None else None
        if article_id is None or first is None:
            return
        public = self.world.article(article_id).is_public
        hours = Appointed(None, first) if public else Appointed(first, last)
        with suppress(Invalid):
            self.world.schedule(article_id, hours)
            assert all(hour.at > self.world.clock.now for hour in hours if hour)

    @rule(data=st.data())
    def unschedule(self, data: st.DataObject) -> None:
        article_id = self.some(data, Action.UNSCHEDULE)
        if article_id:
            self.world.call_off(article_id)

    @rule(breaking=st.booleans(), data=st.data())
    def edit(self, breaking: bool, data: st.DataObject) -> None:
        article_id = self.some(data, Action.REPLACE)
        if article_id:
            self.world.edit(article_id, breaking=breaking)

    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        article_id = self.some(data, Action.PUBLISH)
        if article_id is None:
            return
        embargo = self.world.article(article_id).embargo
        held = embargo is not None and self.world.clock.now < embargo.at
        try:
            publish_article(self.world.newsroom, self.world.request(), article_id)
        except Embargoed:
            assert held
        else:
            assert not held
            hours = self.world.appointed[article_id]
            self.world.appointed[article_id] = hours._replace(begin=None)

    @rule(action=st.sampled_from([Action.UNPUBLISH, Action.RETRACT, Action.DELETE]), data=st.data())
    def take_off(self, action: Action, data: st.DataObject) -> None:
        article_id = self.some(data, action)
        if article_id is None:
            return
        newsroom, request = self.world.newsroom, self.world.request()
        match action:
            case Action.UNPUBLISH:
                unpublish_article(newsroom, request, article_id)
            case Action.RETRACT:
                retract_article(newsroom, request, article_id, "Forged.")
            case _:
                delete_article(newsroom, request, article_id)
        self.world.appointed[article_id] = Appointed()

    @rule(minutes=st.integers(1, 60))
    def time_passes_while_the_clock_is_down(self, minutes: int) -> None:
        self.world.clock.now += timedelta(minutes=minutes)

    @rule(minutes=st.sampled_from([0, 1, 20]))
    def the_clock_ticks(self, minutes: int) -> None:
        self.world.clock.now += timedelta(minutes=minutes)
        self.world.tick()
        self.world.everything_due_was_done_once()

    @rule(kind=st.sampled_from(MEDDLING), minutes=st.integers(5, 60), data=st.data())
    def the_clock_is_disturbed(self, kind: str, minutes: int, data: st.DataObject) -> None:
        world = self.world
        world.clock.now += timedelta(minutes=minutes)
        if not world.is_due():
            return
        TALLY["disturbances"] += 1
        if kind == "dies after":
            world.table.dies_after = True
        else:
            world.table.before.append(self._meddling(kind, data))
        with suppress(Died, ConditionFailed, Contended):
            publish_due(world.newsroom, world.request(CLOCK))
        world.table.before.clear()
        world.table.dies_after = False
        world.nothing_was_done_early_or_again()

    def _meddling(self, kind: str, data: st.DataObject) -> Callable[[], None]:
        """What happens between what the clock reads and what it writes."""
        world = self.world
        if kind == "twice":
            return world.tick
        scheduled = [a.id for a in world.articles() if a.status is Status.SCHEDULED]
        if kind == "dies before" or not scheduled:
            return _die
        # The one after the first is meddled with between the look at all and the look at it.
        due = sorted(d.key.sk for d in world.dues() if d.at <= world.clock.now)
        late = [sk.split("#")[1] for sk in due[1:]]
        article_id = data.draw(st.sampled_from([i for i in late if i in scheduled] or scheduled))
        later = Hour(world.clock.now + timedelta(minutes=30), "later", world.zone)

        def meddle() -> None:
            match kind:
                case "edit":
                    breaking = world.article(article_id).content.breaking
                    world.edit(article_id, breaking=breaking)
                case "call off":
                    world.call_off(article_id)
                case "move":
                    with suppress(Invalid):  # under embargo until then
                        world.schedule(article_id, Appointed(later))

        return meddle

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        # What is due in the end; then labels lapse, and the news is forgotten.
        for hours in (0, 12, 13, 49):
            self.world.clock.now += timedelta(hours=hours)
            self.world.tick()
            self.world.everything_due_was_done_once()
        TALLY["done"] += len(self.world.expected)


def _die() -> None:
    raise Died


class TestTheClock(ClockMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(
        max_examples=EXAMPLES * 3,
        stateful_step_count=30,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module", autouse=True)
def _tally(record_testsuite_property: Callable[[str, object], None]) -> Iterator[None]:
    yield
    for name, value in TALLY.items():
        record_testsuite_property(f"clock {name}", value)
    print(f"\nthe clock: {TALLY}")
