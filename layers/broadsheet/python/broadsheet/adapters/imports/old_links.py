"""Addresses in a story of another system, as they were meant on its own page."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from broadsheet.adapters.imports.wxr_known import Setting

_BY_NUMBER = re.compile(r"(?:p|page_id|attachment_id)=(\d+)")


class OldLinks:
    """Those of one story, which stood at `link`; `links` are where others stood, by their ids."""

    def __init__(self, setting: Setting, link: str, links: Mapping[str, str]) -> None:
        self._setting, self._link, self._links = setting, link, links

    def absolute(self, address: str) -> str:
        """As it was meant on the old site's page."""
        address = address.strip()
        if address.startswith("//"):
            return f"https:{address}"
        try:
            has_scheme = bool(urlsplit(address).scheme)
            joined = address if has_scheme or address.startswith("/") else ""
            return joined or (urljoin(self._link, address) if address and self._link else "")
        except ValueError:
            return ""

    def inside(self, url: str) -> str:
        """An address of the old site without its host: redirects lead on from there."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        host = self._setting.host
        is_ours = parts.netloc.lower().removeprefix("www.") in (host, "")
        if not host or not is_ours:
            return url
        if found := _BY_NUMBER.fullmatch(parts.query):
            return self._numbered(found[1]) or url
        is_file = "." in parts.path.rpartition("/")[2]
        if is_file or parts.query or not parts.netloc:
            return url
        return parts._replace(scheme="", netloc="").geturl() or "/"

    def _numbered(self, number: str) -> str:
        """Where the post or file of the number stood (`/?p=7`, `?attachment_id=9`)."""
        if number in self._setting.attachments:
            return self._setting.attachments[number].url
        link = self._links.get(number, "")
        return self.inside(link) if link and "?" not in link else ""
