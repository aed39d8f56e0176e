"""The render queue: FIFO, one group for each page, or for those that are rendered together."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from broadsheet.adapters.aws.sqs_batches import send_all
from broadsheet.domain.site.pages import AnyPage, company_of, unit_of
from broadsheet.usecases.site.ports import PageRequest

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_LONGEST_GROUP = 128
_MOST = 20
"""Pages in one message: ten messages are one batch of `render_pages`, and 256 KB in one call."""


class _Message(msgspec.Struct):
    page: AnyPage
    causes: tuple[str, ...]
    accepted_at: datetime | None
    is_first: bool = False


class _Pack(msgspec.Struct):
    requests: tuple[_Message, ...]


_Pages = dict[AnyPage, tuple[int, str, PageRequest]]
"""Of each page its request, with its id and its place in what is sent."""


class SqsRenderQueue:
    """Implements `RenderQueue`: what is of one unit goes in one message."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """See `RenderQueue`."""
        packs = list(_packs(requests))
        entries = [_entry(n, unit, pack) for n, (unit, pack) in enumerate(packs)]
        failed = send_all(self._client, self._url, entries)
        return {number for n in failed for number, _, _ in packs[n][1].values()}


def _packs(requests: Sequence[tuple[str, PageRequest]]) -> Iterator[tuple[str, _Pages]]:
    """What goes in one message, with its unit: each page of that once, and `_MOST` at most."""
    open_packs: dict[str, _Pages] = {}
    units = {unit_of(request.page) for _, request in requests}
    for number, (id_, request) in enumerate(requests):
        company = company_of(request.page)
        unit = company if company in units else unit_of(request.page)
        pack = open_packs.get(unit, {})
        if request.page in pack or len(pack) == _MOST:
            yield unit, open_packs.pop(unit)
        open_packs.setdefault(unit, {})[request.page] = (number, id_, request)
    yield from open_packs.items()


def _entry(number: int, unit: str, pack: _Pages) -> "SendMessageBatchRequestEntryTypeDef":
    ids = [id_ for _, id_, _ in pack.values()]
    requests = [_Message(*request) for _, _, request in pack.values()]
    body: _Message | _Pack = requests[0] if len(pack) == 1 else _Pack(tuple(requests))
    return {
        "Id": str(number),
        "MessageBody": msgspec.json.encode(body).decode(),
        "MessageGroupId": _group_of(unit),
        "MessageDeduplicationId": ids[0] if len(pack) == 1 else _hashed("\0".join(ids)),
    }


def _group_of(file: str) -> str:
    """The file itself, or its hash where it is none of what SQS takes (128 characters of ASCII)."""
    if len(file) <= _LONGEST_GROUP and file.isascii() and file.isprintable() and " " not in file:
        return file
    return _hashed(file)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def page_requests(body: str) -> list[PageRequest]:
    """The requests in a message. Raises msgspec.ValidationError for what we did not send."""
    if "requests" in msgspec.json.decode(body, type=dict[str, msgspec.Raw]):
        messages = msgspec.json.decode(body, type=_Pack).requests
    else:
        messages = (msgspec.json.decode(body, type=_Message),)
    return [PageRequest(one.page, one.causes, one.accepted_at, one.is_first) for one in messages]
