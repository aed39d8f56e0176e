"""Files that imitate WordPress: without ids, with ids twice, with signs that nobody escaped."""

import io
from pathlib import Path

import pytest

from broadsheet.adapters.imports.xml_mended import Mended
from broadsheet.adapters.imports.xml_stream import elements
from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import Comment
from tests.fakes.table import MemoryTable
from tests.support.wordpress import FIRST, comment, item, meta, wxr
from tests.unit.transfer.test_site_import_files import bring
from tests.unit.transfer.test_wordpress_dates import rendered


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def articles(table: MemoryTable) -> dict[str, Article]:
    found = (one for one in table.records.values() if isinstance(one, Article))
    return {one.content.title: one for one in found}


def without_ids(*items: str) -> bytes:
    text = wxr(*items).decode()
    for number in (7, 8, 9):
        text = text.replace(f"<wp:post_id>{number}</wp:post_id>", "")
    return text.encode()


def test_posts_without_ids_come_in_with_their_comments_and_once(
    table: MemoryTable, tmp_path: Path
) -> None:
    content = without_ids(item(7, within=[comment(1, FIRST)]), item(8), item(9))
    moved = bring(table, tmp_path, content)
    assert articles(table).keys() == {"Post 7", "Post 8", "Post 9"}
    (said,) = (one for one in table.records.values() if isinstance(one, Comment))
    assert said.article_id == articles(table)["Post 7"].id
    assert moved.articles.left_out == []
    assert bring(table, tmp_path, content).articles.there == 3


def test_two_posts_of_one_id_are_two_and_one_post_twice_is_one(
    table: MemoryTable, tmp_path: Path
) -> None:
    other = item(7, title="Other", link="https://www.old.example/other/", name="other")
    other = other.replace("</item>", f"{comment(2, FIRST)}</item>")
    moved = bring(table, tmp_path, wxr(item(7), other, item(7)))
    assert articles(table).keys() == {"Post 7", "Other"}
    assert [(one.id, one.reason) for one in moved.articles.left_out] == [("7", "twice")]
    (said,) = (one for one in table.records.values() if isinstance(one, Comment))
    assert said.article_id == articles(table)["Other"].id


FORGOTTEN = {
    "a & b": "a & b",
    "AT&T; x&y": "AT&T; x&y",
    "Caf&eacute;&nbsp;&mdash;": "Café\xa0—",
    "&amp; &lt; &#233; &#xe9;": "& < é é",
    "&amp;nbsp;": "&nbsp;",
    "<![CDATA[a & b &eacute; ]]>&": "a & b &eacute; &",
    "<!-- & -->x": "x",
    "&lt;b>&ltimes;": "<b>⋉",
}


def test_a_forgotten_sign_spoils_no_file_wherever_its_pieces_are_cut() -> None:
    for written, meant in FORGOTTEN.items():
        (one,) = elements(io.BytesIO(f"<rss><item>{written}</item></rss>".encode()), ("item",))
        assert one.text == meant
        text = f"<rss>{written}</rss>" * 3
        whole = Mended()(text, is_last=True)
        for at in range(1, len(text)):
            mended = Mended()
            parts = [mended(text[:at], is_last=False), mended(text[at:], is_last=False)]
            assert "".join([*parts, mended("", is_last=True)]) == whole


def test_what_was_put_right_is_told(table: MemoryTable, tmp_path: Path) -> None:
    content = wxr(item(7)).replace(b"The Old Example", b"The Old & Odd Example &copy;")
    (note,) = bring(table, tmp_path, content).articles.notes
    assert (note.reason, note.detail.split()[0]) == ("file_mended", "2")


@pytest.mark.parametrize("before", ["\n\n  ", "---\n---\n", "Notice: in plugin.php\n"])
def test_what_stands_before_a_file_spoils_nothing(
    table: MemoryTable, tmp_path: Path, before: str
) -> None:
    moved = bring(table, tmp_path, before.encode() + wxr(item(7)))
    assert articles(table).keys() == {"Post 7"}
    assert [one.reason for one in moved.articles.notes] == (
        [] if before.isspace() else ["file_mended"]
    )


PERSIAN = "<p>روزنامه امروز از باران نوشت.</p>"


@pytest.mark.parametrize(
    ("says", "within", "wish", "language", "direction"),
    [
        ("fa-IR", "", "", "fa-IR", "rtl"),
        ("pt_BR", "", "", "pt-BR", "ltr"),
        ("", "", "", "en", "ltr"),
        ("klingon!", "", "", "en", "ltr"),
        ("en-US", "", "he", "he", "rtl"),
        ("en-US", '<category domain="language" nicename="ar">ع</category>', "", "ar", "rtl"),
        ("en-US", '<category domain="language" nicename="fr">F</category>', "de", "fr", "ltr"),
        ("en-US", meta("_locale", "ja_JP"), "", "ja-JP", "ltr"),
        ("en-US", meta("wpml_language", "he"), "", "he", "rtl"),
    ],
)
def test_a_post_is_in_its_language(
    table: MemoryTable,
    tmp_path: Path,
    says: str,
    within: str,
    wish: str,
    language: str,
    direction: str,
) -> None:
    content = wxr(f"<language>{says}</language>", item(7, within=[within]))
    bring(table, tmp_path, content, language=wish)
    (article,) = articles(table).values()
    assert (article.content.language, article.content.direction) == (language, direction)
    assert article.content.tags == ()


def test_what_is_written_from_right_to_left_is_so_whatever_the_blog_says(
    table: MemoryTable, tmp_path: Path
) -> None:
    content = wxr("<language>en-US</language>", item(7, title="باران", content=PERSIAN))
    moved = bring(table, tmp_path, content)
    (article,) = articles(table).values()
    assert (article.content.language, article.content.direction) == ("und-Arab", "rtl")
    assert "language_unknown" in {note.reason for note in moved.articles.notes}
    page = rendered(table, "UTC")[f"{article.path[1:]}index.html"]
    assert b'lang="und-Arab" dir="rtl"' in page
