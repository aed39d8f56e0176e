"""Pages that a form's sender sees when something is wrong: they are answered, never stored."""

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.shared.sentence import Sentence
from broadsheet.domain.site.site import Site


def error_page(
    site: Site, status: int, title: str, detail: Sentence | str, *, typed: str = ""
) -> bytes:
    """A readable page for whatever can be wrong with a request.

    `typed` is what its sender wrote and cannot send again: they may want to keep it.
    """
    said = {"status": status, "title": title, "detail": detail, "typed": typed}
    values = in_site_language(site) | said
    return environment(site).get_template("error.html").render(values).encode()
