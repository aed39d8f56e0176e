"""`make import-comments FILE=…`: comments of WordPress, Disqus or our own, here or on AWS."""

import argparse
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.comment_lines import comment_lines
from broadsheet.adapters.imports.disqus_comments import disqus_comments
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.recognise import kind_of_file
from broadsheet.adapters.imports.spool import CommentSpool
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.import_comments import (
    ImportOptions,
    ImportReport,
    import_comments,
)
from broadsheet.usecases.transfer.match_articles import Matcher
from broadsheet.usecases.transfer.restore_comments import restore_comments
from operate.access import access_to
from operate.ends import GOES_ON, in_words
from operate.reports import must_be_writable, write_report

IMPORT = Principal("import", frozenset())
_WIDTH = 40
_LOOKED_AT = 1 << 16

Find = Callable[[ArticleRef], str | None]


def bring_in(
    services: CommentServices,
    file: BinaryIO,
    kind: str,
    mapping: dict[str, str],
    options: ImportOptions,
) -> ImportReport:
    """Take over the comments of a file of a kind. Raises BadFile and InFlight."""
    request = Request(id=f"import-{uuid.uuid4().hex}", who=IMPORT)
    find = Matcher(services.table, mapping)
    if kind == "broadsheet":
        lines = comment_lines(file)
        return restore_comments(services, request, lines, find, comment_from_fields, options)
    zone = ZoneInfo(services.time_zone)
    found = disqus_comments(file) if kind == "disqus" else wxr_comments(file, zone)
    return set_aside(services, request, found, find, options)


def set_aside(
    services: CommentServices,
    request: Request,
    found: Iterable[ImportedComment | LeftOut],
    find: Find,
    options: ImportOptions,
) -> ImportReport:
    """Take over comments as a file has them, once all of them are read. Raises InFlight."""
    # The whole file is read before anything is written: half a file is none.
    left_out: list[LeftOut] = []
    with tempfile.TemporaryDirectory() as folder, CommentSpool(Path(folder)) as spool:
        for one in found:
            if isinstance(one, LeftOut):
                left_out.append(one)
            else:
                spool.add(one)
        report = import_comments(services, request, spool, find, comment_from_fields, options)
    report.left_out[:0] = left_out
    return report


def kind_of(file: BinaryIO) -> str:
    """What wrote the file. Raises BadFile where that cannot be told."""
    start = file.read(_LOOKED_AT)
    file.seek(0)
    text = start.replace(b"\0", b"")
    if b"broadsheet comments" in text.split(b"\n")[0]:
        return "broadsheet"
    if b"<disqus" in text:
        return "disqus"
    if b"<rss" in text and b"wordpress.org/export/" in text:
        return "wordpress"
    raise BadFile("This is no file of comments that is understood here; say which with --kind.")


def _kind_at(path: Path) -> str:
    """The same of a file at a place, with what it is where it is something else."""
    with opened(path) as file:
        try:
            return kind_of(file)
        except BadFile as error:
            raise BadFile(f"{path.name}: This is {kind_of_file(path)}. {error}") from None


def words_of(report: ImportReport, *, is_dry_run: bool) -> str:
    """The report, for a person."""
    would = "would be taken over" if is_dry_run else "taken over"
    lines = [f"{sum(report.taken.values()):8} {would}"]
    lines += [f"{n:8}   {state}" for state, n in sorted(report.taken.items())]
    lines.append(f"{len([a for a in report.articles if report.articles[a]]):8} articles got some")
    lines.append(f"{report.there:8} were there already")
    for title, found in (("left out", report.left_out), ("taken over, but", report.notes)):
        reasons = Counter(one.reason for one in found)
        lines.append(f"{len(found):8} {title}")
        lines += [f"{n:8}   {reason}" for reason, n in sorted(reasons.items())]
    return "\n".join(lines)


def as_json(report: ImportReport) -> bytes:
    """The report with every comment that was left out or changed."""
    told = {
        "taken": dict(report.taken),
        "there": report.there,
        "articles": dict(report.articles),
        "left_out": report.left_out,
        "notes": report.notes,
    }
    return msgspec.json.format(msgspec.json.encode(told))


def main() -> None:
    """Take over one file, and say what became of it."""
    given = _given()
    with in_words(GOES_ON, BadFile, EOFError):
        must_be_writable(given.report)
        mapping = _mapping(given.map)
        with opened(given.file) as file:
            kind = given.kind or _kind_at(given.file)
            options = ImportOptions(skip_spam=given.skip_spam, is_dry_run=given.dry_run, told=_bar)
            report = bring_in(access_to(given.stack).services, file, kind, mapping, options)
        if sys.stderr.isatty():
            print(file=sys.stderr)
        print(words_of(report, is_dry_run=given.dry_run))
        write_report(given.report, as_json(report))
    if not report.taken.total() and not report.there:
        sys.exit("Not one comment was taken over: the reasons are above, or the file has none.")


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m operate.import_comments",
        description="Takes over comments from a WordPress export (WXR), a Disqus export or our "
        "own JSON Lines. Started again with the same file, it goes on where it ended.",
    )
    parser.add_argument("file", type=Path, help="may be packed with gzip")
    parser.add_argument("--kind", choices=("wordpress", "disqus", "broadsheet"))
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--skip-spam", action="store_true", help="leave out spam and deleted ones")
    parser.add_argument(
        "--map", type=Path, help="JSON: their address, slug or id to our path or id of an article"
    )
    parser.add_argument("--report", type=Path, help="where to write a report with every comment")
    return parser.parse_args()


def _mapping(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadFile(f"{path} is no JSON object of texts: {error}") from None


def _bar(report: ImportReport) -> None:
    if sys.stderr.isatty():
        taken = sum(report.taken.values())
        filled = _WIDTH * min(report.done, report.total) // report.total if report.total else 0
        bar = f"[{'#' * filled:<{_WIDTH}}] " if report.total else ""
        of = f" of {report.total}" if report.total else ""
        text = f"{bar}{report.done}{of} comments, {taken} taken over"
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
