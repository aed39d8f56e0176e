"""Who writes for the site: what readers are told of its authors."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import PRIVATE, Answer, answer, readable, versioned
from broadsheet.adapters.http.lists import list_answer, paging
from broadsheet.adapters.http.people import answers as people_answers
from broadsheet.adapters.http.people.requests import sent_profile
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.people.edit_profile import (
    list_profiles,
    profile_of,
    remove_profile,
    write_profile,
)
from broadsheet.usecases.shared.committing import with_sent

PROFILES = "/api/v1/profiles"


def _profiles(request: HttpRequest) -> Answer:
    limit, cursor = paging(request)
    found = list_profiles(bootstrap.services().table, limit, cursor)
    site_url = request.site_url(bootstrap.site_url())
    return list_answer(request, found, lambda one: people_answers.profile(one, site_url))


def _profile(request: HttpRequest) -> Answer:
    request.only()
    profile = profile_of(bootstrap.services().table, request.slug("slug"))
    body = people_answers.profile(profile, request.site_url(bootstrap.site_url()))
    return readable(request, body, cache=PRIVATE, etag=f'"{profile.version}"')


def _write_profile(request: HttpRequest) -> Answer:
    asked, slug = request.for_editor(Scope.SITE_EDIT), request.slug("slug")
    site_url = request.site_url(bootstrap.site_url())
    submission, sent = sent_profile(request, site_url)
    receipt = write_profile(bootstrap.services(), with_sent(asked, sent), slug, submission)
    told = people_answers.profile_receipt(receipt, site_url)
    location = f"{PROFILES}/{slug}" if receipt.version == 1 else ""
    return versioned(told, receipt.version, location)


def _remove_profile(request: HttpRequest) -> Answer:
    asked, slug = request.without_body().for_editor(Scope.SITE_EDIT), request.slug("slug")
    remove_profile(bootstrap.services(), asked, slug)
    return answer(204, {"cache-control": "no-store"})


ROUTES: dict[str, Endpoint] = {
    f"GET {PROFILES}": _profiles,
    f"GET {PROFILES}/{{slug}}": _profile,
    f"PUT {PROFILES}/{{slug}}": _write_profile,
    f"DELETE {PROFILES}/{{slug}}": _remove_profile,
}
