"""Files that are made of configuration alone."""

import json
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from broadsheet.adapters.jinja.assets import asset_path, assets
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.templates import Files
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.adapters.jinja.worker import OFFLINE_PAGE, WORKER, worker
from broadsheet.domain.comments.sender import COOKIE, COOKIE_LASTS
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.site import Site
from broadsheet.usecases.site.ports import File

SECURITY_EXPIRES = "2027-10-31T00:00:00Z"
"""RFC 9116 wants a date within a year; as no page asks the time, a release moves it."""

UNAVAILABLE = "unavailable.html"
"""What the edge shows where the API cannot be reached: `CustomErrorResponses` in the template."""

_AT_THE_ROOT = {"favicon.ico": "favicon.ico", "apple-touch-icon.png": "icon-180.png"}
"""Icons that browsers ask for without being told where they are."""
_ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)

Maker = Callable[[], bytes]


def files(fixed: Mapping[str, Maker], page: FixedPage, view: FixedView) -> Files:  # noqa: ARG001
    """The file. One that this edition of the site does not have is none."""
    return {page.file: File(fixed[page.file]())} if page.file in fixed else {}


def fixed_pages(site: Site, security_contact: str | None = None) -> dict[str, Maker]:
    """What makes each fixed file, by its key.

    `security_contact` is a URI; without it, the mailbox that RFC 2142 names for the purpose.
    """
    mailbox = f"mailto:security@{_host(site)}"
    contact = security_contact or site.security_contact or mailbox
    files = assets(site)
    return (
        _made(site, contact)
        | {file: files[name].body.__bytes__ for file, name in _AT_THE_ROOT.items()}
        | {asset.file: asset.body.__bytes__ for asset in files.values()}
    )


def _made(site: Site, contact: str) -> dict[str, Maker]:
    offline = {OFFLINE_PAGE: lambda: _template(site, "offline.html")} if site.offline else {}
    return offline | {
        WORKER: lambda: worker(site),
        "404.html": lambda: _template(site, "not_found.html"),
        UNAVAILABLE: lambda: _template(site, "unavailable.html"),
        "robots.txt": lambda: _robots(site),
        ".well-known/security.txt": lambda: _security(site, contact),
        "comments-policy/index.html": lambda: _policy(site),
        "search/index.html": lambda: _template(site, "search.html"),
        "sitemaps/site.xml": lambda: _template(site, "sitemaps/site.xml"),
        "manifest.webmanifest": lambda: _manifest(site),
    }


def _template(site: Site, name: str, **values: str) -> bytes:
    shown = in_site_language(site) | values
    return environment(site).get_template(name).render(shown).encode()


def _policy(site: Site) -> bytes:
    mailbox = f"mailto:privacy@{_host(site)}"
    return _template(
        site,
        "comments_policy.html",
        privacy_contact=site.privacy_contact or mailbox,
        cookie=COOKIE,
        cookie_days=str(COOKIE_LASTS.days),
    )


def _host(site: Site) -> str:
    return urlsplit(site.url).hostname or "localhost"


def _manifest(site: Site) -> bytes:
    """The web app manifest (W3C): what a phone needs for the site's place on its screen."""
    manifest = {
        "id": "/",
        "name": site.title,
        "short_name": site.title,
        "description": site.description or site.tagline or site.title,
        "lang": site.language,
        "dir": site.direction,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": site.theme.light.paper,
        "background_color": site.theme.light.paper,
        "icons": [
            {"src": asset_path(site, name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in _ICONS
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    # As in every other file, nothing that was typed looks like markup.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").encode()


def _robots(site: Site) -> bytes:
    return (
        "User-agent: *\n"
        "Disallow: /api/\n"
        "Disallow: /search/index/\n\n"
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
