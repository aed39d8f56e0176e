"""What the use cases about articles need of the world beside the table."""

from typing import NamedTuple, Protocol

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.shared.principal import Principal


class Colleagues(Protocol):
    """Who works here."""

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        """Who is offered, each once, in the order in which they are: those near to the story."""

    def find(self, person: str) -> Colleague | None:
        """Somebody else who works here, by id, or by the name that they sign in with."""


class Said(NamedTuple):
    """What a provider says of an address, as it says it; empty is what it does not."""

    title: str = ""
    author: str = ""
    picture: str = ""
    """The address of a picture of it, of a host that such pictures are taken from."""


class NoAnswer(Exception):
    """A provider did not answer, or not as one does that is well: it may in a while."""


class PictureTaken(NamedTuple):
    """A file from a provider, which nobody has looked into yet."""

    content_type: str
    body: bytes


class TakesPictures(Protocol):
    """Where the pictures of cards come from."""

    def __call__(self, url: str, /) -> PictureTaken | None:
        """The picture at an address; None where there is none that could be one."""


class Uploads(Protocol):
    """Where what is to become a picture is put."""

    def put_upload(self, media_id: str, content_type: str, body: bytes) -> None:
        """Put it where whoever makes pictures finds it, as if somebody had sent it."""


class Asks(Protocol):
    """Where providers are asked what their addresses are."""

    def __call__(self, url: str) -> Said | None:
        """What is said of the address; None where nobody is to be asked. Raises NoAnswer."""
