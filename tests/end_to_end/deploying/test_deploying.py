"""`docs/deploying.md`, followed from its first line on the local cloud, by `sam deploy`."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.cognito import Pool, sign_in
from client.running import KEY, REGION, NoMore
from local import cloud
from local.cloud import Cloud, free_port
from local.front import Front
from operate.roll_back import standing
from tests.support.checkout import BUILT, build, check_out
from tests.support.documented import is_tried, steps
from tests.support.long import LONG
from tests.support.make_command import PORT
from tests.support.template import ROOT

pytestmark = pytest.mark.skipif(
    not LONG, reason="it takes two minutes: make test-long follows the guide from its first line"
)
STACK = "broadsheet"
PASSWORD = "Changed-since-then-1"
KEPT = "POOL|CERTIFICATE|AWS_REGION"
"""Variables that a step leaves to those after it."""


class Engineer:
    """Somebody with a checkout, a shell, and an account at the local cloud."""

    def __init__(self, folder: Path) -> None:
        self.cloud = Cloud(folder / "cloud")
        self.cloud.home.mkdir()
        self.cloud.start()
        self.folder = check_out(folder / "checkout")
        self.port = free_port()
        self.front: Front | None = None
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")} | {
            "AWS_ENDPOINT_URL": self.cloud.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": KEY,
            "AWS_CONFIG_FILE": os.devnull,
            "SAM_CLI_TELEMETRY": "0",
            "NO_PROXY": "*",
            PORT: str(self.cloud.port),
            "PYTHONPATH": f"{self.folder}/layers/broadsheet/python:{self.folder}:{ROOT}",
        }
        self._answer_what_is_asked()

    def client(self, service: str, **_: Any) -> Any:
        return cloud.client(service, self.cloud.url)

    def _answer_what_is_asked(self) -> None:
        """What `sam deploy --guided` would have written, of a person in front of it."""
        file = self.folder / "samconfig.toml"
        answers = {
            "SiteUrl": f"http://localhost:{self.port}",
            "ViewerProtocolPolicy": "allow-all",
            "TokenKeysEndpoint": self.cloud.url,
            "StaffMfa": "OPTIONAL",
        }
        told = " ".join(f'{name}=\\"{value}\\"' for name, value in answers.items())
        text = file.read_text("utf-8").replace(
            "confirm_changeset = true", "confirm_changeset = false"
        )
        section = "[default.deploy.parameters]\n"
        mine = f'region = "{REGION}"\nparameter_overrides = "{told}"\n'
        file.write_text(text.replace(section, section + mine), "utf-8")

    def does(self, step: int, which: slice = slice(None)) -> str:
        """The commands of a step that are tried, and what they print. Fails where one fails."""
        tried = [command for command in steps()[step] if is_tried(command)]
        commands = "\n".join(tried[which])
        shell = f"""
            aws() {{ {sys.executable} -m tests.support.aws_cli "$@"; }}
            make() {{ {sys.executable} -m tests.support.make_command "$@"; }}
            set -a; test ! -e .kept || . ./.kept; set +a
            {commands}
            set +x; (set -o posix; set) | grep -E '^({KEPT})=' > .kept || true
        """
        return self.runs(["bash", "-euo", "pipefail", "-c", shell])

    def runs(self, command: list[str], status: int = 0) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    def outputs(self) -> dict[str, str]:
        (stack,) = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        return {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}

    def opens_the_site(self) -> None:
        """As DNS leads a domain to the distribution."""
        self.front = Front(self.port, self.cloud.port, self.outputs()["DistributionDomainName"])
        self.front.start()

    def signs_in(self) -> None:
        """As `broadsheet login` does, which asks a person."""
        told = self.outputs()
        user = {"UserPoolId": told["UserPoolId"], "Username": "edith"}
        cognito = self.client("cognito-idp")
        cognito.admin_set_user_password(**user, Password=PASSWORD, Permanent=True)
        pool = Pool(told["UserPoolId"], told["UserPoolClientId"], f"{self.cloud.url}/")
        token = sign_in(pool, "edith", PASSWORD, NoMore()).access
        self.environment["BROADSHEET_TOKEN"] = token
        self.environment["BROADSHEET_SITE"] = told["SiteUrl"]
        command = self.folder / ".venv/bin/broadsheet"
        command.parent.mkdir(parents=True)
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m command "$@"\n')
        command.chmod(0o755)

    def is_protected(self) -> bool:
        table = self.client("dynamodb").describe_table(TableName=self.outputs()["TableName"])[
            "Table"
        ]
        pool = {"UserPoolId": self.outputs()["UserPoolId"]}
        people = self.client("cognito-idp").describe_user_pool(**pool)["UserPool"]
        return bool(table["DeletionProtectionEnabled"]) and people["DeletionProtection"] == "ACTIVE"

    def releases(self) -> set[str]:
        """Those that functions are called in."""
        return {one.now.release for one in standing(STACK, self.client)}

    def leaves(self) -> None:
        if self.front:
            self.front.stop()
        self.cloud.stop()


@pytest.fixture
def engineer(tmp_path: Path) -> Iterator[Engineer]:
    made = Engineer(tmp_path)
    yield made
    made.leaves()


def test_a_newspaper_from_nothing_upgraded_rolled_back_and_forward(engineer: Engineer) -> None:
    for step in (1, 2, 3, 4):
        engineer.does(step)
    said = engineer.does(5)
    assert "not tried: nobody to publish the story as" in said
    assert engineer.is_protected()
    first = engineer.releases()
    assert len(first) == 1
    engineer.opens_the_site()
    assert engineer.outputs()["DistributionDomainName"] in engineer.does(6)
    for step in (7, 8):
        engineer.does(step)
    engineer.signs_in()
    assert "the story is deleted" in engineer.does(9)

    engineer.runs(["sh", "-c", f"echo '# changed' >> {engineer.folder}/functions/read_api/app.py"])
    assert "the story is deleted" in engineer.does(11)
    second = engineer.releases()
    assert len(second) == 1
    assert second != first
    assert engineer.is_protected(), "a later deployment switched it off"

    engineer.does(12, slice(0, 1))
    assert engineer.releases() == first
    noticed = engineer.runs([sys.executable, "-m", "operate.preflight"])
    assert "rolled back by hand" in noticed
    engineer.does(12, slice(1, None))
    assert engineer.releases() == second

    shutil.copyfile(
        ROOT / "functions/read_api/app.py", engineer.folder / "functions/read_api/app.py"
    )
    assert "the story is deleted" in engineer.does(13)
    assert engineer.releases() == first, "what is the same has the same name"


def test_a_first_deployment_that_fails_takes_everything_back(engineer: Engineer) -> None:
    build(engineer.folder, engineer.cloud.port)
    template = engineer.folder / BUILT / "template.yaml"
    engineer.client("s3").create_bucket(
        Bucket="taken", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    taken = "{Type: 'AWS::S3::Bucket', DependsOn: [Table, Staff], Properties: {BucketName: taken}}"
    wrong = f"\nResources:\n  Wrong: {taken}\n"
    template.write_text(re.sub(r"\nResources:\n", wrong, template.read_text("utf-8")), "utf-8")
    sam = str(Path(sys.prefix) / "sam/bin/sam")
    deploy = [sys.executable, "-m", "operate.deploy", "--sam", sam]
    engineer.runs(deploy, status=1)
    # The local cloud deletes what is protected all the same; AWS would not.
    (failed,) = engineer.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    told = {one["ParameterKey"]: one["ParameterValue"] for one in failed["Parameters"]}
    assert (failed["StackStatus"], told["DeletionProtection"]) == ("ROLLBACK_COMPLETE", "off")
    assert engineer.client("dynamodb").list_tables()["TableNames"] == []
    assert engineer.client("cognito-idp").list_user_pools(MaxResults=10)["UserPools"] == []
    said = engineer.runs([sys.executable, "-m", "operate.preflight"], status=1)
    assert f"aws cloudformation delete-stack --stack-name {STACK}" in said
    engineer.environment["AWS_REGION"] = REGION
    engineer.runs([sys.executable, "-m", "tests.support.aws_cli", *_last_of(14)])
    assert "nothing stands in the way" in engineer.runs([sys.executable, "-m", "operate.preflight"])


def _last_of(step: int) -> list[str]:
    return steps()[step][-1].split()[1:]
