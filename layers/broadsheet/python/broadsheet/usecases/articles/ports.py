"""What the use cases about articles need of the world beside the table."""

from typing import Protocol

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.shared.principal import Principal


class Colleagues(Protocol):
    """Who works here."""

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        """Whom the story can be given to, each once, in the order in which they are offered."""
