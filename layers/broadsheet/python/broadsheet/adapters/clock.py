"""The time and new identifiers, from the system."""

from datetime import UTC, datetime


def now() -> datetime:
    """See `Clock`."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_id() -> str:
    """See `Ids`."""
    import uuid_utils  # noqa: PLC0415 - only writes need it

    return str(uuid_utils.uuid7())
