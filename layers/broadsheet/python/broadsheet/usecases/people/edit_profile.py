"""Editors say who writes for the newsroom; the pages that tell of it follow by a rule."""

from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.media.media import author_use, file_of, sizes_of
from broadsheet.domain.people.profile import (
    PROFILES,
    Portrait,
    Profile,
    SubmittedProfile,
    portrait_of,
    profile_key,
)
from broadsheet.domain.shared.errors import (
    FieldError,
    Invalid,
    NotFound,
)
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.notes import bounded
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.shared.slug import addresses_for
from broadsheet.usecases.media.pictured import NEEDS_WORDS, note_use, picture_for
from broadsheet.usecases.shared.committing import (
    NotedReceipt,
    Receipt,
    Request,
    commit_once,
    must_be_newest,
)
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services

_PORTRAIT = 640
"""The widest of our own sizes that a portrait needs, in pixels: boxes show it small."""


class ProfileReceipt(NotedReceipt, frozen=True):
    """What an editor is told of a profile that was written."""

    slug: str
    path: str
    version: Positive


def profile_of(reads: Reads, slug: str) -> Profile:
    """An author's profile. Raises NotFound."""
    profile = reads.get(Profile, profile_key(slug))
    if profile is None:
        raise NotFound(sentence("There is no such profile."))
    return profile


def list_profiles(reads: Reads, limit: int, cursor: Cursor | None) -> Slice[Profile]:
    """All profiles, by slug. Raises Malformed for a bad cursor."""
    return slice_of(reads, Profile, Span(PROFILES), limit, cursor)


def write_profile(
    services: Services, request: Request, slug: str, sent: SubmittedProfile
) -> ProfileReceipt:
    """Write a profile, new or in place of the one that is there.

    Raises Forbidden, VersionRequired where there is one already, VersionMismatch, and Invalid for
    a picture that is not there or that nothing says the words of.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], ProfileReceipt]:
        before = services.table.get(Profile, profile_key(slug))
        if before or request.if_match is not None:
            must_be_newest(request, before.version if before else 0)
        request.sent.must_fit(before)
        after = _written(services, request, slug, sent, before)
        portrait = portrait_of(after)
        if portrait and portrait != portrait_of(before):
            note_use(services, request, author_use(slug), [portrait])
        unchanged = Equals("version", before.version) if before else Absent()
        notes = bounded(request.sent.notes(after))
        receipt = ProfileReceipt(slug, f"/author/{slug}/", after.version, notes=notes)
        opened = [] if before else _opened(services.table, slug, sent.name)
        return [Put(after, unchanged), *opened], receipt

    return commit_once(services, request, plan, ProfileReceipt)


def _opened(reads: Reads, slug: str, name: str) -> list[Write]:
    """The address becomes that of the name, unless it is somebody's, or none that the name has.

    So nobody else whose slug is the same comes to stand under the profile.
    """
    listing = ListingName(ListingKind.AUTHOR, slug)
    if slug not in addresses_for(name) or reads.get(Listing, listing_key(listing)):
        return []
    return [Put(Listing(listing=listing, title=name), Absent())]


def remove_profile(services: Services, request: Request, slug: str) -> None:
    """Take a profile away; bylines speak for themselves again.

    Raises Forbidden, NotFound, VersionRequired, VersionMismatch.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], Receipt]:
        before = profile_of(services.table, slug)
        must_be_newest(request, before.version)
        return [Remove(before.key, Equals("version", before.version))], Receipt()

    commit_once(services, request, plan, Receipt)


def _written(
    services: Services,
    request: Request,
    slug: str,
    sent: SubmittedProfile,
    before: Profile | None,
) -> Profile:
    now = services.clock()
    return Profile(
        slug=slug,
        name=sent.name,
        role=sent.role,
        bio=sent.bio,
        picture=_portrait(services.table, sent.picture) if sent.picture else None,
        links=sent.links,
        version=before.version + 1 if before else 1,
        modified_at=max(now, before.modified_at) if before else now,
        modified_by=request.who.name,
        modified_by_id=request.who.id,
    )


def _portrait(reads: Reads, sent: Portrait) -> Portrait:
    if sent.media is None:
        return sent
    media = picture_for(reads, "/picture/media", sent.media)
    alt = sent.alt or media.alt
    if not alt.strip():
        raise Invalid([FieldError("/picture/alt", "no_words", NEEDS_WORDS)])
    step = max(size.step for size in sizes_of(media.width) if size.step <= _PORTRAIT)
    return Portrait(f"/{file_of(media.id, step, 'jpg')}", alt, media.id)
