"""The template engine, set up once for each site."""

import functools
import threading
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    select_autoescape,
)

from broadsheet.adapters.jinja import filters, sharing, structured_data
from broadsheet.adapters.jinja import translations as words
from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.adapters.jinja.comment_limits import COMMENT_LIMITS, NOTHING_TYPED
from broadsheet.adapters.jinja.engine import Engine
from broadsheet.domain.articles.listing import run_of
from broadsheet.domain.live.entry import LIVE_RUN
from broadsheet.domain.media.media import formats_of
from broadsheet.domain.shared.text import initial_of
from broadsheet.domain.shared.web_address import encoded
from broadsheet.domain.site.kinds.comments import comments_path
from broadsheet.domain.site.kinds.listing import FRONT_BESIDE, listing_path
from broadsheet.domain.site.kinds.live import live_path
from broadsheet.domain.site.kinds.months import months_path
from broadsheet.domain.site.kinds.run import run_path
from broadsheet.domain.site.kinds.sitemaps import sitemap_path
from broadsheet.domain.site.site import Site

PACKAGE = Path(__file__).parents[2]
TEMPLATES = PACKAGE / "templates"
COMPILED = PACKAGE / "templates_compiled"
"""Made when the layer is built, by `compile.py`; not there in a checkout."""
OWN_TEMPLATES = "templates"
"""Where, among the newsroom's own files, those templates are that stand in place of ours."""
ORIGINAL = "broadsheet"
"""`broadsheet/article.html` is always the template of this package."""

_CARD_SIZES = {
    "lead": "(min-width: 64rem) 48rem, 100vw",
    "second": "(min-width: 64rem) 24rem, (min-width: 40rem) 30vw, 7rem",
    "wide": "(min-width: 40rem) 60vw, 100vw",
    "plain": "(min-width: 40rem) 18rem, 7rem",
}
"""How wide `site.css` and `lists.css` show the picture of each kind of card."""

_LONG_TITLE, _LONG_NAME = 110, 30
"""Letters of a headline, and of the site's name, from which on they are set smaller."""
_SMALL_PICTURE = 480
"""Pixels from side to side below which a picture is shown as large as it is."""

_GLOBALS = {
    "COMMENT_LIMITS": COMMENT_LIMITS,
    "CARD_SIZES": _CARD_SIZES,
    "FRONT_BESIDE": FRONT_BESIDE,
    "FRONT_BRIEFS": 8,
    "NOTHING_TYPED": NOTHING_TYPED,
    "LIVE_RUN": LIVE_RUN,
    "LONG_NAME": _LONG_NAME,
    "LONG_TITLE": _LONG_TITLE,
    "SMALL_PICTURE": _SMALL_PICTURE,
    "article_description": sharing.article_description,
    "locale_of": sharing.locale_of,
    "run_of": run_of,
    "comments_path": comments_path,
    "formats_of": formats_of,
    "live_path": live_path,
    "listing_path": listing_path,
    "months_path": months_path,
    "run_path": run_path,
    "sitemap_path": sitemap_path,
    "NEVER": filters.NEVER,
}
_OF_A_SITE = frozenset(
    {"asset_path", "site", "site_say", "site_ui", "words_for", *structured_data.TOOLS}
)
"""What is global, too, and another thing on another site."""
_FILTERS = {
    # Jinja checks when it compiles that a filter is there; the first two are made for a site.
    "absolute": filters.absolute,
    "listing_title": words.title_of,
    "colour": filters.colour,
    "initial": initial_of,
    "iso": filters.iso,
    "news_language": filters.news_language,
    "offset": filters.offset,
    "rfc822": filters.rfc822,
    "trusted": filters.trusted,
    "uri": encoded,
}


class CompiledTemplates(ModuleLoader):
    """Templates that are modules, for pages that are made at the same time, too.

    Jinja imports a template and takes it out of `sys.modules` again: while another thread imports
    the same one, that ends with a KeyError in the middle of the import.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._turn = threading.Lock()

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> Template:
        """One after the other."""
        with self._turn:
            return super().load(environment, name, globals)


@functools.cache
def environment(site: Site) -> Engine:
    """Templates that know the site, from compiled modules where there are some."""
    engine = bare_environment(_loader(site))
    engine.globals |= _of_site(site)
    engine.filters["absolute"] = functools.partial(filters.absolute, site)
    engine.filters["listing_title"] = lambda of: words.title_of(site, of.listing, of.title)
    return engine


def _of_site(site: Site) -> dict[str, Any]:
    own = words.words_for(site, site.language)
    return {
        "asset_path": functools.partial(asset_path, site),
        "site": site,
        "site_say": own.plain,
        "site_ui": own,
        "words_for": functools.partial(words.words_for, site),
        **{name: functools.partial(tool, site) for name, tool in structured_data.TOOLS.items()},
    }


def _loader(site: Site) -> BaseLoader:
    """The newsroom's templates before ours; ours are `broadsheet/…` too, for theirs to extend."""
    ours = CompiledTemplates(COMPILED) if COMPILED.is_dir() else FileSystemLoader(TEMPLATES)
    theirs = Path(site.files, OWN_TEMPLATES)
    if not (site.files and theirs.is_dir()):
        return ours
    return ChoiceLoader([FileSystemLoader(theirs), ours, PrefixLoader({ORIGINAL: ours})])


def bare_environment(loader: BaseLoader) -> Engine:
    """The engine without a site: enough to compile templates, the same for all sites."""
    engine = Engine(
        loader=loader,
        # All but the plain text of a mail, in which nothing can be markup.
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    engine.globals = dict.fromkeys(_OF_A_SITE) | _GLOBALS
    engine.filters |= _FILTERS
    engine.tests["updated"] = lambda of: filters.updated(of.published_at, of.modified_at)
    return engine
