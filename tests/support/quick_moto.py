"""moto without work that makes no difference to what it answers, and with one mistake less.

Deep copies of the whole table: to be able to go back, moto copies every item and the whole
stream, once for each operation. Our transactions put and delete items whole: a copy of the
dictionaries that hold those is enough, once for all of them.

The size of an item, which it adds up anew with each attribute: once is enough.

Values of attributes, which moto keeps as DynamoDB's JSON has them: it serializes them nevertheless,
and looks for each member of them under four names. Only bytes are another thing on the wire.

A stream's iterator, which goes on reading what a transaction that failed has left behind: the
table was put back by then, with a stream of its own.

All items of a table: to ask for a partition that is not there makes it, and whoever was walking
over all of them in another thread stumbled.

Its backend of a service, before which it looks each time whether it is among all that there are;
and a random name of each request.

A key of KMS, for which it looks for two primes: nothing here is signed with one.

Expressions of updates: ten visitors walk over each, and make their list of kinds at every node.

Addresses: of two hundred services it tries one after the other, and makes those of the service
anew for each call; so it does with the list of a class's methods.
"""

import copy
import functools
import threading
from typing import Any

import pytest
from moto import backend_index
from moto.core import responses, utils
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing import ast_nodes
from moto.dynamodbstreams.models import ShardIterator
from moto.kms import models as kms
from moto.kms import utils as kms_keys
from moto.sqs import models as sqs

from tests.support.quick_table import make_tables_quick


def make_moto_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends. An item that `UpdateItem` changed in place is never in a transaction."""
    monkeypatch.setattr(Table, "__deepcopy__", _copied, raising=False)
    monkeypatch.setattr(DynamoDBBackend, "transact_write_items", _transacted)
    monkeypatch.setattr(Table, "all_items", _all_items)
    monkeypatch.setattr(Item, "__init__", _made)
    monkeypatch.setattr(ResponseSerializer, "_serialize_type_structure", _serialized)
    monkeypatch.setattr(ShardIterator, "get", _read)
    monkeypatch.setattr(backend_index, "backend_url_patterns", _OURS_FIRST)
    monkeypatch.setattr(BaseBackend, "urls", property(_urls))
    monkeypatch.setattr(responses, "method_names_from_class", _method_names)
    for module in (responses, sqs):
        monkeypatch.setattr(module, "camelcase_to_underscores", _with_underscores)
    monkeypatch.setattr(kms, "generate_private_key", _private_key)
    monkeypatch.setattr(BackendDict, "__getitem__", _backend)
    monkeypatch.setattr(responses, "gen_amzn_requestid_long", lambda _headers: "request")
    make_tables_quick(monkeypatch)
    monkeypatch.setattr(_VISITOR, "traverse", _traversed)
    monkeypatch.setattr(_VISITOR, "nodes_to_be_processed", _kinds)
    monkeypatch.setattr(_VISITOR, "process", _processed)


def _all_items(table: Any) -> list[Item]:
    while True:
        try:
            return _walked(table)
        except RuntimeError:
            continue  # it grew meanwhile


_walked = Table.all_items


def _backend(known: Any, account: str) -> Any:
    if account in known and any(one is known for one in _backends._instances):
        return dict.__getitem__(known, account)
    return _looked_up(known, account)


_backends: Any = BackendDict
_looked_up: Any = BackendDict.__getitem__


def _urls(backend: Any) -> Any:
    kind = type(backend)
    if kind not in _known_urls:
        _known_urls[kind] = _made_urls(backend)
    return _known_urls[kind]


_known_urls: dict[Any, Any] = {}
_made_urls: Any = BaseBackend.urls.fget  # type: ignore[attr-defined]
_MOST_BYTES = 405_000
"""As moto has it, in `LimitedSizeDict`."""
_OURS = {"dynamodb", "dynamodbstreams", "kms", "s3", "sesv2", "sqs"}
_OURS_FIRST = sorted(backend_index.backend_url_patterns, key=lambda known: known[0] not in _OURS)
_method_names = functools.cache(utils.method_names_from_class)
_with_underscores = functools.cache(utils.camelcase_to_underscores)


def _serialized(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    is_value = shape.name == "AttributeValue" and isinstance(value, dict) and key
    if is_value and not _has_bytes(value):
        self._default_serialize(serialized, value, shape, key)
    else:
        _whole(self, serialized, value, shape, key)


def _has_bytes(value: dict[str, Any]) -> bool:
    ((kind, of),) = value.items()
    if kind in ("M", "L"):
        return any(map(_has_bytes, of.values() if kind == "M" else of))
    return kind in ("B", "BS")


_whole = ResponseSerializer._serialize_type_structure


def _made(item: Any, hash_key: Any, range_key: Any, attrs: dict[str, Any]) -> None:
    item.hash_key, item.range_key = hash_key, range_key
    item.attrs = LimitedSizeDict()
    for name, value in attrs.items():
        dict.__setitem__(item.attrs, name, DynamoType(value))
    if item.size() > _MOST_BYTES:
        raise ItemSizeTooLarge


def _transacted(backend: Any, asked: list[dict[str, Any]]) -> None:
    """One copy for all that is asked for at once, of the partitions that it may change."""
    of_each = (of for one in asked for of in one.values())
    keys = [of.get("Key") or of["Item"] for of in of_each]
    _here.kept, _here.touched = {}, {DynamoType(key[_PARTITION]) for key in keys}
    try:
        _transact(backend, asked)
    finally:
        del _here.kept, _here.touched


_PARTITION = "pk"
_here = threading.local()
_transact: Any = DynamoDBBackend.transact_write_items


def _copied(table: Any, _memo: Any) -> Any:
    kept: dict[int, Any] = getattr(_here, "kept", {})
    if id(table) not in kept:
        kept[id(table)] = _copy_of(table)
    return kept[id(table)]


def _copy_of(table: Any) -> Any:
    copied = copy.copy(table)
    copied.items = copy.copy(table.items)
    for key in getattr(_here, "touched", list(table.items)):
        if key in table.items:
            copied.items[key] = copy.copy(table.items[key])
    if table.stream_shard is not None:
        copied.stream_shard = copy.copy(table.stream_shard)
        copied.stream_shard.items = list(table.stream_shard.items)
        copied.stream_shard.table = copied
    return copied


def _read(iterator: Any, limit: int = 1000) -> Any:
    table = iterator.streams_backend.dynamodb.get_table(iterator.stream_shard.table.name)
    iterator.stream_shard = table.stream_shard
    return _read_on(iterator, limit)


_read_on: Any = ShardIterator.get


_VISITOR: Any = vars(ast_nodes)["DepthFirstTraverser"]
_private_key: Any = functools.cache(kms_keys.generate_private_key)


def _traversed(visitor: Any, node: Any) -> Any:
    visitor.known = visitor._processing_map()
    visitor.kinds = tuple(visitor.known)
    return visitor.traverse_node_recursively(node)


def _kinds(visitor: Any) -> Any:
    return visitor.kinds


def _processed(visitor: Any, node: Any) -> Any:
    return next(of for kind, of in visitor.known.items() if isinstance(node, kind))(node)
