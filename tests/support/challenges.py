"""What a browser does with a challenge: it tries numbers until it has the one that was drawn."""

import base64
import hashlib
from typing import Any

import msgspec

from broadsheet.usecases.comments.proof_of_work import Challenge


def solution_of(challenge: Challenge | dict[str, Any]) -> str:
    """The field `proof` of a form. Raises ValueError where nothing solves it."""
    given = msgspec.to_builtins(challenge)
    for number in range(given["maxnumber"] + 1):
        tried = hashlib.sha256(f"{given['salt']}{number}".encode()).hexdigest()
        if tried == given["challenge"]:
            names = ("algorithm", "challenge", "salt", "signature")
            solution = {name: given[name] for name in names} | {"number": number}
            return base64.b64encode(msgspec.json.encode(solution)).decode()
    raise ValueError("the challenge has no solution")
