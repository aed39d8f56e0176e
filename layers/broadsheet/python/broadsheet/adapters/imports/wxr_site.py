"""A whole WordPress export (WXR 1.0 to 1.2, `wp-admin/includes/export.php`), but for its comments.

What stands in one place of the file is explained in another: attachments may follow the posts that
show them. So the file is read once for all that explains, and its posts are set aside.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO
from urllib.parse import urlsplit

import msgspec

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.wxr_comments import WORDPRESS, moment_of, source_of
from broadsheet.adapters.imports.wxr_credit import CREDITS, METADATA, credit_in
from broadsheet.adapters.imports.xml_stream import LONGEST, Element, elements
from broadsheet.domain.transfer.site_lines import ImportedImage

_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_ITEM = "item"
_WANTED = (_ITEM, "wp:author", "wp:category", "wp:base_blog_url")
_IGNORED = ("wp:comment", "wp:commentmeta", "wp:termmeta")
_POSTS = frozenset({"post", "page"})
_NO_CATEGORY = "uncategorized"
"""Where WordPress puts what nobody put anywhere."""
_KNOWN_META = frozenset(
    {"_thumbnail_id", "_wp_old_slug", "_wp_attachment_image_alt"}
    | {"_yoast_wpseo_primary_category", "rank_math_primary_category"}
)
_KNOWN_OF_PICTURES = _KNOWN_META | {*CREDITS, METADATA}
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)\Z", re.IGNORECASE)


class Post(msgspec.Struct, kw_only=True):
    """A post or page, as the file has it.

    `type` is `post` or `page`, `body` HTML with shortcodes, `meta` the fields of plugins by name.
    `terms` are pairs of a taxonomy (`category`, `post_tag`, `author`) and a name. `is_cut` says
    that the file has more of the body than is kept.
    """

    id: str
    type: str
    title: str
    link: str
    guid: str
    creator: str
    status: str
    slug: str
    body: str
    excerpt: str
    at: datetime | None
    modified_at: datetime | None
    is_closed: bool
    has_password: bool
    meta: dict[str, list[str]]
    terms: list[tuple[str, str]]
    is_sticky: bool = False
    is_cut: bool = False


class Explained(msgspec.Struct):
    """What the rest of the file says of authors, categories and attachments.

    `authors` are names by logins, `categories` names and `attachments` files by their ids, `own`
    the ids of the pictures that belong to a post, by its id, and `skipped` numbers of items by
    their types. `broken` says where the file ends before its end, if it does; `last` is the last
    item before that.
    """

    source: str = "wordpress"
    host: str = ""
    authors: dict[str, str] = {}
    categories: dict[str, str] = {}
    attachments: dict[str, ImportedImage] = {}
    own: dict[str, list[str]] = {}
    broken: str = ""
    last: str = ""
    skipped: Counter[str] = msgspec.field(default_factory=Counter)


def wxr_posts(file: BinaryIO, explained: Explained, zone: tzinfo = UTC) -> Iterator[Post]:
    """The posts and pages in the order of the file; all else goes into `explained`.

    `zone` is that of dates that WordPress did not write down in UTC. A file that breaks off is
    read up to there. Raises BadFile where there is nothing before, or entities are declared.
    """
    try:
        for element in elements(file, _WANTED, _IGNORED, _named):
            if element.name != _ITEM:
                _explain(element, explained)
                continue
            explained.last = (
                f"{element.said('wp:post_id')} {plain_text(element.said('title'))}".strip()
            )
            kind = element.said("wp:post_type") or "post"
            if kind in _POSTS:
                yield _post(element, kind, zone)
            elif kind == "attachment":
                _attachment(element, explained)
            else:
                explained.skipped[kind] += 1
    except BadFile as error:
        if not explained.last:
            raise
        explained.broken = str(error)


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    if namespace.startswith(WORDPRESS):
        return f"excerpt:{local}" if namespace.endswith("/excerpt/") else f"wp:{local}"
    prefix = _NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else local


def _explain(element: Element, explained: Explained) -> None:
    if element.name == "wp:base_blog_url":
        blog = element.text.strip()
        explained.source = source_of(blog)
        explained.host = _host(blog)
    elif element.name == "wp:author":
        login = element.said("wp:author_login")
        explained.authors[login] = plain_text(element.said("wp:author_display_name")) or login
    else:
        name = plain_text(element.said("wp:cat_name"))
        explained.categories[element.said("wp:term_id")] = name


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _meta(item: Element, known: frozenset[str] = _KNOWN_META) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for child in item.children:
        if child.name == "wp:postmeta":
            found.setdefault(child.said("wp:meta_key"), []).append(child.said("wp:meta_value"))
    return {key: values for key, values in found.items() if key in known}


def _attachment(item: Element, explained: Explained) -> None:
    meta = _meta(item, _KNOWN_OF_PICTURES)
    alt = next(iter(meta.get("_wp_attachment_image_alt", [])), "")
    caption = plain_text(item.said("excerpt:encoded"))
    number, url = item.said("wp:post_id"), item.said("wp:attachment_url")
    if _PICTURE.search(url):
        explained.own.setdefault(item.said("wp:post_parent"), []).append(number)
    explained.attachments[number] = ImportedImage(
        url=url,
        alt=plain_text(alt) or caption or plain_text(item.said("title")),
        caption=caption,
        credit=plain_text(credit_in(meta)),
    )


def _post(item: Element, kind: str, zone: tzinfo) -> Post:
    content = item.child("content:encoded")
    terms = [
        (child.attributes.get("domain", ""), plain_text(child.text))
        for child in item.children
        if child.name == "category" and child.attributes.get("nicename") != _NO_CATEGORY
    ]
    return Post(
        id=item.said("wp:post_id"),
        type=kind,
        title=plain_text(item.said("title")),
        link=item.said("link"),
        guid=item.said("guid"),
        creator=item.said("dc:creator"),
        status=item.said("wp:status") or "publish",
        slug=item.said("wp:post_name"),
        body=content.text if content else "",
        excerpt=plain_text(item.said("excerpt:encoded")),
        at=moment_of(item, "wp:post_date", zone),
        modified_at=moment_of(item, "wp:post_modified", zone),
        is_closed=item.said("wp:comment_status") == "closed",
        has_password=bool(item.said("wp:post_password")),
        meta=_meta(item),
        terms=terms,
        is_sticky=item.said("wp:is_sticky") == "1",
        is_cut=content is not None and content.length > LONGEST,
    )
