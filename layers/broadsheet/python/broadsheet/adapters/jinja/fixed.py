"""Files that are made of configuration alone."""

from collections.abc import Callable
from urllib.parse import urlsplit

from broadsheet.adapters.jinja.assets import assets
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.words import in_site_language
from broadsheet.domain.site import Site

SECURITY_EXPIRES = "2027-10-31T00:00:00Z"
"""RFC 9116 wants a date within a year; as no page asks the time, a release moves it."""

Maker = Callable[[], bytes]


def fixed_pages(site: Site, security_contact: str | None = None) -> dict[str, Maker]:
    """What makes each fixed file, by its key.

    `security_contact` is a URI; without it, the mailbox that RFC 2142 names for the purpose.
    """
    contact = security_contact or f"mailto:security@{urlsplit(site.url).hostname or 'localhost'}"
    return {
        "404.html": lambda: _template(site, "not_found.html"),
        "robots.txt": lambda: _robots(site),
        ".well-known/security.txt": lambda: _security(site, contact),
        "comments-policy/index.html": lambda: _template(site, "comments_policy.html"),
        "sitemaps/site.xml": lambda: _template(site, "sitemaps/site.xml"),
    } | {asset.file: asset.body.__bytes__ for asset in assets().values()}


def _template(site: Site, name: str) -> bytes:
    return environment(site).get_template(name).render(in_site_language(site)).encode()


def _robots(site: Site) -> bytes:
    return (
        "User-agent: *\n"
        "Disallow: /api/\n\n"
        f"Sitemap: {site.url}/sitemap.xml\n"
        f"Sitemap: {site.url}/news-sitemap.xml\n"
    ).encode()


def _security(site: Site, contact: str) -> bytes:
    return (
        f"Contact: {contact}\n"
        f"Expires: {SECURITY_EXPIRES}\n"
        f"Preferred-Languages: {site.language}\n"
        f"Canonical: {site.url}/.well-known/security.txt\n"
    ).encode()
