"""Pages of the desk: answered to whoever works there, and never stored."""

from typing import Any

from broadsheet.adapters.clock import new_id
from broadsheet.adapters.jinja import catalogues
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_language
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.site.site import Site


def desk_page(site: Site, language: str, template: str, **values: Any) -> bytes:
    """A template of `templates/desk/`, filled in; its words are in `language`."""
    told = in_language(site, language, direction_of(language)) | {"new_key": new_id} | values
    return environment(site).get_template(f"desk/{template}").render(told).encode()


def language_for(site: Site, chosen: str, accepted: str) -> str:
    """The language of the desk's words: chosen, else what the browser asks for first of those that
    there are (RFC 9110, 12.5.4), else the site's."""
    known = catalogues.available()
    for tag in (chosen, *_by_wish(accepted)):
        for one in (tag.lower(), tag.lower().partition("-")[0]):
            if one in known:
                return known[one]
    return site.language


def _by_wish(accepted: str) -> list[str]:
    wishes: list[tuple[float, str]] = []
    for one in accepted.split(","):
        tag, _, weight = one.strip().partition(";q=")
        try:
            wishes.append((-float(weight or "1"), tag.strip()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(wishes, key=lambda wish: wish[0])]
