"""Proof of work: ALTCHA's scheme, as its own library makes and solves it."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import altcha.v1
import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.rules import Policy
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.comments.proof_of_work import LIFE, MOST, accept_proof, make_challenge
from tests.fakes.comments import VISIT, MemoryKeys
from tests.support.reader import CommentPage, is_unheld, rules

ON = rules(proof_of_work=True, policy=Policy.HOLD_SUSPICIOUS)


@pytest.fixture
def page() -> CommentPage:
    """An article of a newsroom that asks for proofs."""
    return CommentPage(ON)


def solved(page: CommentPage) -> dict[str, Any]:
    """A challenge of ours, solved by ALTCHA's library."""
    made = make_challenge(page.desk)
    challenge = altcha.v1.Challenge(
        "SHA-256", made.challenge, made.maxnumber, made.salt, made.signature
    )
    solution = altcha.v1.solve_challenge(challenge)
    assert solution is not None
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "number": solution.number,
        "salt": made.salt,
        "signature": made.signature,
    }


def encoded(payload: object) -> str:
    return base64.b64encode(json.dumps(payload).encode()).decode()


def refusal(page: CommentPage, proof: str) -> str:
    """The code under which a comment with this proof is refused."""
    with pytest.raises(Invalid) as refused:
        page.send(visit=VISIT._replace(proof=proof))
    (error,) = refused.value.errors
    assert error.pointer == "/proof"
    return error.code


def test_a_comment_with_a_solution_passes(page: CommentPage) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(proof=encoded(solved(page)))))


def test_a_solution_may_say_how_long_it_took(page: CommentPage) -> None:
    proof = encoded(solved(page) | {"took": 512, "test": False})
    assert is_unheld(page.send(visit=VISIT._replace(proof=proof)))


def test_altchas_library_agrees_on_what_a_solution_is(page: CommentPage) -> None:
    payload = solved(page)
    # The library signs with HMAC-SHA-256; ours does with the desk's keys. All else is the same.
    signature = altcha.v1.hmac_hex("SHA-256", payload["challenge"].encode(), "key")
    theirs = {**payload, "signature": signature}
    assert altcha.v1.verify_solution(encoded(theirs), "key", check_expires=False) == (True, None)


def test_without_javascript_the_comment_is_held_instead_of_refused(page: CommentPage) -> None:
    assert page.send().state is CommentState.PENDING


def test_a_solution_is_accepted_once(page: CommentPage) -> None:
    proof = encoded(solved(page))
    page.send(visit=VISIT._replace(proof=proof))
    with pytest.raises(Invalid) as refused:
        page.send("Another comment", visit=VISIT._replace(proof=proof))
    assert refused.value.errors[0].code == "used_proof"
    otherwise = encoded({"took": 1, **json.loads(base64.b64decode(proof))})
    with pytest.raises(Invalid):
        page.send("Spelled in another way", visit=VISIT._replace(proof=otherwise))


def test_the_same_comment_sent_again_is_the_same_comment(page: CommentPage) -> None:
    visit = VISIT._replace(proof=encoded(solved(page)))
    assert page.send(visit=visit) == page.send(visit=visit)


def test_a_comment_that_failed_after_its_solution_was_taken_passes_at_the_next_try(
    page: CommentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = VISIT._replace(proof=encoded(solved(page)))

    def unanswered(*_: object) -> None:
        raise ConnectionError("DynamoDB did not answer")

    with monkeypatch.context() as outage:
        outage.setattr(page.table, "commit", unanswered)
        with pytest.raises(ConnectionError):
            page.send(visit=visit)
    assert is_unheld(page.send(visit=visit))


def test_a_late_solution_is_refused(page: CommentPage) -> None:
    proof = encoded(solved(page))
    page.clock.now += timedelta(seconds=LIFE + 1)
    assert refusal(page, proof) == "expired_proof"


def test_no_replay_is_forgotten_while_its_challenge_holds(page: CommentPage) -> None:
    proof = encoded(solved(page))
    accept_proof(page.desk, proof, "another")
    (tally,) = (r for r in page.table.records.values() if "proof#" in str(r.key.pk))
    assert tally.expires_at > page.clock.now.timestamp() + LIFE  # type: ignore[attr-defined]


def _wrong(payload: dict[str, Any]) -> dict[str, str]:
    salt, expires = payload["salt"].split("?expires=")
    later = f"{salt}?expires={int(expires[:-1]) + 9999}&"
    forged = hashlib.sha256(b"aa?expires=9999999999&1").hexdigest()
    digits = str(payload["number"]).zfill(2)
    return {
        "another number": encoded(payload | {"number": payload["number"] + 1}),
        "another signature": encoded(payload | {"signature": "0" * 27}),
        "a signature that is no ASCII": encoded(payload | {"signature": "é"}),
        "another challenge": encoded(payload | {"challenge": "0" * 64}),
        "a longer life": encoded(payload | {"salt": later}),
        "a challenge of one's own": encoded(
            payload | {"salt": "aa?expires=9999999999&", "number": 1, "challenge": forged}
        ),
        # The same hash, were it not for the salt's end (ALTCHA, CVE-2025-68113).
        "digits moved into the salt": encoded(
            payload | {"salt": payload["salt"] + digits[0], "number": int(digits[1:])}
        ),
        "an end moved into the number": encoded(payload | {"salt": payload["salt"][:-1]}),
        "another algorithm": encoded(payload | {"algorithm": "SHA-1"}),
        "no number": encoded({k: v for k, v in payload.items() if k != "number"}),
        "a number in words": encoded(payload | {"number": str(payload["number"])}),
        "a list": encoded([payload]),
        "no JSON": base64.b64encode(b"{").decode(),
        "no UTF-8": base64.b64encode(b"\xff\xfe").decode(),
        "no Base64": "§§§",
        "very much": "A" * 100_000,
        "a number without end": base64.b64encode(b'{"number":' + b"9" * 700 + b"}").decode(),
    }


@pytest.mark.parametrize("kind", _wrong({"salt": "a?expires=1&", "number": 12, "challenge": ""}))
def test_what_solves_no_challenge_of_ours_is_refused(page: CommentPage, kind: str) -> None:
    assert refusal(page, _wrong(solved(page))[kind]) == "wrong_proof"
    assert not [r for r in page.table.records.values() if "COMMENT#" in r.key.pk]


def test_a_challenge_tells_no_solution_and_no_two_are_the_same(page: CommentPage) -> None:
    first, second = make_challenge(page.desk), make_challenge(page.desk)
    assert first.salt != second.salt
    assert first.maxnumber == MOST
    assert first.salt.endswith(f"?expires={int(page.clock.now.timestamp()) + LIFE}&")
    assert first.signature == MemoryKeys().signature("proof of work", first.challenge)
    assert page.table.records.keys() == CommentPage(ON).table.records.keys(), "nothing is stored"


def test_a_challenge_may_be_had_and_solved_where_the_newsroom_asks_for_none() -> None:
    page = CommentPage()
    assert accept_proof(page.desk, encoded(solved(page)), "one")
    assert not accept_proof(page.desk, "", "one")
