"""Whatever front matter has is sent as JSON has it, or is named as left out."""

import json
from typing import Any

import pytest

from client.article_file import ArticleFile, article_of
from client.errors import WrongField
from client.front_matter import read


def of(front: str, fence: str = "---") -> ArticleFile:
    return article_of(read(f"{fence}\n{front}\n{fence}\nBody.\n"), "Europe/Berlin")


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        ("embargo: 2099-01-01", "2099-01-01"),
        ("embargo: {local: 2099-01-01T08:00:00, zone: UTC}", None),
        ("series: {name: 2026-01-01, part: 1}", {"name": "2026-01-01", "part": 1}),
        ("also_read: [2026-01-01]", ["2026-01-01"]),
        ("lead_image: {url: 2026-01-01, alt: 2026-01-02}", None),
        ("translation_of: 2026-01-02 10:00:00", "2026-01-02 10:00:00"),
    ],
)
def test_a_day_is_sent_as_it_is_written_wherever_it_stands(field: str, kept: Any) -> None:
    article = of(f"title: T\n{field}").article
    assert "2" in json.dumps(article[field.partition(":")[0]])
    assert kept is None or article[field.partition(":")[0]] == kept


def test_a_day_of_toml_is_sent_as_well() -> None:
    article = of('title = "T"\nembargo = 2099-01-01\nalso_read = [08:00:00]', "+++").article
    assert json.loads(json.dumps(article))["embargo"] == "2099-01-01"


@pytest.mark.parametrize(
    ("front", "unread"),
    [
        ("title: T\ntaxonomies: {projects: [Harbour]}", ["taxonomies.projects"]),
        ("title: T\nparams: {title: Another}", ["params.title"]),
        ("title: T\nparams: {title: T}", []),
        ("title: T\nparams: {tags: [a]}\nextra: {tags: [b]}", ["extra.tags"]),
        ("title: T\ntags: [a]\ntaxonomies: {tags: [b], categories: [News]}", ["taxonomies.tags"]),
        ("title: T\nsection: News\nextra: {section: ''}", []),
    ],
)
def test_what_stands_in_a_group_and_does_not_count_is_named(front: str, unread: list[str]) -> None:
    assert list(of(front).unread) == unread


def test_all_that_a_taxonomy_says_of_an_article_counts() -> None:
    found = of("title: T\ntaxonomies: {categories: [News], tags: [a], authors: [Ann]}")
    assert found.article["section"] == "News"
    assert found.article["tags"] == ["a"]
    assert found.article["byline"] == [{"name": "Ann"}]
    assert not found.unread


def test_a_map_is_no_list_of_names_unless_it_says_nothing_else() -> None:
    assert of("title: T\ntags: {a, b}").article["tags"] == ["a", "b"]
    assert of("title: T\ntags: {name: a}").article["tags"] == ["a"]
    with pytest.raises(WrongField, match="these must be names"):
        of("title: T\ntags: {a: 1}")


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("draft: y", "draft: 'y' is neither true nor false"),
        ("draft: wip", "draft: 'wip' is neither"),
        ("draft: “true”", "draft: '“true”' is neither"),
        ("draft: [true]", "draft: ['true'] is neither"),
        ("draft: 2", "draft: '2' is neither"),
        ("params: {draft: ja}", "draft: 'ja' is neither"),
        ("private: y", "private: 'y' is neither"),
        ("isDraft: true", ""),
        ("is_draft: true", ""),
        ("visibility: Private", ""),
        ("visibility: members", "visibility: 'members' is not for everybody"),
        ("password: secret", "password: what is behind one is not for everybody"),
    ],
)
def test_what_may_be_meant_for_nobody_is_shown_to_nobody(front: str, said: str) -> None:
    file = article_of(read(f"---\ntitle: A\n{front}\n---\nText\n"), "UTC")
    assert file.is_draft
    assert [note.startswith(said) for note in file.notes] == [True] * bool(said)


@pytest.mark.parametrize(
    "front", ["draft: false", "draft: no", "draft:", "draft: ''", "draft: 0", "visibility: public"]
)
def test_what_is_for_everybody_is(front: str) -> None:
    file = article_of(read(f"---\ntitle: A\n{front}\n---\nText\n"), "UTC")
    assert (file.is_draft, file.notes) == (False, ())


@pytest.mark.parametrize(
    ("front", "cut"),
    [
        ("title: Who is #1", {"title": "#1"}),
        ("title: A\ntags: #news, #local", {"tags": "#news, #local"}),
        ("title: A\ntags:\n- #news\n- b #c\n- #d", {"tags": "#news, #c, #d"}),
        ("title: A # which may change", {}),
        ("title: 'Who is #1'", {}),
        ('title: "Who is #1" # x', {}),
        ("title: A\n#draft: true", {}),
        ("title: A\nsummary: |\n  Who is #1\n  - or #2", {}),
        ("title: C#\ntags: [a, b#c]", {}),
    ],
)
def test_words_that_yaml_takes_for_a_comment_are_told_of(front: str, cut: dict[str, str]) -> None:
    document = read(f"---\n{front}\n---\nText\n")
    assert document.cut == cut
    notes = [note for note in article_of(document, "UTC").notes if "comment of YAML" in note]
    assert [note.partition(":")[0] for note in notes] == list(cut)


def test_a_set_is_a_list_in_the_order_of_the_file() -> None:
    names = "".join(f"  ? name-{n}\n" for n in range(20))
    file = article_of(read(f"---\ntitle: A\nalso_read: !!set\n{names}---\nText\n"), "UTC")
    assert json.loads(json.dumps(file.article))["also_read"] == [f"name-{n}" for n in range(20)]


def test_an_author_without_a_name_is_said_with_its_line() -> None:
    with pytest.raises(WrongField, match=r"an author has no name: .*\(line 3\)"):
        article_of(read("---\ntitle: A\nauthor: {first: Ann}\n---\nText\n"), "UTC")
