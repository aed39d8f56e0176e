"""The numbers of an article's comments: each is given once, and never again."""

from collections.abc import Mapping
from typing import NamedTuple

from broadsheet.domain.comments.comment import REPLIES, Number


class NumbersGiven(NamedTuple):
    """How many numbers were given, also to what is gone: none of them is given again.

    `threads` is the last thread's number, `replies` the last reply's in each thread that has some,
    by the thread's. Whoever answers in a thread must have read that thread's.
    """

    threads: int = 0
    replies: Mapping[int, int] = {}

    def next(self, answers: Number | None) -> tuple[Number, "NumbersGiven"]:
        """The next number for what answers that comment, or nothing; and what is given then.

        A thread of its own where the other has REPLIES replies already.
        """
        number = Number(self.threads + 1)
        if answers is not None:
            reply = self.replies.get(answers.thread, 0) + 1
            number = Number(answers.thread, reply) if reply <= REPLIES else number
        return number, self.with_given(number)

    def with_given(self, number: Number) -> "NumbersGiven":
        """The same once this number stands somewhere, whoever gave it."""
        replies = {number.thread: number.reply} if number.reply else {}
        return self.at_least(NumbersGiven(number.thread, replies))

    def at_least(self, other: "NumbersGiven") -> "NumbersGiven":
        """What is given by both: of each count the higher."""
        replies = {t: max(n, self.replies.get(t, 0)) for t, n in other.replies.items()}
        return NumbersGiven(max(self.threads, other.threads), {**self.replies, **replies})
