"""Every operation of the API, in the order in which it is explained."""

import re

from broadsheet.adapters.http.articles.operations import ON_ARTICLES
from broadsheet.adapters.http.comments.operations import ON_COMMENTS
from broadsheet.adapters.http.desk.operations import AT_THE_DESK
from broadsheet.adapters.http.media.operations import ON_MEDIA
from broadsheet.adapters.http.operation import Operation
from broadsheet.adapters.http.people.operations import ON_SESSIONS
from broadsheet.adapters.http.site.operations import ON_THE_SITE

OPERATIONS: tuple[Operation, ...] = (
    *(*ON_ARTICLES, *AT_THE_DESK, *ON_MEDIA, *ON_COMMENTS, *ON_THE_SITE),
    *ON_SESSIONS,
)


def allowed_methods(path: str) -> list[str]:
    """The methods that an address answers; none if it is not one of ours."""
    return sorted({o.method for o in OPERATIONS if _pattern(o.path).fullmatch(path)})


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
