"""Readers who call themselves almost as somebody of the newsroom: held, with words and reason."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api

POSING = ("Ann Author, Reporter", "AnnAuthor", "Annn Author", "\u13aann Author", "Ann A\u1d1cthor")


def held(api: Api) -> dict[str, tuple[str, list[str]]]:
    """The words and the signals of each comment that waits, by its name."""
    return {c["name"]: (c["body"], [s["name"] for s in c["signals"]]) for c in api.pending()}


def comment(api: Api, article_id: str, name: str) -> None:
    sender = f"r{abs(hash(name))}@example.org"
    assert api.comment(article_id, name=name, email=sender, body=f"I am {name}.").status == 303


@pytest.mark.parametrize("name", POSING)
def test_a_name_that_is_almost_an_authors_is_told_and_its_words_are_kept(
    api: Api, name: str
) -> None:
    made: Any = api.submit(byline=[{"name": "Ann Author"}])
    comment(api, made["id"], name)
    comment(api, made["id"], "Rea Reader")
    assert held(api) == {
        name: (f"I am {name}.", ["imitation"]),
        "Rea Reader": ("I am Rea Reader.", []),
    }


def test_a_new_author_is_known_by_name_at_once_and_by_what_is_like_it_ten_minutes_later(
    api: Api,
) -> None:
    old: Any = api.submit(byline=[{"name": "Old Hand"}])
    comment(api, old["id"], "Rea Reader")
    new: Any = api.submit(byline=[{"name": "Newly Hired"}])
    comment(api, new["id"], "Newly Hired")
    comment(api, new["id"], "NewlyHired")
    api.stack.clock.now += timedelta(minutes=10)
    comment(api, new["id"], "Newly Hirred")
    signals = {name: told for name, (_, told) in held(api).items()}
    assert signals == {
        "Rea Reader": [],
        "Newly Hired": ["imitation"],
        "NewlyHired": [],
        "Newly Hirred": ["imitation"],
    }
