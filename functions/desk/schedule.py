"""The calendar of the week: what comes out, and what goes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.usecases.desk.calendar import monday_of, named, planned_week
from broadsheet.usecases.shared.paging import Cursor

WEEK = timedelta(days=7)


def _schedule(desk: DeskRequest) -> Answer:
    asked, services = desk.only("week", "cursor"), bootstrap.services()
    now, zone = services.clock(), services.time_zone
    monday = monday_of(asked.get("week"), now, zone)
    cursor = Cursor(asked["cursor"]) if "cursor" in asked else None
    week = planned_week(bootstrap.reads(), desk.who, monday, zone, now, cursor)
    this = f"/desk/schedule?week={named(monday)}"
    return bootstrap.desk().page(
        desk,
        "schedule.html",
        week=week,
        name=named(monday),
        today=now.astimezone(ZoneInfo(zone)).date(),
        previous=f"/desk/schedule?week={named(monday - WEEK)}",
        following=f"/desk/schedule?week={named(monday + WEEK)}",
        later=f"{this}&cursor={week.next}" if week.next else "",
        zone=zone,
    )


ROUTES: dict[str, DeskEndpoint] = {"GET /desk/schedule": _schedule}
