"""The message catalogues are whole, and say what the templates say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from broadsheet.adapters.jinja.catalogues import LOCALES
from broadsheet.adapters.jinja.environment import TEMPLATES
from tests.support.extracted import extracted
from tools import messages

CATALOGUES = sorted(LOCALES.glob("*.po"))
CLDR_FORMS = {"tr": 1, "ar": 6, "fr": 2, "de": 2, "sw": 2}
"""Turkish nouns are alike after every number; Babel's tables leave out CLDR's French millions."""


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)", text))


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


def english(message: Message) -> str:
    """The text, or the plural text, that has all placeholders."""
    return message.id[1] if isinstance(message.id, tuple) else str(message.id)


def wrong(catalogue: Catalog) -> Iterator[str]:
    """What is the matter with it, one line for each message."""
    there = {message.id for message in catalogue}
    yield from (f"has no {m.id!r}" for m in extracted() if m.id not in there)
    yield from (
        f"has {m.id!r}, which nothing says" for m in catalogue if m.id and m.id not in extracted()
    )
    for message in catalogue:
        if message.id:
            yield from (f"{message.id!r} {problem}" for problem in problems(catalogue, message))


def problems(catalogue: Catalog, message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "is fuzzy"
    if not all(forms(message)):
        yield "is not translated"
    if len(forms(message)) != (catalogue.num_plurals if message.pluralizable else 1):
        yield f"has {len(forms(message))} forms"
    found = [placeholders(form) for form in forms(message)]
    # 'One comment' needs no number; the form for all other numbers does.
    if found[-1] != placeholders(english(message)) or any(f - found[-1] for f in found):
        yield "has other placeholders"


def test_there_are_the_languages_that_the_readme_names() -> None:
    assert [path.stem for path in CATALOGUES] == sorted(CLDR_FORMS)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_translates_every_message_and_nothing_else(path: Path) -> None:
    assert list(wrong(messages.read(path))) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_its_languages_plural_forms_and_words_for_translators(path: Path) -> None:
    catalogue = messages.read(path)
    assert catalogue.num_plurals == CLDR_FORMS[path.stem] == get_plural(path.stem)[0]
    assert "docs/translating.md" in catalogue.header_comment


def test_the_template_is_what_the_source_says_run_make_messages() -> None:
    assert messages.POT.read_bytes() == messages.written(extracted())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_bringing_a_catalogue_up_to_date_twice_changes_nothing(path: Path) -> None:
    assert messages.written(messages.updated(path, extracted())) == path.read_bytes()


def test_a_translation_of_a_message_that_was_reworded_is_kept_and_marked(tmp_path: Path) -> None:
    german = tmp_path / "de.po"
    old = 'msgid ""\nmsgstr ""\n\nmsgid "Leave a short reply"\nmsgstr "Kommentieren"\n'
    german.write_text(f"# For translators\n{old}", "utf-8")
    new = Catalog()
    new.add("Leave a reply")
    new.add("Search")
    found = messages.updated(german, new)
    assert found["Leave a reply"].string == "Kommentieren"
    assert found["Leave a reply"].fuzzy
    assert "Search" in found
    assert found.header_comment == "# For translators"
    assert {m.id for m in messages.unfinished(found)} == {"Leave a reply", "Search"}


def _broken(old: str, new: str) -> Catalog:
    text = (LOCALES / "ar.po").read_text("utf-8")
    assert old in text
    return read_po(text.replace(old, new, 1).splitlines(keepends=True), locale="ar")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgstr "عاجل"', 'msgstr ""', "is not translated"),
        ("بقلم {names}", "بقلم {name}", "has other placeholders"),
        ("بقلم {names}", "بقلم", "has other placeholders"),
        ('{count} تعليق"', 'تعليق"', "has other placeholders"),
        ('msgid "Search"', 'msgid "Serch"', "which nothing says"),
        ("#: templates/article.html\n", "#, fuzzy\n", "is fuzzy"),
    ],
)
def test_what_can_be_wrong_with_a_catalogue_is_found(old: str, new: str, problem: str) -> None:
    assert any(problem in line for line in wrong(_broken(old, new)))


def test_templates_call_words_by_names_that_extraction_knows() -> None:
    # `ui.plain("…")` and `words.counted("…")` work, but their text would reach no translator.
    hidden = re.compile(r"\.(?:plain|counted)\(\s*[\"']")
    for file in TEMPLATES.rglob("*.html"):
        assert not hidden.search(file.read_text("utf-8")), file.name
