"""Whatever waits to be placed is placed, also if its change was lost on the way."""

from collections import defaultdict

from broadsheet.domain.comments.comment import Placement
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import AllRecords
from broadsheet.usecases.shared.services import Services


def place_waiting(services: Services, records: AllRecords, request: Request) -> int:
    """Place every comment that has a placement, article by article; how many had to be.

    The order of their arrival is that of their ids. Raises InFlight as `place_comments` does.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for record in records.scan():
        if isinstance(record, Placement):
            waiting[record.article_id].append(record.comment_id)
    return sum(
        place_comments(services, request, article_id, sorted(ids))
        for article_id, ids in waiting.items()
    )
