"""Archives as Blogger, Ghost, Substack and Medium write them, with what each can have."""

import json
import zipfile
from collections.abc import Mapping
from datetime import UTC
from html import escape
from pathlib import Path
from typing import Any

from broadsheet.adapters.imports.recognise import Options, archive_in
from broadsheet.domain.articles.article import Article
from broadsheet.domain.redirects.redirect import Redirect
from operate.bring_files import FilesWish
from operate.import_archive import Moved, bring_in
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom

_ATOM = (
    "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
    " xmlns:thr='http://purl.org/syndication/thread/1.0'"
    " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    "<id>tag:blogger.com,1999:blog-1.archive</id><title>Harbour</title>"
)
_SCHEME = "http://schemas.google.com/g/2005#kind"
_KINDS = "http://schemas.google.com/blogger/2008/kind#"
BLOG = "https://harbour.example"


def atom(*entries: str) -> bytes:
    """A blog's backup."""
    return (_ATOM + "".join(entries) + "</feed>").encode()


def entry(number: str, kind: str = "post", *inside: str, **fields: str) -> str:
    """An entry of the backup; `content` is HTML."""
    given = {"title": "Boats", "content": "<p>Words.</p>", "published": "2019-01-03T10:00:00Z"}
    given |= fields
    said = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in given.items())
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id>"
        f"<category scheme='{_SCHEME}' term='{_KINDS}{kind}'/>{said}{''.join(inside)}</entry>"
    )


def setting(name: str, value: str) -> str:
    """A setting of the blog."""
    return entry("0", "settings", content=value).replace("post-0", f"settings.{name}")


def label(name: str) -> str:
    """A label of a post."""
    return f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(name)}'/>"


def alternate(path: str) -> str:
    """Where the post stood."""
    return f"<link rel='alternate' type='text/html' href='{BLOG}{path}'/>"


def written_by(name: str) -> str:
    """Who wrote it."""
    return f"<author><name>{escape(name)}</name><email>noreply@blogger.com</email></author>"


def on(post: str, answers: str = "") -> str:
    """What a comment stands under, and which it answers."""
    ref = f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-{post}'/>"
    feed = f"https://www.blogger.com/feeds/1/{post}/comments/default/{answers}"
    return ref + (f"<link rel='related' href='{feed}'/>" if answers else "")


def takeout(number: str, kind: str = "POST", **fields: str) -> str:
    """An entry as Takeout has it, with `blogger:` before the names of Blogger's own fields."""
    given = {"title": "Boats", "content": "<p>Words.</p>", "published": "2019-01-03T10:00:00Z"}
    given |= {"blogger:type": kind, "blogger:status": "LIVE"} | fields
    said = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in given.items())
    return f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id>{said}</entry>"


def ghost(*posts: Mapping[str, Any], **tables: list[dict[str, Any]]) -> bytes:
    """A site's JSON: posts with only what differs from a short published one."""
    rows = [
        {
            "id": f"{n:024x}",
            "title": f"Post {n}",
            "slug": f"post-{n}",
            "html": "<p>Words.</p>",
            "type": "post",
            "status": "published",
            "visibility": "public",
            "published_at": f"2021-03-0{n}T10:00:00.000Z",
            **post,
        }
        for n, post in enumerate(posts, 1)
    ]
    data = {"posts": rows, "posts_tags": [], "posts_authors": [], **tables}
    return json.dumps({"db": [{"meta": {"version": "5.80.0"}, "data": data}]}).encode()


POSTS_CSV = (
    "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,"
    "podcast_url\n"
)


def medium_page(title: str, body: str, *, footer: str = "", subtitle: str = "") -> str:
    """A story's page."""
    summary = f'<section data-field="subtitle" class="p-summary">{subtitle}</section>'
    return (
        "<!DOCTYPE html><html><head><title>x</title></head><body><article class='h-entry'>"
        f'<header><h1 class="p-name">{title}</h1></header>{summary if subtitle else ""}'
        '<section data-field="body" class="e-content"><section class="section"><div class='
        '"section-divider"><hr class="section-divider"></div><div class="section-content">'
        f'<div class="section-inner">{body}</div></div></section></section>'
        f"<footer>{footer}</footer></article></body></html>"
    ).replace("class='h-entry'", 'class="h-entry"')


def medium_footer(address: str, at: str = "2021-03-14T10:00:00.000Z") -> str:
    """What stands below a story that was published."""
    return (
        '<p>By <a href="https://medium.com/@ann" class="p-author h-card">Ann Author</a> on '
        f'<time class="dt-published" datetime="{at}">March 14, 2021</time>.</p>'
        f'<p><a href="{address}" class="p-canonical">Canonical link</a></p>'
    )


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def brought(
    table: MemoryTable,
    path: Path,
    *,
    is_dry_run: bool = False,
    wish: FilesWish | None = None,
    **said: str,
) -> Moved:
    """What became of the archive at a path, whichever it is."""
    desk = make_desk(make_newsroom(table))
    options = Options(
        said.get("section", "News"), UTC, said.get("address", ""), said.get("language", "")
    )
    with archive_in(path, options) as (_, archive):
        return bring_in(desk, archive, wish=wish or FilesWish(), is_dry_run=is_dry_run)


def by_title(table: MemoryTable) -> dict[str, Article]:
    """The articles that are there."""
    found = (one for one in table.records.values() if isinstance(one, Article))
    return {one.content.title: one for one in found}


def reasons(moved: Moved) -> set[tuple[str, str]]:
    """What was left out or changed, with the details."""
    told = moved.articles
    return {(one.reason, one.detail) for one in (*told.left_out, *told.notes)}


def leads(table: MemoryTable) -> dict[str, str]:
    """Where the redirects lead."""
    return {one.path: one.target for one in table.records.values() if isinstance(one, Redirect)}
