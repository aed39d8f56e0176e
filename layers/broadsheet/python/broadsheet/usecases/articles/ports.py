"""What the use cases about articles need of the world beside the table."""

from typing import Protocol

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.shared.principal import Principal


class Colleagues(Protocol):
    """Who works here."""

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        """Who is offered, each once, in the order in which they are: those near to the story."""

    def find(self, person: str) -> Colleague | None:
        """Somebody else who works here, by id, or by the name that they sign in with."""
