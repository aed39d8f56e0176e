"""Clients of ours know of each service what botocore's own do."""

from typing import Any

import pytest
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

from broadsheet.adapters.aws.service_models import ServiceModels

SERVICES = ("dynamodb", "dynamodbstreams", "kms", "s3", "secretsmanager", "sesv2", "sqs", "ssm",
            "cognito-idp", "cloudwatch")  # fmt: skip
FILES = ("endpoints", "partitions", "_retry", "sdk-default-configuration")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("type_name", ["service-2", "endpoint-rule-set-1", "paginators-1"])
def test_what_is_known_of_a_service_is_what_botocore_knows(service: str, type_name: str) -> None:
    ours: Any = ServiceModels().load_service_model(service, type_name)
    assert ours == Loader().load_service_model(service, type_name)
    # Members of a structure are sent, and arguments named, in the order that they are read in.
    assert str(ours) == str(_plain(Loader().load_service_model(service, type_name)))


@pytest.mark.parametrize("name", FILES)
def test_what_is_known_of_all_services_is_what_botocore_knows(name: str) -> None:
    assert ServiceModels().load_data(name) == Loader().load_data(name)


def test_a_service_that_nobody_knows_is_refused_by_its_name() -> None:
    with pytest.raises(UnknownServiceError, match="dynamo-db"):
        ServiceModels().load_service_model("dynamo-db", "service-2")
    with pytest.raises(DataNotFoundError):
        ServiceModels().load_service_model("kms", "resources-1")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
