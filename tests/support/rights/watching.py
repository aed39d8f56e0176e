"""Tells of every call of AWS that is made in this process, before it is made.

Only the standard library and botocore: this file also runs inside the functions of a running stack.
"""

from collections.abc import Callable, Iterable
from typing import Any

from botocore import signers
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from .calls import Need, if_missing, needs

Seen = Callable[[Iterable[Need]], None]
"""Told of the rights that a call needs, lazily; what it raises is what the call raises."""
_MISSING = {"404", "NoSuchKey", "NotFound"}


def watch(seen: Seen) -> None:
    """Tell `seen` of everything from now on. There is no way back: it is for a whole process."""
    clients: Any = BaseClient
    signing: Any = signers
    made = clients._make_api_call
    signed_form, signed_url = signing.generate_presigned_post, signing.generate_presigned_url

    def call(client: Any, operation: str, asked: dict[str, Any]) -> Any:
        service = client.meta.service_model.service_name
        seen(needs(service, operation, asked))
        try:
            return made(client, operation, asked)
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                seen(if_missing(service, operation, asked))
            raise

    # Whoever uses what was signed acts with the rights of who signed it.
    def sign_form(client: Any, Bucket: str, Key: str, **options: Any) -> Any:  # noqa: N803
        seen([Need("s3:PutObject", f"{Bucket}/{Key}", {})])
        return signed_form(client, Bucket, Key, **options)

    def sign_url(client: Any, ClientMethod: str, Params: Any, **options: Any) -> Any:  # noqa: N803
        operation = client.meta.method_to_api_mapping[ClientMethod]
        seen(needs(client.meta.service_model.service_name, operation, Params))
        return signed_url(client, ClientMethod, Params, **options)

    clients._make_api_call = call
    signing.generate_presigned_post, signing.generate_presigned_url = sign_form, sign_url
