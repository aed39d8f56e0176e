"""What of an article can be searched, as plain text and as words."""

import re

from broadsheet.domain.articles.article import Article
from broadsheet.domain.search.index import SearchWords, position_of
from broadsheet.domain.search.words import index_words

# A tag as the sanitiser writes it; what does not break a line does not break a word.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"}
    | {"q", "ruby", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
# How a word is read aloud stands in its middle, and so does the number of a footnote.
_ASIDES = re.compile(
    r'<(r[tp])\b[^>]*>.*?</\1>|<sup class="footnote-ref">.*?</sup>'
    r'|<a [^>]*class="footnote-backref"[^>]*>.*?</a>',
    re.DOTALL,
)
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))


def search_words_of(article: Article) -> SearchWords:
    """The words of a published article."""
    words = index_words(searched_texts(article))
    return SearchWords(position=position_of(article), article_id=article.id, words=words)


def searched_texts(article: Article) -> tuple[str, ...]:
    """What search finds an article by: standfirst and body first, where excerpts come from."""
    content = article.content
    names = (content.section.name, *(t.name for t in content.tags))
    authors = (author.name for author in content.byline)
    return (content.standfirst, plain_text(article.body.html), content.title, *names, *authors)


def plain_text(html: str) -> str:
    """The text of sanitised HTML, its paragraphs in one line."""
    bare = _TAG.sub(_in_place_of, _ASIDES.sub("", html))
    text = _ENTITY.sub(lambda entity: _ENTITIES[entity[0]], bare)
    return " ".join(text.split())


def _in_place_of(tag: re.Match[str]) -> str:
    return "" if tag[2] in _WITHIN_WORDS else " "
