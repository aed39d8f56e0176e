"""Pictures: found, sent straight to where they are kept, described, and removed."""

import re
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
from broadsheet.adapters.http.desk.picture_list import listed
from broadsheet.adapters.http.desk.pictures_told import PictureTold, picture_told
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.media.requests import media_id_of, media_in, words_in
from broadsheet.domain.media.media import NAMED, Media
from broadsheet.domain.media.recordings import CALLED, kind_announced
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    Conflict,
    FieldError,
    Invalid,
    Malformed,
    NotFound,
    VersionMismatch,
)
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
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
_WORDS = ("alt", "caption", "credit")
_POINT = re.compile("[0-9]{1,3},[0-9]{1,3}")


def _library(desk: DeskRequest) -> Answer:
    return _listed(desk, "media.html", MEDIA, ("words", "unused", "cursor"))


def _choose(desk: DeskRequest) -> Answer:
    """The same to take one from; for a module as JSON."""
    return _listed(desk, "media_choose.html", f"{MEDIA}/choose", ("words", "cursor"))


def _listed(desk: DeskRequest, template: str, path: str, names: tuple[str, ...]) -> Answer:
    desk.who.must_be_author(Scope.MEDIA_WRITE)
    sent = desk.only(*names)
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
        status=status_for(found.problem),
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
        typed=typed or {name: getattr(media, name) for name in _WORDS},
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
    fields = {"type": desk.form.text("type") or "image/jpeg", **_named(desk), **_typed(desk)}
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


def _named(desk: DeskRequest) -> dict[str, str]:
    """What a file is called that is no picture; of a picture nothing is kept of it."""
    name = desk.form.text("name").strip()
    return {"name": name} if name and kind_announced(desk.form.text("type")) else {}


def _typed(desk: DeskRequest) -> dict[str, Any]:
    """What is said of it; nothing is sent of what is empty."""
    return {n: desk.form.text(n) for n in _WORDS if desk.form.text(n).strip()}


def _pointed(desk: DeskRequest) -> dict[str, Any]:
    """What matters most in it, as the API takes it; nothing where the form does not say."""
    if "focus" not in desk.form:
        return {}
    said = desk.form.text("focus").strip()
    x, _, y = said.partition(",")
    point = {"x": int(x), "y": int(y)} if _POINT.fullmatch(said) else said
    return {"focus": point if said else None}


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
    typed = {name: desk.form.text(name) if problem else "" for name in _WORDS}
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
        words, sent = words_in(msgspec.json.encode(_typed(desk) | _pointed(desk)))
        receipt = describe_media(services, with_sent(desk.to_use_case(), sent), media_id, words)
    except (Invalid, Conflict, VersionMismatch) as error:
        if desk.wants_json:
            raise
        media = media_by_id(services, media_id)
        return _page(desk, media, {n: desk.form.text(n) for n in _WORDS}, error)
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
    if len(ticked) > AT_ONCE:
        words = sentence(
            "has more than {most}: take some out, and remove them after these", most=AT_ONCE
        )
        raise Malformed([FieldError("/picture", "too_many", words)])
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
