"""The stage as it is deployed: those around it do as a client, a queue, a stream do on AWS."""

import functools
import itertools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from broadsheet.adapters import clock
from broadsheet.adapters.aws.dynamodb import table as dynamo
from broadsheet.usecases.shared import committing
from tests.faults.injection import Injector, inject_on_moto
from tests.faults.killing import Killed
from tests.faults.stage import TRIES, Scene, Stage, Undone, stage_on_moto
from tests.support import aws, cloud, moto_state
from tests.support.api import Api
from tests.support.lambdas import Event, Stack
from tests.support.staff_tokens import publish_keys

_MINUTE = timedelta(minutes=1)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_BY_CHANCE = re.compile(r"'(?:sealed|wrapped)': \{'S': '[^']*'\}")
"""What KMS makes, which is another thing each time."""
_COUNTED = re.compile(r"'times': \{'N': '\d+'\}")
"""How often somebody sent something in a minute: no page and no word is made of it."""
_OTHERS_WERE_QUICKER = re.compile('"code":"in_flight"|Others are changing the same')
"""As a program is told, of all or of one comment of many, and as a reader is."""
_WAITS = {
    "client": 1.0,
    "route_changes": 1.0,
    "place_comments": 1.0,
    "publish_due": 60.0,
    "render_pages": 2.0,
    "send_mails": 180.0,
    "process_media": 360.0,
    "fetch_embeds": 2.0,
}
"""Seconds until a source delivers again: the visibility timeouts of the template, what
`try_again_soon` makes of that of pages and of addresses, the clock's minute."""


class DeployedStage(Stage):
    """Knows how long those who wait have waited, and which mails went out."""

    injector: Injector
    seconds: float = 0

    def set_up(self, scene: Scene) -> None:
        """See `Stage`."""
        if hasattr(self, "stack"):
            self._put_back(scene)
        else:
            super().set_up(scene)
            boto3.client("sesv2").create_email_identity(EmailIdentity="news.example.org")
        self.seconds = 0
        # Those of a scene are smaller than all that are made in it.
        self.numbers = itertools.count(1_000_000 if scene.items else 1)
        self.injector.mails.clear()

    def _put_back(self, scene: Scene) -> None:
        """In the same table, buckets and queues."""
        ours = self.stack.cloud
        buckets = (ours.bucket, ours.media_bucket)
        moto_state.empty(ours.table, buckets, ours.queues)
        moto_state.put(ours.table, scene.items)
        moto_state.fill(ours.bucket, scene.files)
        moto_state.fill(ours.media_bucket, scene.negatives)
        self.clock.now = scene.now
        self.stack = Stack(ours, self._first.monkeypatch, self.clock)
        self.api = Api(self.stack)
        self.web.forget()
        self.die()

    def new_id(self) -> str:
        """A UUIDv7, sorted by when it was made."""
        return f"01a20470-0000-7000-8000-{next(self.numbers):012x}"

    def insist(self, attempt: Callable[[], Any]) -> Any:
        """As `Stage`: also where the answer is that others were quicker, or that it is too much.

        The time does not move, but where the answer says how long to wait: what is done at a second
        try is then the same as what would have been done at the first.
        """
        for _ in range(TRIES):
            try:
                answer = attempt()
            except Killed:
                self.die()
            except AssertionError:
                raise
            except Exception:  # noqa: BLE001 - whatever it is, Lambda delivers the event again
                self.seconds += _WAITS.get(self.stack._current, 1.0)
            else:
                if not self._is_to_be_tried_again(answer):
                    return answer
        raise Undone(self.stack.output.getvalue()[-4000:])

    def _is_to_be_tried_again(self, answer: Any) -> bool:
        status = getattr(answer, "status", 200)
        if status == 429:
            self.later(_MINUTE)
            self.seconds += 60
        elif status >= 500 or _OTHERS_WERE_QUICKER.search(getattr(answer, "body", "")):
            self.seconds += 1
        else:
            return False
        return True

    def state(self) -> str:
        """All that anything could still come of, but for names that chance gives.

        Two states that read the same become the same site: ids stand here in their order, and the
        time is the same time.
        """
        ours = self.stack.cloud
        files = {k: hash(o) for k, o in _flat(moto_state.objects(ours.bucket))}
        pictures = sorted(moto_state.objects(ours.media_bucket))
        waiting = [moto_state.waiting(url) for url in ours.queues]
        items = sorted(map(str, self.stack.items()))
        told = moto_state.changes(ours.table)
        text = str(
            (items, told, waiting, files, pictures, len(self.injector.mails), self.clock.now)
        )
        text = _COUNTED.sub("", _BY_CHANCE.sub("", text))
        return in_order(text)


def in_order(text: str) -> str:
    """The text, with ids as their places among all that are in it."""
    order = {name: f"<{n}>" for n, name in enumerate(sorted(set(_ID.findall(text))))}
    return _ID.sub(lambda found: order[found[0]], text)


def _flat(found: Any) -> Iterator[tuple[str, Any]]:
    for key, one in found.items():
        yield key, (one.body, json.dumps(dict(one.metadata), sort_keys=True, default=str))


@contextmanager
def deployed_stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[DeployedStage]:
    """A stage with nothing on it, and an injector between it and the cloud."""
    injector = inject_on_moto(monkeypatch)
    # However long a function waits before it tries again, here nobody does.
    monkeypatch.setattr(dynamo, "_PAUSE", 0)
    monkeypatch.setattr(committing, "PAUSE", 0)
    invoke = Stack.invoke

    def watched(stack: Stack, function: str, sent: Event, context: Any = None) -> Any:
        with injector.invocation(function):
            return invoke(stack, function, sent, context)

    monkeypatch.setattr(Stack, "invoke", watched)
    with stage_on_moto(monkeypatch, _kind_with(injector)) as stage:
        assert isinstance(stage, DeployedStage)
        monkeypatch.setattr(clock, "new_id", stage.new_id)
        _as_the_product_sets_them_up(stage, monkeypatch)
        publish_keys(monkeypatch)
        yield stage


def _as_the_product_sets_them_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore tries as often as the functions' own clients let it."""

    @functools.cache
    def made(service: str, retries: int) -> Any:
        config = Config(signature_version=UNSIGNED if service != "s3" else None)
        if retries:
            config = config.merge(Config(retries={"max_attempts": retries}))
        return cloud._make(service, region_name=aws.REGION, config=config, **aws.CREDENTIALS)

    def client(service: str, config: Any = None) -> Any:
        retries = (config.retries or {}).get("max_attempts", 0) if config else 0
        return stage.killer.client(made(service, retries))

    cloud.instead_of_clients(client, monkeypatch)


def _kind_with(injector: Injector) -> type[DeployedStage]:
    return type("DeployedStage", (DeployedStage,), {"injector": injector})
