"""What somebody looks for: a few words, or what is wrong with them."""

from broadsheet.domain.search.common_words import COMMON_WORDS
from broadsheet.domain.search.words import SearchTerm, terms_of
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.domain.shared.text import as_meant, unprintable

LONGEST_QUERY = 300
"""Characters of a query: as many as a headline may have, for many paste one."""
MOST_TERMS = 20
"""Words of a query, without those that every text has."""


def terms_asked(query: str, parameter: str = "q") -> tuple[SearchTerm, ...]:
    """What somebody looks for. Raises Malformed for what is no word, and for too many of them."""
    if len(query) > LONGEST_QUERY:
        words = sentence("must have at most {most} characters", most=LONGEST_QUERY)
        raise _wrong(parameter, "too_long", words)
    query = as_meant(query)
    terms = () if unprintable(query) else terms_of(query)
    if not terms:
        raise _wrong(parameter, "no_words", sentence("must have a word to search for"))
    if sum(term.text not in COMMON_WORDS for term in terms) > MOST_TERMS:
        words = sentence("must have at most {most} words", most=MOST_TERMS)
        raise _wrong(parameter, "too_many_words", words)
    return terms


def _wrong(parameter: str, code: str, said: Sentence) -> Malformed:
    return Malformed([FieldError(f"?{parameter}", code, said)])
