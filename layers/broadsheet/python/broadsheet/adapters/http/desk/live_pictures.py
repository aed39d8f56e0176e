"""A picture for an entry of a running story by plain forms: what was typed goes along with them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from broadsheet.adapters.http.desk.form import VERSION
from broadsheet.adapters.http.desk.form_answers import said_of, status_for, wrong_in
from broadsheet.adapters.http.desk.picture_list import listed
from broadsheet.adapters.http.desk.pictures_told import Preview, picture_told
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.domain.desk.placing import with_paragraph
from broadsheet.domain.media.media import markdown_of
from broadsheet.domain.shared.errors import BroadsheetError, Conflict, NotFound
from broadsheet.usecases.media.manage_media import ready_media
from broadsheet.usecases.shared.services import Services

CHOOSE, PLACE, BACK = "picture", "place", "back"
STEPS = (CHOOSE, PLACE, BACK)
"""What the buttons of these forms ask for, beside sending."""


class Chosen(NamedTuple):
    """What was typed, with a picture in it if one was chosen; or what is wrong with that one."""

    typed: dict[str, Any]
    problem: BroadsheetError | None = None


def chosen(services: Services, desk: DeskRequest, typed: Mapping[str, Any]) -> Chosen:
    """The entry, to go on with."""
    if desk.form.text("_do") != PLACE:
        return Chosen(dict(typed))
    media_id = desk.form.text("_picture")
    try:
        media = ready_media(services, media_id)
    except (Conflict, NotFound) as error:
        return Chosen(dict(typed), error)
    line = markdown_of(media, desk.form.text("_alt"))
    return Chosen({**typed, "text": with_paragraph(str(typed["text"]), line)})


def offered(
    services: Services,
    preview: Preview,
    desk: DeskRequest,
    typed: Mapping[str, Any],
    problem: BroadsheetError | None = None,
) -> dict[str, Any]:
    """What the page of pictures shows: those that were looked for, and the entry as it is."""
    sent = {"words": desk.form.text("_words"), "cursor": desk.form.text("_cursor")}
    found = listed(services, sent)
    ready = [media for media in found.items if media.is_ready]
    return {
        "status": status_for(problem or found.problem),
        "here": desk.path,
        "version": desk.form.text(VERSION) or None,
        "typed": typed,
        "shown": [(media, picture_told(media, preview)) for media in ready],
        "asked": found.asked,
        "cursor": found.following.get("cursor", ""),
        "wrong": wrong_in(found.problem).at("?words"),
        "problem": said_of(problem),
    }
