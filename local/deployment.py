"""`template.yaml` deployed to a local cloud by its CloudFormation, only when something changed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from client.errors import CommandError
from client.files import write_whole
from client.running import STACK
from local import layers, template
from local.cloud import wait_until
from operate.template import SITE

_BUCKET = "broadsheet-code"
_SECONDS = 120.0

Clients = Callable[[str], Any]


class Deployment:
    """A stack in one cloud. `mark` is the file that says what was deployed last, and `site` the
    folder with what the newsroom decides.
    """

    def __init__(
        self,
        clients: Clients,
        cloud_url: str,
        mark: Path,
        builds: Path,
        stack: str = STACK,
        *,
        site: Path = SITE,
    ) -> None:
        self._clients, self._url, self._stack = clients, cloud_url, stack
        self._mark, self._builds, self._site = mark, builds, site
        self._wanted = ""

    def outputs(self) -> dict[str, str] | None:
        """The stack's outputs; nothing if it is not there."""
        formation = self._clients("cloudformation")
        stacks = formation.list_stacks()["StackSummaries"]
        known = (s for s in stacks if s["StackName"] == self._stack)
        if not any("ROLLBACK" not in one["StackStatus"] for one in known):
            return None
        (stack,) = formation.describe_stacks(StackName=self._stack)["Stacks"]
        return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}

    def forget(self) -> None:
        """What was deployed last is not known any more."""
        self._mark.unlink(missing_ok=True)

    def bring_up_to_date(self, parameters: Mapping[str, str], gateway_port: int) -> bool:
        """Deploy code, template and parameters as they are now; whether anything had changed.

        Deploys again next time unless `remember` is called. Raises CommandError if the stack does
        not come up.
        """
        archives, addresses = self._code()
        stack = template.translated(addresses, gateway_port, parameters)
        wanted = hashlib.sha256(json.dumps([stack, dict(parameters)]).encode()).hexdigest()
        if self.outputs() is not None and self._mark.exists() and self._mark.read_text() == wanted:
            return False
        self.forget()
        self._upload(archives | {"template.json": json.dumps(stack).encode()})
        self._apply(parameters)
        self._wanted = wanted
        return True

    def remember(self) -> None:
        """What was deployed is kept: it need not be again."""
        if self._wanted:
            write_whole(self._mark, self._wanted)

    def _code(self) -> tuple[dict[str, bytes], dict[str, str]]:
        source = template.load()
        zips = {n: layers.zipped(folder) for n, folder in template.functions(source).items()}
        folders = template.layers(source) | {"SiteLayer": self._site}
        for name, folder in folders.items():
            zips[name] = layers.pointer(layers.built(name, folder, self._builds))
        keys = {n: f"{n}-{hashlib.sha256(z).hexdigest()[:16]}.zip" for n, z in zips.items()}
        archives = {keys[name]: archive for name, archive in zips.items()}
        return archives, {name: f"s3://{_BUCKET}/{key}" for name, key in keys.items()}

    def _upload(self, files: Mapping[str, bytes]) -> None:
        s3 = self._clients("s3")
        if _BUCKET not in {b["Name"] for b in s3.list_buckets()["Buckets"]}:
            where = {"LocationConstraint": s3.meta.region_name}
            s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration=where)
        for key, content in files.items():
            s3.put_object(Bucket=_BUCKET, Key=key, Body=content)

    def _apply(self, parameters: Mapping[str, str]) -> None:
        formation = self._clients("cloudformation")
        deploy = formation.create_stack if self.outputs() is None else formation.update_stack
        deploy(
            StackName=self._stack,
            TemplateURL=f"{self._url}/{_BUCKET}/template.json",
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        )
        wait_until(lambda: "IN_PROGRESS" not in self._status(), _SECONDS)
        if self._status() not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            raise CommandError(f"the stack did not come up: {self._status()}; {self._failures()}")

    def _status(self) -> str:
        stacks = self._clients("cloudformation").describe_stacks(StackName=self._stack)["Stacks"]
        status: str = stacks[0]["StackStatus"]
        return status

    def _failures(self) -> str:
        events = self._clients("cloudformation").describe_stack_events(StackName=self._stack)
        return "; ".join(
            f"{e['LogicalResourceId']}: {e.get('ResourceStatusReason', '?')}"
            for e in events["StackEvents"]
            if e["ResourceStatus"].endswith("FAILED")
        )
