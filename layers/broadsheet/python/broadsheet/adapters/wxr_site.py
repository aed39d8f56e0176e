"""A whole WordPress export (WXR 1.0 to 1.2, `wp-admin/includes/export.php`), but for its comments.

What stands in one place of the file is explained in another: attachments may follow the posts that
show them. So the file is read once for all that explains, and its posts are set aside.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

import msgspec

from broadsheet.adapters.wxr_body import body_of
from broadsheet.adapters.wxr_comments import moment_of, source_of
from broadsheet.adapters.xml_stream import Element, elements
from broadsheet.domain.comment_transfer import LeftOut
from broadsheet.domain.site_transfer import ImportedArticle, ImportedAuthor, ImportedImage
from broadsheet.domain.slug import is_slug, slug_of

_WORDPRESS = "http://wordpress.org/export/"
_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_ITEM = "item"
_WANTED = (_ITEM, "wp:author", "wp:category", "wp:base_blog_url")
_IGNORED = ("wp:comment", "wp:commentmeta", "wp:termmeta")
_POSTS = frozenset({"post", "page"})
Note = Callable[[str, str], None]
"""Takes the reason for which something was not taken over as it was, and the detail."""
_STATES = {"publish": "published", "future": "scheduled"}
_UNDONE = frozenset({"trash", "auto-draft", "inherit"})
_NO_CATEGORY = "uncategorized"
"""Where WordPress puts what nobody put anywhere."""
PAGES = "Pages"
"""The section of what was a page: it has an address like every article, and is in its archive."""


class Post(msgspec.Struct, kw_only=True):
    """A post or page, as the file has it."""

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


class Explained(msgspec.Struct):
    """What the rest of the file says of authors, categories and attachments."""

    source: str = "wordpress"
    host: str = ""
    authors: dict[str, str] = {}
    categories: dict[str, str] = {}
    attachments: dict[str, ImportedImage] = {}
    skipped: Counter[str] = msgspec.field(default_factory=Counter)


def wxr_posts(file: BinaryIO, explained: Explained, zone: tzinfo = UTC) -> Iterator[Post]:
    """The posts and pages in the order of the file; all else goes into `explained`.

    `zone` is that of dates that WordPress did not write down in UTC. Raises BadFile.
    """
    for element in elements(file, _WANTED, _IGNORED, _named):
        if element.name == _ITEM:
            kind = element.said("wp:post_type") or "post"
            if kind in _POSTS:
                yield _post(element, kind, zone)
            elif kind == "attachment":
                _attachment(element, explained)
            else:
                explained.skipped[kind] += 1
        else:
            _explain(element, explained)


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    if namespace.startswith(_WORDPRESS):
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
        explained.authors[login] = _plain(element.said("wp:author_display_name")) or login
    else:
        name = _plain(element.said("wp:cat_name"))
        explained.categories[element.said("wp:term_id")] = name


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _plain(text: str) -> str:
    """WordPress keeps titles and names with HTML's entities, and some with marks."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).strip()


def _meta(item: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for child in item.children:
        if child.name == "wp:postmeta":
            found.setdefault(child.said("wp:meta_key"), []).append(child.said("wp:meta_value"))
    return {key: values for key, values in found.items() if key in _KNOWN_META}


_KNOWN_META = frozenset(
    {"_thumbnail_id", "_wp_old_slug", "_yoast_wpseo_primary_category", "_wp_attachment_image_alt"}
)


def _attachment(item: Element, explained: Explained) -> None:
    alt = next(iter(_meta(item).get("_wp_attachment_image_alt", [])), "")
    caption = _plain(item.said("excerpt:encoded"))
    explained.attachments[item.said("wp:post_id")] = ImportedImage(
        url=item.said("wp:attachment_url"),
        alt=_plain(alt) or caption or _plain(item.said("title")),
        caption=caption,
    )


def _post(item: Element, kind: str, zone: tzinfo) -> Post:
    terms = [
        (child.attributes.get("domain", ""), _plain(child.text))
        for child in item.children
        if child.name == "category" and child.attributes.get("nicename") != _NO_CATEGORY
    ]
    return Post(
        id=item.said("wp:post_id"),
        type=kind,
        title=_plain(item.said("title")),
        link=item.said("link"),
        guid=item.said("guid"),
        creator=item.said("dc:creator"),
        status=item.said("wp:status") or "publish",
        slug=item.said("wp:post_name"),
        body=_raw(item, "content:encoded"),
        excerpt=_plain(item.said("excerpt:encoded")),
        at=moment_of(item, "wp:post_date", zone),
        modified_at=moment_of(item, "wp:post_modified", zone),
        is_closed=item.said("wp:comment_status") == "closed",
        has_password=bool(item.said("wp:post_password")),
        meta=_meta(item),
        terms=terms,
    )


def _raw(item: Element, name: str) -> str:
    child = item.child(name)
    return child.text if child else ""


def article_of(post: Post, explained: Explained, section: str) -> ImportedArticle | LeftOut:
    """The post as an article, of `section` where it has no category; or why it is none."""
    if not post.id:
        return LeftOut(id="", reason="incomplete", detail=f"no id; {post.title or post.link}")
    if post.status in _UNDONE:
        return LeftOut(id=post.id, reason=f"is_{post.status}", detail=post.title)
    notes: list[LeftOut] = []

    def note(reason: str, detail: str) -> None:
        notes.append(LeftOut(id=post.id, reason=reason, detail=detail))

    body, of_body = body_of(post.body, explained.host, explained.attachments)
    for reason, detail in of_body:
        note(reason, detail)
    first, tags = _terms(post, explained, section)
    title = post.title or f"{post.type.title()} {post.id}"
    if not post.title:
        note("no_title", title)
    if post.has_password or post.status in ("private", "pending"):
        note("is_draft_now", "password" if post.has_password else post.status)
    if post.type == "page":
        note("page_is_article", post.link)
    status = "draft" if post.has_password else _STATES.get(post.status, "draft")
    return ImportedArticle(
        source=explained.source,
        id=post.id,
        title=title,
        standfirst=post.excerpt,
        body=body,
        section=PAGES if post.type == "page" else first,
        tags=tags,
        authors=_authors(post, explained),
        slug=_slug(post, title),
        status=status,  # type: ignore[arg-type]
        at=post.at,
        modified_at=post.modified_at,
        image=_lead(post, explained.attachments, note),
        comments="closed" if post.is_closed else None,
        addresses=tuple(_addresses(post, note)),
        notes=tuple(notes),
    )


def _terms(post: Post, explained: Explained, section: str) -> tuple[str, tuple[str, ...]]:
    """The section, which is the category that was called the first of them; all else as tags."""
    primary = post.meta.get("_yoast_wpseo_primary_category", [""])[0]
    categories = [name for domain, name in post.terms if domain == "category" and name]
    named = explained.categories.get(primary, "")
    first = named if named in categories else next(iter(categories), section)
    tags = [name for domain, name in post.terms if domain == "post_tag" and name]
    others = [name for name in categories if name != first]
    return first, tuple(dict.fromkeys((*others, *tags)))


def _authors(post: Post, explained: Explained) -> tuple[str, ...]:
    # Co-Authors Plus, by which newsrooms have more than one name on a story.
    several = [name for domain, name in post.terms if domain == "author" and name]
    one = explained.authors.get(post.creator, post.creator)
    names = [explained.authors.get(name, name) for name in several] or [one]
    return tuple(dict.fromkeys(filter(None, names)))


def _slug(post: Post, title: str) -> str:
    """As it is; WordPress has other scripts percent-encoded, and drafts without one."""
    slug = unquote(post.slug)
    return slug if is_slug(slug) else slug_of(slug or title)


def _lead(post: Post, attachments: Mapping[str, ImportedImage], note: Note) -> ImportedImage | None:
    number = next(iter(post.meta.get("_thumbnail_id", [])), "")
    if not number:
        return None
    image = attachments.get(number)
    if image is None or not image.url:
        note("lead_image_missing", number)
        return None
    note("picture_stays", image.url)
    url = quote(image.url, safe="/:?&=%~+,;@!$'()*#[]")
    return msgspec.structs.replace(image, url=url, alt=image.alt or post.title or "Picture")


def _addresses(post: Post, note: Note) -> Iterator[str]:
    try:
        parts = urlsplit(post.link)
    except ValueError:
        parts = urlsplit("")
    if parts.query:
        # An address of the site has no query: WordPress's plain permalinks are all of one path.
        note("address_with_query", post.link)
        return
    if len(parts.path) > 1:
        yield parts.path
        head = parts.path.rstrip("/").rpartition("/")[0]
        for old in post.meta.get("_wp_old_slug", []):
            yield f"{head}/{old}/"


def authors_of(explained: Explained) -> list[ImportedAuthor]:
    """Everybody whom the file names as an author."""
    return [ImportedAuthor(login, name) for login, name in explained.authors.items()]
