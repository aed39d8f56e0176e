"""The stack on mocks as an operator finds it: by its outputs, and by its functions' variables."""

from typing import Any

import boto3

from operate.stack import Stack
from tests.support.cloud import Cloud
from tests.support.lambdas import environment

_OF_PAGES = "render_pages"


class MotoStack(Stack):
    """Implements what `operate` asks of a `Stack`."""

    cloud: Cloud

    def outputs(self) -> dict[str, str]:
        """As the template names them."""
        return {
            "TableName": self.cloud.table,
            "RenderQueueUrl": self.cloud.queue_url,
            "MailQueueUrl": self.cloud.mail_queue_url,
            "EmbedQueueUrl": self.cloud.embed_queue_url,
            "UploadsUrl": self.cloud.uploads_url,
        }

    def environment(self, function: str) -> dict[str, str]:
        """Each has its own dead letters here."""
        return environment(self.cloud) | {"DEAD_LETTERS_URL": dead_letters(self.cloud, function)}


def moto_stack(cloud: Cloud) -> MotoStack:
    """The one of a test."""
    made = MotoStack("broadsheet", _client)
    made.cloud = cloud
    return made


def dead_letters(cloud: Cloud, function: str) -> str:
    """The address of the queue in which a function's dead letters are."""
    if function == _OF_PAGES:
        return cloud.dead_pages_url
    name = f"dead-{function}"
    return cloud.sqs.create_queue(QueueName=name)["QueueUrl"]


def _client(service: str) -> Any:
    return boto3.client(service)  # type: ignore[call-overload]
