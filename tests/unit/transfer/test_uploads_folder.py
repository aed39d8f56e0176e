"""A picture is found in a copy of the old folder, whatever its address made of its name."""

import unicodedata
from pathlib import Path

import pytest

from broadsheet.adapters.imports.uploads_folder import UploadsFolder
from tests.support.pictures import photograph

HOSTS = ("old.example", "cdn.old.example", "xn--bcher-kva.example")
AT = "https://www.old.example/wp-content/uploads/2024/01"
FILES = (
    *("boat.jpg", "boat-300x200.jpg", "boat-1024x683.jpg", "boat-scaled.jpg"),
    *("edit.jpg", "edit-e1700000000.jpg", "edit-e1700000000-150x150.jpg"),
    *("turned-rotated.jpg", "only-300x200.jpg", "only-150x150.jpg", "LOUD.JPG", "dry lake.png"),
    *("café.jpg", "report.pdf", "report-1.pdf", "two.webp", "banner-300x200.jpg", "banner.jpg"),
    *("Case.png", "case.png", "سفينة.jpg", "100%.jpg", "hash#1.jpg"),
)
FOUND = {
    f"{AT}/boat.jpg": "boat.jpg",
    f"{AT}/boat-300x200.jpg": "boat.jpg",
    f"{AT}/boat-300x200.jpg?ver=3#top": "boat.jpg",
    f"{AT}/boat-768x512.jpg": "boat.jpg",
    f"{AT}/boat-scaled.jpg": "boat.jpg",
    f"{AT}/boat-rotated.jpg": "boat.jpg",
    f"{AT}/boat@2x.jpg": "boat.jpg",
    f"{AT}/boat-300x200@2x.jpg": "boat.jpg",
    f"{AT}/boat-300x200.webp": "boat.jpg",
    f"{AT}/boat.jpg.webp": "boat.jpg",
    f"{AT}/boat-jpg.avif": "boat.jpg",
    f"{AT}/boat.jpeg": "boat.jpg",
    f"{AT}/boat-e1700000001-300x200.jpg": "boat.jpg",
    "http://old.example/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "//old.example/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "https://old.example:443/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "/blog/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "https://cdn.old.example/2024/01/boat.jpg": "boat.jpg",
    f"https://i0.wp.com/{AT.removeprefix('https://')}/boat.jpg?resize=300%2C200&ssl=1": "boat.jpg",
    "https://i2.wp.com/old.example/wp-content/uploads/2024/01/boat-300x200.jpg": "boat.jpg",
    f"{AT}/edit-150x150.jpg": "edit.jpg",
    f"{AT}/edit-e1700000000-300x300.jpg": "edit-e1700000000.jpg",
    f"{AT}/turned-300x200.jpg": "turned-rotated.jpg",
    f"{AT}/turned.jpg": "turned-rotated.jpg",
    f"{AT}/only.jpg": "only-300x200.jpg",
    f"{AT}/loud-300x200.jpg": "LOUD.JPG",
    f"{AT}/LOUD-300x200.JPG": "LOUD.JPG",
    f"{AT}/dry%20lake-300x200.png": "dry lake.png",
    f"{AT}/dry lake.png": "dry lake.png",
    f"{AT}/caf%C3%A9-300x200.jpg": "café.jpg",
    f"{AT}/{unicodedata.normalize('NFD', 'café')}.jpg": "café.jpg",
    f"{AT}/cafe%CC%81.jpg": "café.jpg",
    f"{AT}/%D8%B3%D9%81%D9%8A%D9%86%D8%A9-150x150.jpg": "سفينة.jpg",
    f"{AT}/100%25.jpg": "100%.jpg",
    f"{AT}/caf%E9.jpg": "café.jpg",
    f"{AT}/dry%2520lake.png": "dry lake.png",
    f"{AT}/boat.thumbnail.jpg": "boat.jpg",
    "https://bücher.example/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    "https://XN--BCHER-KVA.example/wp-content/uploads/2024/01/boat.jpg": "boat.jpg",
    f"{AT}/hash%231.jpg": "hash#1.jpg",
    f"{AT}/report.pdf": "report.pdf",
    f"{AT}/report-1.pdf": "report-1.pdf",
    f"{AT}/two.webp": "two.webp",
    f"{AT}/banner-300x200.jpg": "banner-300x200.jpg",
    f"{AT}/Case.png": "Case.png",
    f"{AT}/case.png": "case.png",
}
NOT_FOUND = (
    f"{AT}/none.jpg",
    f"{AT}/report-2.pdf",
    "https://elsewhere.example/wp-content/uploads/2024/01/boat.jpg",
    "https://i0.wp.com/elsewhere.example/wp-content/uploads/2024/01/boat.jpg",
    "https://old.example/wp-content/uploads/2023/05/top.jpg",
    "https://old.example/wp-content/uploads/2024/02/boat.jpg",
    "https://old.example/wp-content/uploads/../uploads/2024/01/boat.jpg",
    *("ftp://old.example/wp-content/uploads/2024/01/boat.jpg", "data:image/png;base64,AA"),
    *("", "https://[", "https://old.example/", "https://old.example/about/"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    month = folder / "wp-content" / "uploads" / "2024" / "01"
    month.mkdir(parents=True)
    picture = photograph(8, 6)
    for name in FILES:
        (month / unicodedata.normalize("NFD", name)).write_bytes(picture)
    (month.parents[1] / "top.jpg").write_bytes(picture)
    return folder


@pytest.mark.parametrize("below", ["wp-content/uploads", "wp-content", "."])
def test_every_address_of_a_picture_finds_it_in_any_copy(folder: Path, below: str) -> None:
    uploads = UploadsFolder(folder / below, HOSTS, [f"{AT}/banner-300x200.jpg"])
    found = {address: uploads.find(address) for address in FOUND}
    names = {a: path and unicodedata.normalize("NFC", path.name) for a, path in found.items()}
    assert names == FOUND
    assert [address for address in NOT_FOUND if uploads.find(address)] == []


def test_a_larger_one_that_no_page_could_take_is_not_chosen(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture at all")
    (tmp_path / "a-scaled.jpg").write_bytes(photograph(8, 6))
    found = UploadsFolder(tmp_path, HOSTS).find("https://old.example/uploads/a-300x200.jpg")
    assert found == tmp_path / "a-scaled.jpg"


def test_nothing_is_read_that_a_link_leads_to_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(photograph(8, 6))
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    assert UploadsFolder(folder, HOSTS).find("https://old.example/uploads/a.jpg") is None


def test_all_sizes_of_a_picture_are_known(folder: Path) -> None:
    uploads = UploadsFolder(folder, HOSTS)
    there = "/wp-content/uploads/2024/01"
    assert uploads.variants(f"{AT}/boat-150x150.jpg") == [
        f"{there}/{name}"
        for name in ("boat-1024x683.jpg", "boat-300x200.jpg", "boat-scaled.jpg", "boat.jpg")
    ]
    assert uploads.variants(f"{AT}/report.pdf") == []


def test_images_of_ghost_are_found_whatever_their_size(tmp_path: Path) -> None:
    (tmp_path / "2020" / "01").mkdir(parents=True)
    (tmp_path / "2020" / "01" / "x_o.png").write_bytes(photograph(8, 6, kind="PNG"))
    uploads = UploadsFolder(tmp_path, HOSTS)
    for address in (
        "/content/images/2020/01/x.png",
        "https://old.example/content/images/size/w600/2020/01/x.png",
        "https://old.example/content/images/size/w600/format/webp/2020/01/x.png",
    ):
        assert uploads.find(address) == tmp_path / "2020" / "01" / "x_o.png"


def test_what_is_no_folder_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="is no folder"):
        UploadsFolder(tmp_path / "none", HOSTS)


def test_one_of_many_sites_finds_its_files_in_a_copy_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.jpg").write_bytes(photograph(8, 6))
    found = UploadsFolder(tmp_path, HOSTS).find("/wp-content/uploads/sites/3/2024/a-300x200.jpg")
    assert found == tmp_path / "2024" / "a.jpg"


def test_a_folder_that_is_called_files_is_not_where_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "2024" / "files").mkdir(parents=True)
    (tmp_path / "2024" / "files" / "a.pdf").write_bytes(b"%PDF-")
    uploads = UploadsFolder(tmp_path, HOSTS)
    assert uploads.find("/wp-content/uploads/a.pdf") is None
    assert uploads.find("/wp-content/uploads/2024/files/a.pdf") is not None
