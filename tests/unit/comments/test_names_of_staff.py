"""Names that readers take for somebody of the newsroom, and names of people who are nobody else."""
# ruff: noqa: RUF001

from pathlib import Path

import pytest

from broadsheet.domain.comments.names.reserved_names import reserved
from tests.support.machine_clock import is_light

COMMON = Path(__file__).parents[2] / "data/common_names.txt"
"""Given and family names as they are common in nineteen countries, put together by chance."""
STAFF = (
    *("Ann Author", "Deniz Aksoy", "Amina Yusuf", "Peter Hoffmann", "Maria Fernández", "Li Wei"),
    *("Thomas Schneider", "Jean-Luc Moreau", "Katarzyna Nowak", "Sarah Johnson", "Michael Brown"),
    *("Emma Wilson", "Ahmet Yılmaz", "Giulia Rossi", "Анна Петрова", "Νίκος Παπαδόπουλος"),
    *("Juma Mwangi", "Ingrid Lindqvist", "Pieter de Vries", "João Silva", "The Daily Example"),
)

POSES = {
    "what one is, after": ("Ann Author, Reporter", "Ann Author (journalist)", "Ann Author | News"),
    "what one is, before": ("Reporter Ann Author", "Dr. Ann Author", "@Ann Author"),
    "in one piece": ("AnnAuthor", "annauthor", "ANNAUTHOR", "AnnAuthorReporter", "EditorAnnAuthor"),
    "in one piece with the paper": ("Annauthor, The Daily Example", "The Daily Example Ann Author"),
    "taken apart": ("A n n Author", "An n Au thor", "Ann.Author.News", "ann_author_official"),
    "letters held down": ("Annn Author", "Aann Author", "Ann Authorrr", "Ann Auuthor", "An Author"),
    "a letter more": ("Ann Authtor", "Ann Auithor", "Ann Authors"),
    "a letter less": ("Ann Autor", "Ann Athor", "Ann Autho"),
    "another letter": ("Ann Autnor", "Ann Aulhor", "Ann Arthor"),
    "letters that changed places": ("Ann Auhtor", "Ann Atuhor", "Ann Auhtor, editor"),
    "an initial": ("Ann M. Author", "Ann M Author", "A. Ann Author"),
    "the other way round": ("Author Ann", "Author, Ann", "AUTHOR, ANN"),
    "numbers": ("Ann Author 1", "Ann Author2", "Ann Auth0r", "4nn Author", "Ann Author ✓"),
    "Cherokee": ("Ꭺnn Author", "ᎪNN AUᎢᎻOᎡ"),
    "Lisu": ("ꓮnn Author", "ꓮꓠꓠ ꓮꓴꓔꓧꓳꓣ"),
    "Canadian syllabics": ("ᗩᑎᑎ ᗩᑌTᕼOᖇ",),
    "turned letters": ("Ɐnn Author", "ɐuu ɐnʇɥoɹ", "ɹoɥʇnɐ uuɐ", "Ann Auʇhor", "Ann Autɥor"),
    "small capitals": ("Ann Aᴜthor", "ᴀɴɴ ᴀᴜᴛʜᴏʀ", "Aɴɴ Author"),
    "other small ones": ("ªnn Author", "Ann Authₒr", "ᵃⁿⁿ ᵃᵘᵗʰᵒʳ", "ₐnn Author"),
    "letters with something on them": ("Ånn Author", "Ann Authør", "Ⱥnn Author", "Ann Auțħor"),
    "letters of mathematics": ("𝐀𝐧𝐧 𝐀𝐮𝐭𝐡𝐨𝐫", "𝔄nn Author", "Ⓐnn Author", "Ａｎｎ　Ａｕｔｈｏｒ"),
    "Latin letters with another name": ("Ɑnn Author", "Ann Autհor", "Ann Authoꞃ", "Ann Autհоr"),
    "Cyrillic and Greek": ("Аnn Аuthоr", "Αnn Αuthοr", "Αnn Authоr, reporter"),
    "a script of their own": ("Анна Петровa", "Анна Петрова, редактор", "АннаПетрова"),
}


@pytest.mark.parametrize("kind", POSES)
def test_who_poses_as_somebody_of_the_newsroom_is_told(kind: str) -> None:
    passed = [name for name in POSES[kind] if reserved(name, STAFF) is None]
    assert passed == []


def test_of_people_who_are_called_as_people_are_nobody_is_told() -> None:
    names = COMMON.read_text("utf-8").splitlines()
    assert len(names) > 1_400
    assert [(name, found) for name in names if (found := reserved(name, STAFF))] == []


@pytest.mark.parametrize(
    "name",
    [
        *("Ann", "Author", "Ann A.", "A. Author", "Anne Author", "Anna Auster", "Dan Author"),
        *("Hannah Autorino", "Joanna Thor", "Deniz Ak", "Amina Yusufzai", "Peter Hoff"),
        *("Maria Fern", "Li Wen", "Li", "Wei", "Sara John", "Emma Watson", "Michaela Brown"),
        *("Juma", "Daily Reader", "Example", "Silva", "João", "Анна", "Петрова", "Pieter Vries"),
        *("Thomas", "Nikos", "🙂", "...", "李薇", "upset reader", "Bob pond"),
    ],
)
def test_a_name_that_is_far_enough_passes(name: str) -> None:
    assert reserved(name, STAFF) is None


def test_a_name_is_compared_with_those_of_a_thousand_authors_in_no_time() -> None:
    staff = tuple(f"Ann Author{n} Number" for n in range(1000))
    long = "Ann Number Author " * 4
    assert reserved(long, staff) is None
    assert is_light(lambda: reserved(long, staff), 2000)
