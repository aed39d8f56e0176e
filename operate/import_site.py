"""`make import FILE=…`: a whole site, of whichever system wrote it, or an export of our own."""

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.adapters.archive_folder import BadArchive, is_export
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.recognise import SYSTEMS, Options, archive_in, must_be_known
from broadsheet.domain.shared.language import is_language_tag
from broadsheet.domain.shared.web_address import host_of
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.transfer.archives import Archive, Illustrated
from broadsheet.usecases.transfer.left_behind import hosts_left
from client.errors import CommandError
from operate.access import access_to
from operate.bring_files import FilesWish
from operate.ends import GOES_ON, in_words
from operate.fetched_files import Fetching
from operate.import_archive import SECTION, Moved, bring_in
from operate.import_comments import words_of as words_of_comments
from operate.markdown.system import MARKDOWN
from operate.reports import must_be_writable, write_report
from operate.site_archive import pictures_of_stack, take_back

_LOUD: tuple[tuple[str, Literal["picture", "file"]], ...] = (
    ("PICTURES", "picture"),
    ("OTHER FILES", "file"),
)
_SYSTEMS = (*SYSTEMS, MARKDOWN)


def main() -> None:
    """Take over a file or folder, and say what became of it."""
    given = _given()
    with in_words(GOES_ON, BadFile, BadArchive, EOFError):
        must_be_writable(given.report)
        if is_export(given.what):
            _take_back(given)
        else:
            _bring_in(given)


def _bring_in(given: argparse.Namespace) -> None:
    must_be_known(given.what, _SYSTEMS)
    services = access_to(given.stack).services
    zone = ZoneInfo(services.time_zone)
    options = Options(given.section, zone, given.address, given.language)
    with (
        archive_in(given.what, options, _SYSTEMS) as (system, archive),
        ThreadPoolExecutor(os.cpu_count()) as at_once,
    ):
        print(f"An archive of {system}, with {archive.total} articles.")
        wish = _wish(given, archive, at_once.map)
        moved = bring_in(services, archive, is_dry_run=given.dry_run, wish=wish)
    print(words_of(moved, is_dry_run=given.dry_run))
    write_report(given.report, as_json(moved))
    if given.report:
        print(f"{given.report}: every one of them, with its reason")
    if moved.is_nothing:
        sys.exit("Not one article was taken over: the reasons are above.")


def _wish(given: argparse.Namespace, archive: Archive, at_once: AtOnce) -> FilesWish:
    has_files = isinstance(archive, Illustrated) and archive.originals is not None
    if not (given.uploads or given.fetch or has_files):
        return FilesWish()
    if given.uploads and not given.uploads.is_dir():
        raise CommandError(f"{given.uploads} is no folder")
    kept = given.what.with_name(f"{given.what.name}.fetched")
    return FilesWish(
        store=pictures_of_stack(given.stack),
        uploads=given.uploads,
        fetching=Fetching(folder=kept) if given.fetch else None,
        hosts=tuple(given.also_at),
        at_once=at_once,
    )


def _take_back(given: argparse.Namespace) -> None:
    if given.uploads or given.fetch:
        raise CommandError("an export has its pictures with it: --uploads is for other systems")
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
    lines += _words_of_files(moved, is_dry_run=is_dry_run)
    lines += [f"The rest of the file cannot be read. {moved.broken}"] if moved.broken else []
    lines += _left_behind(moved)
    return "\n".join([*lines, "Comments", words_of_comments(moved.comments, is_dry_run=is_dry_run)])


def _words_of_files(moved: Moved, *, is_dry_run: bool) -> list[str]:
    stay = f"{len(moved.attachments):8} attachments stay at their old addresses"
    came, would = moved.files, "would come along" if is_dry_run else "came along"
    if came is None:
        return [stay]
    return [
        f"{came.pictures:8} pictures {would}",
        f"{came.files:8} other files {would}",
        f"{came.there:8} pictures and files were there already",
        f"{moved.articles.pictured:8} articles that were there already show them now",
        f"{came.led:8} redirects from addresses of files",
        f"{len(came.left):8} addresses of files lead nowhere",
        f"{stay}: no story shows them, or they are missing",
    ]


def _left_behind(moved: Moved) -> list[str]:
    """What nobody may overlook: when the old server ends, these pictures and files do."""
    loud = [
        f"!!! {hosts.total()} {name} STAY BEHIND, at {_named(hosts)}."
        for name, what in _LOUD
        if (hosts := Counter(host for host, _ in hosts_left(moved.articles.notes, what)))
    ]
    how = (
        "!!! Those of the site itself come along with --uploads, a copy of its folder of files, or "
        "with --fetch; names that it had before are said with --also-at."
    )
    return ["", *loud, how, ""] if loud else []


def _named(hosts: Counter[str]) -> str:
    return ", ".join(f"{host or 'the site itself'} ({n})" for host, n in hosts.most_common())


def as_json(moved: Moved) -> bytes:
    """The report with everything that was left out or changed."""
    taken, comments = moved.articles, moved.comments
    told = {
        "articles": {
            "taken": dict(taken.articles),
            "there": taken.there,
            "redirects": taken.redirects,
            "profiles": taken.profiles,
            "pictured": taken.pictured,
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
        "attachments": moved.attachments,
        "pictures_left": [address for _, address in hosts_left(taken.notes, "picture")],
        "files_left": [address for _, address in hosts_left(taken.notes, "file")],
        "files": moved.files,
        "broken": moved.broken,
    }
    return msgspec.json.format(msgspec.json.encode(told))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m operate.import_site",
        description="Takes over a whole site: an archive of WordPress (WXR), Blogger, Ghost, "
        "Substack or Medium, a folder of Markdown as static site generators have it, or one that "
        "`make export` wrote. What it is, is seen from what is in it. Started again, it goes on "
        "where it ended.",
    )
    parser.add_argument("what", type=Path, help="a file, which may be packed; a folder")
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--report", type=Path, help="where to write all that was not taken over")
    parser.add_argument(
        "--section", default=SECTION, help=f"of articles without one; without it, {SECTION}"
    )
    parser.add_argument(
        "--address",
        default="",
        type=_address,
        help="where the old site stood, such as https://old.example, if its archive does not say",
    )
    parser.add_argument(
        "--language",
        default="",
        type=_language,
        help="of articles that do not say theirs, such as de or pt-BR (BCP 47)",
    )
    _files_in(parser)
    return parser.parse_args()


def _files_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--uploads", type=Path, help="a copy of the folder with its files: wp-content/uploads"
    )
    parser.add_argument(
        "--fetch",
        action="store_true",
        help="ask the old site for what is not in that folder; kept beside the file",
    )
    parser.add_argument(
        "--also-at",
        action="append",
        default=[],
        metavar="HOST",
        help="a name that the site had besides those in its archive; more than once for more",
    )


def _address(text: str) -> str:
    if text and host_of(text) is None:
        raise argparse.ArgumentTypeError("is no address such as https://old.example")
    return text.rstrip("/")


def _language(text: str) -> str:
    if text and not is_language_tag(text):
        raise argparse.ArgumentTypeError("is no language tag such as de or pt-BR (BCP 47)")
    return text


if __name__ == "__main__":
    main()
