"""The site itself: its name, language, clock and navigation."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.article import Term


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What every page knows of the site. `url` has no trailing slash."""

    title: str
    url: str
    language: str
    direction: str
    time_zone: str
    sections: tuple[Term, ...]

    def local(self, moment: datetime) -> datetime:
        """The moment on the newsroom's wall clock."""
        return moment.astimezone(ZoneInfo(self.time_zone))


def month_of(moment: datetime, time_zone: str) -> str:
    """The month (`yyyy-mm`) of a moment on the newsroom's wall clock."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m")
