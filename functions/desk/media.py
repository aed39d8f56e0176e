"""Pictures: found, sent straight to where they are kept, described, and removed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see, seen_at, told
from broadsheet.adapters.http.desk.form import whole_number
from broadsheet.adapters.http.desk.form_answers import (
    said_of,
    status_for,
    version_of,
    with_notes,
    wrong_in,
)
from broadsheet.adapters.http.desk.picture_form import WORDS, named_in, pointed_in, typed_in
from broadsheet.adapters.http.desk.picture_list import listed
from broadsheet.adapters.http.desk.pictures_told import PictureTold, picture_told
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.media.requests import media_id_of, media_in, words_in
from broadsheet.domain.media.media import NAMED, Media
from broadsheet.domain.media.recordings import CALLED
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Conflict,
    Invalid,
    NotFound,
    VersionMismatch,
)
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.desk.picture_uses import picture_uses
from broadsheet.usecases.media.manage_media import (
    announce_media,
    describe_media,
    may_change,
    media_by_id,
    must_be_theirs,
    remove_media,
)
from broadsheet.usecases.shared.committing import with_sent

MEDIA = "/desk/media"
AT_ONCE = 10
"""Pictures that one form removes: each takes some calls of S3."""


def _library(desk: DeskRequest) -> Answer:
    return _listed(desk, "media.html", MEDIA, desk.only("words", "unused", "cursor"))


def _choose(desk: DeskRequest) -> Answer:
    """The same to take one from; for a module as JSON."""
    return _listed(desk, "media_choose.html", f"{MEDIA}/choose", desk.only("words", "cursor"))


def _listed(
    desk: DeskRequest,
    template: str,
    path: str,
    sent: dict[str, str],
    undone: Sentence | None = None,
) -> Answer:
    """A list of pictures; `undone` is why nothing was done with what is ticked on it."""
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    found = listed(bootstrap.services(), sent)
    shown = [(one, _told(one)) for one in found.items]
    next_ = f"{path}?{urlencode(found.following)}" if found.following else ""
    if desk.wants_json:
        if found.problem:
            raise found.problem
        return told({"items": [_as_json(desk, t) for _, t in shown], "next": next_ or None})
    return bootstrap.uploading_desk().page(
        desk,
        template,
        status=422 if undone else status_for(found.problem),
        undone=undone,
        ticked=[one.partition(" ")[0] for one in desk.form.all("picture")] if undone else (),
        shown=shown,
        asked=found.asked,
        wrong=wrong_in(found.problem).at("?words"),
        next=next_,
        most=AT_ONCE,
        may_change=lambda media: may_change(desk.who, media),
    )


def _told(media: Media) -> PictureTold:
    return picture_told(media, bootstrap.pictures().preview)


def _as_json(desk: DeskRequest, picture: PictureTold) -> dict[str, Any]:
    return picture._asdict() | {"said": bootstrap.desk().in_words(desk, picture.said)}


def _one(desk: DeskRequest) -> Answer:
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    desk.only()
    media = media_by_id(bootstrap.services(), media_id_of(desk.http))
    if desk.wants_json:
        return told(_as_json(desk, _told(media)))
    return _page(desk, media)


def _page(
    desk: DeskRequest,
    media: Media,
    typed: Mapping[str, str] | None = None,
    problem: BroadsheetError | None = None,
) -> Answer:
    return bootstrap.uploading_desk().page(
        desk,
        "picture.html",
        status=status_for(problem),
        media=media,
        told=_told(media),
        uses=picture_uses(bootstrap.reads(), desk.who, media.id),
        is_theirs=may_change(desk.who, media),
        typed=typed or {name: getattr(media, name) for name in WORDS},
        focus=_focus_of(desk, media),
        is_old=isinstance(problem, VersionMismatch),
        version=version_of(desk, problem, media.version),
        wrong=wrong_in(problem),
        problem=said_of(problem),
    )


def _announce(desk: DeskRequest) -> Answer:
    """A picture that is about to be sent: by a page that has the form for it, or by a module."""
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    # Whatever is announced, what is sent is decoded: a page does not know the file's type yet.
    fields = {
        "type": desk.form.text("type") or "image/jpeg",
        **named_in(desk.form),
        **typed_in(desk.form),
    }
    try:
        new = media_in(msgspec.json.encode(fields))
        asked = with_sent(desk.to_use_case(), new.sent)
        services = bootstrap.services()
        receipt = announce_media(services, asked, new.media_type, new.words, new.name)
    except Invalid as error:
        if desk.wants_json:
            raise
        return _new_page(desk, error)
    if not desk.wants_json:
        return see(f"{MEDIA}/{receipt.id}/send", *with_notes(receipt.notes))
    form = bootstrap.pictures().form(receipt.id, new.media_type)
    upload = {"url": form.url, "fields": form.fields}
    known = {"id": receipt.id, "version": receipt.version}
    return told({**known, "upload": upload, "largest": form.largest})


def _focus_of(desk: DeskRequest, media: Media) -> str:
    """The same of the picture, or as somebody has just chosen it; empty is the middle."""
    if desk.http.method == "POST" and "focus" in desk.form:
        return desk.form.text("focus").strip()
    return f"{media.focus.x},{media.focus.y}" if media.focus else ""


def _new(desk: DeskRequest) -> Answer:
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    desk.only()
    return _new_page(desk)


def _new_page(desk: DeskRequest, problem: Invalid | None = None) -> Answer:
    typed = {name: desk.form.text(name) if problem else "" for name in WORDS}
    return bootstrap.uploading_desk().page(
        desk,
        "media_new.html",
        status=status_for(problem),
        typed=typed,
        media_type=desk.form.text("type") if problem else "",
        wrong=wrong_in(problem),
    )


def _send(desk: DeskRequest) -> Answer:
    """The form that goes to where pictures are kept, and leads back here."""
    desk.only()
    media = media_by_id(bootstrap.services(), media_id_of(desk.http))
    must_be_theirs(desk.who, media)
    if not media.is_awaited:
        return see(f"{MEDIA}/{media.id}")
    back = f"{desk.http.site_url(bootstrap.site_url())}{MEDIA}/{media.id}/sent"
    form = bootstrap.pictures().form(media.id, media.content_type, back)
    return bootstrap.uploading_desk().page(
        desk, "media_send.html", media=media, upload=form, called=CALLED.get(media.kind, "")
    )


def _sent(desk: DeskRequest) -> Answer:
    """Where a browser is led from there. It says so without the session's cookie, which is of
    this site's own pages alone, and leads on to one of them."""
    desk.only("bucket", "key", "etag")
    return bootstrap.desk().page(desk, "media_sent.html", media_id=media_id_of(desk.http))


def _describe(desk: DeskRequest) -> Answer:
    services, media_id = bootstrap.services(), media_id_of(desk.http)
    try:
        words, sent = words_in(msgspec.json.encode(typed_in(desk.form) | pointed_in(desk.form)))
        receipt = describe_media(services, with_sent(desk.to_use_case(), sent), media_id, words)
    except (Invalid, Conflict, VersionMismatch) as error:
        if desk.wants_json:
            raise
        media = media_by_id(services, media_id)
        return _page(desk, media, {n: desk.form.text(n) for n in WORDS}, error)
    if desk.wants_json:
        return told({"id": media_id, "version": receipt.version})
    said = sentence("Saved. Stories take these words over when they have none of their own.")
    return see(f"{MEDIA}/{media_id}", *with_notes(receipt.notes, said))


def _remove(desk: DeskRequest) -> Answer:
    services, media_id = bootstrap.services(), media_id_of(desk.http)
    try:
        remove_media(services, bootstrap.pictures(), desk.to_use_case(), media_id)
    except NotFound:
        return see(MEDIA, sentence("It is not there any more."))
    except (Conflict, VersionMismatch) as error:
        return _page(desk, media_by_id(services, media_id), problem=error)
    return see(MEDIA, sentence("Removed. An operator can bring it back for some days."))


def _remove_many(desk: DeskRequest) -> Answer:
    """Each that was ticked, as it was when the page was made; the others stay, and are counted."""
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    named = (one for one in desk.form.all("picture") if NAMED.fullmatch(one.partition(" ")[0]))
    ticked = list(dict.fromkeys(named))
    if not 0 < len(ticked) <= AT_ONCE:
        here = {"unused": "true", "cursor": desk.form.text("cursor")}
        words = sentence("Tick what is to be removed, {most} at most.", most=AT_ONCE)
        return _listed(desk, "media.html", MEDIA, here, words)
    stayed = sum(not _removed(desk, *one.partition(" ")[::2]) for one in ticked)
    kept = sentence("Not removed, as somebody uses or has changed them: {stayed}.", stayed=stayed)
    gone = sentence("Removed: {number}.", number=len(ticked) - stayed)
    return see(f"{MEDIA}?unused=true", gone, *([kept] if stayed else []))


def _removed(desk: DeskRequest, media_id: str, version: str) -> bool:
    asked = desk.to_use_case()
    each = msgspec.structs.replace(
        asked,
        idempotency_key=f"{asked.idempotency_key}.{media_id}" if asked.idempotency_key else None,
        if_match=whole_number(version),
    )
    try:
        remove_media(bootstrap.services(), bootstrap.pictures(), each, media_id)
    except NotFound:
        return True
    except BroadsheetError:
        return False
    return True


OPEN: dict[str, DeskEndpoint] = {f"GET {MEDIA}/{{id}}/sent": _sent}


def _shown(desk: DeskRequest) -> Answer:
    """Where the picture itself can be seen now: for editors, which show it in a text."""
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    media = media_by_id(bootstrap.services(), media_id_of(desk.http))
    large = _told(media).large
    if not large:
        raise NotFound(sentence("There is nothing to be seen of this picture."))
    return seen_at(large)


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {MEDIA}": _library,
    f"POST {MEDIA}": _announce,
    f"GET {MEDIA}/choose": _choose,
    f"GET {MEDIA}/new": _new,
    f"POST {MEDIA}/remove": _remove_many,
    f"GET {MEDIA}/{{id}}": _one,
    f"POST {MEDIA}/{{id}}": _describe,
    f"GET {MEDIA}/{{id}}/send": _send,
    f"GET {MEDIA}/{{id}}/shown": _shown,
    f"POST {MEDIA}/{{id}}/remove": _remove,
}
