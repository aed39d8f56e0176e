"""Stack and region come of one place: what `sam deploy --guided` wrote into `samconfig.toml`."""

from pathlib import Path

import pytest

from client.errors import CommandError
from operate.samconfig import DEFAULT, FILE, environment, region_of, session_settings
from operate.template import defaults

GUIDED = """
version = 0.1
[default.global.parameters]
stack_name = "not this one"
region = "eu-west-1"
[default.deploy.parameters]
stack_name = "paper"
region = "eu-central-1"
profile = "newsroom"
parameter_overrides = "SiteTitle=\\"The \\\\\\"Big\\\\\\" Paper\\" Tags=\\"a, b\\" MailFrom=\\"\\""
[staging.deploy.parameters]
stack_name = "paper-staging"
region = "us-east-1"
parameter_overrides = ["RetentionDays=7", "SiteTitle=\\"A paper\\""]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    written = tmp_path / "samconfig.toml"
    written.write_text(GUIDED, "utf-8")
    return written


def test_what_was_answered_is_read_as_sam_reads_it(file: Path) -> None:
    found = environment(DEFAULT, file)
    assert (found.stack, found.region, found.profile) == ("paper", "eu-central-1", "newsroom")
    assert found.parameters == {
        "SiteTitle": 'The "Big" Paper',
        "Tags": "a, b",
        "MailFrom": "",
    }
    staging = environment("staging", file)
    assert staging.parameters == {"RetentionDays": "7", "SiteTitle": "A paper"}


def test_a_stack_is_worked_on_in_the_region_that_it_was_deployed_to(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "ap-south-1")
    assert session_settings("paper", file) == {
        "region_name": "eu-central-1",
        "profile_name": "newsroom",
    }
    assert session_settings("paper-staging", file) == {"region_name": "us-east-1"}
    assert session_settings("somebody-else's", file) == {"region_name": "ap-south-1"}


def test_of_stacks_of_one_name_the_users_own_region_decides(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = file.read_text("utf-8").replace("paper-staging", "paper")
    file.write_text(text, "utf-8")
    with pytest.raises(CommandError, match="several regions"):
        region_of("paper", file)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    found = region_of("paper", file)
    assert found is not None
    assert found.name == "staging"


def test_an_environment_that_is_not_there_is_named_with_those_that_are(file: Path) -> None:
    with pytest.raises(CommandError, match="no environment 'stagin'; it has default, staging"):
        environment("stagin", file)
    file.write_text("[default", "utf-8")
    with pytest.raises(CommandError, match="cannot be read"):
        environment(DEFAULT, file)


def test_what_stands_in_the_repository_names_parameters_that_there_are() -> None:
    default, staging = environment(DEFAULT, FILE), environment("staging", FILE)
    assert default.stack != staging.stack
    for place in (default, staging):
        assert place.parameters.keys() <= defaults().keys()
        assert "DeletionProtection" not in place.parameters


def test_no_command_of_an_operator_makes_clients_past_it() -> None:
    makers = {
        file.name for file in FILE.parent.glob("operate/*.py") if "boto3" in file.read_text("utf-8")
    }
    assert makers == {"stack.py"}
