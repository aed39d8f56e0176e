"""The user pool of the staff."""

import contextlib
from typing import Any


class CognitoStaffPool:
    """Implements `StaffPool`."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client, self._pool_id = client, pool_id

    def sign_out(self, subject: str) -> None:
        """See `StaffPool`."""
        # In a pool whose users have no aliases, a user is found by `sub` as well as by name:
        # API reference, AdminUserGlobalSignOut.
        with contextlib.suppress(self._client.exceptions.UserNotFoundException):
            self._client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=subject)
