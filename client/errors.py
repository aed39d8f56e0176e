"""What every command tells a person by."""


class CommandError(RuntimeError):
    """What was asked for cannot be done; the message says why, for a person."""
