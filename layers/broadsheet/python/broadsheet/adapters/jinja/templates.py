"""The site's templates, filled in."""

from collections.abc import Mapping
from typing import Any

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_language
from broadsheet.domain.site.site import Site
from broadsheet.usecases.site.ports import File

Files = Mapping[str, File]
"""A page's files by their keys."""


class Templates:
    """What fills in templates for one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._engine = environment(site)

    def made(self, template: str, **values: Any) -> File:
        """A file that says nothing in the interface's words."""
        return File(self._engine.get_template(template).render(values).encode())

    def made_in(self, language: str, direction: str, template: str, **values: Any) -> File:
        """A page in a language."""
        return self.made(template, **values, **in_language(self.site, language, direction))

    def made_in_site(self, template: str, **values: Any) -> File:
        """A page in the site's own language."""
        return self.made_in(self.site.language, self.site.direction, template, **values)
