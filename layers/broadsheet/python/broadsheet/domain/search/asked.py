"""What somebody looks for: a few words, or what is wrong with them."""

from broadsheet.domain.search.words import SearchTerm, terms_of
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.domain.shared.text import as_meant, unprintable

LONGEST_QUERY = 100
"""Characters of a query."""
MOST_TERMS = 10
"""Words of a query."""


def terms_asked(query: str, parameter: str = "q") -> tuple[SearchTerm, ...]:
    """What somebody looks for. Raises Malformed for what is no word, and for too many of them."""
    if len(query) > LONGEST_QUERY:
        words = sentence("must have at most {most} characters", most=LONGEST_QUERY)
        raise _wrong(parameter, "too_long", words)
    query = as_meant(query)
    terms = () if unprintable(query) else terms_of(query)
    if not terms:
        raise _wrong(parameter, "no_words", sentence("must have a word to search for"))
    if len(terms) > MOST_TERMS:
        words = sentence("must have at most {most} words", most=MOST_TERMS)
        raise _wrong(parameter, "too_many_words", words)
    return terms


def _wrong(parameter: str, code: str, said: Sentence) -> Malformed:
    return Malformed([FieldError(f"?{parameter}", code, said)])
