"""E-mail addresses sealed by KMS, each for the comment that it belongs to."""

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient


class KmsVault:
    """Implements `Vault`.

    The comment's id is the encryption context: a sealed address that is moved to another
    comment's subscription does not open. A role may allow to seal without allowing to open.
    """

    def __init__(self, client: "KMSClient", key_id: str) -> None:
        self._client = client
        self._key_id = key_id

    def seal(self, email: str, comment_id: str) -> str:
        """See `Vault`."""
        answer = self._client.encrypt(
            KeyId=self._key_id,
            Plaintext=email.encode(),
            EncryptionContext={"comment": comment_id},
        )
        return base64.b64encode(answer["CiphertextBlob"]).decode()

    def open(self, sealed: str, comment_id: str) -> str:
        """See `Vault`."""
        answer = self._client.decrypt(
            KeyId=self._key_id,
            CiphertextBlob=base64.b64decode(sealed),
            EncryptionContext={"comment": comment_id},
        )
        return answer["Plaintext"].decode()
