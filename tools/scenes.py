"""What is to be seen in the pictures of `docs/images`: of the sample edition, and of what that has
not by itself, a running story and front pages that are arranged in other ways."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from client.api import Api

WIDE, MEDIUM, NARROW = 1280, 768, 360
WIDTHS = {"": WIDE, "-medium": MEDIUM, "-narrow": NARROW}
"""Of windows, by what a picture's name ends in."""
_KEY = "Idempotency-Key"
_STORM = {
    "title": "Storm over the strait: what we know",
    "standfirst": "Boats stay in the harbour. We report here.",
    "body": "The wind came at four in the afternoon.",
    "section": "News",
    "byline": [{"name": "Amina Otieno"}],
    "live": "running",
    "status": "published",
}
_ENTRIES = (
    {"text": "The ferry turned back off the lighthouse.", "headline": "Ferry turns back"},
    {"text": "Trees are down on the coast road."},
    {"text": "The bridge is closed to lorries.", "headline": "The bridge is closed"},
)


class Shot(NamedTuple):
    """A page, the width of the window, and the part of it that is looked at."""

    name: str
    path: str
    width: int = WIDE
    part: str = ""


class Scene(NamedTuple):
    """An arrangement of the front page, what is `seen` on it then, and what is looked at."""

    front: dict[str, Any]
    seen: str
    shots: list[Shot]


def scenes_of(reader: Api, editor: Api) -> list[Scene]:
    """The pictures to take, in turn; afterwards the front page is as it was."""
    running = _running(editor)
    before = editor.send("GET", "/front").expect(200).json
    own = {name: before[name] for name in ("lead", "pinned", "hidden", "layout")}
    stories = reader.send("GET", "/articles?limit=100").expect(200).json["items"]
    pictured = next(s for s in stories if s["image"] and s["direction"] == "ltr")
    by_words, by_picture = ({**own, "lead": one["id"]} for one in (running, pictured))
    calm, busy = ({**by_picture, "layout": layout} for layout in ("calm", "busy"))
    text_lead = f".front-plain a[href='{running['path']}']"
    layouts = (
        Scene(calm, ".front-calm", _at("front-calm", "/", ends=("", "-narrow"))),
        Scene(busy, ".front-row", _at("front-busy", "/", ends=("", "-narrow"))),
    )
    return [
        Scene(by_words, text_lead, _at("front-text-lead", "/")),
        *layouts,
        Scene(own, ".front", _pages(reader, stories, running["path"])),
    ]


def _pages(reader: Api, stories: list[dict[str, Any]], running: str) -> list[Shot]:
    """A breaking story where there is one, one from right to left, one discussed, and the rest."""
    discussed = max(stories, key=lambda story: _comments(reader, story["id"]))["path"]
    story = next((s for s in stories if s["breaking"]), stories[0])["path"]
    mirrored = next(s["path"] for s in stories if s["direction"] == "rtl")
    section = f"/section/{stories[0]['section']['slug']}/"
    return [
        *_at("front", "/"),
        *_at("section", section),
        *_at("live", running),
        *_at("article", story),
        *_at("article-right-to-left", mirrored),
        *_at("archive", "/archive/"),
        *_at("api", "/api/v1/docs", part="#contents"),
        Shot("front-sections", "/", part=".blocks"),
        Shot("comments", discussed, part="#comments"),
        Shot("not-found", "/2020/01/never-written/"),
    ]


def _at(name: str, path: str, part: str = "", ends: Iterable[str] = WIDTHS) -> list[Shot]:
    """The page in each width, or those that pictures end in so."""
    return [Shot(f"{name}{end}", path, WIDTHS[end], part) for end in ends]


def _running(editor: Api) -> dict[str, Any]:
    """The running story; sent again it is the same one."""
    made = editor.send("POST", "/articles", _STORM, {_KEY: "shots-storm"}).expect(201).json
    for number, entry in enumerate(_ENTRIES):
        key = {_KEY: f"shots-storm-{number}"}
        sent = {**entry, "is_key": "headline" in entry}
        editor.send("POST", f"/articles/{made['id']}/live", sent, key).expect(201)
    return dict(made)


def _comments(api: Api, article: str) -> int:
    asked = f"/articles/{article}/comments?limit=100"
    return len(api.send("GET", asked).expect(200).json["items"])
