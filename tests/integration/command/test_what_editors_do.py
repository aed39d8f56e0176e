"""What a newsroom does with what is there, from a terminal and against the functions themselves."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from client.errors import NoAnswer, NotSignedIn, Overtaken
from client.hours import hour_entry, hour_of
from command.main import main
from tests.integration.command.conftest import Broadsheet
from tests.support.api import Api
from tests.support.direct import Direct
from tests.support.lambdas import Stack

TITLE = "The night train"


@pytest.fixture
def draft(api: Api) -> str:
    """The id of a draft of ann's."""
    return str(api.submit("ann", title=TITLE)["id"])


def test_a_story_goes_its_whole_way_by_its_title(broadsheet: Broadsheet, draft: str) -> None:
    assert broadsheet("review", TITLE, by="ann").startswith("in_review: ")
    assert broadsheet("return", TITLE, "--note", "Who says so?").startswith("draft: ")
    assert "“Who says so?”" in broadsheet("list", "--returned", by="ann")
    assert broadsheet("review", TITLE.upper(), by="ann").startswith("in_review: ")
    assert broadsheet("publish", TITLE).startswith("published: ")
    assert broadsheet("correct", TITLE, "It runs on Mondays.").startswith("published: ")
    assert broadsheet("unpublish", draft, "--note", "Not yet").startswith("unpublished: ")
    assert broadsheet("publish", draft).startswith("published: ")
    assert broadsheet("retract", TITLE, "It was made up.").startswith("retracted: ")
    told = broadsheet("revisions", TITLE)
    assert [line.split()[2].rstrip(",") for line in told.splitlines()][::-1] == [
        *("submit", "review", "return", "review", "publish", "correct"),
        *("unpublish", "publish", "retract"),
    ]


def test_what_is_not_published_is_found_by_its_address_too(
    broadsheet: Broadsheet, api: Api, draft: str
) -> None:
    path = Direct(api, "ann").send("GET", f"/articles/{draft}").json["path"]
    assert draft in broadsheet("status", path, by="ann")
    assert draft in broadsheet("status", f"https://news.example.org{path}", by="ann")


def test_a_title_that_two_stories_have_is_asked_back(
    broadsheet: Broadsheet, api: Api, draft: str
) -> None:
    other = api.submit("ann", title=TITLE.lower())["id"]
    with pytest.raises(SystemExit) as refused:
        broadsheet("review", TITLE, by="ann")
    assert {draft, other} <= set(str(refused.value).split())


def test_a_title_that_nothing_has_names_what_is_near(broadsheet: Broadsheet, draft: str) -> None:
    with pytest.raises(SystemExit, match=f"(?s)no article.*{draft}"):
        broadsheet("status", "night train", by="ann")


def test_nobody_names_the_draft_of_somebody_else(broadsheet: Broadsheet, draft: str) -> None:
    with pytest.raises(SystemExit, match="no article of yours"):
        broadsheet("status", TITLE, by="ben")


def test_a_story_is_what_it_was_once(broadsheet: Broadsheet, draft: str, tmp_path: Path) -> None:
    file = tmp_path / "story.md"
    file.write_text(broadsheet("edit", draft, "--print", by="ann").replace("text", "train"))
    broadsheet("edit", draft, "--file", file, by="ann")
    assert "*[-text-]{+train+}*" in broadsheet("compare", TITLE, 1, by="ann")
    assert broadsheet("restore", TITLE, 1, by="ann").startswith("draft: ")
    assert "Some *text*." in broadsheet("edit", draft, "--print", by="ann")


def test_a_story_is_deleted(broadsheet: Broadsheet, draft: str) -> None:
    assert broadsheet("delete", TITLE, by="ann") == f"deleted: {TITLE} (id {draft})\n"
    with pytest.raises(SystemExit, match="no article"):
        broadsheet("status", TITLE, by="ann")


def test_a_running_story_is_reported_on(broadsheet: Broadsheet, api: Api) -> None:
    api.submit("edith", title="Ferry strike", live="running")
    broadsheet("live", "Ferry strike", "The first boat has left.", "--headline", "It begins")
    told = broadsheet("live", "Ferry strike", "The second, too.", "--key", "--headline", "Late")
    assert told.startswith("entry 2: ")
    broadsheet("live", "Ferry strike", "The first *boats* have left.", "--edit", 1)
    broadsheet("live", "Ferry strike", "--edit", 2, "--headline", "More")
    listed = broadsheet("live", "Ferry strike").splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert "★  More: The second, too." in listed[0]
    assert "It begins: The first boats have left." in listed[1]
    assert broadsheet("live", "Ferry strike", "--remove", 1) == "removed: entry 1\n"
    with pytest.raises(SystemExit, match="no entry 1"):
        broadsheet("live", "Ferry strike", "--remove", 1)


def test_the_front_page_is_arranged_and_what_is_not_named_stays(
    broadsheet: Broadsheet, api: Api
) -> None:
    lead, first, second = (api.submit("edith", title=f"Story {n}")["id"] for n in range(3))
    broadsheet("front", "--lead", "Story 0", "--pin", "Story 1")
    broadsheet("front", "--pin", "Story 2")
    arranged = json.loads(broadsheet("front", "--json"))
    assert (arranged["lead"], arranged["pinned"]) == (lead, [first, second])
    broadsheet("front", "--unpin", "Story 1", "--hide", "Story 1")
    told = broadsheet("front")
    assert [line.split()[0] for line in told.splitlines()] == ["lead", "pinned", "hidden"]
    broadsheet("front", "--layout", "calm")
    told = broadsheet("front")
    assert "layout  calm" in told
    assert "pinned" in told
    broadsheet("front", "--clear")
    assert "nothing was decided" in broadsheet("front")


def test_a_profile_is_written_changed_and_removed(broadsheet: Broadsheet) -> None:
    link = "Mastodon=https://social.example/@ann"
    assert broadsheet("profile", "ann-author", "--name", "Ann Author", "--link", link) == (
        "written: ann-author\n"
    )
    broadsheet("profile", "ann-author", "--role", "Reporter")
    told = broadsheet("profile", "ann-author")
    assert all(words in told for words in ("Ann Author", "Reporter", link))
    assert broadsheet("profile") == "ann-author  Ann Author, Reporter\n"
    assert broadsheet("profile", "ann-author", "--remove") == "removed: ann-author\n"
    with pytest.raises(SystemExit, match="LABEL=ADDRESS"):
        broadsheet("profile", "ann-author", "--link", "nothing")


def test_an_address_leads_elsewhere_until_it_does_not(broadsheet: Broadsheet) -> None:
    broadsheet("redirect", "/old/page/", "https://other.example/")
    assert broadsheet("redirect") == "/old/page/  →  https://other.example/\n"
    assert broadsheet("redirect", "/old/page/", "--remove") == "removed: /old/page/\n"
    assert broadsheet("redirect") == ""


def test_pictures_are_listed_described_and_removed(
    broadsheet: Broadsheet, api: Api, tmp_path: Path
) -> None:
    film = tmp_path / "lake.mov"
    film.touch()
    picture = api("POST", "/api/v1/media", by="edith", json_body={"type": "image/png"}).json["id"]
    assert f"{picture}  " in broadsheet("media")
    broadsheet("media", "describe", picture, "--alt", "A boat")
    broadsheet("media", "describe", picture, "--credit", "Ann")
    told = broadsheet("media", "show", picture)
    assert "A boat" in told
    assert "Ann" in told
    assert broadsheet("media", "remove", picture) == f"removed: {picture}\n"
    with pytest.raises(SystemExit, match="is QuickTime"):
        broadsheet("media", "send", film)
    with pytest.raises(SystemExit, match=r"there is no file boat\.png"):
        broadsheet("media", "send", "boat.png")
    with pytest.raises(SystemExit, match="--focus is for describe"):
        broadsheet("media", "send", "boat.png", "--focus", "30,20")


def test_a_story_is_copied_given_away_and_talked_about(broadsheet: Broadsheet, draft: str) -> None:
    copy = broadsheet("duplicate", draft, by="ann")
    assert copy.startswith("draft: ")
    broadsheet("delete", copy.rpartition("(id ")[2].rstrip(")\n"), by="ann")
    ann = json.loads(broadsheet("status", draft, "--json"))["id"]
    assert ann == draft
    made_by = json.loads(broadsheet("revisions", draft, "--json"))[0]["by_id"]
    assert broadsheet("assign", TITLE, made_by).startswith("assigned: ")
    assert broadsheet("assign", TITLE, "--nobody").startswith("assigned: ")
    with pytest.raises(SystemExit, match="whom to"):
        broadsheet("assign", TITLE)
    said = broadsheet("remark", TITLE, "Who has the figures?").rpartition("(id ")[2].rstrip(")\n")
    assert "edith: Who has the figures?" in broadsheet("remark", TITLE, by="ann")
    assert broadsheet("remark", TITLE, "--remove", said) == f"removed: {said}\n"
    assert broadsheet("remark", TITLE) == ""


def test_a_story_is_shared_until_the_link_is_taken_back(broadsheet: Broadsheet, draft: str) -> None:
    made = broadsheet("share", TITLE, "--days", 7, "--label", "for the lawyer")
    assert made.startswith("https://news.example.org/desk/shared/")
    share = made.rpartition("(id ")[2].rstrip(")\n")
    assert "open, until" in broadsheet("share", TITLE, "--list")
    assert broadsheet("share", TITLE, "--revoke", share) == f"revoked: {share}\n"
    assert "closed, until" in broadsheet("share", TITLE, "--list")
    assert draft


def test_a_receipt_says_which_pages_are_right_and_proves_that_nothing_is_left(
    broadsheet: Broadsheet, api: Api
) -> None:
    api.submit("edith", title=TITLE, body="A sentence that nobody else would write about trains.")
    waiting = json.loads(broadsheet("receipt", TITLE, "--json"))
    assert waiting["waiting"] == waiting["pages"] > 5
    api.stack.drain()
    told = broadsheet("receipt", TITLE, "--wait")
    assert told.count("  right ") == waiting["pages"]
    broadsheet("retract", TITLE, "It was made up.")
    api.stack.drain()
    assert "looked for" in broadsheet("receipt", TITLE)


def test_a_sender_is_banned_and_let_in_again(broadsheet: Broadsheet, api: Api) -> None:
    article = api.submit("edith", title=TITLE)["id"]
    api.comment(article, body="Rubbish.")
    (comment,) = json.loads(broadsheet("moderate", "--json"))
    banned = broadsheet("ban", comment["id"], "--days", 2, "--reason", "Insults")
    assert banned.startswith("banned: the sender, until ")
    ban = banned.rpartition("(id ")[2].rstrip(")\n")
    assert "“Insults”" in broadsheet("ban")
    assert broadsheet("ban", "--lift", ban) == f"lifted: {ban}\n"
    assert broadsheet("ban") == ""


def test_words_that_hold_comments_are_kept_and_forgotten(broadsheet: Broadsheet) -> None:
    assert broadsheet("words", "--hold", "loan*", "--block", "casino") == (
        "hold: loan*\nblock: casino\n"
    )
    assert broadsheet("words", "--forget", "casino") == "hold: loan*\nblock: –\n"
    with pytest.raises(SystemExit, match="in neither list: casino"):
        broadsheet("words", "--forget", "casino")


def test_a_tag_is_renamed_by_its_name_and_a_section_that_is_none_is_named(
    broadsheet: Broadsheet, api: Api, stack: Stack
) -> None:
    api.submit(title="Tide", tags=["Harbour"])
    assert broadsheet("rename", "tag", "Harbour", "The port").startswith("Harbour  →  The port; 1 ")
    assert broadsheet("rename") == "tag  Harbour  →  The port  0 of 1\n"
    stack.tick()
    assert broadsheet("rename") == "tag  Harbour  →  The port  done\n"
    assert "→  –" in broadsheet("rename", "tag", "the-port", "--remove")
    with pytest.raises(SystemExit, match="nothing is published under a section 'Harbor'"):
        broadsheet("rename", "section", "Harbor", "City")
    with pytest.raises(SystemExit, match="what is it called"):
        broadsheet("rename", "tag", "Harbour")


COMMANDS: list[tuple[Any, ...]] = [
    ("list",),
    ("list", "--status", "any"),
    ("status",),
    ("status", TITLE),
    ("revisions", TITLE),
    ("compare", TITLE, 1),
    ("review", TITLE),
    ("schedule", TITLE, "tomorrow 07:30"),
    ("front",),
    ("profile",),
    ("redirect",),
    ("rename",),
    ("media",),
    ("moderate",),
    ("receipt", TITLE),
    ("remark", TITLE),
    ("share", TITLE, "--list"),
    ("ban",),
    ("words",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(map(str, command)))
def test_what_every_command_says_can_be_read_by_a_program(
    broadsheet: Broadsheet, draft: str, command: tuple[Any, ...]
) -> None:
    json.loads(broadsheet(*command, "--json"))


@pytest.mark.parametrize("limit", ["0", "101", "ten", "-1"])
@pytest.mark.parametrize("command", [("list",), ("moderate",), ("media",), ("revisions", "x")])
def test_a_list_of_none_or_of_too_many_says_so(
    broadsheet: Broadsheet, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], limit: str
) -> None:
    with pytest.raises(SystemExit) as refused:
        broadsheet(*command, f"--limit={limit}")
    assert refused.value.code == 2
    assert "--limit: must be" in capsys.readouterr().err


def test_a_list_of_nothing_says_so_where_it_does_not_disturb(
    broadsheet: Broadsheet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert broadsheet("list") == ""
    main(["list", "--status", "draft"])
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "no story of yours is so\n")


def test_an_unknown_state_is_named(broadsheet: Broadsheet) -> None:
    with pytest.raises(SystemExit, match="in_review"):
        broadsheet("list", "--status", "reviewing")


@pytest.mark.parametrize(
    ("error", "status"), [(NotSignedIn("x"), 3), (NoAnswer("x"), 4), (Overtaken("x"), 5)]
)
def test_a_script_sees_what_kind_of_trouble_it_was(
    broadsheet: Broadsheet, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def refuse(*_request: object) -> None:
        raise error

    monkeypatch.setattr(Direct, "_ask", refuse)
    with pytest.raises(SystemExit) as ended:
        broadsheet("list")
    assert ended.value.code == status


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("story.md", None, "there is no file"),
        ("folder.md", "", "is a folder"),
        (
            "latin.md",
            b"---\ntitle: A\n---\nOne.\nCaf\xe9.\n",
            "latin.md:5: this is not text in UTF-8",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(
    broadsheet: Broadsheet,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | str | None,
    words: str,
) -> None:
    path = tmp_path / name
    if content == "":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(SystemExit):
        broadsheet("publish", path)
    said = capsys.readouterr().err
    assert words in said
    assert "Errno" not in said
    assert "codec" not in said


def test_a_shell_is_told_every_command(broadsheet: Broadsheet) -> None:
    completion = broadsheet("completion", "bash")
    assert all(name in completion for name in ("publish", "retract", "--returned", "live"))


MONDAY = datetime(2026, 11, 30, 10, 15)
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("tomorrow 07:30", "2026-12-01T07:30"),
        ("Tomorrow at 7:30 am", "2026-12-01T07:30"),
        ("today 18:00", "2026-11-30T18:00"),
        ("tonight 11pm", "2026-11-30T23:00"),
        ("18:00", "2026-11-30T18:00"),
        ("09:00", "2026-12-01T09:00"),
        ("at noon", "2026-11-30T12:00"),
        ("friday 6am", "2026-12-04T06:00"),
        ("next Friday at 06:00", "2026-12-04T06:00"),
        ("monday 12am", "2026-12-07T00:00"),
        ("in 90 minutes", "2026-11-30T11:45"),
        ("in 2 hours", "2026-11-30T12:15"),
        ("in a week", "2026-12-07T10:15"),
        ("2026-12-24 06:00", "2026-12-24T06:00"),
        ("24 Dec 06:00", "2026-12-24T06:00"),
        ("Jan 2 6pm", "2027-01-02T18:00"),
        ("24.12.2026 18:00", "2026-12-24T18:00"),
        ("1 Dec 2026 at midnight", "2026-12-01T00:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30+02:00"),
    ],
)
def test_an_hour_is_said_as_people_say_it(said: str, hour: str) -> None:
    assert hour_of(said, MONDAY) == hour


@pytest.mark.parametrize(
    ("said", "now", "zone", "meant"),
    [
        # Ninety minutes are as many in a newsroom whose clock is another one.
        ("in 90 minutes", "2026-11-30T10:15+09:00", None, ("2026-11-30T02:45+00:00", "UTC")),
        ("in a day", "2026-11-30T10:15+09:00", None, ("2026-12-01T01:15+00:00", "UTC")),
        ("in 90 minutes", "2026-03-29T01:15", BERLIN, ("2026-03-29T03:45+02:00", BERLIN)),
        ("in 2 hours", "2026-10-25T01:15", BERLIN, ("2026-10-25T02:15+01:00", BERLIN)),
        ("in a week", "2026-03-25T10:15", BERLIN, ("2026-04-01T10:15+02:00", BERLIN)),
        ("in 2 days", "2026-03-27T02:15", BERLIN, ("2026-03-29T03:15+02:00", BERLIN)),
        ("tomorrow 07:30", "2026-11-30T10:15", BERLIN, ("2026-12-01T07:30", BERLIN)),
        ("tomorrow 07:30", "2026-11-30T10:15+09:00", None, ("2026-12-01T07:30", None)),
    ],
)
def test_how_long_from_now_is_as_long_wherever_one_is(
    said: str, now: str, zone: str | None, meant: tuple[str, str | None]
) -> None:
    moment = datetime.fromisoformat(now)
    entry = hour_entry(said, moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment, zone)
    assert (entry["local"], entry.get("zone")) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "tomorrow",
        "7",
        "friday",
        "25:00",
        "13pm",
        "someday 07:00",
        "31 Feb 07:00",
        "in 0.5 days",
    ],
)
def test_what_names_no_hour_is_asked_back(said: str) -> None:
    with pytest.raises(Exception, match="names no hour"):
        hour_of(said, MONDAY)
