"""Pictures and recordings: announced here, sent straight to S3, described and removed here."""

from functools import partial
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer, answer, versioned
from broadsheet.adapters.http.lists import both, list_answer, paging
from broadsheet.adapters.http.media.answers import MediaAnnounced, Upload, media, media_read
from broadsheet.adapters.http.media.requests import (
    media_id_of,
    only_unused,
    sent_media,
    sent_words,
)
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond
from broadsheet.domain.media.media import UPLOAD_SECONDS
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.media.find_media import find_media
from broadsheet.usecases.media.manage_media import (
    announce_media,
    describe_media,
    list_media,
    media_by_id,
    remove_media,
    users_of,
)
from broadsheet.usecases.shared.committing import with_sent

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

MEDIA = "/api/v1/media"


def _announce(request: HttpRequest) -> Answer:
    asked, new = request.to_use_case(), sent_media(request)
    services, asked = bootstrap.services(), with_sent(asked, new.sent)
    receipt = announce_media(services, asked, new.media_type, new.words, new.name)
    form = bootstrap.pictures().form(receipt.id, new.media_type)
    upload = Upload(url=form.url, fields=form.fields, largest=form.largest, seconds=UPLOAD_SECONDS)
    announced = MediaAnnounced(receipt.id, receipt.version, "waiting", upload, notes=receipt.notes)
    return versioned(announced, receipt.version, f"{MEDIA}/{receipt.id}")


def _list(request: HttpRequest) -> Answer:
    request.principal().must_be_author(Scope.MEDIA_WRITE)
    query, services = request.query, bootstrap.services()
    (limit, cursor), unused = both(
        lambda: paging(request, "unused", "words"), lambda: only_unused(query)
    )
    if "words" in query:
        found = find_media(services, query["words"], limit, cursor)
    else:
        found = list_media(services, limit, cursor, unused=unused)
    return list_answer(request, found, media)


def _one(request: HttpRequest) -> Answer:
    request.principal().must_be_author(Scope.MEDIA_WRITE)
    request.only()
    services = bootstrap.services()
    found, preview = media_by_id(services, media_id_of(request)), None
    used_by = users_of(services.table, found.id)
    if found.is_ready:
        preview = bootstrap.pictures().preview(found.id, found.digest, found.file_names[-1])
    # Who shows it changes without it: its version is for edits, not for caches.
    return versioned(media_read(found, used_by, preview), found.version)


def _describe(request: HttpRequest) -> Answer:
    services, asked, media_id = bootstrap.services(), request.to_use_case(), media_id_of(request)
    words, sent = sent_words(request, partial(users_of, services.table))
    receipt = describe_media(services, with_sent(asked, sent), media_id, words)
    return versioned(receipt, receipt.version)


def _remove(request: HttpRequest) -> Answer:
    asked, media_id = request.without_body().to_use_case(), media_id_of(request)
    remove_media(bootstrap.services(), bootstrap.pictures(), asked, media_id)
    return answer(204, {"cache-control": "no-store"})


ROUTES: dict[str, Endpoint] = {
    f"POST {MEDIA}": _announce,
    f"GET {MEDIA}": _list,
    f"GET {MEDIA}/{{id}}": _one,
    f"PUT {MEDIA}/{{id}}": _describe,
    f"DELETE {MEDIA}/{{id}}": _remove,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)
