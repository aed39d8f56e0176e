"""Previews: the very page that will stand, by the renderer that will make it, and what others
show of it."""

from typing import NamedTuple

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.sharing import SharedImage, article_description, shared_image
from broadsheet.adapters.jinja.templates import Templates
from broadsheet.domain.articles.article import Article
from broadsheet.domain.site.site import Site
from broadsheet.usecases.desk.preview import Preview

THEMES = ("light", "dark")
SEARCH_TITLE, SEARCH_DESCRIPTION = 60, 155
"""Characters that search engines show of a title and of a description, more or less."""
_HTML, _HEAD = b"<html ", b"<head>\n"
_AWAY = b'<base target="_blank">\n'
"""Links of a framed page open beside it: no other page of the site may be framed."""


class Shown(NamedTuple):
    """What others show of a story: as a search result, and as a card in a network or a chat."""

    title: str
    description: str
    url: str
    image: SharedImage


class Previews:
    """Makes them for a site, whose address is the one that readers use."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._renderer = JinjaRenderer(site)
        self._templates = Templates(site)

    def page(self, preview: Preview) -> bytes:
        """The page, byte for byte as it would be in the bucket."""
        (file,) = self._renderer.render(preview.page, preview.view).values()
        return file.body

    def framed(self, preview: Preview, theme: str = "") -> bytes:
        """The same for a frame: its links lead out of it, and `theme` may be one of `THEMES`."""
        return _framed(self.page(preview), theme)

    def cards(self, preview: Preview, theme: str = "") -> bytes:
        """What stands for the story elsewhere: on the front page, in lists, searches, networks."""
        article = preview.article
        made = self._templates.made_in(
            article.content.language,
            article.content.direction,
            "desk/preview_cards.html",
            card=preview.card,
            shown=self._shown(article),
            SEARCH_TITLE=SEARCH_TITLE,
            SEARCH_DESCRIPTION=SEARCH_DESCRIPTION,
        )
        return _framed(made.body, theme)

    def _shown(self, article: Article) -> Shown:
        return Shown(
            title=article.content.title,
            description=article_description(article),
            url=self._site.url + article.path,
            image=shared_image(self._site, article.content.lead_image),
        )


def _framed(page: bytes, theme: str) -> bytes:
    if theme in THEMES:
        page = page.replace(_HTML, _HTML + f'data-theme="{theme}" '.encode(), 1)
    return page.replace(_HEAD, _HEAD + _AWAY, 1)
