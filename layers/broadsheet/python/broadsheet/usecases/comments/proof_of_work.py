"""Proof of work: a small puzzle that costs a browser a second, and a flood of comments a fortune.

The scheme is ALTCHA's first (altcha.org, 'Server Integration'): a number from 0 to `MOST` is
drawn; who is given `salt` and `challenge` = SHA-256(salt + number) in hexadecimal has to find it
again by trying. Nothing is stored until it is solved: `signature` shows that the challenge is
ours, and the end of the salt says until when it holds. The salt's last character is `&`, as
without an end of the salt its digits could be taken for the number's.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from typing import Final, Literal

import msgspec

from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.sentence import Sentence, for_programs
from broadsheet.usecases.comments.services import CommentServices

ALGORITHM: Final = "SHA-256"
MOST = 50_000
"""The largest number: 25,000 hashes on average, under a second in a browser of today."""
LIFE = 3600
"""Seconds that a challenge holds: somebody may well write for half an hour."""
_LONGEST = 1024
"""Characters of a proof; ours has some 400."""
_PURPOSE = "proof of work"
_SALT = re.compile(r"[0-9a-f]{24}\?expires=([0-9]{10,12})&")


class Challenge(msgspec.Struct, frozen=True):
    """A puzzle, as ALTCHA's clients take it."""

    algorithm: Literal["SHA-256"]
    challenge: str
    maxnumber: Positive
    salt: str
    signature: str


class Solution(msgspec.Struct, frozen=True):
    """What comes back, as Base64 of JSON; clients may add how long they took."""

    algorithm: str
    challenge: str
    number: int
    salt: str
    signature: str


def make_challenge(services: CommentServices) -> Challenge:
    """A new challenge."""
    expires = int(services.clock().timestamp()) + LIFE
    salt = f"{secrets.token_hex(12)}?expires={expires}&"
    challenge = _hash(salt, secrets.randbelow(MOST + 1))
    signature = services.keys.signature(_PURPOSE, challenge)
    return Challenge(ALGORITHM, challenge, MOST, salt, signature)


def accept_proof(services: CommentServices, proof: str, by: str) -> bool:
    """Whether work was proved; False where nobody says so.

    Each solution is accepted once: for the one comment that `by` stands for, however often that is
    tried. Raises Invalid for one that is wrong, late or used before.
    """
    if not proof.strip():
        return False
    solution = _solution(proof)
    expires = _SALT.fullmatch(solution.salt) if solution else None
    if not solution or not expires or not _is_right(services, solution):
        raise _refused("wrong_proof", for_programs("does not solve a challenge of ours"))
    now = int(services.clock().timestamp())
    if int(expires[1]) < now:
        raise _refused("expired_proof", for_programs("is too old: please send the comment again"))
    # Kept for as long as the challenge holds, so that none is forgotten before it is worthless.
    if services.table.count_up(f"proof#{solution.challenge}", now + 2 * LIFE, by) > 1:
        raise _refused("used_proof", for_programs("was used before: please send the comment again"))
    return True


def _solution(proof: str) -> Solution | None:
    if len(proof) > _LONGEST:
        return None
    try:
        return msgspec.json.decode(base64.b64decode(proof, validate=True), type=Solution)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        return None


def _is_right(services: CommentServices, solution: Solution) -> bool:
    challenge = _hash(solution.salt, solution.number)
    return (
        solution.algorithm == ALGORITHM
        and hmac.compare_digest(challenge.encode(), solution.challenge.encode())
        and services.keys.is_signed(_PURPOSE, challenge, solution.signature)
    )


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _refused(code: str, said: Sentence) -> Invalid:
    return Invalid([FieldError("/proof", code, said)])
