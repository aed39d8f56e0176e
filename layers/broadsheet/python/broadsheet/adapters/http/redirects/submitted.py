"""What editors send as a redirect."""

from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import URL, address, line
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.redirects.redirect import LONGEST_PATH, LONGEST_TARGET, tidied
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.redirected import is_free_for_redirects


def _path(path: str) -> str:
    if not path.startswith("/") or "?" in path or "#" in path:
        raise Wrong("path", sentence("must be a path that starts with /, without ? and #"))
    return tidied(address(path))


def _free(path: str) -> str:
    if not is_free_for_redirects(path):
        raise Wrong("reserved", sentence("is a place where pages of the site stand"))
    return path


def _target(url: str) -> str:
    if url.startswith("http://"):
        raise Wrong("url", sentence("must be a path, or start with https://"))
    if len(url) > LONGEST_TARGET:
        words = sentence(
            "has more than {most} characters once it is percent-encoded", most=LONGEST_TARGET
        )
        raise Wrong("url", words)
    return url


_PATH = line(LONGEST_PATH, _path)


class PathSubmission(Model, frozen=True, kw_only=True):
    """The redirect at a path."""

    path: Annotated[str, _PATH]


class RedirectSubmission(PathSubmission, frozen=True, kw_only=True):
    """Where a path leads from now on."""

    path: Annotated[str, _PATH.then(_free)]
    target: Annotated[
        str,
        URL.then(_target),
        Meta(description="a path of the site, or an https:// address of another one"),
    ]
