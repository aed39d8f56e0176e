"""Broadsheet on one machine: the cloud, the stack from `template.yaml`, its people, one address."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from broadsheet.domain.principal import Scope
from local import cloud, note
from local.cloud import Cloud, CloudError, free_port, is_free, wait_until
from local.deployment import Deployment
from local.front import Front, Seen, taken
from local.note import Note
from local.people import People
from local.quiet import Quiet

HOME = note.HOME
BUILDS = HOME / "build"
"""Layers that were built; shared by every stack on this machine."""

MAIL_FROM = "newsroom@mail.localhost"
"""Who readers are told of replies by; MiniStack keeps the mails, and `make mails` shows them."""

AS_IN_THE_FILE: Mapping[str, str] = {}
"""The site is as `site.toml` says; a test may have another."""


def _silent(_step: str) -> None:
    pass


class LocalStack:
    """The stack under `home`, on `port` (any free one if 0). A context manager.

    Several may run at once, each with a home of its own. Raises CloudError where one cannot start.
    """

    def __init__(
        self,
        home: Path,
        port: int = 0,
        parameters: Mapping[str, str] = AS_IN_THE_FILE,
        say: Callable[[str], None] = _silent,
    ) -> None:
        self.home, self.say, self._parameters = home, say, dict(parameters)
        self._port = port
        self.cloud = Cloud(home)
        self.outputs: dict[str, str] = {}
        self.is_new = False
        self.is_changed = False
        self._front: Front | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def site_url(self) -> str:
        """The one address of site and API, without a slash at the end."""
        return f"http://localhost:{self._port}"

    @functools.cached_property
    def people(self) -> People:
        """The users of the pool and their tokens."""
        return self._note().people

    def client(self, service: str) -> Any:
        """A client of the local service, with everybody's rights."""
        return self._clients(service)

    @functools.cached_property
    def _clients(self) -> Callable[[str], Any]:
        return functools.cache(lambda service: cloud.client(service, self.cloud.url))

    def on_request(self, seen: Seen) -> None:
        """Tell `seen` of each request from now on."""
        if self._front is not None:
            self._front.seen = seen

    def start(self) -> None:
        """Bring everything up, from whatever was there before."""
        self._port = self._port or free_port()
        if not is_free(self._port):
            raise taken(self._port)
        self.say("starting the local cloud")
        self.cloud.start()
        try:
            self._deploy()
            self.people.ensure()
            self._quiet.waiting()  # counts changes from here on
            self._front = Front(self._port, self.cloud.port, self.outputs["DistributionDomainName"])
            self._front.start()
            self._note().write()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop in order: no new requests, then what is under way, then the cloud with its state."""
        if self._front is not None:
            self._front.stop()
            self._front = None
            self.drain(10)
        note.forget(self.home)
        self.cloud.stop()

    def drain(self, seconds: float = 60.0) -> bool:
        """Wait until every change has reached its pages; False if that took too long."""
        return wait_until(self._quiet.__bool__, seconds, every=0.05)

    @functools.cached_property
    def _quiet(self) -> Quiet:
        return Quiet(self._clients, self.outputs)

    def _deploy(self) -> None:
        url = self.cloud.url
        deployment = Deployment(self._clients, url, self.home / "deployed", BUILDS)
        if self.cloud.was_unclean:
            deployment.forget()
        self.is_new = deployment.outputs() is None
        self.say("bringing template.yaml up to date")
        parameters = self._parameters | {
            "SiteUrl": self.site_url,
            "ViewerProtocolPolicy": "allow-all",
            "TokenKeysEndpoint": url,
            "DeletionProtection": "off",
            "MachineScopes": ",".join(Scope),
            "MailFrom": MAIL_FROM,
        }
        self.is_changed = deployment.bring_up_to_date(parameters, self.cloud.port)
        outputs = deployment.outputs()
        if outputs is None:
            raise CloudError("the stack is not there")
        self.outputs = outputs
        # As a newsroom does once, with a link in a mail.
        self.client("ses").verify_email_identity(EmailAddress=MAIL_FROM)

    def _note(self) -> Note:
        return Note(self.site_url, self.cloud.url, self.outputs, str(self.home))
