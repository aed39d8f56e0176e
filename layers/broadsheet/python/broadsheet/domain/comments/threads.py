"""A run's comments as the tree that readers see.

Takes time in proportion to the number of comments. What stands in the table may be odd: a parent
that is hidden, missing, later than its answer, or in another thread. No comment is lost by that.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

import msgspec

from broadsheet.domain.comments.comment import Number, Thread

DEEPEST = 3
"""Levels that are shown inside each other; who answers the deepest stands beside it."""


class ShownComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment in the tree, or the gravestone of one that is hidden (`thread` is None).

    `answers` is what it answers where the tree does not show that, and `answered` that comment's
    writer, if it stands in the same run.
    """

    number: Number
    thread: Thread | None = None
    answers: Number | None = None
    answered: str = ""
    replies: list["ShownComment"] = msgspec.field(default_factory=list)


def comment_tree(threads: Iterable[Thread]) -> list[ShownComment]:
    """The comments of a run that open threads, by their numbers; replies inside what they answer.

    A hidden comment with visible replies leaves a gravestone, so that these keep their place.
    """
    shown = {thread.number: thread for thread in threads}
    numbers = groupby(sorted(shown), lambda number: number.thread)
    return [_conversation(thread, list(of_it), shown) for thread, of_it in numbers]


def _conversation(
    thread: int, numbers: list[Number], shown: Mapping[Number, Thread]
) -> ShownComment:
    opener = Number(thread)
    if numbers == [opener]:
        return _in_tree(opener, opener, shown)
    parents = {number: _parent(number, shown[number].answers) for number in numbers}
    # The hidden ones were replies themselves; to which comment, nobody knows any more.
    gone = {parent: opener for parent in parents.values() if parent not in shown}
    parents = {**gone, **parents}
    root = _in_tree(opener, opener, shown)
    places = {opener: root}
    beside = {opener: root}
    levels = {opener: 1}
    for number in sorted(parents.keys() - {opener}):
        parent = parents[number]
        flat = levels[parent] == DEEPEST
        above = beside[parent] if flat else places[parent]
        place = _in_tree(number, number if flat else parent, shown)
        above.replies.append(place)
        places[number], beside[number] = place, above
        levels[number] = levels[parent] + (not flat)
    return root


def _parent(number: Number, answers: Number | None) -> Number:
    """What a comment stands under: what it answers, if that is earlier and in its thread."""
    inside = answers is not None and answers.thread == number.thread
    return answers if answers and inside and answers.reply < number.reply else Number(number.thread)


def _in_tree(number: Number, parent: Number, shown: Mapping[Number, Thread]) -> ShownComment:
    """The comment at a number; `parent` is what the tree shows it to answer."""
    thread = shown.get(number)
    answers = thread.answers if thread else None
    if answers is None or answers in (parent, number):
        return ShownComment(number=number, thread=thread)
    answered = shown.get(answers)
    return ShownComment(
        number=number, thread=thread, answers=answers, answered=answered.name if answered else ""
    )
