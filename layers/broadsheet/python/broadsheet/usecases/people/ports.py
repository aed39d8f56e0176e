"""What the use cases about people need of the world."""

from typing import Protocol


class StaffPool(Protocol):
    """Who may sign in, and stay so."""

    def sign_out(self, subject: str) -> None:
        """Give no further token to any session that this person has now.

        Nothing happens where nobody is known by `subject`: machine clients have no sessions.
        """
