"""`make redrive`: what lies among the dead letters is done after all. Here, or of a stack on AWS.

In the order in which one follows from the other: changes become pages, comments are placed, pages
are rendered, mails and uploads are sent back. A letter is thrown away only when what it is about
is done, queued or past; so it may be broken off, and run again, at any moment.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from operate.dead_queue import DeadQueue, Letter
from operate.ends import in_words
from operate.rebuild import rebuild
from operate.repairs import Fate, Repairs
from operate.stack import Stack, stack_of


class Step(NamedTuple):
    """The dead letters of one function, and what is done about each."""

    name: str
    function: str
    repair: Callable[[Letter], Fate]


class Report(NamedTuple):
    """What became of the letters of a step, how often, and those that somebody must hear of."""

    name: str
    fates: Counter[str]
    named: list[str]
    left: int


def redrive(stack: Stack, *, dry_run: bool = False) -> Iterator[Report]:
    """Empty the dead letters, queue by queue; what became of them.

    With `dry_run` nothing is changed, and what is told is what would be.
    """
    repairs = Repairs(stack, dry_run=dry_run)
    steps = (
        Step("changes without their pages", "route_changes", repairs.route),
        Step("comments without their place", "place_comments", repairs.place),
        Step("pages not rendered", "render_pages", repairs.render),
        Step("mails not sent", "send_mails", repairs.mail),
        Step("addresses not asked about", "fetch_embeds", repairs.ask),
        Step("uploads not dealt with", "process_media", repairs.upload),
    )
    for step in steps:
        url = stack.environment(step.function)["DEAD_LETTERS_URL"]
        with DeadQueue(stack.clients("sqs"), url) as letters:
            yield _worked_through(stack, step, letters, dry_run=dry_run)


def _worked_through(stack: Stack, step: Step, letters: DeadQueue, *, dry_run: bool) -> Report:
    report = Report(step.name, Counter(), [], 0)
    after_rebuild = list[Letter]()
    left = 0
    for letter in letters:
        fate = _fate_of(step, letter)
        report.fates[fate.word] += 1
        if fate.name:
            report.named.append(f"{fate.name}: {fate.word}")
        left += fate.is_left
        if fate.needs_rebuild:
            after_rebuild.append(letter)
        elif not fate.is_left and not dry_run:
            letters.throw_away(letter)
    if after_rebuild and not dry_run:
        rebuild(stack)
        for letter in after_rebuild:
            letters.throw_away(letter)
    return report._replace(left=left)


def _fate_of(step: Step, letter: Letter) -> Fate:
    try:
        return step.repair(letter)
    except (BotoCoreError, ClientError):
        raise
    except Exception as error:  # noqa: BLE001 - one letter must not hold up the others
        return Fate(f"left: {type(error).__name__}", letter.id, is_left=True)


def lines(report: Report) -> Iterator[str]:
    """What a person reads of a step."""
    told = ", ".join(f"{number} {word}" for word, number in report.fates.items())
    yield f"{report.name}: {told or 'none'}"
    yield from (f"  {named}" for named in report.named)


def main() -> None:
    """Of the local site, or of the one of `--stack` on AWS. Exits with 1 if a letter is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    asked = parser.parse_args()
    left = 0
    with in_words("What is done is done; it may be run again."):
        for report in redrive(stack_of(asked.stack), dry_run=asked.dry_run):
            print("\n".join(lines(report)), flush=True)
            left += report.left
    if asked.dry_run:
        print("A dry run: nothing was changed.")
    if left:
        sys.exit(f"{left} letters are left. What to do about them: docs/runbook.md")


if __name__ == "__main__":
    main()
