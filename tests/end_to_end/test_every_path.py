"""Every operation by every role, every due action, every event source: once on the stack.

The tests follow each other on one stack. What takes its time is begun first and looked at last.
"""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from local.cloud import wait_until
from local.status import gauges
from local.tail import Said, Tail, groups
from operate.rebuild import rebuild
from tests.support.desk_on_stack import BrowserOnStack, signed_in
from tests.support.document import document
from tests.support.newspaper import Newspaper, article
from tests.support.paths import house, lives, sources
from tests.support.paths.crew import Crew
from tests.support.paths.hours import Hours
from tests.support.paths.ledger import MAILED, PLACED, TABLE, Ledger
from tests.support.paths.mailed import Subscriber
from tests.support.paths.moving import PDF, Commands, archived_keys, lose, site_with_files
from tests.support.paths.remarks import Remarks
from tests.support.paths.rights import Role
from tests.support.paths.waiting import age, comment_that_waits, deaf, without_a_clock
from tests.support.podcast_site import SECTION, SLUG
from tests.support.providers import title_of
from tests.support.recordings import mp4, vtt

DATA = Path(__file__).parents[1] / "data"
A_TICK = 480.0
"""Seconds in which the rule of every minute has ticked, also where a later hour had to be taken."""
LEDGER = Ledger()
_said: list[Said] = []


@pytest.fixture(scope="module")
def tail(newspaper: Newspaper) -> Tail:
    """What the functions say from here on."""
    return Tail(newspaper.stack.client("logs"), groups())


@pytest.fixture(autouse=True)
def heard(tail: Tail, request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test, what was said is kept, and the table that is printed in the end."""
    yield
    _said.extend(tail.new())
    LEDGER.crossed |= sources.crossed(_said)
    request.config.stash[TABLE] = LEDGER.table()


@pytest.fixture(scope="module")
def crew(newspaper: Newspaper) -> Crew:
    return Crew(newspaper, LEDGER)


@pytest.fixture(scope="module")
def hours(crew: Crew) -> Hours:
    """Before all else, as the clock ticks once a minute."""
    return Hours(crew)


@pytest.fixture(scope="module")
def story(newspaper: Newspaper) -> dict[str, Any]:
    return newspaper.publish("The story of every path", tags=["Paths"])


def test_readers_see_what_stands_until_its_hour_has_come(crew: Crew, hours: Hours) -> None:
    for action, is_seen in hours.before.items():
        crew.newspaper.until(is_seen, f"before {action}")
    hours.bring_near()


def test_a_picture_goes_from_an_upload_to_a_page(crew: Crew) -> None:
    picture, newspaper = house.picture_is_sent(crew), crew.newspaper
    newspaper.until(lambda: house.is_ready(crew, picture), "the picture is ready")
    image = {"media": picture, "alt": "A boat on a dry lake"}
    path = newspaper.publish("A story with a picture", lead_image=image)["path"]
    source = f"/media/{picture}/640.webp"
    crew.is_answered(source, 200)
    assert newspaper.get(source).headers["Content-Type"] == "image/webp"
    assert source in newspaper.get(path).text
    house.picture_is_taken_back(crew)


def test_what_a_provider_says_stands_on_the_card_of_a_story_and_of_an_entry(crew: Crew) -> None:
    story, entry = "https://youtu.be/harbour", "https://vimeo.com/271"
    told = crew.newspaper.publish("A film of the harbour", body=f"Look:\n\n{story}", live="running")
    said = {"text": f"And this:\n\n{entry}"}
    crew.editor.send("POST", f"/articles/{told['id']}/live", said).expect(201)
    crew.sees(told["path"], title_of(story), title_of(entry), "www.youtube-nocookie.com")
    crew.sees(told["path"], '<img src="/media/')
    picture = crew.newspaper.get(told["path"]).text.partition('<img src="/media/')[2].split('"')[0]
    crew.is_answered(f"/media/{picture}", 200)


def test_a_film_goes_from_an_upload_to_a_page_that_plays_it_in_parts(crew: Crew) -> None:
    newspaper, film = crew.newspaper, mp4(data=200_000)
    ids = [
        house.recording_is_sent(crew, kind, body) for kind, body in (("mp4", film), ("vtt", vtt()))
    ]
    for media_id in ids:
        newspaper.until(partial(house.is_ready, crew, media_id), media_id)
    text = f':::video\n![The lake](media:{ids[0]})\n\n[English](media:{ids[1]} "en")\n:::\n'
    story = newspaper.publish("A story with a film", body=text)
    source, captions = f"/media/{ids[0]}/file.mp4", f"/media/{ids[1]}/file.vtt"
    crew.is_answered(source, 200)
    crew.is_answered(captions, 200)
    page = newspaper.get(story["path"])
    assert f'<source src="{source}" type="video/mp4">' in page.text
    assert f'<track kind="captions" src="{captions}" srclang="en"' in page.text
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    house.plays_in_parts(newspaper, source, film, "video/mp4")
    house.plays_in_parts(newspaper, captions, vtt(), "text/vtt")
    house.recording_is_taken_back(crew, story, ids)


def test_a_sound_in_a_section_that_is_a_podcast_is_an_episode(crew: Crew) -> None:
    newspaper, sound = crew.newspaper, (DATA / "recordings/cover.mp3").read_bytes()
    media_id = house.recording_is_sent(crew, "mp3", sound)
    newspaper.until(partial(house.is_ready, crew, media_id), media_id)
    feed, text = f"/section/{SLUG}/podcast.xml", f"Hear.\n\n![A talk](media:{media_id})"
    told = {"section": SECTION, "new_section": True, "body": text}
    story = newspaper.publish("What the lake sounds like", **told)
    crew.sees(feed, "What the lake sounds like")
    house.is_an_episode(crew, feed, story, len(sound))
    house.plays_in_parts(newspaper, f"/media/{media_id}/file.mp3", sound, "audio/mpeg")
    crew.sees(f"/section/{SLUG}/", f'href="{feed}"')
    house.recording_is_taken_back(crew, story, [media_id])
    newspaper.until(lambda: "<item>" not in newspaper.get(feed).text, "no episode is left")


def test_each_step_of_an_articles_life_is_done_by_who_may_and_refused_to_all_others(
    crew: Crew,
) -> None:
    lives.refused_to_submit(crew)
    lives.delete_drafts(crew)
    newspaper, all_lives = crew.newspaper, list(lives.lives(crew))
    for life in all_lives:
        life.as_draft()
        life.in_public()
    for life in all_lives:
        crew.sees(life.receipt["path"], lives.ENTRY, lives.CORRECTION)
        assert "A slip." not in newspaper.get(life.receipt["path"]).text
    for life in all_lives:
        life.to_its_end()
    for life in all_lives:
        crew.sees(life.receipt["path"], lives.REASON)
        assert life.title not in newspaper.get(life.receipt["path"]).text


def test_an_edit_reaches_the_stories_that_show_it_and_its_translation(crew: Crew) -> None:
    first = crew.newspaper.publish("The path by the river", series={"name": "Walks", "part": 1})
    links = {"also_read": [first["id"]], "series": {"name": "walks", "part": 2}}
    path = crew.newspaper.publish("A walk along it", **links)["path"]
    crew.sees(first["path"], 'rel="next"', "A walk along it")
    other = {"language": "tr", "translation_of": first["id"]}
    translation = crew.newspaper.publish("Nehir boyunca", **other)["path"]
    edited = article("The path by the lake")
    del edited["status"]
    address = f"/articles/{first['id']}"
    crew.editor.send("PUT", address, edited, {"If-Match": '"1"'}).expect(200)
    crew.sees(path, "The path by the lake")
    crew.sees(first["path"], 'hreflang="tr"', translation)


def test_profiles_front_page_redirects_pictures_and_sessions_are_in_the_hands_of_who_may(
    crew: Crew, story: dict[str, Any]
) -> None:
    house.profiles(crew)
    house.front_page(crew, story)
    house.redirects(crew, story)
    house.renamings(crew)
    house.pictures(crew)
    house.sessions(crew)


def test_anyone_reads_what_is_public(crew: Crew, story: dict[str, Any], tmp_path: Path) -> None:
    house.public_reads(crew, "story")
    with house.asking_for_proof(crew.newspaper, tmp_path):
        challenge = crew[Role.ANYONE].send("GET", "/comments/challenge").expect(200).json
    assert challenge["challenge"]


def test_comments_are_decided_on_by_who_may_and_reach_the_page(
    crew: Crew, story: dict[str, Any]
) -> None:
    remarks = Remarks(crew, story)
    remarks.moderated(Role.EDITOR, "Said to the editor.")
    remarks.moderated(Role.MODERATES, "Said to the client.")
    remarks.kept_out(Role.EDITOR, "Said before a ban.")
    remarks.kept_out(Role.MODERATES, "Said before another.")
    crew.newspaper.until(lambda: remarks.is_shown("In kinder words."), "the edited comment")
    remarks.looked_at(1)


@pytest.fixture(scope="module")
def subscriber(crew: Crew, story: dict[str, Any]) -> Subscriber:
    return Subscriber(Remarks(crew, story), "Tell me more of the paths.")


def test_a_mail_is_sent_opened_and_answered_with_the_next(subscriber: Subscriber) -> None:
    said = subscriber.opens_and_presses(subscriber.mail(1), "confirm")
    assert "You will hear of replies" in said
    subscriber.is_answered("There is more of them.")
    assert "There is more of them." in subscriber.mail(2)["BodyText"]


@pytest.fixture
def run(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    return Commands(newspaper, monkeypatch, capsys)


def test_articles_and_comments_of_other_systems_move_in_and_comments_out(
    crew: Crew, run: Commands, tmp_path: Path
) -> None:
    harbour, mapping, kept = "/2026/11/harbour/", tmp_path / "map.json", tmp_path / "all.jsonl"
    run("import_site", *site_with_files(tmp_path))
    crew.sees(harbour, "Boats left", "Good news", "<picture>", "/file.pdf")
    for name in ("harbour-300x225.jpg", "report.pdf"):
        crew.is_answered(f"/wp-content/uploads/2026/11/{name}", 301)
    report = crew.newspaper.get("/wp-content/uploads/2026/11/report.pdf").headers["location"]
    crew.is_answered(report, 200)
    saved = crew.newspaper.get(report)
    assert saved.body == PDF
    assert saved.headers["content-type"] == "application/pdf"
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''report.pdf"
    assert saved.headers["x-content-type-options"] == "nosniff"
    player = document(crew.newspaper.get(harbour).text).one("video")
    crew.is_answered(player["poster"], 200)
    crew.is_answered(player.one("track")["src"], 200)
    assert player.one("track")["srclang"] == "sw"
    mapping.write_text(json.dumps({"9001": harbour, "9002": harbour}))
    run("import_comments", DATA / "disqus.xml", "--map", mapping)
    crew.sees(harbour, "Still an answer")
    run("export_comments", kept)
    assert "Still an answer" in kept.read_text("utf-8")
    assert "       0 taken over\n" in run("import_comments", kept)


def test_what_is_due_has_its_effect_once_the_rule_ticks(newspaper: Newspaper, hours: Hours) -> None:
    waiting = dict(hours.after)

    def is_done() -> bool:
        for action in [action for action, (_, is_seen) in waiting.items() if is_seen()]:
            LEDGER.was_done(action, waiting.pop(action)[0])
        return not waiting

    assert wait_until(is_done, A_TICK, patiently=True), f"not done: {', '.join(waiting)}"
    hours.keep_closed()
    # Called by its rule and by nobody else: an operator is shown that it was.
    ticked = gauges(newspaper.stack.note).read().ticked
    assert ticked is not None
    assert ticked < A_TICK


def test_a_rebuild_makes_good_what_was_lost_on_the_way(
    crew: Crew, story: dict[str, Any], subscriber: Subscriber
) -> None:
    newspaper, stack = crew.newspaper, crew.newspaper.stack
    with deaf(newspaper, "place_comments"):
        comment_that_waits(newspaper, story["id"], "Nobody placed me.")
        subscriber.is_answered("Nobody sent me.")
        age(newspaper, subscriber.comment)
        newspaper.loses(story["path"])
        rebuild(stack.operated)
        assert "Nobody sent me." in subscriber.mail(3)["BodyText"]
        crew.sees(story["path"], "Nobody placed me.")
    LEDGER.was_done(PLACED, "the comment on its page, after a rebuild")
    LEDGER.was_done(MAILED, "the mail, after a rebuild")


def test_what_readers_report_is_held_again_until_an_editor_has_looked(
    crew: Crew, story: dict[str, Any]
) -> None:
    remarks = Remarks(crew, story)
    remarks.report(remarks.number_of("Nobody placed me."), readers=3)
    crew.newspaper.until(lambda: not remarks.is_shown("Nobody placed me."), "it is held")


def test_a_reader_ends_the_mails_and_has_everything_exported_and_erased(
    crew: Crew, story: dict[str, Any], subscriber: Subscriber
) -> None:
    newspaper, remarks = crew.newspaper, Remarks(crew, story)
    assert "You get no more messages" in subscriber.opens_and_presses(subscriber.mail(2), "end")
    subscriber.is_answered("Too late for a mail.")
    newspaper.until(lambda: remarks.is_shown("Too late for a mail."), "the reply on its page")
    asked = {"email": subscriber.email}
    held = crew.by_all("POST", "/privacy/export", asked)[Role.EDITOR].json
    assert [comment["body"] for comment in held["comments"]] == [subscriber.body]
    done = crew.by_all("POST", "/privacy/erase", asked)[Role.EDITOR].json
    assert (done["erased"], done["complete"]) == (1, True)
    newspaper.until(lambda: not remarks.is_shown(subscriber.body), "their words are gone")
    assert newspaper.stack.drain()
    assert len(subscriber.mails()) == 3


def test_an_export_brings_back_what_was_lost(
    crew: Crew, story: dict[str, Any], run: Commands, tmp_path: Path
) -> None:
    # What the clock does away with between two looks would come back uncounted.
    with without_a_clock(crew.newspaper):
        assert crew.newspaper.stack.drain()
        run("export_site", tmp_path / "site")
        kept = archived_keys(crew.newspaper)
        lost = lose(crew.newspaper, story["id"])
        crew.is_answered(story["path"], 404)
        gone = kept - archived_keys(crew.newspaper)
        assert lost <= gone
        assert f" {len(gone)} were not there before" in run("import_site", tmp_path / "site")
        assert kept <= archived_keys(crew.newspaper)
    crew.is_answered(story["path"], 200)


def test_a_newsroom_has_its_desk_and_who_is_given_a_link_reads_its_draft(crew: Crew) -> None:
    newspaper = crew.newspaper
    editor = signed_in(newspaper, "editor")
    draft = newspaper.author.send("POST", "/articles", article("On a desk", status="draft"))
    at = f"/desk/stories/{draft.expect(201).json['id']}"
    assert "On a desk" in editor.get(at).text
    editor.get(at).submit("Add the note", text="Who says so?")
    link = newspaper.author.send("POST", f"{at.replace('/desk/stories', '/articles')}/shares", {})
    path = link.expect(201).json["url"].removeprefix(newspaper.stack.site_url)
    somebody = BrowserOnStack(newspaper)
    assert somebody.get(path).status == 200
    assert "On a desk" in somebody.send("POST", path, "").text
    people = editor.get("/desk/people")
    assert "newcomer" not in people.text
    invitation = people.follow("Invite somebody")
    invited = invitation.submit("Invite", user="newcomer", email="newcomer@news.example")
    assert "Temporary password" in invited.title
    assert "newcomer" in editor.get("/desk/people").text


def test_no_function_was_denied_what_it_does_or_failed() -> None:
    complaints = sources.complaints(_said)
    assert not complaints, "\n".join(complaints)


def test_every_operation_due_action_and_event_source_was_crossed() -> None:
    missing = LEDGER.missing()
    assert not missing, "\n".join(missing)
