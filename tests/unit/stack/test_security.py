"""`docs/security.md` names every key, secret, log and way out that the stack has."""

import re

import pytest

from broadsheet.adapters.akismet import ADDRESS
from client.running import ROOT
from tests.support.template_resources import FUNCTIONS, of_type, resources

PAGE = (ROOT / "docs/security.md").read_text("utf-8")
PACKAGE = ROOT / "layers/broadsheet/python/broadsheet"
SECRETS = ("AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPoolClient")
PUBLIC = {"StaffClient", "DeskClient"}
"""App clients without a secret."""
SERVICES = {
    "cloudwatch": "CloudWatch's figures",
    "cognito-idp": "Cognito",
    "dynamodb": "DynamoDB",
    "kms": "KMS",
    "logs": "CloudWatch",
    "s3": "S3",
    "secretsmanager": "Secrets Manager",
    "ses": "SES",
    "sqs": "SQS",
    "ssm": "SSM",
}


def section(title: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def test_every_key_and_secret_of_the_template_is_in_the_inventory() -> None:
    there = {name for kind in SECRETS for name in of_type(kind)} - PUBLIC
    inventory = section("Keys and secrets")
    assert [name for name in sorted(there) if f"`{name}`" not in inventory] == []


def test_every_kind_of_key_in_the_table_is_in_the_inventory() -> None:
    code = (PACKAGE / "adapters/aws/kms_keys.py").read_text("utf-8")
    kinds = {*re.findall(r'"(hashes|[a-z]+#)"', code)}
    assert kinds == {"hashes", "day#", "month#"}
    assert [kind for kind in kinds if f"KEY#{kind}" not in section("Keys and secrets")] == []


def test_no_code_has_a_key_of_its_own() -> None:
    written = re.compile(
        r"-----BEGIN|AKIA[0-9A-Z]{16}|(secret|password|token)\s*=\s*[\"'][^\"'{]{12,}"
    )
    for folder in ("functions", "layers", "operate", "client", "command"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not written.search(file.read_text("utf-8")), file


@pytest.mark.parametrize("role", sorted(of_type("AWS::IAM::Role")))
def test_every_service_that_a_role_reaches_is_told(role: str) -> None:
    told = section("Who talks to whom") + section("The logs")
    for policy in resources()[role]["Properties"].get("Policies", ()):
        for statement in policy["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                assert SERVICES.get(action.split(":")[0], "–") in told or "backup" in role.lower()


def test_there_are_two_ways_out_of_aws_and_both_are_told_of() -> None:
    found = set()
    for file in PACKAGE.rglob("*.py"):
        if "http.client" in file.read_text("utf-8") or "urllib.request" in file.read_text("utf-8"):
            found.add(str(file.relative_to(PACKAGE)))
    assert found == {"adapters/akismet.py", "adapters/public_web.py"}
    host = ADDRESS.split("/")[2]
    assert f"`{host}`" in section("Who talks to whom")
    assert "| `fetch_embeds` | oEmbed addresses" in section("Who talks to whom")


def test_every_log_of_the_template_is_in_the_inventory() -> None:
    names = [str(group["LogGroupName"]) for group in of_type("AWS::Logs::LogGroup").values()]
    assert len([name for name in names if "/aws/lambda/" in name]) == len(FUNCTIONS)
    assert [
        name for name in names if "/aws/lambda/" not in name and "/broadsheet/" not in name
    ] == []
    told = section("The logs")
    assert "`/aws/lambda/<stack>-<function>`" in told
    assert "`/broadsheet/<stack>/api`" in told


def test_times_to_remedy_are_said_for_each_kind_of_weakness() -> None:
    rows = re.findall(r"^\| ([^|]+) \|[^|]*\| ([^|]+) \|$", section("To report a weakness"), re.M)
    assert len(rows) >= 6
    assert all(re.search(r"\d|three|seven|thirty|quarter|switched", when) for _, when in rows[1:])


def test_what_it_names_is_there() -> None:
    for link in re.findall(r"\]\(([\w./-]+\.(?:md|json))", PAGE):
        assert (ROOT / "docs" / link).is_file(), link
    for path in re.findall(r"`(tests/[\w/.]+)`", PAGE):
        assert (ROOT / path).exists(), path
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z-]+)", PAGE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
