"""A queue that was killed is told again of what waits."""

from typing import Any

from broadsheet.adapters.aws.s3_events import uploaded_in
from local.notices import tell_of_uploads

ID = "0192f0c1-d2e3-74a5-b6c7-d8e9f0a1b2c3"


class Clients:
    """One bucket with two pages of objects, and one queue."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, _service: str) -> "Clients":
        return self

    def get_paginator(self, _name: str) -> "Clients":
        return self

    def paginate(self, *, Bucket: str, Prefix: str) -> list[Any]:  # noqa: N803 - AWS's names
        assert (Bucket, Prefix) == ("media", "uploads/")
        return [{}, {"Contents": [{"Key": f"uploads/{ID}"}]}]

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803
        assert QueueUrl == "queue"
        self.sent.append(MessageBody)


def test_an_upload_that_waits_is_told_of_as_the_bucket_does() -> None:
    clients = Clients()
    assert tell_of_uploads(clients, {"MediaBucketName": "media", "UploadsUrl": "queue"}) == 1
    (body,) = clients.sent
    assert list(uploaded_in(body)) == [ID]
