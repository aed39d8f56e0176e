"""Dates and numbers as a language writes them, after patterns that CLDR gave when it was built."""

from datetime import datetime, timedelta

import msgspec

_MINUTE = timedelta(minutes=1)


def which_of_two(local: datetime) -> str:
    """What stands behind a time that the clock shows twice that night, such as ` UTC+2`; else
    nothing. Of two entries of a running story the later one may have the earlier time."""
    offset = local.utcoffset()
    if offset is None or offset == local.replace(fold=1 - local.fold).utcoffset():
        return ""
    hours, minutes = divmod(abs(offset) // _MINUTE, 60)
    sign = "-" if offset < timedelta() else "+"
    return f" UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


class Customs(msgspec.Struct, frozen=True, kw_only=True):
    """How one language writes dates and numbers. The patterns are for `str.format`."""

    date: str
    time: str
    both: str
    """Of `{date}` and `{time}`."""
    month: str
    """Of a month and its year."""
    months: tuple[str, ...]
    """As they stand in a date."""
    month_names: tuple[str, ...]
    """As they stand in `month`: some languages inflect the other ones."""
    periods: tuple[str, ...] = ()
    """What half, or part, of the day each hour is in; empty where 24 hours are counted."""
    group: str
    group_sizes: tuple[int, int] = (3, 3)
    """Digits of the last group, and of those before it."""

    def day_of(self, local: datetime) -> str:
        """The long date, such as `22 November 2026`."""
        return self.date.format(
            day=local.day, month=self.months[local.month - 1], number=local.month, year=local.year
        )

    def moment_of(self, local: datetime) -> str:
        """The long date and the time."""
        return self.both.format(date=self.day_of(local), time=self.time_of(local))

    def time_of(self, local: datetime) -> str:
        """The time of the day."""
        return self.time.format(
            hour=local.hour,
            hour12=local.hour % 12 or 12,
            hour11=local.hour % 12,
            minute=local.minute,
            period=self.periods[local.hour] if self.periods else "",
        )

    def month_of(self, month: str) -> str:
        """`2026-11` as people say it."""
        year, _, number = month.partition("-")
        name = self.month_names[int(number) - 1]
        return self.month.format(month=name, number=int(number), year=int(year))

    def number_of(self, number: int) -> str:
        """A whole number of nought or more, its digits in groups."""
        digits = str(number)
        last, others = self.group_sizes
        groups = [digits[-last:]]
        digits = digits[:-last]
        while digits:
            groups.append(digits[-others:])
            digits = digits[:-others]
        return self.group.join(reversed(groups))
