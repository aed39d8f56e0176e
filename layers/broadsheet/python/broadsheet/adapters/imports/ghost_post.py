"""A post of Ghost as an article of ours: what becomes of its fields, and what is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from broadsheet.adapters.imports.ghost_body import at_home, ghost_body
from broadsheet.adapters.imports.ghost_file import MetaRow, PostRow, Scalar, said
from broadsheet.adapters.imports.html_tree import lost_in
from broadsheet.adapters.imports.old_site import language_in
from broadsheet.adapters.imports.read_archive import PAGES, Notes, moment_in, one_line, slug_for
from broadsheet.adapters.imports.xml_stream import LONGEST
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.shared.web_address import encoded
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedImage,
    ImportNote,
    OldStatus,
)

_NAMED = {
    "canonical_url": "canonical_left_out",
    "codeinjection_head": "code_left_out",
    "codeinjection_foot": "code_left_out",
    "meta_title": "description_left_out",
    "meta_description": "description_left_out",
    "og_title": "description_left_out",
    "og_description": "description_left_out",
    "og_image": "description_left_out",
    "twitter_title": "description_left_out",
    "twitter_description": "description_left_out",
    "twitter_image": "description_left_out",
    "email_subject": "field_left_out",
    "frontmatter": "field_left_out",
}
"""Columns of which no article of ours has any."""
_MILLISECONDS = 10**11
"""What is more is no number of seconds: it would be a year after 5000."""


class Term(NamedTuple):
    """A tag or somebody who writes, as readers and addresses know them; `left` is what else is
    said of them."""

    name: str
    slug: str
    is_internal: bool = False
    bio: str = ""
    left: str = ""


@dataclass
class GhostSite:
    """What all posts have in common. Tags and users by their ids; `tagged` and `signed` are theirs
    by the ids of posts, in order; `former` are paths that led to a path."""

    source: str
    section: str
    address: str
    zone: tzinfo
    language: str
    permalinks: str
    tags: dict[str, Term]
    users: dict[str, Term]
    meta: dict[str, MetaRow]
    tagged: dict[str, list[str]] = field(default_factory=dict)
    signed: dict[str, list[str]] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)

    def terms_of(self, post_id: str) -> Iterator[tuple[str, str]]:
        """What a post is filed under: kinds of lists, and ids."""
        tags = [one for one in self.tagged.get(post_id, []) if one in self.tags]
        shown = [one for one in tags if not self.tags[one].is_internal]
        yield from (("tag" if n else "section", one) for n, one in enumerate(shown))
        yield from (("author", one) for one in self.signed.get(post_id, []) if one in self.users)


def post_article(post: PostRow, site: GhostSite) -> ImportedArticle | ImportNote:
    """The post as an article, or why it is none."""
    number, title = said(post.id) or said(post.uuid), one_line(said(post.title))
    if not number:
        return ImportNote("", title, "incomplete", "no id")
    if len(said(post.html)) > LONGEST:
        return ImportNote(number, title, "refused", f"/body has more than {LONGEST} characters")
    if post.author_id is not None:
        site.signed.setdefault(number, [said(post.author_id)])
    note = Notes(number, title)
    is_page = said(post.type) == "page" or post.page in (True, 1)
    status = _status(post, note)
    at = moment_of(post.published_at)
    terms = list(site.terms_of(number))
    first = next((site.tags[one].name for kind, one in terms if kind == "section"), "")
    path = _path(post, site, at, terms)
    _say_what_changed(post, site, number, note, is_page=is_page)
    meta = site.meta.get(number, MetaRow())
    return ImportedArticle(
        source=site.source,
        id=number,
        title=title or f"Post {number}",
        standfirst=" ".join(said(post.custom_excerpt).split()),
        body=ghost_body(post, note, site.address),
        section=PAGES if is_page else first or site.section,
        language=language_in(said(post.locale)) or site.language,
        tags=_tags(site, terms, is_page=is_page),
        authors=tuple(site.users[one].name for kind, one in terms if kind == "author"),
        slug=slug_for(said(post.slug), title, note),
        status=status,
        at=at,
        modified_at=moment_of(post.updated_at),
        image=_lead(post, meta, title, site.address, note),
        addresses=(path,) if path else (),
        former=tuple(site.former.get(path.rstrip("/"), ())),
        notes=note.told(),
    )


def moment_of(value: Scalar) -> datetime | None:
    """A time, as Ghost wrote it down in one of its releases."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > _MILLISECONDS else value
        try:
            moment = datetime.fromtimestamp(seconds, UTC)
        except (ValueError, OverflowError, OSError):
            return None
        return moment if is_in_the_calendar(moment) else None
    return moment_in(said(value), UTC)


def _status(post: PostRow, note: Notes) -> OldStatus:
    status, visibility = said(post.status), said(post.visibility)
    if visibility not in ("", "public"):
        note("is_draft_now", f"it was for {visibility}")
        return "draft"
    if status not in ("published", "scheduled"):
        if status not in ("draft", ""):
            note("is_draft_now", status)
        return "draft"
    return "scheduled" if status == "scheduled" else "published"


def _tags(site: GhostSite, terms: list[tuple[str, str]], *, is_page: bool) -> tuple[str, ...]:
    kinds = ("tag", "section") if is_page else ("tag",)
    return tuple(dict.fromkeys(site.tags[one].name for kind, one in terms if kind in kinds))


def _path(post: PostRow, site: GhostSite, at: datetime | None, terms: list[tuple[str, str]]) -> str:
    """Where it stood, by the site's rule (`/:year/:month/:slug/`); a page stood at its slug."""
    if not said(post.slug):
        return ""
    local = at.astimezone(site.zone) if at else None
    tag = next((site.tags[one].slug for kind, one in terms if kind == "section"), "all")
    author = next((site.users[one].slug for kind, one in terms if kind == "author"), "all")
    rule = "/:slug/" if said(post.type) == "page" or post.page in (True, 1) else site.permalinks
    known = {
        "slug": said(post.slug),
        "id": said(post.id),
        "uuid": said(post.uuid),
        "primary_tag": tag,
        "primary_author": author,
        "author": author,
        "year": f"{local:%Y}" if local else "",
        "month": f"{local:%m}" if local else "",
        "day": f"{local:%d}" if local else "",
    }
    for name in sorted(known, key=len, reverse=True):
        rule = rule.replace(f":{name}", known[name]).replace(f"{{{name}}}", known[name])
    return rule if rule.startswith("/") and "//" not in rule else ""


def _say_what_changed(
    post: PostRow, site: GhostSite, number: str, note: Notes, *, is_page: bool
) -> None:
    if not one_line(said(post.title)):
        note("no_title", f"Post {number}")
    if is_page:
        note("page_is_article", f"/{said(post.slug)}/")
    if post.featured in (True, 1):
        note("was_sticky", "the front page is edited here")
    meta = site.meta.get(number)
    for column, reason in _NAMED.items():
        value = said(getattr(post, column, None)) or said(getattr(meta, column, None))
        if value:
            note(reason, f"{column}: {value[:200]}")
    internal = [site.tags[one].name for one in site.tagged.get(number, []) if one in site.tags]
    hidden = [name for name in internal if name.startswith("#")]
    if hidden:
        note("internal_tags_left_out", ", ".join(hidden))
    _say_who_is_missing(site, number, note)


def _say_who_is_missing(site: GhostSite, number: str, note: Notes) -> None:
    if not any(one in site.users for one in site.signed.get(number, ())):
        note("no_author", "the byline says Editors")
    for kind, linked, known in (
        ("tag", site.tagged, site.tags),
        ("author", site.signed, site.users),
    ):
        for one in linked.get(number, ()):
            if one not in known:
                note("field_left_out", f"{kind} {one}, which is not in the file")


def _lead(
    post: PostRow, meta: MetaRow, title: str, address: str, note: Notes
) -> ImportedImage | None:
    url = at_home(said(post.feature_image) or said(post.image), address)
    if not url:
        return None
    caption = one_line(said(meta.feature_image_caption))
    if not url.startswith(("http://", "https://", "/")):
        note("lead_image_missing", url[:200])
        return None
    note("picture_stays", url)
    for lost in lost_in(said(meta.feature_image_caption)):
        note(*lost)
    alt = said(meta.feature_image_alt) or caption or title or "Picture"
    return ImportedImage(url=encoded(url), alt=alt, caption=caption)
