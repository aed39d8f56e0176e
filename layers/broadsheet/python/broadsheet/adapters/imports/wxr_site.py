"""A whole WordPress export (WXR 1.0 to 1.2, `wp-admin/includes/export.php`), but for its comments.

What stands in one place of the file is explained in another: attachments may follow the posts that
show them. So the file is read once for all that explains, and its posts are set aside.
"""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import BinaryIO
from urllib.parse import urlsplit

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.html_tree import lost_in, plain_text
from broadsheet.adapters.imports.old_site import host_in, language_in
from broadsheet.adapters.imports.wxr_comments import WORDPRESS, source_of
from broadsheet.adapters.imports.wxr_credit import CREDITS, METADATA, credit_in
from broadsheet.adapters.imports.wxr_dates import date_of, moment_of
from broadsheet.adapters.imports.wxr_fields import (
    SUBTITLES,
    fields_left_out,
    is_nowhere,
    subtitle_in,
)
from broadsheet.adapters.imports.wxr_ids import Ids
from broadsheet.adapters.imports.wxr_meta import meta_of
from broadsheet.adapters.imports.wxr_parts import Attached, Explained, Place, Post
from broadsheet.adapters.imports.wxr_people import GUEST, guest_in
from broadsheet.adapters.imports.xml_mended import Mended
from broadsheet.adapters.imports.xml_stream import LONGEST, Element, elements
from broadsheet.domain.transfer.file_names import extension_of, is_picture
from broadsheet.domain.transfer.site_lines import ImportedImage, ImportNote

_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_ITEM = "item"
_WANTED = (
    *(_ITEM, "language", "wp:author", "wp:category", "wp:tag", "wp:term"),
    "wp:base_blog_url",
)
_IGNORED = ("wp:comment", "wp:commentmeta", "wp:termmeta")
_POSTS = frozenset({"post", "page"})
_KNOWN_META = frozenset(
    {"_thumbnail_id", "_wp_old_slug", "_wp_attachment_image_alt"}
    | {"_yoast_wpseo_primary_category", "rank_math_primary_category"}
    | {"enclosure", "audio_file"}
    | {"footnotes", "_elementor_data", "_fl_builder_data"}
    | {"_locale", "wpml_language", "_wpml_language"}
    | {*SUBTITLES}
)
_LANGUAGES = ("_locale", "wpml_language", "_wpml_language")
"""Where Bogo and WPML say it; Polylang has a taxonomy."""
_KNOWN_OF_PICTURES = _KNOWN_META | {*CREDITS, METADATA}


def wxr_posts(file: BinaryIO, explained: Explained, zone: tzinfo = UTC) -> Iterator[Post]:
    """The posts and pages in the order of the file; all else goes into `explained`.

    `zone` is that of dates that WordPress did not write down in UTC. A file that breaks off is
    read up to there. Raises BadFile where there is nothing before, or entities are declared.
    """
    ids, mended = Ids(), Mended()
    try:
        for element in elements(file, _WANTED, _IGNORED, _named, mended):
            if element.name != _ITEM:
                _explain(element, explained)
                continue
            explained.last = (
                f"{element.said('wp:post_id')} {plain_text(element.said('title'))}".strip()
            )
            kind = element.said("wp:post_type") or "post"
            if kind in _POSTS:
                yield _post(element, kind, zone, explained, ids.of(element))
            elif kind == "wp_block":
                content = element.child("content:encoded")
                explained.patterns[element.said("wp:post_id")] = content.text if content else ""
            elif kind == "attachment":
                _attachment(element, explained)
            elif kind == GUEST:
                _guest(element, explained)
            elif not explained.tables.learn(element, kind):
                explained.skipped[kind] += 1
    except BadFile as error:
        if not explained.last:
            raise
        explained.broken = str(error)
    explained.mended = mended.count
    # A file that does not say where the blog was says where its posts were.
    hosts = filter(None, map(host_in, explained.links.values()))
    explained.host = explained.host or next(hosts, "")


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
        explained.host = host_in(blog)
        explained.base = _path(blog).rstrip("/")
    elif element.name == "language":
        explained.language = explained.language or language_in(element.text)
    elif element.name == "wp:author":
        login = element.said("wp:author_login")
        explained.authors[login] = plain_text(element.said("wp:author_display_name")) or login
    else:
        _explain_term(element, explained)


def _explain_term(element: Element, explained: Explained) -> None:
    kind = element.name.removeprefix("wp:")
    named = {
        "category": ("category", "category_nicename", "category_parent", "cat_name"),
        "tag": ("post_tag", "tag_slug", "", "tag_name"),
        "term": (element.said("wp:term_taxonomy"), "term_slug", "term_parent", "term_name"),
    }
    domain, slug, parent, name = named[kind]
    place = Place(
        domain,
        element.said(f"wp:{slug}"),
        plain_text(element.said(f"wp:{name}")),
        element.said(f"wp:{parent}"),
    )
    said = plain_text(element.said(f"wp:{kind}_description"))
    above = f"parent: {place.parent}" if place.parent else ""
    for reason, words in (("description_left_out", said), ("field_left_out", above)):
        if words:
            explained.notes.append(ImportNote(place.slug, place.name, reason, words))
    if domain == "category":
        explained.categories[element.said("wp:term_id")] = place.name
    if domain in ("category", "post_tag") and place.slug:
        explained.places[domain, place.slug] = place


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _guest(item: Element, explained: Explained) -> None:
    login, name, bio, left = guest_in(item)
    explained.authors[login] = name
    explained.bios[login] = bio
    if left:
        explained.notes.append(ImportNote("", name, "field_left_out", left))


def _attachment(item: Element, explained: Explained) -> None:
    meta = meta_of(item, _KNOWN_OF_PICTURES)
    alt = next(iter(meta.get("_wp_attachment_image_alt", [])), "")
    caption = plain_text(item.said("excerpt:encoded"))
    number, url = item.said("wp:post_id"), item.said("wp:attachment_url")
    if is_picture(url) or extension_of(url) == "svg":
        explained.own.setdefault(item.said("wp:post_parent"), []).append(number)
    link, parent = item.said("link"), item.said("wp:post_parent")
    explained.attached.append(Attached(link, "" if parent == "0" else parent, url))
    explained.attachments[number] = ImportedImage(
        url=url,
        alt=plain_text(alt) or caption or plain_text(item.said("title")),
        caption=caption,
        credit=plain_text(credit_in(meta)),
    )
    said = plain_text(item.said("content:encoded"))
    left = [("description_left_out", said)] if said and said != caption else []
    left += fields_left_out(item, _KNOWN_OF_PICTURES)
    left += lost_in(item.said("excerpt:encoded"))
    title = plain_text(item.said("title"))
    explained.notes += (ImportNote(number, title, *one) for one in left)


def _post(item: Element, kind: str, zone: tzinfo, explained: Explained, number: str) -> Post:
    content = item.child("content:encoded")
    meta = meta_of(item, _KNOWN_META)
    terms = _terms(item, explained)
    language = next((term.slug for term in terms if term.domain == "language"), "")
    said = (language, *(value for key in _LANGUAGES for value in meta.get(key, ())))
    explained.links[number] = item.said("link")
    explained.written[item.said("dc:creator")] += 1
    at, dated_by = date_of(item, zone)
    excerpt, subtitle = plain_text(item.said("excerpt:encoded")), plain_text(subtitle_in(meta))
    left = list(fields_left_out(item, _KNOWN_META))
    if excerpt and subtitle not in ("", excerpt):
        left.append(("field_left_out", f"subtitle: {subtitle}"))
    left += (*lost_in(item.said("title")), *lost_in(item.said("excerpt:encoded")))
    return Post(
        id=number,
        type=kind,
        title=plain_text(item.said("title")),
        link=item.said("link"),
        guid=item.said("guid"),
        creator=item.said("dc:creator"),
        status=item.said("wp:status") or "publish",
        slug=item.said("wp:post_name"),
        body=content.text if content else "",
        excerpt=excerpt or subtitle,
        left=left,
        at=at,
        dated_by=dated_by,
        language=next(filter(None, map(language_in, said)), ""),
        modified_at=moment_of(item, "wp:post_modified", zone),
        is_closed=item.said("wp:comment_status") == "closed",
        has_password=bool(item.said("wp:post_password")),
        meta=meta,
        terms=[(term.domain, term.name) for term in terms if not _is_nowhere(term)],
        is_sticky=item.said("wp:is_sticky") == "1",
        is_cut=content is not None and content.length > LONGEST,
    )


def _is_nowhere(term: Place) -> bool:
    return term.domain == "category" and is_nowhere(term.slug, term.name)


def _terms(item: Element, explained: Explained) -> list[Place]:
    """What lists the post; a file need not explain its categories elsewhere."""
    found = [
        Place(one.attributes.get("domain", ""), one.attributes.get("nicename", ""), text)
        for one in item.children
        if one.name == "category" and (text := plain_text(one.text))
    ]
    for place in found:
        if place.domain in ("category", "post_tag") and place.slug:
            explained.places.setdefault((place.domain, place.slug), place)
            explained.counts[place.domain, place.slug] += 1
    return found
