"""The template engine, set up once for each site."""

import functools
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

from broadsheet.adapters.jinja import filters, words
from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.domain import pages
from broadsheet.domain.site import Site

PACKAGE = Path(__file__).parents[2]
TEMPLATES = PACKAGE / "templates"
COMPILED = PACKAGE / "templates_compiled"
"""Made when the layer is built, by `compile.py`; not there in a checkout."""

_DATES = 4096
"""A rendering of many pages shows the same dates again and again."""

_GLOBALS = {
    "asset_path": asset_path,
    "comments_path": pages.comments_path,
    "counted": words.counted,
    "listing_path": pages.listing_path,
    "months_path": pages.months_path,
    "run_path": pages.run_path,
    "sitemap_path": pages.sitemap_path,
    "words_for": words.words_for,
    "NEVER": filters.NEVER,
}
_FILTERS = {
    # Jinja checks when it compiles that a filter is there; the first three are made for a site.
    "absolute": filters.absolute,
    "date": words.long_date,
    "listing_title": words.title_of,
    "iso": filters.iso,
    "month": words.month_name,
    "news_language": filters.news_language,
    "rfc822": filters.rfc822,
    "trusted": filters.trusted,
}


@functools.cache
def environment(site: Site) -> Environment:
    """Templates that know the site, from compiled modules where there are some."""
    engine = bare_environment(
        ModuleLoader(str(COMPILED)) if COMPILED.is_dir() else FileSystemLoader(TEMPLATES)
    )
    engine.globals.update(site=site, site_ui=words.words_for(site.language))
    engine.filters["absolute"] = functools.partial(filters.absolute, site)
    engine.filters["date"] = functools.lru_cache(_DATES)(
        lambda moment: words.long_date(site.local(moment))
    )
    engine.filters["listing_title"] = lambda of: words.title_of(site, of.listing, of.title)
    return engine


def bare_environment(loader: BaseLoader) -> Environment:
    """The engine without a site: enough to compile templates, the same for all sites."""
    engine = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    engine.globals = dict(_GLOBALS)
    engine.filters |= _FILTERS
    engine.tests["updated"] = lambda of: filters.updated(of.published_at, of.modified_at)
    return engine
