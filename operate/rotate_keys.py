"""`make rotate-keys`: what e-mail addresses are hashed with, and forms signed, is made anew.

KMS makes a new key, and the one before is kept as the first of the earlier ones: who was known
under it is known, what they said is found by their address, and forms that it signed are taken. One
write does it, so it is done or not, wherever it is broken off.

`--forget` drops the earlier keys, for good.
"""

import argparse
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.kms_keys import FOR_EVER, KEPT, new_key
from broadsheet.adapters.clock import now
from broadsheet.domain.shared.secret_key import MOST_EARLIER, SecretKey, secret_key_key
from broadsheet.settings import ReaderSettings
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import Cause, Equals, Put, Table, Write
from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Stack, stack_of

LEARNED = 2 * KEPT
"""After which every copy of a function knows of a new key, with as much again for clocks and
requests that take long."""
_NONE = "there is no key yet: the first comment makes one"
_FULL = f"{MOST_EARLIER} earlier keys are kept, and no more can be: --forget drops them first"
_MEANS = """the earlier keys are dropped, for good:
- who is known under them alone is a stranger with their next comment
- what was said under them is found by no address any more: neither exported nor erased
- of a form that was opened before the last rotation nobody knows when; its proof of work is
  refused, and a comment that was sent then and is sent again now is two"""

Say = Callable[[str], None]
Moment = Callable[[], datetime]


class _Kept(NamedTuple):
    """Where a stack keeps its key, and what makes one."""

    table: Table
    kms: Any
    key_id: str
    clock: Moment

    def changed(self, change: Callable[[SecretKey], SecretKey | None]) -> SecretKey | None:
        """What the record was changed to; None where there was nothing to change.

        `change` is asked again where somebody else was quicker. Raises CommandError without a key.
        """

        def plan() -> tuple[list[Write], SecretKey | None]:
            before = self.table.get(SecretKey, secret_key_key(FOR_EVER))
            if before is None:
                raise CommandError(_NONE)
            after = change(before)
            return [Put(after, Equals("wrapped", before.wrapped))] if after else [], after

        cause = Cause(f"rotate-keys-{uuid.uuid4().hex}", self.clock())
        return commit_retrying(self.table, time.sleep, cause, plan)


def rotate(stack: Stack, say: Say = print, clock: Moment = now, *, is_again: bool = False) -> None:
    """Make the key anew and keep the one before; `is_again`: even if that was just done.

    Raises CommandError where there is no key yet, and where as many are kept as can be.
    """
    kept = _of(stack, clock)

    def change(before: SecretKey) -> SecretKey | None:
        if _is_fresh(before, clock()) and not is_again:
            return None
        if len(before.earlier) >= MOST_EARLIER:
            raise CommandError(_FULL)
        return msgspec.structs.replace(
            before,
            wrapped=new_key(kept.kms, kept.key_id, FOR_EVER),
            earlier=(before.wrapped, *before.earlier),
            rotated_at=clock(),
        )

    after = kept.changed(change)
    if after is None:
        say("a new key was made just now; --again makes another")
        return
    say(f"a new key is made; earlier ones that are kept: {len(after.earlier)}")
    say(f"within {KEPT.total_seconds() / 60:.0f} minutes every function uses it")


def forget(stack: Stack, say: Say = print, clock: Moment = now) -> None:
    """Drop the earlier keys, after saying what that means.

    Raises CommandError without a key, and where one of them may still be in use.
    """

    def change(before: SecretKey) -> SecretKey | None:
        if not before.earlier:
            return None
        if _is_fresh(before, clock()):
            minutes = LEARNED.total_seconds() / 60
            raise CommandError(f"not within {minutes:.0f} minutes: functions may still use them")
        return msgspec.structs.replace(before, earlier=())

    say(_MEANS)
    after = _of(stack, clock).changed(change)
    say("they are dropped" if after else "there were none")


def _of(stack: Stack, clock: Moment) -> _Kept:
    settings = ReaderSettings.of(stack.environment("submit_comment"))
    table = DynamoTable(stack.clients("dynamodb"), settings.table_name)
    return _Kept(table, stack.clients("kms"), settings.kms_key_id, clock)


def _is_fresh(key: SecretKey, at: datetime) -> bool:
    return key.rotated_at is not None and at - key.rotated_at < LEARNED


def main() -> None:
    """Rotate that of the local stack, or of `--stack` on AWS, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--again", action="store_true", help="even if it was just done")
    parser.add_argument("--forget", action="store_true", help="drop the earlier keys, for good")
    given = parser.parse_args()
    with in_words():
        stack = stack_of(given.stack)
        if given.forget:
            forget(stack)
        else:
            rotate(stack, is_again=given.again)


if __name__ == "__main__":
    main()
