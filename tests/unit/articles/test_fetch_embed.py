"""What an address is about is asked once, kept as a card can show it, and never needed."""

from datetime import timedelta

import pytest

from broadsheet.domain.articles.embed import TITLE, Embed, embed_key
from broadsheet.domain.media.media import Media, media_key
from broadsheet.usecases.articles.fetch_embed import EmbedFetching, fetch_embed
from broadsheet.usecases.articles.ports import NoAnswer, PictureTaken, Said
from tests.builders import NOON, make_id
from tests.fakes.table import MemoryTable, StoppedClock

URL = "https://youtu.be/abc"


class Provider:
    """Implements `Asks`: says what it is told to say."""

    def __init__(self, *says: Said | NoAnswer | None) -> None:
        self.says, self.asked = list(says), 0

    def __call__(self, url: str) -> Said | None:
        assert url == URL
        self.asked += 1
        said = self.says.pop(0)
        if isinstance(said, NoAnswer):
            raise said
        return said


class Uploaded:
    """Implements `TakesPictures` and `Uploads`."""

    def __init__(self, taken: PictureTaken | None = None) -> None:
        self.taken = taken
        self.asked: list[str] = []
        self.put: list[tuple[str, str, bytes]] = []

    def __call__(self, url: str) -> PictureTaken | None:
        self.asked.append(url)
        return self.taken

    def put_upload(self, media_id: str, content_type: str, body: bytes) -> None:
        self.put.append((media_id, content_type, body))


def fetching(
    provider: Provider, uploaded: Uploaded | None = None, clock: StoppedClock | None = None
) -> EmbedFetching:
    pictures = uploaded or Uploaded()
    return EmbedFetching(
        table=MemoryTable(),
        ask=provider,
        take=pictures,
        uploads=pictures,
        clock=clock or StoppedClock(NOON),
        ids=lambda: make_id(7),
    )


def kept(fetch: EmbedFetching) -> Embed | None:
    return fetch.table.get(Embed, embed_key(URL))


def test_what_is_said_is_kept_and_asked_for_once() -> None:
    provider = Provider(Said("A film", "Ann"))
    fetch = fetching(provider)
    embed = fetch_embed(fetch, URL, "r")
    assert embed == kept(fetch) == Embed(url=URL, title="A film", author="Ann", at=NOON)
    assert fetch_embed(fetch, URL, "r") == embed
    assert provider.asked == 1


def test_where_nobody_answers_nothing_is_kept_and_the_next_one_asks_again() -> None:
    provider = Provider(NoAnswer("503"), Said("A film"))
    fetch = fetching(provider)
    with pytest.raises(NoAnswer):
        fetch_embed(fetch, URL, "r")
    assert kept(fetch) is None
    fetch_embed(fetch, URL, "r")
    assert kept(fetch) is not None


def test_an_address_of_nothing_is_not_asked_about_again_before_a_day_is_over() -> None:
    provider = Provider(Said(), Said("A film"))
    clock = StoppedClock(NOON)
    fetch = fetching(provider, clock=clock)
    for _ in range(2):
        found = fetch_embed(fetch, URL, "r")
        assert found is not None
        assert found.title == ""
    clock.now += timedelta(days=1)
    found = fetch_embed(fetch, URL, "r")
    assert found is not None
    assert (found.title, provider.asked) == ("A film", 2)


def test_an_address_that_nobody_is_asked_about_leaves_nothing() -> None:
    fetch = fetching(Provider(None))
    assert fetch_embed(fetch, URL, "r") is None
    assert kept(fetch) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("  A\n film\t ", "A film"),
        ("A\x00 fil\x1bm", "A film"),
        ("\u202emlif A", "mlif A"),
        ("\u200b\u2060 ", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 300, "x" * (TITLE - 1) + "…"),
        ("y" * 100_000, "y" * (TITLE - 1) + "…"),
    ],
)
def test_a_title_is_kept_as_one_line_that_a_card_can_show(said: str, shown: str) -> None:
    embed = fetch_embed(fetching(Provider(Said(said, said))), URL, "r")
    assert embed is not None
    assert (embed.title, embed.author) == (shown, shown)


def test_a_picture_goes_the_way_of_all_pictures_and_is_waited_for_first() -> None:
    uploaded = Uploaded(PictureTaken("image/jpeg", b"pixels"))
    fetch = fetching(Provider(Said("A film", "Ann", "https://i.ytimg.com/a.jpg")), uploaded)
    embed = fetch_embed(fetch, URL, "r")
    assert embed is not None
    assert embed.picture == make_id(7)
    assert uploaded.put == [(make_id(7), "image/jpeg", b"pixels")]
    media = fetch.table.get(Media, media_key(embed.picture))
    assert media is not None
    assert (media.status, media.card) == ("waiting", embed.key.pk)
    assert media.expires_at is not None


def test_a_picture_that_was_written_down_and_not_left_is_left_when_the_message_comes_again() -> (
    None
):
    said = Said("A film", "Ann", "https://i.ytimg.com/a.jpg")
    uploaded = Uploaded(PictureTaken("image/jpeg", b"pixels"))
    provider = Provider(said, said)
    fetch = fetching(provider, uploaded)
    embed = fetch_embed(fetch, URL, "r")
    uploaded.put.clear()
    assert fetch_embed(fetch, URL, "r") == embed
    assert uploaded.put == []
    assert fetch_embed(fetch, URL, "r", came_again=True) == embed
    assert uploaded.put == [(make_id(7), "image/jpeg", b"pixels")]
    assert provider.asked == 2


@pytest.mark.parametrize("said", [Said("A film"), Said("", "Ann", "https://i.ytimg.com/a.jpg")])
def test_without_an_address_or_a_title_no_picture_is_asked_for(said: Said) -> None:
    uploaded = Uploaded(PictureTaken("image/jpeg", b"pixels"))
    embed = fetch_embed(fetching(Provider(said), uploaded), URL, "r")
    assert embed is not None
    assert (embed.picture, uploaded.asked, uploaded.put) == ("", [], [])


def test_where_no_picture_comes_the_card_has_its_title() -> None:
    uploaded = Uploaded(None)
    said = Said("A film", "", "https://i.ytimg.com/a.jpg")
    embed = fetch_embed(fetching(Provider(said), uploaded), URL, "r")
    assert embed is not None
    assert (embed.title, embed.picture, uploaded.put) == ("A film", "", [])
