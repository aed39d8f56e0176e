"""Broadsheet on one machine: the cloud, the stack from `template.yaml`, its people, one address."""

import functools
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.domain.shared.principal import Scope
from client.errors import CommandError
from client.running import HOME, STACK
from local import cloud, note
from local.cloud import Cloud, free_port, is_free, wait_until
from local.deployment import Deployment
from local.front import Front, Seen, taken
from local.journal import Journal
from local.note import Note
from local.one_click import OneClick
from local.people import ensure_people, known_passwords
from local.quiet import Quiet
from local.starting import Starting
from operate.stack import Stack
from operate.template import SITE, of_the_site

BUILDS = HOME / "build"
"""Layers that were built; shared by every stack on this machine."""

MAIL_FROM = "newsroom@mail.localhost"
"""Who readers are told of replies by; MiniStack keeps the mails, and `make mails` shows them."""

AS_IN_THE_FILE: Mapping[str, str] = {}
"""The site is as `site.toml` says; a test may have another."""


def of_one_machine(site_url: str, cloud_url: str, site: Path = SITE) -> dict[str, str]:
    """The parameters of a stack that is shown at `site_url`, in the local cloud at `cloud_url`."""
    return {
        "SiteUrl": site_url,
        "ViewerProtocolPolicy": "allow-all",
        "TokenKeysEndpoint": cloud_url,
        "DeletionProtection": "off",
        "MachineScopes": ",".join(Scope),
        "StaffMfa": "OPTIONAL",
        "MailFrom": MAIL_FROM,
        **of_the_site(site),
    }


def _silent(_step: str) -> None:
    pass


class LocalStack:
    """The stack under `home`, on `port` (any free one if 0). A context manager.

    Several may run at once, each with a home of its own. Raises CommandError where one cannot.
    """

    def __init__(
        self,
        home: Path,
        port: int = 0,
        parameters: Mapping[str, str] = AS_IN_THE_FILE,
        say: Callable[[str], None] = _silent,
        is_durable: bool = False,
        *,
        site: Path = SITE,
    ) -> None:
        """`is_durable` answers a write only when it is on the disk; tests throw theirs away.
        `site` has what the newsroom decides.
        """
        self.home, self._told, self._parameters = home, say, dict(parameters)
        self._port, self._is_durable, self._site = port, is_durable, site
        self.cloud = Cloud(home)
        self.outputs: dict[str, str] = {}
        self.is_new = False
        self.is_changed = False
        self.is_behind = False
        """Whether pages may not show yet what is in the table: they are to be rendered anew."""
        self._behind = home / "behind"
        self._front: Front | None = None
        self._starting: Starting | None = None
        self._journal: Journal | None = None

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
    def note(self) -> Note:
        """What other commands are told of this stack, once it can be used."""
        here = str(self.home)
        return Note(self.site_url, self.cloud.url, self.outputs, here, since=time.time())

    @property
    def operated(self) -> Stack:
        """The same as operators have it."""
        return Stack(STACK, self.client, "" if self._site == SITE else str(self._site))

    def say(self, step: str) -> None:
        """Tell of a step where it was started, and at the address while nothing else is there."""
        self._told(step)
        if self._starting is not None:
            self._starting.step = step

    def client(self, service: str) -> Any:
        """A client of the local service, with everybody's rights."""
        return self._clients(service)

    @functools.cached_property
    def _clients(self) -> Callable[[str], Any]:
        return functools.cache(lambda service: cloud.client(service, self.cloud.url))

    def on_request(self, seen: Seen, say: Callable[[str], None]) -> None:
        """Tell `seen` of each request from now on, and `say` of what goes wrong."""
        if self._front is not None:
            self._front.seen, self._front.say = seen, say
        if self._journal is not None:
            self._journal.on_trouble = lambda trouble: self._say_of(trouble, say)

    def _say_of(self, trouble: str, say: Callable[[str], None]) -> None:
        if not self.cloud.has_ended:
            say(f"writes are refused: {trouble}" if trouble else "writes are taken again")

    def start(self) -> None:
        """Bring everything up, from whatever was there before."""
        self.cloud.claim()
        try:
            self._port = self._port or free_port()
            if not is_free(self._port):
                raise taken(self._port)
            self._starting = Starting(self._port)
            self.say("starting the local cloud")
            self.is_behind = self._behind.exists()
            self._behind.touch()
            self.cloud.start()
            if self.cloud.mended:
                self.say(self.cloud.mended)
            self._bring_up()
        except BaseException:
            self.stop()
            raise

    def _bring_up(self) -> None:
        deployment = self._deploy()
        ensure_people(self.home, self.client("cognito-idp"), self.outputs["UserPoolId"])
        if self._is_durable and (self.is_changed or not self.cloud.state.is_whole()):
            # From here on only the table can lose something: all else is on the disk.
            self.cloud.restart()
        deployment.remember()
        self.is_behind = self.is_behind or self.is_changed or self.cloud.was_unclean
        if self._is_durable:
            self._journal = self._begun_journal()
        self._quiet.waiting()  # counts changes from here on
        keep = self._journal.keep if self._journal else None
        name = self.outputs["DistributionDomainName"]
        self._front = Front(self._port, self.cloud.port, name, keep)
        self._front.one_click = OneClick(lambda: known_passwords(self.home))
        self._end_starting()
        self._front.start()
        self.note.write()

    def _end_starting(self) -> None:
        if self._starting is not None:
            self._starting.stop()
            self._starting = None

    def _begun_journal(self) -> Journal:
        table = self.outputs["TableName"]
        told = self.client("dynamodb").describe_table(TableName=table)["Table"]
        streams = self.client("dynamodbstreams")
        journal = Journal(self.cloud.journal, streams, table, told["LatestStreamArn"])
        journal.start(self.cloud.state.digest())
        return journal

    def stop(self) -> bool:
        """Stop in order: no new requests, then what is under way, then the cloud with its state.

        Whether all of it is kept: else the next start puts it back.
        """
        self._end_starting()
        is_shown = self._front is not None and not self.is_behind
        if self._front is not None:
            self._front.stop()
            self._front = None
            is_shown = self._is_drained() and is_shown
        if self._journal is not None:
            self._journal.stop(is_all=self.cloud.has_ended)
            self._journal = None
        if not self.cloud.is_ours:
            return False  # what is here belongs to another run
        note.forget(self.home)
        kept = self.cloud.end()
        if kept:
            self.cloud.journal.unlink(missing_ok=True)
            if is_shown:
                self._behind.unlink(missing_ok=True)
        self.cloud.leave()
        return kept

    def _is_drained(self) -> bool:
        try:
            return not self.cloud.has_ended and self.drain(10)
        except (BotoCoreError, ClientError):
            return False  # it was killed

    def drain(self, seconds: float = 60.0) -> bool:
        """Wait until every change has reached its pages; False if that took too long."""
        return wait_until(self._quiet.__bool__, seconds, every=0.05)

    @functools.cached_property
    def _quiet(self) -> Quiet:
        return Quiet(self._clients, self.outputs)

    def _deploy(self) -> Deployment:
        url = self.cloud.url
        mark = self.home / "deployed"
        deployment = Deployment(self._clients, url, mark, BUILDS, site=self._site)
        if self.cloud.was_unclean and not self._is_durable:
            deployment.forget()
        self.is_new = deployment.outputs() is None
        self.say("bringing template.yaml up to date")
        parameters = self._parameters | of_one_machine(self.site_url, url, self._site)
        self.is_changed = deployment.bring_up_to_date(parameters, self.cloud.port)
        outputs = deployment.outputs()
        if outputs is None:
            raise CommandError("the stack is not there")
        self.outputs = outputs
        # As a newsroom does once, with a link in a mail.
        self.client("ses").verify_email_identity(EmailAddress=MAIL_FROM)
        return deployment
