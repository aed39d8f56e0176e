"""`make erase-again`: what was erased since a backup was made is erased from its restored copy, and
subscriptions that were ended since are ended there.

Both tables have to be of the same stack: senders are known by a hash under its own key. They may be
the same table, into which comments from before the erasures were imported.
"""

import argparse
import uuid
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.mail.subscription import Subscription
from broadsheet.domain.privacy.erasure import ERASURES, Erasure
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import AllRecords, Cause, Reads, Remove, Span
from broadsheet.usecases.shared.services import Services
from operate.ends import in_words
from operate.samconfig import environment, session_settings
from operate.stack import clients_of, must_be_a_table

_PAGE = 100


def erase_again(
    live: Reads, restored: Services, told: Callable[[int, int], None] = lambda *_: None
) -> tuple[int, int]:
    """Apply every erasure that the live table knows to the restored one: senders and comments.

    What a sender said after asking for the erasure stays. Done again it changes nothing.
    """
    run_id = f"restored-{uuid.uuid4().hex}"
    senders = comments = 0
    for erasure in _erasures(live):
        who = Principal(erasure.by_id or erasure.by, frozenset(), called=erasure.by)
        request = Request(id=run_id, who=who)
        complete = False
        while not complete:
            done = erase_reader(restored, request, [erasure.sender], until=erasure.at)
            comments, complete = comments + done.comments, done.is_complete
        senders += 1
        told(senders, comments)
    return senders, comments


def end_again(live: Reads, restored: Services, records: AllRecords) -> int:
    """End every subscription of the restored table that the live one has not; how many.

    Whoever wants no mail has no erasure to be known by: their subscription is just gone.
    """
    found = (record.key for record in records.scan() if isinstance(record, Subscription))
    ended = 0
    while keys := list(islice(found, _PAGE)):
        kept = live.get_many(Subscription, keys)
        writes = [Remove(key) for key in keys if key not in kept]
        if writes:
            cause = Cause(f"restored-{uuid.uuid4().hex}", restored.clock())
            restored.table.commit(writes, cause)
        ended += len(writes)
    return ended


def _erasures(live: Reads) -> Iterator[Erasure]:
    after = " "
    while found := live.query(Erasure, Span(ERASURES, after), limit=_PAGE):
        yield from found
        after = f"{found[-1].key.sk} "


def main(arguments: Sequence[str] | None = None) -> None:
    """In the region of `samconfig.toml`'s default environment, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--live", required=True, help="the table that knows of the erasures")
    parser.add_argument("--restored", required=True, help="the table that a backup was restored to")
    asked = parser.parse_args(arguments)
    with in_words("Not all is erased: run it again before anybody reads that table."):
        client = clients_of(session_settings(environment().stack))("dynamodb")
        for name in (asked.live, asked.restored):
            must_be_a_table(client, name)
        live, table = DynamoTable(client, asked.live), DynamoTable(client, asked.restored)
        restored = Services(table=table, markup=CommonMark(), clock=now, ids=new_id)
        senders, comments = erase_again(live, restored)
        ended = end_again(live, restored, table)
    print(f"{senders} erasures applied; {comments} comments of theirs were in the restored table")
    print(f"{ended} subscriptions had been ended since")


if __name__ == "__main__":
    main()
