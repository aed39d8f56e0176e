"""The service worker: what readers' browsers keep for when there is no network, if anything."""

import json

from broadsheet.adapters.jinja.assets import ASSETS, asset_path, script
from broadsheet.domain.site.site import Site

WORKER = "sw.js"
"""At the root, as a worker may serve only what stands below it."""
OFFLINE_PAGE = "offline/index.html"
_OFF = "sw-off.js"
_SHELL = (
    "site.css",
    "story.css",
    "comments.css",
    "theme.js",
    "site.js",
    "offline.js",
)
"""What a kept story and the page without one look like."""


def worker(site: Site) -> bytes:
    """The worker; of a site that keeps nothing, one that takes an earlier one away."""
    if not site.offline:
        return script((ASSETS / _OFF).read_text("utf-8")).encode()
    shell = json.dumps([asset_path(site, name) for name in _SHELL])
    source = script((ASSETS / WORKER).read_text("utf-8"))
    return source.replace("__SHELL__", shell).encode()
