"""What somebody is told is one sentence: in English for programs, in any language for people."""

import pytest

from broadsheet.adapters.html.body_notes import SENTENCES
from broadsheet.adapters.http.desk.form_answers import MOST_SAID, in_words, with_notes
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.comments.signals.rating import Facts, signal_of_service, signals_of
from broadsheet.domain.comments.signals.wording import Found
from broadsheet.domain.media.kinds import ADVICE
from broadsheet.domain.media.reasons import MANY_PIXELS, UNDECODED, reason_of
from broadsheet.domain.shared import notes
from broadsheet.domain.shared.errors import Forbidden, Invalid
from broadsheet.domain.shared.notes import Note, bounded
from broadsheet.domain.shared.principal import NOBODY, Scope
from broadsheet.domain.shared.sentence import (
    Sentence,
    Value,
    counted,
    for_programs,
    read_back,
    sentence,
)
from tests.builders import NOON, make_site
from tests.support.extracted import extracted

ARABIC = words_for(make_site(language="ar"), "ar")
_MANY = tuple(Found(f"w{n}*", f"w{n}x" if n % 2 else f"w{n}*") for n in range(8))
FACTS = Facts(
    trapped=True,
    seconds=1,
    links=9,
    held_words=_MANY,
    blocked_words=_MANY[:2],
    same_text=4,
    of_sender=99,
    on_article=9999,
    imitates="The {Editor}",
    lacks_proof=True,
    is_crowded=True,
    banned_until=NOON,
)


def test_programs_are_told_english_and_people_what_stands_for_it() -> None:
    said = sentence("has more than {most} pictures", most=1500)
    assert str(said) == "has more than 1500 pictures"
    assert str(said.but("not more than 1500")) == "not more than 1500"
    assert ARABIC.plain(said.but("not more than 1500")) == ARABIC.plain(said)
    assert str(MANY_PIXELS.of(most=1500)) == "has more than 1,500 pixels"


@pytest.mark.parametrize(("count", "words"), [(1, "1 thing"), (0, "0 things"), (2, "2 things")])
def test_a_number_has_its_form(count: int, words: str) -> None:
    assert str(counted("{count} thing", "{count} things", count)) == words


def test_arabic_has_its_six_forms_and_a_name_stands_apart() -> None:
    reported = counted("Reported by {count} reader.", "Reported by {count} readers.")
    assert len({ARABIC(reported.of(count=n)) for n in (0, 1, 2, 3, 11, 100)}) == 6
    named = sentence("Version {version} is the newest, by {name}.", version=3, name="<Ann>")
    assert "<bdi>&lt;Ann&gt;</bdi>" in ARABIC(named)
    assert "\u2068<Ann>\u2069" in ARABIC.plain(named)
    meant = sentence(
        "There is no such section. Did you mean {names}? Editors can make it by ticking the box.",
        names=("Sport", "Arts"),
    )
    assert "<bdi>Sport</bdi>، <bdi>Arts</bdi>" in ARABIC(meant)


@pytest.mark.parametrize("text", ["{name} {0} {} {name.__class__} {name!r} {", "}{x:>9}{name}"])
def test_what_a_browser_kept_is_text_whatever_it_is(text: str) -> None:
    assert "Ann" in ARABIC(Sentence(text, {"name": "Ann"}))
    assert "class" not in ARABIC(Sentence(text, {"name": "Ann"})).replace("__class__", "")


def test_whatever_is_noticed_of_a_comment_is_read_back_from_its_record() -> None:
    sender = Sender(sender="x", spam=3, rejected=2, approved=1)
    few = FACTS._replace(held_words=_MANY[:1], blocked_words=_MANY, seconds=0, links=2, same_text=2)
    found = [s for facts in (FACTS, few) for s in signals_of(facts, CommentRules(), sender)]
    for note in (
        "spam",
        "it took more than 2.5 seconds",
        "it answered 503",
        "it could not be asked (TimeoutError)",
    ):
        for is_spam in (None, True):
            found += filter(None, [signal_of_service(is_spam, is_certain=False, note=note)])
    assert len({signal.name for signal in found}) >= 14
    for signal in found:
        assert signal.said.text in extracted(), signal
        assert str(signal.said) == signal.note
        assert "lang=" not in ARABIC(signal.said), signal
        assert all(isinstance(v, int) for n, v in signal.said.values.items() if n == "count")


def test_whatever_was_not_kept_as_it_was_sent_is_said_in_every_language() -> None:
    filled: dict[str, Value] = {"name": "a", "other": "b", "path": "/a/", "kept": '"x"', "count": 3}
    texts = [
        *SENTENCES.values(),
        *(str(one.of(**{n: filled[n] for n in one.names})) for one in notes._FILLED_IN),
        str(bounded([Note(f"/{n}", "x", "y") for n in range(99)])[-1].said),
    ]
    for text in texts:
        note = Note("/body", "x", text, what="<b>")
        assert note.said.text in extracted(), text
        assert str(note.said) == text
        assert "lang=" not in ARABIC(in_words(note))


def test_notes_that_do_not_fit_are_counted() -> None:
    done, some = sentence("Changed."), [Note("", "x", "y")] * (MOST_SAID + 2)
    said = with_notes(some, done)
    assert said[0] == done
    assert str(said[-1]) == "And 2 more."
    assert len(said) == MOST_SAID + 2
    assert with_notes(some[:1]) == [Sentence("y")]


def test_why_a_picture_was_refused_is_read_back_from_its_record() -> None:
    for text in (*ADVICE.values(), str(UNDECODED.of(seconds=40, megabytes=1536))):
        assert reason_of(text).text in extracted(), text
        assert str(reason_of(text)) == text
    assert reason_of("has more than 1,500 pixels").values == {"most": 1500}


def test_what_no_sentence_is_known_for_stays_as_it_is() -> None:
    assert read_back("Something old.", [MANY_PIXELS]) == Sentence("Something old.")


def test_somebody_who_may_not_is_told_nothing_of_clients_and_scopes() -> None:
    with pytest.raises(Forbidden) as refused:
        NOBODY.must(Scope.SITE_EDIT)
    assert "site:edit" in refused.value.detail
    assert refused.value.said.text == "Only editors may do this."
    assert Invalid([]).said.text in extracted()
    assert for_programs("x").text not in extracted()
