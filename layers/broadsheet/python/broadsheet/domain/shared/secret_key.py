"""The keys of keyed hashes: random, wrapped by the stack's KMS key, and some of a day only."""

from broadsheet.domain.shared.record import Key, Record


class SecretKey(Record, frozen=True, kw_only=True):
    """A key that only KMS can unwrap. `expires_at`: epoch seconds, where it is of a day."""

    name: str
    wrapped: str
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return secret_key_key(self.name)


def secret_key_key(name: str) -> Key:
    """Where a key is kept."""
    return Key(f"KEY#{name}", "KEY")
