"""What editors send as a redirect."""

from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Line, Model, Url, address
from broadsheet.domain.redirects.redirect import LONGEST_PATH, LONGEST_TARGET, tidied
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.redirected import is_free_for_redirects


def _path(path: str) -> str:
    if not path.startswith("/") or "?" in path or "#" in path:
        raise wrong("path", sentence("must be a path that starts with /, without ? and #"))
    return tidied(address(path))


def _free(path: str) -> str:
    if not is_free_for_redirects(path):
        raise wrong("reserved", sentence("is a place where pages of the site stand"))
    return path


def _target(url: str) -> str:
    if url.startswith("http://"):
        raise wrong("url", sentence("must be a path, or start with https://"))
    if len(url) > LONGEST_TARGET:
        words = sentence(
            "has more than {most} characters once it is percent-encoded", most=LONGEST_TARGET
        )
        raise wrong("url", words)
    return url


_Path = Annotated[Line, Field(max_length=LONGEST_PATH), AfterValidator(_path)]


class PathSubmission(Model):
    """The redirect at a path."""

    path: _Path


class RedirectSubmission(PathSubmission):
    """Where a path leads from now on."""

    path: Annotated[_Path, AfterValidator(_free)]
    target: Annotated[Url, AfterValidator(_target)] = Field(
        description="a path of the site, or an https:// address of another one"
    )
