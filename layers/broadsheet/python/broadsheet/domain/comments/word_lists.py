"""The newsroom's own lists of words, which editors keep, beside those of `site.toml`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.signals.wording import letters_of
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import Sentence, sentence

MOST: Final = 500
"""Entries of each list: a comment is looked through for all of them at once."""
FEWEST, FEWEST_STARRED = 2, 3
"""Letters of an entry of a word list, and of one with `*`: `a` and `a*` are in every comment."""
UNEDITED = 1
"""The version of lists that nobody has edited yet."""
WORD_LISTS_KEY: Final = Key("WORDS", "WORDS")


class SubmittedWords(msgspec.Struct, frozen=True, kw_only=True):
    """Both lists, whole, as an editor sends them."""

    words: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


class WordLists(Record, frozen=True, kw_only=True):
    """`words` hold a comment for an editor, `blocked` make it spam (`CommentRules`)."""

    words: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    version: int = UNEDITED
    modified_at: datetime | None = None
    modified_by: str | None = None
    modified_by_id: str = ""

    @property
    def key(self) -> Key:
        return WORD_LISTS_KEY

    def beside(self, rules: CommentRules) -> CommentRules:
        """The rules with these words too."""
        if not (self.words or self.blocked):
            return rules
        words = tuple(dict.fromkeys((*rules.words, *self.words)))
        blocked = tuple(dict.fromkeys((*rules.blocked, *self.blocked)))
        return msgspec.structs.replace(rules, words=words, blocked=blocked)


def once_each(entries: Sequence[str]) -> tuple[str, ...]:
    """Each once, whatever its capitals, in the order in which they come."""
    once = {entry.casefold(): entry for entry in reversed(entries)}
    return tuple(entry for entry in dict.fromkeys(entries) if once[entry.casefold()] == entry)


def wrong_with(entry: str) -> Sentence | None:
    """Why an entry would hold what ordinary readers write, or do nothing at all; else None."""
    letters = len(letters_of(entry))
    if letters == 0:
        said = sentence("{entry} has no letter or digit to look for", entry=entry)
        return said.but(f"{entry!r} has no letter or digit to look for")
    if letters < (FEWEST_STARRED if "*" in entry else FEWEST):
        said = sentence("{entry} is in ordinary comments: it needs more letters", entry=entry)
        return said.but(f"{entry!r} is in ordinary comments: it needs more letters")
    return None
