"""What readers are told of those who write: editors say it here."""

from urllib.parse import urlencode

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form_answers import (
    said_of,
    status_for,
    version_of,
    with_notes,
    wrong_in,
)
from broadsheet.adapters.http.desk.profile_form import TypedProfile, as_json, kept_in, typed_in
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.people.requests import profile_in
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Conflict,
    Invalid,
    NotFound,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.people.edit_profile import list_profiles, remove_profile, write_profile
from broadsheet.usecases.shared.committing import with_sent
from broadsheet.usecases.shared.paging import Cursor

PROFILES = "/desk/profiles"
SHOWN = 50
_LONGEST_NAME = 100


def _list(desk: DeskRequest) -> Answer:
    """All profiles; a name that somebody looks for leads to its page, whether there is one yet."""
    desk.who.must(Scope.SITE_EDIT)
    asked = desk.only("cursor", "name")
    name = asked.get("name", "").strip()[:_LONGEST_NAME]
    if name:
        slug = address_of(bootstrap.reads(), ListingKind.AUTHOR, name).slug
        return see(f"{PROFILES}/{slug}?{urlencode({'name': name})}")
    cursor = asked.get("cursor")
    found = list_profiles(bootstrap.reads(), SHOWN, Cursor(cursor) if cursor else None)
    following = f"{PROFILES}?{urlencode({'cursor': found.next})}" if found.next else ""
    return bootstrap.desk().page(desk, "profiles.html", profiles=found.items, next=following)


def _one(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    asked, slug = desk.only("name"), desk.slug("slug")
    before = _profile(slug)
    name = asked.get("name", "")[:_LONGEST_NAME]
    typed = kept_in(before) if before else kept_in(_nothing_yet(slug, name))
    return _page(desk, slug, typed, before)


def _profile(slug: str) -> Profile | None:
    return bootstrap.reads().get(Profile, profile_key(slug))


def _nothing_yet(slug: str, name: str) -> Profile:
    now = bootstrap.services().clock()
    return Profile(slug=slug, name=name, version=0, modified_at=now, modified_by="")


def _page(
    desk: DeskRequest,
    slug: str,
    typed: TypedProfile,
    before: Profile | None,
    problem: BroadsheetError | None = None,
) -> Answer:
    quicker = isinstance(problem, (VersionMismatch, VersionRequired))
    return bootstrap.desk().page(
        desk,
        "profile.html",
        status=status_for(problem),
        slug=slug,
        typed=typed,
        before=before,
        version=version_of(desk, problem, before.version if before else None),
        theirs=kept_in(before) if before and quicker else None,
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _write(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    slug, typed = desk.slug("slug"), typed_in(desk.form)
    site_url = desk.http.site_url(bootstrap.site_url())
    try:
        sent, as_sent = profile_in(msgspec.json.encode(as_json(typed)), site_url)
        asked = with_sent(desk.to_use_case(), as_sent)
        receipt = write_profile(bootstrap.services(), asked, slug, sent)
    except (Invalid, Conflict, VersionMismatch, VersionRequired) as error:
        return _page(desk, slug, typed, _profile(slug), error)
    said = sentence("Saved. Pages of theirs follow, the newest first.")
    return see(f"{PROFILES}/{slug}", *with_notes(receipt.notes, said))


def _remove(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    slug = desk.slug("slug")
    try:
        remove_profile(bootstrap.services(), desk.to_use_case(), slug)
    except NotFound:
        return see(PROFILES, sentence("It is not there any more."))
    except VersionMismatch as error:
        before = _profile(slug)
        typed = kept_in(before) if before else kept_in(_nothing_yet(slug, ""))
        return _page(desk, slug, typed, before, error)
    return see(PROFILES, sentence("The profile is gone; bylines speak for themselves again."))


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {PROFILES}": _list,
    f"GET {PROFILES}/{{slug}}": _one,
    f"POST {PROFILES}/{{slug}}": _write,
    f"POST {PROFILES}/{{slug}}/remove": _remove,
}
