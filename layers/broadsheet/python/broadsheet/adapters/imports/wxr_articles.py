"""A post of WordPress as an article of ours: what becomes of its fields, and what is lost."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

import msgspec

from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.read_archive import PAGES
from broadsheet.adapters.imports.wxr_addresses import path_in
from broadsheet.adapters.imports.wxr_body import Beside, body_of
from broadsheet.adapters.imports.wxr_fields import is_subject
from broadsheet.adapters.imports.wxr_parts import Explained, Post
from broadsheet.adapters.imports.xml_stream import LONGEST
from broadsheet.domain.shared.language import direction_of, rtl_script
from broadsheet.domain.shared.slug import is_slug, slug_of
from broadsheet.domain.shared.web_address import encoded
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportedImage,
    ImportNote,
)

_STATES = {"publish": "published", "future": "scheduled"}
_UNDONE = frozenset({"trash", "auto-draft", "inherit"})
_SAME = frozenset({*_STATES, "draft"})
"""States that are so here; those of plugins (archived, unpublished) are drafts, as all else."""


class _Notes:
    """What is to be said of a post."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self.told: list[ImportNote] = []

    def __call__(self, reason: str, detail: str) -> None:
        self.told.append(ImportNote(self._post.id, self._post.title, reason, detail))


def article_of(
    post: Post, explained: Explained, section: str, language: str = ""
) -> ImportedArticle | ImportNote:
    """The post as an article, or why it is none.

    It is of `section` where it has no category, and in `language` where nobody said in which it is
    but the blog's settings.
    """
    why_not = _why_it_is_none(post)
    if why_not:
        return why_not
    note = _Notes(post)
    body = _body(post, explained, note)
    first, tags = _terms(post, explained, section, note)
    title = post.title or f"{post.type.title()} {post.id}"
    if not post.title:
        note("no_title", title)
    slug = _slug(post, title)
    _say_what_changed(post, slug, note)
    addresses = _addresses(post, note)
    return ImportedArticle(
        source=explained.source,
        id=post.id,
        title=title,
        standfirst=post.excerpt,
        language=_language(post, body, language or explained.language, note),
        body=body,
        section=PAGES if post.type == "page" else first,
        tags=tags,
        authors=_authors(post, explained),
        slug=slug,
        status="draft" if post.has_password else _STATES.get(post.status, "draft"),  # type: ignore[arg-type]
        at=post.at,
        modified_at=post.modified_at,
        image=_lead(post, explained.attachments, note),
        comments="closed" if post.is_closed else None,
        addresses=addresses,
        former=(*_former(post, addresses), *_files_of(post, explained)),
        notes=tuple(note.told),
    )


def _body(post: Post, explained: Explained, note: _Notes) -> str:
    own = explained.own.get(post.id, ())
    beside = Beside(post.meta, explained.patterns, explained.links, explained.tables)
    body, left = body_of(post.body, explained.host, explained.attachments, own, post.link, beside)
    for reason, detail in (*left, *post.left):
        note(reason, detail)
    return body


def _why_it_is_none(post: Post) -> ImportNote | None:
    if not post.id:
        return ImportNote("", post.title or post.link, "incomplete", "no id")
    if post.status in _UNDONE:
        return ImportNote(post.id, post.title, f"is_{post.status}")
    if post.is_cut:
        long = f"/body has more than {LONGEST} characters"
        return ImportNote(post.id, post.title, "refused", long)
    return None


def _say_what_changed(post: Post, slug: str, note: _Notes) -> None:
    if post.has_password or post.status not in _SAME:
        note("is_draft_now", "password" if post.has_password else post.status)
    if post.type == "page":
        note("page_is_article", post.link)
    if post.dated_by:
        note("date_from", post.dated_by)
    if post.is_sticky:
        note("was_sticky", "the front page is edited here")
    if post.slug and slug != post.slug:
        note("slug_changed", f"{unquote(post.slug)}: {slug}")


def _terms(
    post: Post, explained: Explained, section: str, note: _Notes
) -> tuple[str, tuple[str, ...]]:
    """The section, which is the category that was called the first of them; all else as tags."""
    plugins = ("_yoast_wpseo_primary_category", "rank_math_primary_category")
    primary = next((post.meta[name][0] for name in plugins if name in post.meta), "")
    categories = [name for domain, name in post.terms if domain == "category" and name]
    named = explained.categories.get(primary, "")
    first = named if named in categories else next(iter(categories), section)
    tags = [name for domain, name in post.terms if domain == "post_tag" and name]
    others = [name for name in categories if name != first]
    own = [(domain, name) for domain, name in post.terms if name and is_subject(domain)]
    for domain, name in own:
        note("term_is_tag", f"{domain}: {name}")
    return first, tuple(dict.fromkeys((*others, *tags, *(name for _, name in own))))


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


def _lead(
    post: Post, attachments: Mapping[str, ImportedImage], note: _Notes
) -> ImportedImage | None:
    number = next(iter(post.meta.get("_thumbnail_id", [])), "")
    if not number:
        return None
    image = attachments.get(number)
    if image is None or not image.url:
        note("lead_image_missing", number)
        return None
    note("picture_stays", image.url)
    url = encoded(image.url)
    return msgspec.structs.replace(image, url=url, alt=image.alt or post.title or "Picture")


def _addresses(post: Post, note: _Notes) -> tuple[str, ...]:
    path = path_in(post.link)
    if not path and "?" in post.link:
        # An address of the site has no query, but for the number of a post of its own.
        note("address_with_query", post.link)
    elif not path and not _is_read(post.link):
        note("address_not_free", post.link)
    return (path,) if path else ()


def _is_read(link: str) -> bool:
    try:
        return bool(urlsplit(link))
    except ValueError:
        return False


def _files_of(post: Post, explained: Explained) -> Iterator[str]:
    """Where the pages of its pictures and other files stood: each showed nothing else."""
    for file in explained.attached:
        if file.parent == post.id and (path := path_in(file.link)):
            yield path


def _language(post: Post, body: str, said: str, note: _Notes) -> str:
    """The post's own, or the blog's; but what is written from right to left is in neither of
    those that are written from left to right."""
    if post.language:
        return post.language
    script = rtl_script(f"{post.title} {plain_text(body)}")
    if script and direction_of(said or "en") == "ltr":
        note("language_unknown", f"is in {script}, and said to be in {said or 'none'}: --language")
        return f"und-{script}"
    return said


def _former(post: Post, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Where WordPress itself led on from: other last parts of the same address."""
    slugs = dict.fromkeys(slug for slug in post.meta.get("_wp_old_slug", []) if slug)
    heads = [path.rstrip("/").rpartition("/")[0] for path in addresses]
    return tuple(f"{head}/{slug}/" for head in heads for slug in slugs)


def authors_of(explained: Explained) -> list[ImportedAuthor]:
    """Everybody whom the file names as an author."""
    bios = explained.bios
    return [ImportedAuthor(one, name, bios.get(one, "")) for one, name in explained.authors.items()]
