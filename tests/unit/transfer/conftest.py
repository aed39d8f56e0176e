"""A WordPress site that moves in with a folder of its files."""

from pathlib import Path
from typing import Any

import pytest

from operate.bring_files import FilesWish
from operate.import_archive import Moved
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.files_along import PDF, Bring
from tests.support.wordpress import wxr


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def store() -> MemoryPictures:
    return MemoryPictures()


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    month = tmp_path / "uploads" / "2024" / "01"
    month.mkdir(parents=True)
    for name in ("boat.jpg", "boat-300x200.jpg", "lake.png", "lead.jpg", "one.jpg", "two.jpg"):
        (month / name).write_bytes(b"640 " + name.encode())
    (month / "broken.jpg").write_bytes(b"broken")
    (month / "report.pdf").write_bytes(PDF)
    (month / "talk.mp3").write_bytes(b"ID3 sound")
    (month / "page.pdf").write_bytes(b"<script>alert(1)</script>")
    return tmp_path / "uploads"


@pytest.fixture
def bring(table: MemoryTable, store: MemoryPictures, tmp_path: Path, uploads: Path) -> Bring:
    def bring(*inside: str, along: bool = True, hosts: tuple[str, ...] = (), **more: Any) -> Moved:
        path = tmp_path / "wordpress.xml"
        path.write_bytes(wxr(*inside))
        wish = FilesWish(store=store, uploads=uploads, process=developed, hosts=hosts)
        desk = make_desk(make_newsroom(table))
        return bring_in_wordpress(desk, path, wish=wish if along else None, **more)

    return bring
