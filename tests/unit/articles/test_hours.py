"""Hours on wall clocks, and the moments that they are."""

from datetime import UTC, datetime

import pytest

from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.hours import hour_at, offset_of
from broadsheet.domain.shared.errors import Invalid


def refused(local: str, zone: str) -> tuple[str, str, str]:
    with pytest.raises(Invalid) as error:
        hour_at(local, zone, "/publish_at")
    (wrong,) = error.value.errors
    return wrong.pointer, wrong.code, wrong.detail


@pytest.mark.parametrize(
    ("local", "zone", "at"),
    [
        ("2026-11-24T06:00", "Europe/Berlin", datetime(2026, 11, 24, 5, 0, tzinfo=UTC)),
        ("2026-11-24T06:00:30", "Asia/Kathmandu", datetime(2026, 11, 24, 0, 15, 30, tzinfo=UTC)),
        ("2026-11-24T06:00Z", "UTC", datetime(2026, 11, 24, 6, 0, tzinfo=UTC)),
        ("2026-11-24T06:00+01:00", "Europe/Berlin", datetime(2026, 11, 24, 5, 0, tzinfo=UTC)),
        ("2026-10-25T02:30+02:00", "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00", "Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-11-01T01:30-05:00", "America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_kept_as_it_was_agreed_on_and_as_the_moment_that_it_is(
    local: str, zone: str, at: datetime
) -> None:
    hour = hour_at(local, zone, "")
    assert hour.at == at
    assert hour.zone == zone
    assert local.startswith(hour.local)


def test_an_hour_that_does_not_exist_is_refused_with_those_beside_it() -> None:
    pointer, code, detail = refused("2027-03-28T02:30", "Europe/Berlin")
    assert (pointer, code) == ("/publish_at/local", "nonexistent_time")
    assert "2027-03-28T01:30 or 2027-03-28T03:30" in detail
    assert refused("2011-12-30T12:00", "Pacific/Apia")[1] == "nonexistent_time"


def test_an_hour_that_exists_twice_is_asked_back_naming_both() -> None:
    pointer, code, detail = refused("2026-10-25T02:30", "Europe/Berlin")
    assert (pointer, code) == ("/publish_at/local", "ambiguous_time")
    assert "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00" in detail


@pytest.mark.parametrize("local", ["2026-10-25T02:30Z", "2026-11-24T06:00+02:00"])
def test_an_offset_that_the_zone_does_not_have_then_is_refused(local: str) -> None:
    assert refused(local, "Europe/Berlin")[:2] == ("/publish_at/local", "wrong_offset")


@pytest.mark.parametrize("zone", ["Japan", "Singapore", "GB", "NZ-CHAT", "EST5EDT", "Etc/GMT+5"])
def test_names_that_the_tz_database_has_from_of_old_are_places_too(zone: str) -> None:
    assert hour_at("2026-11-24T06:00", zone, "").zone == zone


@pytest.mark.parametrize(
    "zone",
    [
        *("", "Europe", "Mars/Olympus", "../../etc/passwd", "posixrules", "/UTC", "utc\n", "é/é"),
        # The same places with leap seconds, half a minute away from what their clocks show.
        *("right/Europe/Berlin", "posix/Europe/Berlin", "Factory", "localtime", "tzdata.zi"),
    ],
)
def test_what_is_no_place_of_the_tz_database_is_refused(zone: str) -> None:
    assert refused("2026-11-24T06:00", zone)[:2] == ("/publish_at/zone", "unknown_zone")


@pytest.mark.parametrize(
    "local",
    [
        *("", "tomorrow", "2026-11-24", "2026-02-30T06:00", "2026-11-24T24:30", "0000-01-01T00:00"),
        *("0001-01-01T00:00", "9999-12-31T23:59:59+00:00x", "2026-11-24T06:00\n"),
    ],
)
def test_what_is_no_date_is_refused(local: str) -> None:
    assert refused(local, "Asia/Tokyo")[:2] == ("/publish_at/local", "no_such_date")


def test_an_hour_that_nobody_alive_will_see_was_mistyped() -> None:
    assert refused("3026-11-24T06:00", "UTC")[:2] == ("/publish_at/local", "too_far")


@pytest.mark.parametrize(
    ("local", "zone", "offset"),
    [
        ("2026-10-25T02:30+02:00", "Europe/Berlin", "+02:00"),
        ("2026-10-25T02:30:15+01:00", "Europe/Berlin", "+01:00"),
        ("2026-04-05T01:45+10:30", "Australia/Lord_Howe", "+10:30"),
        ("2026-10-25T03:30", "Europe/Berlin", ""),
        ("2026-10-25T02:30", "Europe/Istanbul", ""),
    ],
)
def test_which_of_two_hours_it_is_can_be_told(local: str, zone: str, offset: str) -> None:
    assert offset_of(hour_at(local, zone, "")) == offset


def test_of_an_hour_that_nobody_can_read_any_more_nothing_is_told() -> None:
    for local, zone in (("", "UTC"), ("2026-10-25T02:30", "Mars/Olympus")):
        assert offset_of(Hour(datetime(2026, 10, 25, tzinfo=UTC), local, zone)) == ""
