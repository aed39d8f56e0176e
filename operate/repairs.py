"""What is done about each kind of dead letter."""

import uuid
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec

from broadsheet.adapters.aws.dead_letters import Batch, letter_in
from broadsheet.adapters.aws.dynamodb.codec import key_item
from broadsheet.adapters.aws.dynamodb.records import any_from_item
from broadsheet.adapters.aws.dynamodb.stream import streamed_changes
from broadsheet.adapters.aws.dynamodb.written import StreamRecord
from broadsheet.adapters.aws.failures import passes
from broadsheet.adapters.aws.s3_events import uploaded_in
from broadsheet.adapters.aws.sqs_embed_queue import SqsEmbedQueue, address_in
from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue, notice_key_in
from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue, page_requests
from broadsheet.adapters.clock import now
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key, Record
from broadsheet.settings import RouteSettings
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.mail.hand_on_waiting import hand_on_waiting
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.site.ask_about import ask_about
from broadsheet.usecases.site.route_changes import route_changes
from operate.access import made
from operate.dead_queue import Letter
from operate.lost_changes import LostChanges
from operate.stack import Stack

_UPLOADS_LAST = timedelta(days=1)
"""As the media bucket's lifecycle says."""
_UNREADABLE = "left: no release can read it yet; see the runbook"


class Fate(NamedTuple):
    """What became of a letter, in a word, and its name where somebody must hear of it."""

    word: str
    name: str = ""
    is_left: bool = False
    needs_rebuild: bool = False


class Repairs:
    """Of one stack. In a dry run, it only says what it would do."""

    def __init__(self, stack: Stack, *, dry_run: bool) -> None:
        clients, outputs = stack.clients, stack.outputs()
        self._podcasts = RouteSettings.of(stack.environment("route_changes")).podcasts
        self._dry_run, self._run = dry_run, uuid.uuid4().hex
        self._table, self._services = made(clients, stack.environment("submit_comment"))
        self._items, self._name = clients("dynamodb"), outputs["TableName"]
        self._changes = LostChanges(clients("dynamodbstreams"))
        self._sqs, self._uploads = clients("sqs"), outputs["UploadsUrl"]
        self._pages = SqsRenderQueue(self._sqs, outputs["RenderQueueUrl"])
        self._embeds = SqsEmbedQueue(self._sqs, outputs["EmbedQueueUrl"])
        self._mails = SqsMailQueue(self._sqs, outputs["MailQueueUrl"])

    def route(self, letter: Letter) -> Fate:
        """The pages that its changes can alter are queued; those of changes that the stream has no
        more cannot be told, and all are rendered anew.
        """
        try:
            about = letter_in(letter.body)
        except msgspec.DecodeError:
            return Fate(_UNREADABLE, letter.id, is_left=True)
        name, records = _named(about), self._changes.of(about)
        if records is None:
            return self._all_anew(name)
        changes, unreadable = streamed_changes(records)
        if any(self._is_unreadable(one.key) for one in unreadable):
            return Fate(_UNREADABLE, name, is_left=True)
        if unreadable:
            return self._all_anew(name)
        if self._dry_run:
            return Fate("to be routed")
        routed = route_changes(self._table, self._pages, changes, passes, self._podcasts)
        if routed.lost or routed.again or ask_about(lambda: self._embeds, changes):
            return Fate("left: its pages cannot be told, see the runbook", name, is_left=True)
        return Fate("routed")

    def _all_anew(self, name: str) -> Fate:
        word = "to be told by a rebuild" if self._dry_run else "told by a rebuild of every page"
        return Fate(word, name, needs_rebuild=True)

    def place(self, letter: Letter) -> Fate:
        """What its changes were about is placed, or handed on, as it is now."""
        try:
            about = letter_in(letter.body)
        except msgspec.DecodeError:
            return Fate(_UNREADABLE, letter.id, is_left=True)
        if isinstance(about, Batch):
            records = self._changes.of(about)
            if records is None:
                return self._place_all()
            keys = [_key(record) for record in records]
        else:
            keys = [about.key]
        if any(self._is_unreadable(key) for key in keys):
            return Fate(_UNREADABLE, _named(about), is_left=True)
        if self._dry_run:
            return Fate("to be placed or handed on")
        done = [self._place(self._read(key)) for key in keys]
        if not all(done):
            return Fate("left: its queue took it not", _named(about), is_left=True)
        return Fate("placed or handed on")

    def _place_all(self) -> Fate:
        if self._dry_run:
            return Fate("to be placed with all that wait")
        place_waiting(self._services, self._table, self._request())
        hand_on_waiting(self._table, self._mails, now())
        return Fate("placed with all that waited")

    def _place(self, record: Record | None) -> bool:
        if isinstance(record, Placement):
            ids = [record.comment_id]
            place_comments(self._services, self._request(), record.article_id, ids)
        if isinstance(record, Notice):
            return not self._mails.send([record])
        return True

    def _request(self) -> Request:
        return Request(id=self._run, who=Principal("redrive", frozenset()))

    def render(self, letter: Letter) -> Fate:
        """Its pages are queued again."""
        try:
            requests = page_requests(letter.body)
        except msgspec.DecodeError:
            return Fate(_UNREADABLE, letter.id, is_left=True)
        if self._dry_run:
            return Fate("to be rendered")
        if self._pages.send([(f"redrive-{letter.id}-{n}", r) for n, r in enumerate(requests)]):
            page = requests[0].page.files[0]
            return Fate("left: the render queue took it not", page, is_left=True)
        return Fate("sent back to be rendered")

    def mail(self, letter: Letter) -> Fate:
        """It is sent back, if it is still to be sent and worth it."""
        try:
            key = notice_key_in(letter.body)
        except msgspec.DecodeError:
            return Fate(_UNREADABLE, letter.id, is_left=True)
        name = f"{key.pk} {key.sk}"
        if self._is_unreadable(key):
            return Fate(_UNREADABLE, name, is_left=True)
        notice = self._table.get(Notice, key)
        if notice is None:
            return Fate("thrown away: it was sent, or is wanted no more")
        if now().timestamp() >= notice.expires_at:
            return Fate("thrown away: older than three days", name)
        if self._dry_run:
            return Fate("to be sent")
        if self._mails.send([notice]):
            return Fate("left: the mail queue took it not", name, is_left=True)
        return Fate("sent back to be sent")

    def ask(self, letter: Letter) -> Fate:
        """It is sent back: whoever asks looks first whether that is known by now."""
        try:
            url = address_in(letter.body)
        except msgspec.DecodeError:
            return Fate(_UNREADABLE, letter.id, is_left=True)
        if self._dry_run:
            return Fate("to be asked about")
        if self._embeds.send([url]):
            return Fate("left: its queue took it not", url, is_left=True)
        return Fate("sent back to be asked about")

    def upload(self, letter: Letter) -> Fate:
        """It is sent back, while the bucket still has what was uploaded."""
        try:
            uploaded = list(uploaded_in(letter.body))
        except (ValueError, LookupError, TypeError, AttributeError):
            return Fate(_UNREADABLE, letter.id, is_left=True)
        if not uploaded:
            return Fate("thrown away: it tells of no upload")
        if now() - letter.sent >= _UPLOADS_LAST:
            word = "thrown away: uploads are kept for a day; ask for it again"
            return Fate(word, ", ".join(uploaded))
        if self._dry_run:
            return Fate("to be dealt with")
        self._sqs.send_message(QueueUrl=self._uploads, MessageBody=letter.body)
        return Fate("sent back to be dealt with")

    def _read(self, key: Key) -> Record | None:
        """What is there now. Raises whatever is wrong with it."""
        asked: dict[str, Any] = {"TableName": self._name, "Key": key_item(key)}
        item = self._items.get_item(**asked, ConsistentRead=True).get("Item")
        return any_from_item(item) if item else None

    def _is_unreadable(self, key: Key) -> bool:
        try:
            self._read(key)
        except (KeyError, ValueError, TypeError, AttributeError):
            return True
        return False


def _key(record: StreamRecord) -> Key:
    keys = record["dynamodb"]["Keys"]
    return Key(keys["pk"]["S"], keys["sk"]["S"])


def _named(about: Any) -> str:
    if isinstance(about, Batch):
        first, last = about.start_sequence_number, about.end_sequence_number
        return f"changes {first} to {last} of {about.shard_id}"
    return f"{about.key.pk} {about.key.sk}, change {about.sequence}"
