"""`make rebuild`: every page anew, with a progress bar. Here, or of a stack on AWS."""

import argparse
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue
from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue
from broadsheet.adapters.clock import new_id, now
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.threads import at_once
from broadsheet.domain.shared.principal import Principal
from broadsheet.settings import PlaceSettings, RenderSettings
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.comments.renew_discussions import renew_discussions
from broadsheet.usecases.desk.renew_stories import renew_stories
from broadsheet.usecases.mail.hand_on_waiting import hand_on_waiting
from broadsheet.usecases.search.renew_search_words import renew_search_words
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Stack, stack_of, waiting

REBUILD = Principal("rebuild", frozenset())
_WIDTH = 40
_POLL = 0.2
STILL = 900.0
"""Seconds without one page after which nobody waits any longer; a function may run for a minute."""

Told = Callable[[int, int, bool], None]
"""Told of progress: how many are sent, how many of them wait, whether all are sent."""


def rebuild(stack: Stack, told: Told = lambda *_: None) -> int:
    """Send every page to be rendered and wait until all are; how many there were.

    Before that, what search finds stories by and the newsroom's lists are brought up to this
    release, discussions to the days after which they close, and comments are placed, and mails
    queued, that wait to be: their change may have been lost. What the site is, and where its table,
    its bucket and its queue of mails are, is what the functions are told themselves.

    Raises CommandError where pages stay unrendered.
    """
    clients, settings = stack.clients, RenderSettings.of(stack.environment("render_pages"))
    site = settings.site()
    table = DynamoTable(clients("dynamodb"), settings.table_name)
    files = S3Files(clients("s3"), settings.site_bucket)
    fixed = JinjaRenderer(site).fixed_files()
    run_id = uuid.uuid4().hex
    cause = Cause(run_id, datetime.now(UTC))
    renew_search_words(table, table, cause, at_once=at_once)
    renew_stories(table, table, cause, at_once=at_once)
    newsroom = Services(
        table=table, markup=CommonMark(), clock=now, ids=new_id, rules=site.comments
    )
    renew_discussions(newsroom, table, cause, at_once)
    place_waiting(newsroom, table, Request(id=run_id, who=REBUILD))
    mails = PlaceSettings.of(stack.environment("place_comments"))
    hand_on_waiting(table, SqsMailQueue(clients("sqs"), mails.mail_queue_url), now())
    pages = every_page(table, table, files, standing_pages(site.sections, fixed, settings.podcasts))
    sqs, queue_url, sent = clients("sqs"), stack.outputs()["RenderQueueUrl"], 0
    for sent in enqueue(SqsRenderQueue(sqs, queue_url), pages, run_id):
        told(sent, waiting(sqs, queue_url), False)
    until_rendered(lambda: waiting(sqs, queue_url), lambda left: told(sent, left, True))
    return sent


def until_rendered(
    left: Callable[[], int],
    told: Callable[[int], None],
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Wait until nothing is left. Raises CommandError where nothing goes on any more."""
    least, since = left(), clock()
    found = least
    while found:
        told(found)
        pause(_POLL)
        found = left()
        if found < least:
            least, since = found, clock()
        elif clock() - since > STILL:
            raise CommandError(
                f"{found} pages wait, and none was rendered for {STILL / 60:.0f} minutes. They are "
                "tried again by themselves; make status says what is wrong"
            )
    told(0)


def _bar(sent: int, waiting: int, is_all_sent: bool) -> None:
    done = max(0, sent - waiting)
    filled = _WIDTH * done // sent if sent else _WIDTH
    more = "" if is_all_sent else "+"
    text = f"[{'#' * filled:<{_WIDTH}}] {done} of {sent}{more} pages"
    if sys.stderr.isatty():
        print(f"\r{text}", end="", file=sys.stderr, flush=True)
    elif is_all_sent and not waiting:
        print(text, file=sys.stderr)


def main() -> None:
    """Rebuild the local site, or the one of `--stack` on AWS, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    name = parser.parse_args().stack
    began = time.monotonic()
    with in_words("It may be run again, and does all of it then."):
        pages = rebuild(stack_of(name), _bar)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{pages} pages in {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
