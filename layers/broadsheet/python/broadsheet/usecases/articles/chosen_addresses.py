"""Slugs that are sent with a name: they are that name's, or nobody's yet."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.domain.articles.article import Author, Content, Term
from broadsheet.domain.articles.listing import Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.names import folded, same_name
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Reads
from broadsheet.usecases.shared.services import Services


class _Chosen(NamedTuple):
    pointer: str
    kind: ListingKind
    name: str
    slug: str

    @property
    def listing(self) -> ListingName:
        return ListingName(self.kind, self.slug)


def must_be_theirs(
    services: Services,
    request: Request,
    submission: SubmittedArticle,
    known: Content | None = None,
) -> None:
    """Let each name have the slug that was sent with it: what was free is theirs from now on.

    Whatever the article has already, in `known`, may stay. Raises Invalid that names each slug of
    somebody else. Nothing is read where no slug was sent that the article has not.
    """
    own = {(one.kind, folded(one.name), one.slug) for one in _of_content(known)} if known else ()
    sent = [one for one in _of_submission(submission) if one.slug]
    chosen = [one for one in sent if (one.kind, folded(one.name), one.slug) not in own]
    errors = list(_used_twice(sent))
    if chosen:
        keys = {one.listing: listing_key(one.listing) for one in chosen}
        found = services.table.get_many(Listing, list(keys.values()))
        titles = {name: found[key].title for name, key in keys.items() if key in found}
        errors += [wrong for one in chosen if (wrong := _wrong(services, one, titles))]
    if errors:
        raise Invalid(errors)
    for one in chosen:
        if one.kind is ListingKind.AUTHOR and one.listing not in titles:
            cause = Cause(request.id, services.clock())
            services.table.open_listing(one.listing, one.name, cause)


def _used_twice(sent: list[_Chosen]) -> Iterator[FieldError]:
    first: dict[ListingName, str] = {}
    for one in sent:
        if not same_name(first.setdefault(one.listing, one.name), one.name):
            yield FieldError(
                one.pointer, "used_twice", sentence("is another name's in the same list")
            )


def _wrong(services: Services, one: _Chosen, titles: dict[ListingName, str]) -> FieldError | None:
    title = titles.get(one.listing)
    if one.kind is ListingKind.AUTHOR:
        if title is None or same_name(title, one.name):
            return None
        return None if _is_called(services.table, one) else _others(one, title)
    own = services.own_sections() if one.kind is ListingKind.SECTION else ()
    # What is no person is its name: it has one address, and this is it or is not.
    address = address_of(services.table, one.kind, one.name, one.slug, own).slug
    if address == one.slug:
        return None
    return (
        _others(one, title)
        if title
        else FieldError(
            one.pointer,
            "not_its_slug",
            sentence("is not that of {name}, which is {address}", name=one.name, address=address),
        )
    )


def _is_called(reads: Reads, one: _Chosen) -> bool:
    """Whether editors call whoever has the slug by this name now."""
    profile = reads.get(Profile, profile_key(one.slug))
    return profile is not None and same_name(profile.name, one.name)


def _others(one: _Chosen, title: str) -> FieldError:
    return FieldError(one.pointer, "another_name", sentence("is that of {title}", title=title))


def _of_submission(sent: SubmittedArticle) -> Iterator[_Chosen]:
    section, tags = sent.terms()
    yield _Chosen("/section/slug", ListingKind.SECTION, section.name, section.slug)
    yield from _listed("/tags", ListingKind.TAG, tags)
    yield from _listed("/byline", ListingKind.AUTHOR, sent.byline)


def _of_content(content: Content) -> Iterator[_Chosen]:
    yield _Chosen("", ListingKind.SECTION, content.section.name, content.section.slug)
    yield from _listed("", ListingKind.TAG, content.tags)
    yield from _listed("", ListingKind.AUTHOR, content.byline)


def _listed(pointer: str, kind: ListingKind, named: Sequence[Term | Author]) -> Iterator[_Chosen]:
    for number, one in enumerate(named):
        yield _Chosen(f"{pointer}/{number}/slug", kind, one.name, one.slug)
