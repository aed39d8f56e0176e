"""A file that is no archive is refused as what it is, with what to ask for, and never as done."""

import gzip
import io
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from broadsheet.adapters.imports.archive_files import FolderFiles, files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.foreign import ASK
from operate import import_comments, import_site
from operate.access import Access
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.old_archives import POSTS_CSV, atom, brought, entry, ghost, setting, write_zip
from tests.support.wordpress import attachment, item, wxr

XML = '<?xml version="1.0"?>'
ATOM = f'{XML}<feed xmlns="http://www.w3.org/2005/Atom"'
BLOGGERS = 'xmlns:blogger="http://schemas.google.com/blogger/2008"'
COMMENT = f"{XML}<!-- an address: <rss> --><!DOCTYPE opml [ <!ELEMENT opml ANY> ]>"
FILES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "an empty file"),
    "a mark and spaces": ("\ufeff \n", "an empty file"),
    "zeros": (bytes(4096), "an empty file"),
    "RSS": (f"{XML}<rss><channel><item/></channel></rss>", "an RSS feed"),
    "RSS 1.0": (f'{XML}<rdf:RDF xmlns:rdf="x"></rdf:RDF>', "an RSS feed (RDF)"),
    "Atom": (f"{ATOM}><entry/></feed>", "an Atom feed, which"),
    "Blogger's feed": (
        f"{ATOM} {BLOGGERS}><link rel='next' href='x'/><entry/></feed>",
        "an Atom feed of a blog on Blogger",
    ),
    "Blogger's theme": ("<html b:version='2'><b:skin/></html>", "a theme of Blogger"),
    "a sitemap": (f"{XML}<urlset><url/></urlset>", "a sitemap"),
    "an index of sitemaps": (f"{XML}<sitemapindex/>", "a sitemap"),
    "OPML": (f"{COMMENT}<opml><body/></opml>", "a list of feeds (OPML)"),
    "Disqus": (f"{XML}<disqus></disqus>", "`make import-comments`"),
    "in UTF-16": (f"{XML}<urlset></urlset>".encode("utf-16"), "a sitemap"),
    "BlogML": ('<blog xmlns="x"></blog>', "BlogML"),
    "SVG": ("<svg></svg>", "a picture (SVG)"),
    "XML of something": ("<catalog><book/></catalog>", "whose first element is <catalog>"),
    "a page": ("<!DOCTYPE html><html><p>Hello</html>", "a web page (HTML). Ask"),
    "a page to sign in": ("<html><form>Log in</form></html>", "asks to sign in"),
    "a story of Medium": ('<html><h3 class="graf graf--h3">A</h3></html>', "one story of Medium"),
    "a dump of MySQL": ("-- MySQL dump 10.13\n\nDROP TABLE x;", "a dump of a database (SQL)"),
    "a dump of Postgres": ("--\n-- PostgreSQL database dump\n--", "a dump of a database (SQL)"),
    "a packed dump": (gzip.compress(b"CREATE TABLE wp_posts ("), "a dump of a database (SQL)"),
    "a database": (b"SQLite format 3\0...", "a database (SQLite)"),
    "JSON of something": ('{"name": "x", "version": 1}', "whose first fields are name, version"),
    "a list in JSON": ("[]", "JSON"),
    "a number": ("12", "JSON with a single value"),
    "half of JSON": ('{"a": 1', "breaks off or is damaged"),
    "JSON Lines": ('{"a": 1}\n{"a": 2}\n', "JSON Lines"),
    "a JSON feed": ('{"version": "https://jsonfeed.org/version/1.1"}', "a JSON feed"),
    "our comments": ('{"type":"broadsheet comments"}\n', "`make import-comments` takes it"),
    "our manifest": ('{"format":"broadsheet archive"}', "Give the folder in which it lies"),
    "Substack's table": (POSTS_CSV + "1.a,,true,,,,,A,,\n", "Give the whole zip"),
    "a table": ("a,b,c\n1,2,3\n", "a table (CSV)"),
    "Markdown": ("---\ntitle: A\n---\nText", "`broadsheet publish` takes it"),
    "Movable Type": ("AUTHOR: A\nTITLE: B\n-----\n", "Movable Type"),
    "text": ("BMW is a word", "a text that is no archive"),
    "a pointer of Git": ("version https://git-lfs.github.com/spec/v1\n", "a pointer to a file"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "HEIC": (b"\0\0\0\x18ftypheic", "a picture"),
    "WebP": (b"RIFF\0\0\0\0WEBP", "a picture"),
    "BMP": (b"BM\x36\0\0\0\0\0", "a picture"),
    "a film": (b"\0\0\0\x18ftypisom", "a recording"),
    "PDF": ("%PDF-1.7", "a PDF"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1", "a word processor"),
    "RAR": (b"Rar!\x1a\x07", "a packed archive"),
    "half of a zip": (b"PK\x03\x04....", "a damaged zip"),
    "packed twice": (gzip.compress(gzip.compress(b"x")), "packed twice"),
    "half of a packed file": (gzip.compress(bytes(range(256)))[:60], "ends too early"),
    "noise": (bytes(range(256)) * 8, "a file that is no text"),
    "WordPress without items": (wxr(), "an archive of WordPress without any articles"),
    "WordPress with files alone": (
        wxr(attachment(3, "https://old.example/a.jpg")),
        "it has 1 of type attachment",
    ),
    "Blogger without posts": (atom(setting("BLOG_NAME", "A")), "it has 1 of type settings"),
    "Ghost without posts": (ghost(), "an archive of Ghost without any articles"),
    "Ghost's other tables": (
        '{"db":[{"meta":{},"data":{"tags":[]}}], "posts": 1}',
        "The export of Ghost has no posts",
    ),
}
ZIPS = {
    "a document of Word": ({"word/document.xml": "<x/>"}, "a document of Word"),
    "WordPress itself": ({"blog/wp-config.php": "x"}, "the files of WordPress itself"),
    "another zip": ({"a.zip": "PK"}, "another zip in it"),
    "two exports": ({"a.xml": "<x/>", "b.xml": "<x/>"}, "2 XML files"),
    "pictures": ({"a.jpg": "x"}, "with pictures"),
    "nothing": ({}, "an empty zip"),
    "anything": ({f"{n}.x": "x" for n in range(7)}, "0.x, 1.x, 2.x, 3.x, 4.x and 2 more"),
    "a half of ours": ({"articles.jsonl": "{}"}, "whose manifest.json is missing"),
    "data of a generator": (
        {"data/authors.json": '{"ann": {}}', "layouts/a.html": "x"},
        "data/authors.json, layouts/a.html",
    ),
    "ours": ({"backup/manifest.json": "{}"}, "unpack it first"),
    "another's pages": ({"posts/a.html": "<p>A"}, "neither Medium's nor"),
    "a way out": ({"../posts.csv": "post_id,title\n"}, "belongs elsewhere"),
    "air": ({"posts.csv": "post_id,title\n", "posts/1.html": "a" * 3_000_000}, "mostly air"),
}

HARM = ("a way out", "air")
"""What only a zip can do."""


@pytest.mark.parametrize("kind", FILES)
def test_what_a_file_is_is_said_and_nothing_is_taken_over(kind: str, tmp_path: Path) -> None:
    content, said = FILES[kind]
    path = tmp_path / "export.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadFile) as told:
        brought(MemoryTable(), path)
    assert said in str(told.value)
    assert str(told.value).startswith("export.xml: ")


@pytest.mark.parametrize("kind", ZIPS)
def test_so_it_is_with_zips_and_folders(kind: str, tmp_path: Path) -> None:
    files, said = ZIPS[kind]
    path = write_zip(tmp_path / "export.zip", files)
    with pytest.raises(BadFile) as told:
        brought(MemoryTable(), path)
    assert said in str(told.value)
    if kind not in HARM:
        folder = tmp_path / "export"
        folder.mkdir()
        with zipfile.ZipFile(path) as packed:
            packed.extractall(folder)
        with pytest.raises(BadFile) as told:
            brought(MemoryTable(), folder)
        assert said.replace("an empty zip", "an empty folder") in str(told.value)


def test_a_tar_is_to_be_unpacked(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as packed:
        packed.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    with pytest.raises(BadFile, match="a packed archive"):
        brought(MemoryTable(), tmp_path / "a.tar.gz")


def test_a_device_and_nothing_at_all_are_no_files() -> None:
    for path in (Path("/dev/zero"), Path("/no/such/file")):
        with pytest.raises(BadFile, match="no such file or folder"):
            brought(MemoryTable(), path)


def test_links_and_what_a_system_hides_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    folder = tmp_path / "site"
    (folder / "__MACOSX").mkdir(parents=True)
    (folder / "__MACOSX" / "a.xml").touch()
    (folder / ".DS_Store").touch()
    (folder / "a.txt").touch()
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to(tmp_path)
    assert FolderFiles(folder).names == ["a.txt"]


def test_a_zip_whose_files_are_locked_or_damaged_says_so(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"posts.csv": POSTS_CSV})
    whole = path.read_bytes()
    # The flags of the central directory say that it is locked.
    at = whole.index(b"PK\x01\x02") + 8
    path.write_bytes(whole[:at] + b"\x01" + whole[at + 1 :])
    with pytest.raises(BadFile, match="locked with a password"):
        brought(MemoryTable(), path)
    at = whole.index(b"posts.csv") + len("posts.csv") + 4
    path.write_bytes(whole[:at] + bytes(8) + whole[at + 8 :])
    with pytest.raises(BadFile, match="damaged"), files_in(path, tmp_path) as files:
        files.read("posts.csv")


def test_one_file_that_is_an_archive_is_found_in_a_zip_or_folder(tmp_path: Path) -> None:
    for n, path in enumerate(
        (
            write_zip(tmp_path / "a.zip", {"site.2024-01-01.000.xml": wxr(item(7))}),
            write_zip(tmp_path / "b.zip", {"x/blog.xml": atom(entry("1")), "x/readme.txt": "x"}),
            tmp_path / "folder",
        )
    ):
        if n == 2:
            path.mkdir()
            (path / "export.json").write_bytes(ghost({}))
        assert brought(MemoryTable(), path).articles.articles == {"published": 1}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The stacks that were asked for."""
    asked: list[str | None] = []
    table = MemoryTable()

    def access(name: str | None) -> Access:
        asked.append(name)
        return Access(table, make_desk(make_newsroom(table)))  # type: ignore[arg-type]

    for command in (import_site, import_comments):
        monkeypatch.setattr(command, "access_to", access)
    return asked


def ended(monkeypatch: pytest.MonkeyPatch, command: str, *arguments: object) -> object:
    """What the command ended with: None where it was done."""
    monkeypatch.setattr(sys, "argv", [command, *map(str, arguments)])
    try:
        (import_site if command == "site" else import_comments).main()
    except SystemExit as end:
        return str(end) if end.code == 1 else end.code
    return None


def test_the_command_ends_with_the_words_and_asks_no_stack(
    asked: list[str | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(f"{XML}<rss><channel/></rss>")
    end = ended(monkeypatch, "site", path, "--dry-run")
    assert isinstance(end, str)
    assert "an RSS feed" in end
    assert ASK in end
    assert "an RSS feed" in str(ended(monkeypatch, "comments", path))
    assert asked == []


def test_not_one_article_or_comment_is_no_success(
    asked: list[str | None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "wordpress.xml"
    path.write_bytes(wxr(item(7, status="trash")))
    assert "Not one article" in str(ended(monkeypatch, "site", path))
    assert "is_trash" in capsys.readouterr().out
    assert "Not one comment" in str(ended(monkeypatch, "comments", path))
    path.write_bytes(wxr(item(7)))
    for _ in range(2):
        assert ended(monkeypatch, "site", path) is None
    assert "An archive of WordPress, with 1 articles." in capsys.readouterr().out
    assert asked == [None] * 4


def test_comments_of_another_system_are_told_where_they_come_in(
    asked: list[str | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "ghost.json"
    path.write_bytes(ghost({}))
    end = str(ended(monkeypatch, "comments", path))
    assert "an archive of Ghost, which `make import` takes" in end
    assert asked == []


def test_what_is_said_of_the_old_site_must_be_an_address_and_a_language(
    asked: list[str | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "ghost.json"
    path.write_bytes(ghost({}))
    assert ended(monkeypatch, "site", path, "--address", "old") == 2
    assert ended(monkeypatch, "site", path, "--language", "Deutsch!") == 2
    said = ("--address", "https://old.example/", "--language", "de")
    assert ended(monkeypatch, "site", path, *said) is None
    assert asked == [None]
