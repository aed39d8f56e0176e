"""A picture of the newsroom's own is put into what somebody typed: without a script, by a form."""

import hashlib

from broadsheet.domain.desk.placing import Place, with_picture
from broadsheet.domain.desk.typed import Typed, typed_of
from broadsheet.domain.desk.working_copy import Outcome, Typing
from broadsheet.domain.media.media import markdown_of
from broadsheet.domain.shared.errors import Conflict, InFlight
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.desk.working_copies import save_working_copy, working_copy
from broadsheet.usecases.media.manage_media import ready_media
from broadsheet.usecases.shared.committing import IN_FLIGHT, Request
from broadsheet.usecases.shared.services import Services


def place_picture(
    services: Services, request: Request, story: str, place: Place, media_id: str, alt: str
) -> None:
    """Into the working copy of the story, or where there is none into one of what is saved.

    Sent twice under one key it is there once. Raises NotFound where picture or story are not there,
    Conflict for what cannot stand there, Forbidden, TooLarge, and InFlight where another page of
    the same person was quicker.
    """
    media = ready_media(services, media_id)
    if media.is_file and place is Place.LEAD:
        raise Conflict(sentence("This is no picture: it can only be linked in the text."))
    typed, based_on, seen = _typed_now(services, request, story)
    typing = Typing(
        story=story,
        screen=_screen(services, request, place, media_id),
        sequence=1,
        fields=with_picture(typed, place, media_id, markdown_of(media, alt), alt),
        based_on=based_on,
        seen=seen,
    )
    if save_working_copy(services, request, typing).outcome is Outcome.ELSEWHERE:
        raise InFlight(IN_FLIGHT)


def _typed_now(services: Services, request: Request, story: str) -> tuple[Typed, int, str]:
    """What stands in the fields, which version it began with, and which copy it is."""
    copy = working_copy(services, request.who, story)
    if copy:
        return copy.fields, copy.based_on, copy.mark
    article = seen_article(services.table, request.who, story)
    return typed_of(article), article.version, ""


def _screen(services: Services, request: Request, place: Place, media_id: str) -> str:
    """The page that sends it: the same one, and so once, for the same form."""
    if request.idempotency_key is None:
        return services.ids()
    sent = f"{request.idempotency_key} {place} {media_id}"
    return hashlib.sha256(sent.encode()).hexdigest()[:32]
