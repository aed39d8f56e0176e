"""What is kept of the table and of pictures beyond what they hold now, and for how long."""

from typing import Any

from local import template
from tests.support.template_resources import of_type, resources

RECOVERY_DAYS = 35
"""Of the table's point-in-time recovery (Amazon DynamoDB Developer Guide)."""


def rules(bucket: str) -> dict[str, dict[str, Any]]:
    properties = resources()[bucket]["Properties"]
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    return {rule["Id"]: rule for rule in properties["LifecycleConfiguration"]["Rules"]}


def test_a_removed_picture_is_kept_as_long_as_logs_and_a_removed_upload_not_at_all() -> None:
    by_name = rules("MediaBucket")
    kept = by_name["removed-pictures"]
    assert "Prefix" not in kept
    assert kept["NoncurrentVersionExpiration"] == {"NoncurrentDays": {"Ref": "RetentionDays"}}
    assert kept["ExpiredObjectDeleteMarker"]
    uploads = by_name["uploads-that-nobody-dealt-with"]
    assert (uploads["Prefix"], uploads["ExpirationInDays"]) == ("uploads/", 1)
    assert uploads["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}


def test_what_nothing_could_make_again_is_backed_up_and_nothing_is_kept_longer_than_it() -> None:
    (selection,) = of_type("AWS::Backup::BackupSelection").values()
    backed_up = [r["Fn::GetAtt"][0] for r in selection["BackupSelection"]["Resources"]]
    assert backed_up == ["Table", "MediaBucket"]
    (plan,) = of_type("AWS::Backup::BackupPlan").values()
    (rule,) = plan["BackupPlan"]["BackupPlanRule"]
    (copy,) = rule["CopyActions"]
    assert copy["DestinationBackupVaultArn"] == {"Ref": "BackupCopyVaultArn"}
    for lifecycle in (rule["Lifecycle"], copy["Lifecycle"]):
        assert lifecycle == {"DeleteAfterDays": RECOVERY_DAYS}


def test_without_a_vault_elsewhere_nothing_of_it_exists() -> None:
    assert template.load()["Parameters"]["BackupCopyVaultArn"]["Default"] == ""
    of_it = {name for name, one in resources().items() if one.get("Condition") == "HasBackup"}
    assert of_it == {"Backups", "BackupPlan", "BackupSelection", "BackupRole"}
    assert {n for n, one in resources().items() if "::Backup::" in one["Type"]} <= of_it


def test_the_key_of_hashes_can_be_taken_to_another_region() -> None:
    assert resources()["PrivacyKey"]["Properties"]["MultiRegion"] is True
