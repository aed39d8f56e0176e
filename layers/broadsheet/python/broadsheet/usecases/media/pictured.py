"""An article with the newsroom's own pictures in it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from broadsheet.domain.articles.article import Article, Content, ImageSource, LeadImage
from broadsheet.domain.articles.body import NotedBody
from broadsheet.domain.articles.life import Status
from broadsheet.domain.media.media import (
    NAMED,
    Media,
    MediaUse,
    file_of,
    media_key,
    media_of,
    sizes_of,
)
from broadsheet.domain.media.reasons import reason_of
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, Reads
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.shared.shown import must_show

MOST = 50
"""Pictures in one article."""
NEEDS_WORDS = sentence("needs words for those who cannot see it, here or with the picture itself")
_ENDED = {"refused": "was refused", "failed": "could not be made"}


def pictured_text(services: Services, text: str, pointer: str) -> NotedBody:
    """A text that readers see at once, as HTML with the pictures that it names.

    Raises Invalid that names each that is not there, cannot be shown, or of which a reader who
    cannot see it hears nothing.
    """
    named = [(pointer, name) for name in services.markup.media_in(text)]
    noted = services.markup.noted(text, _found(services.table, named), pointer=pointer)
    must_show(noted.body.html, pointer)
    if noted.body.unworded:
        raise Invalid([_unworded(pointer, media_id) for media_id in noted.body.unworded])
    return noted


def pictured(services: Services, content: Content) -> tuple[Content, NotedBody]:
    """The content with its lead image looked up, and the body as HTML with its pictures and notes.

    Raises Invalid that names each picture that is not there or cannot be shown, and for a body of
    which nothing would be seen.
    """
    in_body = services.markup.media_in(content.body)
    lead = content.lead_image
    named = [("/body", name) for name in in_body]
    named += [("/lead_image/media", lead.media)] if lead and lead.media else []
    found = _found(services.table, named)
    noted = services.markup.noted(content.body, found)
    must_show(noted.body.html, "/body")
    if lead and lead.media:
        content = msgspec.structs.replace(
            content, lead_image=lead_image_of(found[lead.media], lead)
        )
    return content, noted


def lead_image_of(media: Media, wanted: LeadImage) -> LeadImage:
    """The picture as a lead image, with its own words where `wanted` has none."""
    sources = tuple(
        ImageSource(f"/{file_of(media.id, size.step, 'jpg')}", size.width)
        for size in sizes_of(media.width)
    )
    return LeadImage(
        url=sources[-1].url,
        alt=wanted.alt or media.alt,
        caption=wanted.caption or media.caption or None,
        credit=wanted.credit or media.credit or None,
        width=media.width,
        height=media.height,
        sources=sources,
        media=media.id,
        focus=media.focus,
    )


def _found(reads: Reads, named: list[tuple[str, str]]) -> Mapping[str, Media]:
    wanted = list(dict.fromkeys(name for _, name in named if NAMED.fullmatch(name)))
    if len(wanted) > MOST:
        words = sentence("has more than {most} pictures", most=MOST)
        raise Invalid([FieldError(named[0][0], "too_many_pictures", words)])
    found = reads.get_many(Media, [media_key(i) for i in wanted]) if wanted else {}
    pictures = {media.id: media for media in found.values()}
    errors = list(_errors(named, pictures))
    if errors:
        raise Invalid(errors)
    return pictures


def _errors(named: list[tuple[str, str]], pictures: Mapping[str, Media]) -> Iterator[FieldError]:
    for pointer, name in named:
        media = pictures.get(name)
        if media is None or media.status == "removing":
            yield FieldError(
                pointer, "unknown_picture", sentence("there is no picture media:{name}", name=name)
            )
        elif media.status == "waiting":
            words = sentence(
                "the picture media:{name} is not ready yet; try again in a moment", name=name
            )
            yield FieldError(pointer, "picture_not_ready", words)
        elif media.status in ("refused", "failed"):
            words = sentence(
                "the picture media:{name} cannot be shown: it {reason}",
                name=name,
                reason=reason_of(media.reason),
            ).but(f"the picture media:{name} {_ENDED[media.status]}: {media.reason}")
            yield FieldError(pointer, f"picture_{media.status}", words)


def note_uses(services: Services, request: Request, before: Article | None, after: Article) -> None:
    """Write down that the article is about to show pictures, before it does.

    So whoever removes a picture sees it in use, or this sees it removed: then raises Invalid.
    They are notes of what may be: a transaction of an article has no room for fifty more writes.
    """
    new = [media_id for media_id in media_of(after) if media_id not in media_of(before)]
    note_use(services, request, after.id, new)


def note_use(
    services: Services,
    request: Request,
    shown_by: str,
    media_ids: Sequence[str],
    pointer: str = "/body",
) -> None:
    """The same of whatever it is (see `MediaUse`); `pointer` is where they are named."""
    if not media_ids:
        return
    now = services.clock()
    uses = [MediaUse(media_id=media_id, shown_by=shown_by, at=now) for media_id in media_ids]
    services.table.commit([Put(use) for use in uses], Cause(request.id, now))
    _found(services.table, [(pointer, media_id) for media_id in media_ids])


def picture_for(reads: Reads, pointer: str, media_id: str) -> Media:
    """The picture that a request names at `pointer`. Raises Invalid where it cannot be shown."""
    return _found(reads, [(pointer, media_id)])[media_id]


def must_describe_pictures(after: Article) -> None:
    """Raises Invalid that names each picture of which a reader who cannot see it hears nothing.

    Only where the article is, or will be, published: WCAG 2.2, 1.1.1.
    """
    if not (after.is_public or after.status is Status.SCHEDULED):
        return
    lead = after.content.lead_image
    errors = []
    if lead and not lead.alt.strip():
        errors.append(FieldError("/lead_image/alt", "no_words", NEEDS_WORDS))
    errors += [_unworded("/body", media_id) for media_id in after.body.unworded]
    if errors:
        raise Invalid(errors)


def _unworded(pointer: str, media_id: str) -> FieldError:
    said = sentence("media:{media_id} {words}", media_id=media_id, words=NEEDS_WORDS)
    return FieldError(pointer, "no_words", said)
