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


class NoAnswer(Exception):
    """A provider did not answer, or not as one does that is well: it may in a while."""


class Asks(Protocol):
    """Where providers are asked what their addresses are."""

    def __call__(self, url: str) -> Said | None:
        """What is said of the address; None where nobody is to be asked. Raises NoAnswer."""
