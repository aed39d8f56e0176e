"""Limits count mailboxes, however their addresses are spelled; who somebody is goes by spelling."""

import pytest

from broadsheet.domain.shared.mailbox import PUBLIC_PROVIDERS, domain_of, mailbox_of
from broadsheet.usecases.shared.mailboxes import domain_counted, mailbox_counted
from tests.fakes.comments import MemoryKeys


@pytest.mark.parametrize(
    "spelled",
    [
        "rea@example.org",
        "REA@Example.ORG",
        " rea@example.org ",
        "rea+news@example.org",
        "rea+a+b@example.org",
        "rea+@example.org",
        "rea@example.org.",
    ],
)
def test_spellings_of_a_mailbox_are_one(spelled: str) -> None:
    assert mailbox_of(spelled) == "rea@example.org"


@pytest.mark.parametrize(
    "spelled", ["r.e.a@gmail.com", "rea@googlemail.com", "R.ea+x@GoogleMail.com"]
)
def test_dots_say_nothing_at_gmail_which_has_two_names(spelled: str) -> None:
    assert mailbox_of(spelled) == "rea@gmail.com"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("r.ea@example.org", "rea@example.org"),
        ("r.ea@outlook.com", "rea@outlook.com"),
        ("rea@example.org", "rea@mail.example.org"),
        ("rea-x@yahoo.com", "rea@yahoo.com"),
        ("+a@example.org", "+b@example.org"),
        ("rea@xn--bcher-kva.example", "rea@bucher.example"),
    ],
)
def test_what_may_be_two_people_is_two(one: str, other: str) -> None:
    assert mailbox_of(one) != mailbox_of(other)


def test_a_domain_in_letters_of_its_own_is_one_in_any_case_of_its_punycode() -> None:
    assert mailbox_of("rea@XN--BCHER-KVA.example") == "rea@xn--bcher-kva.example"


def test_what_is_counted_tells_no_address_and_is_no_senders_hash() -> None:
    keys = MemoryKeys()
    one, other = (mailbox_counted(keys, e) for e in ("rea+1@example.org", "rea+2@example.org"))
    assert one == other
    assert one not in (keys.sender("rea@example.org"), domain_counted(keys, "rea@example.org"))
    assert domain_counted(keys, "a@example.org") == domain_counted(keys, "b@Example.org")


def test_providers_are_written_as_domains_are() -> None:
    assert all(domain_of(mailbox_of(f"x@{one}")) == one for one in PUBLIC_PROVIDERS)
