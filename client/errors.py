"""What every command tells a person by."""


class CommandError(RuntimeError):
    """What was asked for cannot be done; the message says why, for a person."""


class WrongField(CommandError):
    """A field of a file cannot be what it should; `field` is its name."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field
