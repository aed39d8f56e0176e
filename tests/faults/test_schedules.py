"""Each story comes out at its hour, once, wherever that is and whatever becomes of the function.

On the function's own handler and adapters, with DynamoDB as moto has it.
"""

from collections import Counter
from datetime import timedelta

import pytest

from broadsheet.domain.articles.article import Article, Revision
from broadsheet.domain.articles.life import Status
from tests.faults.audit import must_be_whole, of
from tests.faults.schedules import MINUTE, Timetable, timetables
from tests.faults.stage import Stage
from tests.support.long import number_of

SCHEDULES = number_of("schedules", 20, 1000)
SEED = number_of("seed", 20261122, 20261122)
AT_ONCE = 30
"""So many in one newsroom."""


def test_every_story_comes_out_once_and_at_its_hour(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    told, zones, latest = Counter[str](), set[str](), timedelta()
    for table in timetables(stage, SCHEDULES, SEED, AT_ONCE):
        latest = max(latest, _came_out_once_and_in_time(table))
        zones |= {story.zone for story in table.stories}
        told["schedules"] += len(table.stories)
        tally = table.tally
    with capsys.disabled():
        print(f"\nschedules: {dict(told | tally)}, in {len(zones)} zones; latest by {latest}")
    assert told["schedules"] == SCHEDULES
    for happened in ("killed", "never heard an answer", "run twice in a row", "run twice at once"):
        assert tally[happened], f"it was never {happened}"


def _came_out_once_and_in_time(table: Timetable) -> timedelta:
    """By how much the last of them was late."""
    records = table.stage.records()
    must_be_whole(records, table.stage.clock.now)
    articles = {article.id: article for article in of(records, Article)}
    done = {r.article_id: r.at for r in of(records, Revision) if r.action == "publish"}
    cards = _cards_that_appeared(table)
    late = [timedelta()]
    for story in table.stories:
        article = articles[story.id]
        assert (article.status, article.version) == (Status.PUBLISHED, 3)
        assert cards[story.id] == 1
        assert article.published_at == done[story.id]
        assert story.at <= done[story.id] <= table.latest(story)
        late.append(table.late(story, done[story.id]))
    slots = [slot for article in articles.values() for slot in article.slots.items()]
    assert len(set(slots)) == len(slots), "two have one slot"
    assert max(late) <= MINUTE
    return max(late)


def _cards_that_appeared(table: Timetable) -> Counter[str]:
    """What the stream told those who render: each is a publication."""
    found = Counter[str]()
    while records := table.stage.stack.stream():
        for record in records:
            keys = record["dynamodb"]["Keys"]
            if record["eventName"] == "INSERT" and keys["sk"]["S"] == "CARD":
                found[keys["pk"]["S"].removeprefix("ARTICLE#")] += 1
    return found
