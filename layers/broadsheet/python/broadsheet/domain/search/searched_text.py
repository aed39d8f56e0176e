"""What of an article can be searched, as plain text and as words."""

import functools

from broadsheet.domain.articles.article import Article
from broadsheet.domain.search.index import SearchWords, position_of
from broadsheet.domain.search.words import index_words
from broadsheet.domain.shared.plain_text import plain_text


def search_words_of(article: Article) -> SearchWords:
    """The words of a published article."""
    words = _words_of(searched_texts(article))
    return SearchWords(position=position_of(article), article_id=article.id, words=words)


@functools.lru_cache(2)  # Whether they fit is asked before there is a place for them to be kept at.
def _words_of(texts: tuple[str, ...]) -> str:
    return index_words(texts)


def searched_texts(article: Article) -> tuple[str, ...]:
    """What search finds an article by: standfirst and body first, where excerpts come from."""
    content = article.content
    names = (content.section.name, *(t.name for t in content.tags))
    authors = (author.name for author in content.byline)
    return (content.standfirst, plain_text(article.body.html), content.title, *names, *authors)
