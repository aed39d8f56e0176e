"""Pictures are found by what is said of them, however many there are, a bounded part at a time."""

from typing import Any

import pytest

from broadsheet.domain.media.media import PictureWords
from broadsheet.domain.shared.errors import Malformed
from broadsheet.usecases.media import find_media as finding
from broadsheet.usecases.media.find_media import find_media
from broadsheet.usecases.media.manage_media import announce_media
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom


@pytest.fixture
def newsroom() -> Services:
    return make_newsroom(MemoryTable())


def sent(newsroom: Services, **words: Any) -> str:
    return announce_media(newsroom, asked(), "image/png", PictureWords(**words)).id


def found(newsroom: Services, words: str, limit: int = 10) -> list[str]:
    return [one.id for one in find_media(newsroom, words, limit, None).items]


def test_all_the_words_are_said_of_it_wherever_and_however_they_are_written(
    newsroom: Services,
) -> None:
    pier = sent(newsroom, alt="A pier", caption="M\u00fcggelsee im August", credit="Amina Yusuf")
    boats = sent(newsroom, alt="Boats on a dry lake")
    assert found(newsroom, "AMINA pier") == [pier]
    assert found(newsroom, "muggelsee") == [pier]
    assert found(newsroom, "boat") == [boats], "from three letters on, the beginning of a word"
    assert found(newsroom, "pier lake") == []
    assert found(newsroom, pier[:8]) == [boats, pier] or pier in found(newsroom, pier[:8])


@pytest.mark.parametrize("words", ["", " ", "!!", "\u200b"])
def test_what_are_no_words_is_malformed(newsroom: Services, words: str) -> None:
    with pytest.raises(Malformed):
        find_media(newsroom, words, 10, None)


def test_every_picture_is_found_once_however_they_are_sliced(
    newsroom: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOKED_THROUGH", 4)
    boats = [sent(newsroom, alt="Boat" if n % 3 == 0 else "Pier") for n in range(20)][::3]
    for limit in (1, 2, 3, 10):
        seen: list[str] = []
        cursor: Cursor | None = None
        for _ in range(40):
            part = find_media(newsroom, "boat", limit, cursor)
            assert len(part.items) <= limit
            seen += [one.id for one in part.items]
            cursor = part.next
            if cursor is None:
                break
        assert seen == boats[::-1], limit
