"""What of an article can be searched, as plain text and as words."""

import functools
from typing import NamedTuple

from broadsheet.domain.articles.article import Article
from broadsheet.domain.search.common_words import COMMON_WORDS
from broadsheet.domain.search.index import ATTRIBUTE, SearchWords, position_of
from broadsheet.domain.search.words import index_words
from broadsheet.domain.shared.plain_text import plain_text


class SearchedTexts(NamedTuple):
    """What search finds an article by."""

    title: str
    standfirst: str
    body: str
    names: tuple[str, ...]
    """Of the section, the tags and the authors."""


class Searched(NamedTuple):
    """All that the index knows of an article."""

    texts: SearchedTexts
    attributes: tuple[str, ...]


def search_words_of(article: Article) -> SearchWords:
    """The words of a published article, with where they stand, and what it can be narrowed by."""
    searched = searched_of(article)
    words = f"{' '.join(searched.attributes)}\n{_words_of(searched.texts)}"
    return SearchWords(position=position_of(article), article_id=article.id, words=words)


def searched_of(article: Article) -> Searched:
    """What of an article its words in the index are made of."""
    content = article.content
    found = (language_attribute(content.language), section_attribute(content.section.slug))
    authors = (author_attribute(author.slug) for author in content.byline)
    return Searched(searched_texts(article), tuple(sorted({*found, *authors})))


def language_attribute(language: str) -> str:
    """What the index has of an article in this language."""
    return f"{ATTRIBUTE}{language.partition('-')[0].lower()}"


def section_attribute(slug: str) -> str:
    """What the index has of an article in this section."""
    return f"{ATTRIBUTE}section/{slug}"


def author_attribute(slug: str) -> str:
    """What the index has of an article by this author."""
    return f"{ATTRIBUTE}author/{slug}"


@functools.lru_cache(2)  # Whether they fit is asked before there is a place for them to be kept at.
def _words_of(texts: SearchedTexts) -> str:
    title = index_words((texts.title,))
    beside = index_words((texts.standfirst, *texts.names))
    headline = title - COMMON_WORDS
    first = beside - COMMON_WORDS - headline
    others = (title | beside | index_words((texts.body,))) - headline - first
    return "\n".join(" ".join(sorted(words)) for words in (headline, first, others))


def searched_texts(article: Article) -> SearchedTexts:
    """What search finds an article by, as plain text."""
    content = article.content
    names = (content.section.name, *(t.name for t in content.tags))
    authors = (author.name for author in content.byline)
    body = plain_text(article.body.html)
    return SearchedTexts(content.title, content.standfirst, body, (*names, *authors))
