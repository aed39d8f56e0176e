"""Whatever checkov and cloudsplaining have against the template is mended or answered."""

from pathlib import Path

import pytest

from tests.support import security
from tests.support.security import Finding
from tests.unit.stack.test_adaptations import transformed

ANSWERS = security.answers()


@pytest.fixture(scope="module")
def kinds() -> dict[str, str]:
    """Of each resource that the template becomes."""
    return {name: resource["Type"] for name, resource in transformed()["Resources"].items()}


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a.check} {a.of or a.resources}")
def test_an_answer_is_about_what_is_there_and_says_why(
    answer: security.Answer, kinds: dict[str, str]
) -> None:
    assert answer.tool in ("checkov", "cloudsplaining")
    assert answer.tool != "checkov" or answer.check.startswith(("CKV_AWS_", "CKV2_AWS_"))
    assert bool(answer.resources) != bool(answer.of)
    assert set(answer.resources) <= kinds.keys()
    assert not answer.of or answer.of in kinds.values()
    assert len(answer.why) > 60


def test_nothing_is_answered_twice(kinds: dict[str, str]) -> None:
    told = [
        (a.tool, a.check, name)
        for a in ANSWERS
        for name, kind in kinds.items()
        if a.covers(Finding(a.tool, a.check, name), kind)
    ]
    assert len(told) == len(set(told))


def test_a_finding_about_another_resource_or_of_another_check_is_not_answered() -> None:
    for finding, kind in (
        (Finding("checkov", "CKV_AWS_18", "AnotherBucket"), "AWS::S3::Bucket"),
        (Finding("checkov", "CKV_AWS_21", "SiteBucket"), "AWS::S3::Bucket"),
        (Finding("cloudsplaining", "CKV_AWS_18", "SiteBucket"), "AWS::S3::Bucket"),
    ):
        assert not any(answer.covers(finding, kind) for answer in ANSWERS)


@pytest.mark.skipif(not security.is_installed(), reason="checkov is large: make security brings it")
def test_every_finding_is_answered_and_every_answer_is_needed(
    tmp_path: Path, kinds: dict[str, str]
) -> None:
    found = security.findings(transformed(), tmp_path)
    assert found
    kind = {finding: kinds.get(finding.resource, "") for finding in found}
    open_ = [f for f in sorted(found) if not any(a.covers(f, kind[f]) for a in ANSWERS)]
    assert open_ == [], "mend it, or answer in answered_findings.toml"
    spare = [a for a in ANSWERS if not any(a.covers(f, kind[f]) for f in found)]
    assert spare == [], "found no more: take the answer out"
