"""Solves the puzzle that the API sets where very many comments come in, as a browser does.

It is ALTCHA's first scheme: numbers are tried until the one that was drawn is found.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any


def solution_of(challenge: Mapping[str, Any]) -> str:
    """What goes with a comment as `proof`. Raises ValueError where nothing solves it."""
    salted, wanted = (
        hashlib.sha256(challenge["salt"].encode()),
        bytes.fromhex(challenge["challenge"]),
    )
    for number in range(challenge["maxnumber"] + 1):
        tried = salted.copy()
        tried.update(b"%d" % number)
        if tried.digest() == wanted:
            names = ("algorithm", "challenge", "salt", "signature")
            solution = {name: challenge[name] for name in names} | {"number": number}
            return base64.b64encode(json.dumps(solution).encode()).decode()
    raise ValueError("the challenge has no solution")
