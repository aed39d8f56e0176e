"""Pages that a form's sender sees when something is wrong: they are answered, never stored."""

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.words import in_site_language
from broadsheet.domain.site import Site


def error_page(site: Site, status: int, title: str, detail: str) -> bytes:
    """A readable page for whatever can be wrong with a request."""
    values = in_site_language(site) | {"status": status, "title": title, "detail": detail}
    return environment(site).get_template("error.html").render(values).encode()
