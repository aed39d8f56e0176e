"""Stories that come out at hours anywhere on earth, by a function that is not to be relied on.

Its minutes come and go; now and then it is down, dies at one of its calls, never hears the answer
to one, or runs twice.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from tests.faults.killing import How, Killed
from tests.faults.scenarios import ARTICLES
from tests.faults.stage import Scene, Stage
from tests.support.api import Reply
from tests.support.lambdas import event

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST = datetime(2026, 11, 22, tzinfo=UTC)
ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
CALLS_OF_ONE = 10
"""About so many calls publish a story: among these it dies."""
DISTURBED = 0.6
"""How many of the minutes in which something is due."""


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """When the zone's clocks are changed in the next two years, to the minute: by looking."""
    place = ZoneInfo(zone)

    def offset(at: datetime) -> timedelta | None:
        return at.astimezone(place).utcoffset()

    found = []
    for day in range(730):
        early, late = FIRST + day * DAY, FIRST + (day + 1) * DAY
        if offset(early) == offset(late):
            continue
        while late - early > MINUTE:
            middle = early + (late - early) // 2
            early, late = (middle, late) if offset(middle) == offset(early) else (early, middle)
        found.append(late.replace(second=0, microsecond=0))
    return tuple(found)


def moments(shown: datetime, zone: str) -> list[datetime]:
    """When clocks of the zone show this: by looking at them, every quarter of an hour."""
    place, near = ZoneInfo(zone), shown.replace(tzinfo=UTC)
    looks = (near + n * timedelta(minutes=15) for n in range(-60, 61))
    return [at for at in looks if at.astimezone(place).replace(tzinfo=None) == shown]


@dataclass(frozen=True)
class Story:
    """An article and its hour."""

    id: str
    at: datetime
    zone: str


@dataclass
class Timetable:
    """A few days in a newsroom around an hour at which clocks are changed somewhere."""

    stage: Stage
    dice: random.Random
    tally: Counter[str]
    stories: list[Story] = field(default_factory=list)
    zones: set[str] = field(default_factory=set)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    deaths: list[datetime] = field(default_factory=list)
    undisturbed: list[datetime] = field(default_factory=list)

    def begin(self, number: int) -> None:
        """Write the stories, and appoint their hours."""
        self.zone = self.dice.choice([zone for zone in ZONES if changes(zone)])
        self.change = self.dice.choice(changes(self.zone))
        self.starts = self.change - DAY + self.dice.randrange(3600) * timedelta(seconds=1)
        self.stage.set_up(Scene([], self.starts))
        while len(self.stories) < number:
            self._appoint()
        self.outages = [self._outage() for _ in range(number // 4)]

    def _appoint(self) -> None:
        zone = self.zone if self.dice.random() < 0.5 else self.dice.choice(ZONES)
        wall = self._wall(zone)
        found = [at for at in moments(wall, zone) if at > self.starts]
        made = self.stage.api.submit("ann", title=f"Story {len(self.stories)}", tags=["Hours"])
        path = f"{ARTICLES}/{made['id']}/schedule"

        def asked(local: str) -> Reply:
            hours = {"publish_at": {"local": local, "zone": zone}}
            return self.stage.api("POST", path, by="edith", json_body=hours)

        reply, at = asked(f"{wall:%Y-%m-%dT%H:%M}"), self.dice.choice(found) if found else None
        if at is None:
            assert [e["code"] for e in reply.json["errors"]] == ["nonexistent_time"]
            self.tally["hours that do not exist, refused"] += 1
            return
        if len(found) > 1:
            assert [e["code"] for e in reply.json["errors"]] == ["ambiguous_time"]
            self.tally["hours that are twice"] += 1
            reply = asked(at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"))
        assert reply.status == 200, reply.body
        self.stories.append(Story(str(made["id"]), at, zone))

    def _wall(self, zone: str) -> datetime:
        """What clocks there show: of the zone that changes, on a clock that nobody changed."""
        if zone != self.zone:
            at = self.starts + HOUR + self.dice.randrange(48 * 60) * MINUTE
            return at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)
        before = (self.change - MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return before + (1 + self.dice.randrange(-180, 240)) * MINUTE

    def _outage(self) -> tuple[datetime, datetime]:
        """From a while before a story's hour."""
        starts = self.dice.choice(self.stories).at - self.dice.randrange(60) * MINUTE
        self.tally["outages"] += 1
        return starts, starts + self.dice.choice([5, 30, 300]) * self.dice.random() * MINUTE

    def pass_by(self) -> None:
        """Minute by minute, until every hour was a day ago and the clock is not disturbed."""
        waiting = sorted(story.at for story in self.stories)
        now = self.starts
        while waiting:
            now += MINUTE
            due = sum(at <= now for at in waiting)
            is_down = any(starts <= now < ends for starts, ends in self.outages)
            if is_down or (not due and self.dice.random() > 0.01):
                continue
            self.stage.clock.now = now
            if due and self.dice.random() < DISTURBED:
                self._disturbed_tick(due)
            else:
                self._tick()
            if now not in self.deaths:
                self.undisturbed.append(now)
                waiting = waiting[due:]
        self.stage.clock.now = now + DAY
        self._tick()

    def _tick(self) -> None:
        self.tally["ticks"] += 1
        self.stage.stack.invoke("publish_due", event("publish_due__tick"))

    def _meanwhile(self) -> None:
        self.tally["run twice at once"] += 1
        self._tick()

    def _disturbed_tick(self, due: int) -> None:
        at = self.dice.randint(1, 3 + CALLS_OF_ONE * due)
        match self.dice.choice(["in a row", "at once", *How]):
            case "in a row":
                self._tick()
                self.tally["run twice in a row"] += 1
            case "at once":
                self.stage.killer.interrupt(at, self._meanwhile)
            case How() as how:
                self.stage.killer.strike(at, how)
        try:
            self._tick()
        except (Killed, Exception) as error:  # noqa: BLE001 - whatever it is, a minute is lost
            self.tally["killed" if isinstance(error, Killed) else "never heard an answer"] += 1
            self.deaths.append(self.stage.clock.now)
            self.stage.die()
        self.stage.killer.spare()

    def latest(self, story: Story) -> datetime:
        """When it must be out: in the first minute in which nothing happened to the function."""
        return next(at for at in self.undisturbed if at >= story.at)

    def late(self, story: Story, done: datetime) -> timedelta:
        """How long after its hour, or after the function was back."""
        back = [ends for _, ends in self.outages if ends <= done]
        return done - max([story.at, *back, *(at for at in self.deaths if at < done)])


def timetables(stage: Stage, number: int, seed: int, at_once: int) -> Iterator[Timetable]:
    """So many schedules, in as many timetables as they make, each played to its end."""
    dice, tally = random.Random(seed), Counter[str]()
    while number > 0:
        table = Timetable(stage, dice, tally)
        table.begin(min(number, at_once))
        table.pass_by()
        number -= at_once
        yield table
