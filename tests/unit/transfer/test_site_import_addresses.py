"""Addresses in a WordPress file, whatever they are: taken in ASCII, or named in the report."""

from html import escape
from pathlib import Path

import pytest

from broadsheet.domain.articles.article import Address, Article
from broadsheet.usecases.site.standing import redirected
from tests.fakes.table import MemoryTable
from tests.support.wordpress import attachment, item, meta, wxr
from tests.unit.transfer.test_site_import_files import bring

ODD = (
    *("https://bücher.example/ä b.jpg", "https://bücher.example:99999/x", "//evil.example/a.jpg"),
    *("/%2fevil.example", "/\\evil.example/", "http://[::1", "http://[bad]/x"),
    *("https://u:p@x.example/", "https:///x"),
    *("https://blog.example/%2e%2e/%2e%2e//x/", "https://blog.example/%ff/", "javascript:alert(1)"),
    *("https://blog.example/100%2541/", "https://☕.example/", "https://x.example/" + "é" * 900),
    *("https://blog.example//double//", "\u202ehttps://x.example/", "https://0x7f.1/"),
)  # fmt: skip


@pytest.mark.parametrize("url", ODD)
def test_any_address_anywhere_in_the_file_is_taken_or_told(tmp_path: Path, url: str) -> None:
    table = MemoryTable()
    said = escape(url)
    content = f'<p><a href="{said}">a</a> <img src="{said}" alt="b" /> <a href="/x">c</a></p>'
    within = [meta("_thumbnail_id", "9"), meta("_wp_old_slug", url)]
    file = wxr(attachment(9, url, "A boat"), item(7, link=url, content=content, within=within))
    moved = bring(table, tmp_path, file)
    (article,) = [one for one in table.records.values() if isinstance(one, Article)]
    image = article.content.lead_image
    told = {note.reason for note in moved.articles.notes}
    assert image is None or (image.url.isascii() and " " not in image.url)
    assert image is not None or told & {"field_left_out", "lead_image_missing"}
    assert '<a href="/x"' in article.body.html
    for address in (one for one in table.records.values() if isinstance(one, Address)):
        assert address.path.isascii()
        if address.target:
            assert redirected(table, address.path) is not None
