"""What readers type who look for a story, of kept sets, and what they paste."""

import re

import pytest

from broadsheet.adapters.jinja.environment import TEMPLATES
from broadsheet.domain.articles.submitted import LONGEST_TITLE
from broadsheet.domain.search.asked import LONGEST_QUERY
from tests.support.paper import SECOND_SET, THIRD_SET, Paper, asked_of_the_set


def test_the_kept_set_finds_what_was_meant() -> None:
    """60 queries in six languages over one newspaper: 95 % first, all others second at most."""
    asked = list(asked_of_the_set())
    assert (len(asked), len({one.language for one in asked})) == (60, 6)
    assert [one for one in asked if one.place not in (1, 2)] == []
    first = [one for one in asked if one.place == 1]
    assert len(first) >= 0.95 * len(asked), [one for one in asked if one.place != 1]


def test_the_second_set_finds_what_was_meant() -> None:
    """321 queries with signs, numbers, irregular forms and slips: 97 % first."""
    asked = list(asked_of_the_set(SECOND_SET))
    assert (len(asked), len({one.language for one in asked})) == (321, 6)
    first = [one for one in asked if one.place == 1]
    assert len(first) >= 0.97 * len(asked), [one for one in asked if one.place != 1]


def test_the_third_set_finds_what_was_meant() -> None:
    """150 queries: 96 % first, all on the first page."""
    asked = list(asked_of_the_set(THIRD_SET))
    assert (len(asked), len({one.language for one in asked})) == (150, 6)
    assert [one for one in asked if one.place is None] == []
    first = [one for one in asked if one.place == 1]
    assert len(first) >= 0.96 * len(asked), [one for one in asked if one.place != 1]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("bridge tunnel ferry", "bridge ferry"),
        ("FERRY SUBMARINE", "ferry"),
        ("brigde submarine", "bridge"),
        ("rowing bridge ferry", "bridge ferry"),  # each is somewhere
        ("harbour rowing", "harbour"),  # one of each: where it says most
        ("submarine periscope", None),
        ("ferry submarine periscope torpedo", None),  # not half of them
    ],
)
def test_where_no_story_has_all_words_those_stay_that_one_has_most_of(
    typed: str, instead: str | None
) -> None:
    paper = Paper()
    both = paper.publish(
        title="Bridge and ferry", body="Both are closed.", section="World", tags=["Harbour"]
    )
    other = paper.publish(title="Regatta", body="They learn rowing.")
    paper.render()
    found = paper.search(typed)
    assert ((found.corrected or "").lower() or None) == instead
    assert [hit.card.id for hit in found.items] == ([both] if instead else [])
    assert paper.ids("harbour rowing", section="news") == [other]


def test_what_a_short_word_begins_with_comes_behind_the_word_itself() -> None:
    paper = Paper()
    agency = paper.publish(title="No doctor for the valley", body="The ARS has no answer.")
    paper.publish(title="Arsenal win again", body="In the last minute.")
    paper.render()
    assert paper.ids("ARS")[0] == agency
    assert len(paper.ids("ARS")) == 2


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("yemek", "yemeğinin"),
        ("kitap", "kitabında"),
        ("yurt", "yurdu"),
        ("ogrenci yurdu", "öğrenci yurtları"),
        ("renk", "rengi"),
        ("ana okulu", "anaokullarında"),
        ("sokagi", "sokaklar"),
    ],
)
def test_a_turkish_word_is_found_by_its_other_last_letter(typed: str, written: str) -> None:
    paper = Paper()
    story = paper.publish(title=f"Bugün {written} var", body="Dün yoktu.", language="tr")
    paper.publish(title="Başka bir haber", body="Dün yoktu.", language="tr")
    paper.render()
    assert paper.ids(typed) == [story]


def test_a_headline_that_is_pasted_finds_its_story() -> None:
    paper = Paper()
    head = (
        "Women's team wins the cup that men's teams never had, and the mayor, who had said that it"
        " was a waste of money, asks for a place in the parade"
    )
    story = paper.publish(title=head, byline=[{"name": "Ludwig van der Berg"}])
    paper.publish(title="Women's team loses the cup")
    paper.render()
    for typed in (head, f"{head.upper()} Ludwig van der Berg", f"{head[:60]}{head[60:].lower()}"):
        assert paper.ids(typed) == [story]
    assert paper.search(head.replace("parade", "praade")).corrected
    assert paper.search(" ".join(f"wxyz{n}" for n in "abcdefghijk")).corrected is None


def test_a_headline_is_no_longer_than_a_query_may_be() -> None:
    assert LONGEST_QUERY == LONGEST_TITLE


@pytest.mark.parametrize("name", ["q", "said", "sender", "headline"])
def test_no_field_of_a_search_cuts_what_is_pasted_into_it(name: str) -> None:
    fields = [
        line
        for page in sorted(TEMPLATES.rglob("*.html"))
        for line in page.read_text("utf-8").splitlines()
        if 'type="search"' in line and re.search(rf'(name=|field\(|id=)"{name}"', line)
    ]
    assert fields
    assert [one for one in fields if not re.search(rf'maxlength="?{LONGEST_QUERY}\b', one)] == []
