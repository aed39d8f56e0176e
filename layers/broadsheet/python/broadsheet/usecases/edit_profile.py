"""Editors say who writes for the newsroom; the pages that tell of it follow by a rule."""

from typing import TYPE_CHECKING

from broadsheet.domain.errors import FieldError, Invalid, NotFound, VersionMismatch, VersionRequired
from broadsheet.domain.media import author_use, file_of, sizes_of
from broadsheet.domain.principal import Scope
from broadsheet.domain.profile import (
    PROFILES,
    Portrait,
    Profile,
    ProfileLink,
    portrait_of,
    profile_key,
)
from broadsheet.usecases.newsroom import ANY_VERSION, Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.paging import Cursor, Slice, slice_of
from broadsheet.usecases.pictured import note_use, picture_for
from broadsheet.usecases.ports import Absent, Equals, Put, Reads, Remove, Span, Write
from broadsheet.usecases.renew_articles import renewal_of

_PORTRAIT = 640
"""The widest of our own sizes that a portrait needs, in pixels: boxes show it small."""

if TYPE_CHECKING:
    from broadsheet.domain.picture_submission import PictureEntry
    from broadsheet.domain.site_submission import ProfileSubmission


def profile_of(reads: Reads, slug: str) -> Profile:
    """An author's profile. Raises NotFound."""
    profile = reads.get(Profile, profile_key(slug))
    if profile is None:
        raise NotFound("There is no such profile.")
    return profile


def list_profiles(reads: Reads, limit: int, cursor: Cursor | None) -> Slice[Profile]:
    """All profiles, by slug. Raises Malformed for a bad cursor."""
    return slice_of(reads, Profile, Span(PROFILES), limit, cursor)


def write_profile(
    newsroom: Newsroom, request: Request, slug: str, submission: "ProfileSubmission"
) -> Receipt:
    """Write a profile, new or in place of the one that is there.

    Raises Forbidden, VersionRequired where there is one already, VersionMismatch, and Invalid for
    a picture that is not there or that nothing says the words of.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], Receipt]:
        before = newsroom.table.get(Profile, profile_key(slug))
        if before or request.if_match is not None:
            must_be_newest(request, before.version if before else 0)
        after = _written(newsroom, request, slug, submission, before)
        portrait = portrait_of(after)
        if portrait and portrait != portrait_of(before):
            note_use(newsroom, request, author_use(slug), [portrait])
        unchanged = Equals("version", before.version) if before else Absent()
        receipt: Receipt = {"slug": slug, "path": f"/author/{slug}/", "version": after.version}
        return [Put(after, unchanged), Put(renewal_of(newsroom, request, slug))], receipt

    return commit_once(newsroom, request, plan)


def remove_profile(newsroom: Newsroom, request: Request, slug: str) -> Receipt:
    """Take a profile away; bylines speak for themselves again.

    Raises Forbidden, NotFound, VersionRequired, VersionMismatch.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], Receipt]:
        before = profile_of(newsroom.table, slug)
        must_be_newest(request, before.version)
        gone = Remove(before.key, Equals("version", before.version))
        return [gone, Put(renewal_of(newsroom, request, slug))], {"slug": slug}

    return commit_once(newsroom, request, plan)


def must_be_newest(request: Request, version: int) -> None:
    """Raises VersionRequired and VersionMismatch unless the request is about this version."""
    if request.if_match is None:
        raise VersionRequired("Say which version you edit: If-Match with its ETag.")
    if version == 0 or request.if_match not in (ANY_VERSION, version):
        newest = f"Version {version} is the newest." if version else "There is none yet."
        raise VersionMismatch(newest)


def _written(
    newsroom: Newsroom,
    request: Request,
    slug: str,
    sent: "ProfileSubmission",
    before: Profile | None,
) -> Profile:
    now = newsroom.clock()
    picture = sent.picture
    return Profile(
        slug=slug,
        name=sent.name,
        role=sent.role or "",
        bio=sent.bio or "",
        picture=_portrait(newsroom.table, picture) if picture else None,
        links=tuple(ProfileLink(link.label, link.url) for link in sent.links),
        version=before.version + 1 if before else 1,
        modified_at=max(now, before.modified_at) if before else now,
        modified_by=request.who.name,
    )


def _portrait(reads: Reads, sent: "PictureEntry") -> Portrait:
    if sent.media is None:
        return Portrait(sent.url or "", sent.alt or "")
    media = picture_for(reads, "/picture/media", sent.media)
    alt = sent.alt or media.alt
    if not alt.strip():
        words = "needs words for those who cannot see it, here or with the picture itself"
        raise Invalid([FieldError("/picture/alt", "no_words", words)])
    step = max(size.step for size in sizes_of(media.width) if size.step <= _PORTRAIT)
    return Portrait(f"/{file_of(media.id, step, 'jpg')}", alt, media.id)
