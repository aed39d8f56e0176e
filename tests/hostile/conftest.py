"""One stack for each file: what was sent before may be in the table, as it would be."""

import json
from collections.abc import Iterator

import pytest

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.shared.ports import Cause
from tests.fakes.table import MemoryTable
from tests.hostile.hostile_lists import Crowd
from tests.support.desk import Browser, Desk
from tests.support.lambdas import instead_of, stack_on_moto


class StrictTable(MemoryTable):
    """Refuses what DynamoDB would: text that is no UTF-8, and keys that are too long."""

    def must_fit(self, record: Record, cause: Cause) -> None:
        item = json.dumps(to_item(record, cause), ensure_ascii=False, default=str)
        assert len(item.encode()) > 2
        assert len(record.key.pk.encode()) <= 2048
        assert len(record.key.sk.encode()) <= 1024
        super().must_fit(record, cause)


@pytest.fixture(scope="module")
def table() -> StrictTable:
    """What the functions write to; moto takes 30 ms for a comment, which is too long for lists."""
    return StrictTable()


@pytest.fixture(scope="module")
def api(table: StrictTable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """The HTTP API in front of the functions, with the table in memory.

    The site asks nobody of the crowd for a proof of work.
    """
    folder = tmp_path_factory.mktemp("site")
    limits = "article_unproven = 1000000\nsite_unproven = 1000000\n"
    (folder / "site.toml").write_text(f'title = "T"\n[comments]\n{limits}')
    with pytest.MonkeyPatch.context() as patch, stack_on_moto(patch) as stack:
        patch.setenv("SITE_FILES", str(folder))
        instead_of("table_named", lambda name: table, patch)
        yield Crowd(stack)


@pytest.fixture(scope="module")
def story(api: Crowd) -> dict[str, str]:
    """A published story: its id and path."""
    made: dict[str, str] = api.submit()
    return made


@pytest.fixture(scope="module")
def edith(api: Crowd) -> Browser:
    """The browser of an editor at the desk."""
    return Desk(api.stack).as_("edith")
