"""The user pool of the staff."""

import contextlib
from typing import Any

from broadsheet.adapters.aws.cognito_errors import not_found, told
from broadsheet.domain.shared.errors import NotFound


class CognitoStaffPool:
    """Implements `StaffPool`."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client, self._pool_id = client, pool_id

    def sign_out(self, subject: str) -> None:
        """See `StaffPool`."""
        # In a pool whose users have no aliases, a user is found by `sub` as well as by name:
        # API reference, AdminUserGlobalSignOut.
        with contextlib.suppress(NotFound), told({"UserNotFoundException": not_found}):
            self._client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=subject)
