"""Whatever keeps a command from its work is said in one sentence, and no traceback."""

import functools
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError
from moto import mock_aws

from broadsheet.usecases.shared.ports import Contended
from client.errors import CommandError
from client.running import ROOT
from operate import empty_bucket, erase_again, stack
from operate.ends import GOES_ON, in_words
from operate.samconfig import DEFAULT, environment
from operate.stack import Stack, says_there_is_none

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "export_site": ("backup",),
    "export_comments": ("comments.jsonl",),
    "import_comments": ("in.jsonl",),
    "import_site": ("in",),
    "sign_out": ("ann",),
    "restore_table": ("--restored", "copy"),
}
"""Of commands that must have some, beside the stack's name."""
OTHERWISE = frozenset({"protect", "import_wordpress"})
"""Of a stack that is not there yet, and none at all."""
COMMANDS = sorted(
    file.stem
    for file in (ROOT / "operate").glob("*.py")
    if '"--stack"' in file.read_text("utf-8") and file.stem not in OTHERWISE
)
ANOTHER = '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}'


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody's account, with a stack that is another program's."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "in.jsonl").write_text('{"type":"broadsheet comments"}\n')
    (folder / "in").mkdir()
    (folder / "in" / "story.md").write_text("---\ntitle: A\ndate: 2020-01-01\n---\nText\n")
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
            patched.setenv(name, "eu-west-1")
        patched.chdir(folder)
        formation = boto3.client("cloudformation")
        formation.create_stack(StackName="another", TemplateBody=ANOTHER)
        made = functools.cache(boto3.Session().client)
        patched.setattr(stack, "clients_of", lambda _settings: lambda name, **_more: made(name))
        yield


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "there is no stack 'nowhere' in eu-west-1"),
        ("another", "'another'"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("cloud")
def test_a_stack_that_is_not_meant_is_named(
    monkeypatch: pytest.MonkeyPatch, command: str, name: str, said: str
) -> None:
    given = [command, *ARGUMENTS.get(command, ()), "--stack", name]
    monkeypatch.setattr(sys, "argv", given)
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(f"operate.{command}").main()
    assert ended.value.code == 1
    assert said in str(ended.value)
    assert "An error occurred" not in str(ended.value)


@pytest.mark.usefixtures("cloud")
def test_tables_and_buckets_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="there is no table 'live' in eu-west-1"):
        erase_again.main(["--live", "live", "--restored", "copy"])
    monkeypatch.setattr(sys, "argv", ["empty_bucket", "no-such-bucket"])
    with pytest.raises(SystemExit, match="bucket does not exist"):
        empty_bucket.main()


@pytest.mark.parametrize(
    ("error", "said", "status"),
    [
        (KeyboardInterrupt(), f"interrupted\n{GOES_ON}", 130),
        (EndpointConnectionError(endpoint_url="https://x"), f'"https://x"\n{GOES_ON}', 1),
        (NoCredentialsError(), "nobody is signed in to AWS: Unable to locate credentials; aws", 3),
        (ClientError({"Error": {"Code": "ExpiredToken"}}, "Scan"), "has ended: aws configure", 3),
        (ClientError({"Error": {"Code": "AccessDenied"}}, "Scan"), r"\(AccessDenied\)", 1),
        (Contended(), "others write the same at this moment", 4),
        (PermissionError(13, "no", "/x"), "/x may not be read or written by you", 1),
        (OSError(28, "No space left on device", "/x"), "/x: No space left on device", 1),
    ],
)
def test_what_comes_in_the_middle_is_said_with_what_becomes_of_the_rest(
    capsys: pytest.CaptureFixture[str], error: BaseException, said: str, status: int
) -> None:
    with pytest.raises(SystemExit, match=said) as ended, in_words(GOES_ON):
        raise error
    assert ended.value.code == status
    assert str(ended.value) in capsys.readouterr().err


def test_a_stack_without_a_name_is_not_the_one_that_runs_here() -> None:
    with pytest.raises(CommandError, match="which stack"):
        stack.stack_of("")


def test_a_stack_of_an_older_release_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    told: Any = {"Outputs": [{"OutputKey": "TableName", "OutputValue": "t"}]}
    monkeypatch.setattr(Stack, "_described", lambda _self: told)
    outputs = Stack("paper", lambda *_a, **_k: None).outputs()
    assert outputs["TableName"] == "t"
    assert outputs.get("EmbedQueueUrl") is None
    with pytest.raises(CommandError, match="'paper' has no output EmbedQueueUrl"):
        _ = outputs["EmbedQueueUrl"]


WRONG = """
[default.deploy.parameters]
stack_name = 5
region = ["eu-west-1"]
parameter_overrides = 'SiteTitle="A'
[staging]
deploy = "x"
[live.deploy.parameters]
parameter_overrides = ["SiteTitle", 7]
"""


def test_all_that_is_wrong_with_samconfig_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "samconfig.toml"
    file.write_text(WRONG, "utf-8")
    with pytest.raises(CommandError) as wrong:
        environment(DEFAULT, file)
    assert [line.partition(" ")[0] for line in str(wrong.value).splitlines()] == [
        "default.deploy.parameters.stack_name:",
        "default.deploy.parameters.region:",
        "default.deploy.parameters.parameter_overrides:",
        "staging.deploy:",
        "live.deploy.parameters.parameter_overrides:",
        "live.deploy.parameters.parameter_overrides:",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[default", "samconfig.toml cannot be read: "),
        (b"a = '\xe9'", "samconfig.toml cannot be read: "),
        (b"version = 0.1", "has no environment 'default'; it has none"),
        (None, "there is no samconfig.toml"),
    ],
)
def test_a_samconfig_that_is_none_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "samconfig.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        environment(DEFAULT, file)


@pytest.mark.parametrize(
    ("code", "name", "is_none"),
    [
        ("ValidationError", "paper", True),
        ("ValidationError", "no_name!", False),
        ("AccessDenied", "paper", False),
    ],
)
def test_that_there_is_no_stack_is_told_by_the_code_and_not_by_words(
    code: str, name: str, is_none: bool
) -> None:
    error = ClientError({"Error": {"Code": code, "Message": "in whatever words"}}, "DescribeStacks")
    assert says_there_is_none(error, name) == is_none
