"""Challenges of the proof of work, as ALTCHA's clients ask for them."""

import msgspec

from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.usecases.comments.proof_of_work import make_challenge
from broadsheet.usecases.comments.services import CommentServices


def challenge_answer(services: CommentServices) -> Answer:
    """A new challenge, kept by nobody. Raises NotFound where none is asked for."""
    return json_answer(200, msgspec.to_builtins(make_challenge(services)))
