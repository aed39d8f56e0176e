"""The user pool of the staff in memory."""


class MemoryStaffPool:
    """Implements `StaffPool`; `signed_out` are those of its users who were, in order."""

    def __init__(self, *subjects: str) -> None:
        self._subjects = subjects
        self.signed_out: list[str] = []

    def sign_out(self, subject: str) -> None:
        """See `StaffPool`."""
        self.signed_out += [subject] if subject in self._subjects else []
