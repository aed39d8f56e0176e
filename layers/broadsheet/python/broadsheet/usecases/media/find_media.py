"""Pictures by the words that are said of them: looked through from the newest on, in bounds."""

from broadsheet.domain.media.media import MEDIA, Media
from broadsheet.domain.search.words import SearchTerm, Token, terms_of, tidy, tokens
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.media.manage_media import there_now
from broadsheet.usecases.shared.paging import Cursor, Slice, cursor_of, slice_of
from broadsheet.usecases.shared.ports import Span
from broadsheet.usecases.shared.services import Services

LOOKED_THROUGH = 500
"""Pictures that one call looks at; the next one goes on there."""


def find_media(services: Services, words: str, limit: int, cursor: Cursor | None) -> Slice[Media]:
    """Those of which all the words are said, in alt text, caption, credit or a file's name.

    A slice may be short, or empty, and still go on. Raises Malformed for what are no words.
    """
    terms = terms_of(words)
    if not terms:
        raise Malformed(
            [FieldError("?words", "no_words", sentence("must have a word to search for"))]
        )
    span = Span(MEDIA)
    seen = slice_of(services.table, Media, span, LOOKED_THROUGH, cursor, newest_first=True)
    found = [one for one in there_now(services, seen.items) if _has(one, terms)]
    if len(found) > limit:
        return Slice(found[:limit], cursor_of(span, found[limit - 1].key.sk))
    return Slice(found, seen.next)


def _has(media: Media, terms: tuple[SearchTerm, ...]) -> bool:
    said = (media.alt, media.caption, media.credit, media.name, media.id)
    there = [token for text in said if text for token in tokens(tidy(text))]
    return all(any(_is_in(term, token) for token in there) for term in terms)


def _is_in(term: SearchTerm, token: Token) -> bool:
    return next(term.within(token), None) is not None
