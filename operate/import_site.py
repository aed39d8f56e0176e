"""`make import FILE=…`: a whole site, from WordPress or from an export of our own."""

import argparse
import sys
from collections import Counter
from pathlib import Path

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.adapters.archive_folder import BadArchive
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.shared.errors import Conflict, InFlight
from client.errors import CommandError
from operate.access import access_to
from operate.import_comments import words_of as words_of_comments
from operate.import_wordpress import SECTION, Moved, bring_in_wordpress


def main() -> None:
    """Take over a file or folder, and say what became of it."""
    given = _given()
    try:
        if given.what.is_dir():
            _take_back(given)
        else:
            _bring_in(given)
    except (InFlight, BotoCoreError, ClientError) as error:
        sys.exit(f"\n{error}\nStarted again, it goes on where it ended.")
    except (BadFile, BadArchive, Conflict, CommandError, OSError, EOFError) as error:
        sys.exit(f"\n{error}")


def _bring_in(given: argparse.Namespace) -> None:
    services = access_to(given.stack).services
    moved = bring_in_wordpress(
        services, given.what, is_dry_run=given.dry_run, section=given.section
    )
    print(words_of(moved, is_dry_run=given.dry_run))
    if given.report:
        given.report.write_bytes(as_json(moved))
        print(f"{given.report}: every one of them, with its reason")


def _take_back(given: argparse.Namespace) -> None:
    from operate.site_archive import take_back  # noqa: PLC0415 - WordPress needs nothing of it

    print(take_back(given.what, given.stack, is_dry_run=given.dry_run))


def words_of(moved: Moved, *, is_dry_run: bool) -> str:
    """The report, for a person."""
    taken = moved.articles
    would = "would be taken over" if is_dry_run else "taken over"
    lines = ["Articles", f"{sum(taken.articles.values()):8} {would}"]
    lines += [f"{n:8}   {state}" for state, n in sorted(taken.articles.items())]
    lines.append(f"{taken.there:8} were there already")
    lines.append(f"{taken.redirects:8} redirects from their old addresses")
    lines.append(f"{taken.profiles:8} profiles of authors")
    if taken.sections:
        lines.append(f"{len(taken.sections):8} new sections: {', '.join(taken.sections)}")
    for title, found in (("left out", taken.left_out), ("taken over, but", taken.notes)):
        reasons = Counter(one.reason for one in found)
        lines.append(f"{len(found):8} {title}")
        lines += [f"{n:8}   {reason}" for reason, n in sorted(reasons.items())]
    lines += [f"{n:8} of type {kind} were skipped" for kind, n in sorted(moved.skipped.items())]
    lines.append(f"{len(moved.attachments):8} attachments stay at their old addresses")
    lines += [f"The rest of the file cannot be read. {moved.broken}"] if moved.broken else []
    return "\n".join([*lines, "Comments", words_of_comments(moved.comments, is_dry_run=is_dry_run)])


def as_json(moved: Moved) -> bytes:
    """The report with everything that was left out or changed."""
    taken, comments = moved.articles, moved.comments
    told = {
        "articles": {
            "taken": dict(taken.articles),
            "there": taken.there,
            "redirects": taken.redirects,
            "profiles": taken.profiles,
            "sections": taken.sections,
            "left_out": taken.left_out,
            "notes": taken.notes,
        },
        "comments": {
            "taken": dict(comments.taken),
            "there": comments.there,
            "left_out": comments.left_out,
            "notes": comments.notes,
        },
        "skipped": moved.skipped,
        "attachments": [attachment._asdict() for attachment in moved.attachments],
        "broken": moved.broken,
    }
    return msgspec.json.format(msgspec.json.encode(told))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m operate.import_site",
        description="Takes over a whole site: a WordPress export (WXR), or a folder that "
        "`make export` wrote. Started again, it goes on where it ended.",
    )
    parser.add_argument("what", type=Path, help="a file, which may be packed with gzip; a folder")
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--report", type=Path, help="where to write all that was not taken over")
    parser.add_argument(
        "--section", default=SECTION, help=f"of posts without a category; without it, {SECTION}"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
