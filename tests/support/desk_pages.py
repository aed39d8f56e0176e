"""Every page of the desk by name: of which route it is, whose, and how it is reached.

A route is one that is asked for, or the form that a page answers: what a form is refused with is a
page too. `tests/pages/test_desk_pages.py` fails where a route has no page here.
"""

from broadsheet.adapters.http.desk.deeds import DEEDS
from tests.support.desk_newsroom import MISSING
from tests.support.desk_steps import (
    Way,
    again,
    answered,
    both_saved,
    ended,
    from_elsewhere,
    invited,
    meanwhile,
    old_profile,
    other_page,
    own_authenticator,
    previewed,
    restored_late,
    set_up,
    signed_out,
    signing_in,
)

_STORY, _DRAFT = "/desk/stories/{id}", "/desk/stories/{draft}"
_STATES = (
    *("draft", "waiting", "returned", "scheduled", "published", "unpublished", "retracted"),
    *("corrected", "live", "arabic"),
)
_SUITABLE = {
    "review": "draft",
    "return": "waiting",
    "publish": "waiting",
    "schedule": "draft",
    "unschedule": "scheduled",
    "embargo": "draft",
    "correct": "published",
    "unpublish": "published",
    "retract": "published",
    "assign": "draft",
    "duplicate": "draft",
    "delete": "draft",
}
"""A story in a state in which each can be done."""
_HOUR = {"day": "2026-10-25", "time": "02:30"}
_WRONG = {
    "retract": {"reason": " "},
    "correct": {"text": " "},
    "embargo": {"embargo__day": "2026-13-01", "embargo__time": "x"},
    "schedule": {f"publish_at__{name}": value for name, value in _HOUR.items()},
    "assign": {"id": "", "name": "nobody at all"},
}
_CHOOSE = "GET /desk/copies/{story}/pictures"
_COPY = "/desk/copies/{story}"
_TYPED = "/desk/copies/{typed}/preview"
_MEDIA, _FRONT = "GET /desk/media", "GET /desk/front"
_ARRANGED = "version=1&lead={published}&pinned={corrected},{live}&hidden="

PAGES: dict[str, Way] = {
    "sign-in": Way("GET /desk/sign-in", "nobody", "/desk/sign-in?next=/desk/people"),
    "sign-in-wrong": Way("POST /desk/sign-in", "nobody", answered("/desk/sign-in", user="edith")),
    "sign-in-step": Way("GET /desk/sign-in/{step}", "nobody", "/desk/sign-in/code"),
    "sign-in-from-elsewhere": Way("GET /desk/sign-in", "nobody", from_elsewhere),
    "sign-in-password": Way("POST /desk/sign-in", "nobody", signing_in("nora")),
    "sign-in-password-wrong": Way(
        "POST /desk/sign-in/password", "nobody", signing_in("nora", password="a", repeated="b")
    ),
    "sign-in-code": Way("POST /desk/sign-in", "nobody", signing_in("kay")),
    "sign-in-code-wrong": Way(
        "POST /desk/sign-in/code", "nobody", signing_in("kay", code="000000")
    ),
    "sign-in-authenticator": Way("POST /desk/sign-in", "nobody", set_up),
    "sign-in-ended": Way("POST /desk/people/invite", "nobody", ended),
    "sign-in-again": Way("POST /desk/sign-in", "nobody", again),
    "signed-out": Way("POST /desk/sign-out", "ann", signed_out),
    "forgotten": Way("GET /desk/sign-in/forgotten", "nobody", "/desk/sign-in/forgotten"),
    "forgotten-code": Way(
        "POST /desk/sign-in/forgotten", "nobody", answered("/desk/sign-in/forgotten", user="ann")
    ),
    "account": Way("GET /desk/account", "ann", "/desk/account"),
    "account-wrong": Way(
        "POST /desk/account/password",
        "ann",
        answered("/desk/account", "/password", old="x", password="a", repeated="b"),
    ),
    "account-authenticator": Way("POST /desk/account/authenticator", "nobody", own_authenticator),
    "account-session": Way("GET /desk/account/session", "ann", "/desk/account/session"),
    "people": Way("GET /desk/people", "edith", "/desk/people"),
    "people-none": Way("GET /desk/people", "edith", "/desk/people?begins=zzz"),
    "people-invite": Way("GET /desk/people/invite", "edith", "/desk/people/invite"),
    "people-invite-wrong": Way(
        "POST /desk/people/invite", "edith", answered("/desk/people/invite", user="two words")
    ),
    "people-invited": Way("POST /desk/people/invite", "edith", invited),
    "person": Way("GET /desk/people/{id}", "edith", "/desk/people/{ann}"),
    "person-oneself": Way("GET /desk/people/{id}", "edith", "/desk/people/{edith}"),
    "person-disabled": Way("GET /desk/people/{id}", "edith", "/desk/people/{dora}"),
    "person-wrong": Way(
        "POST /desk/people/{id}/email", "edith", answered("/desk/people/{ben}", "/email", email="x")
    ),
    "desk": Way("GET /desk", "edith", "/desk"),
    "today": Way("GET /desk/today", "edith", "/desk/today"),
    "today-of-an-author": Way("GET /desk/today", "ann", "/desk/today"),
    "today-of-a-newcomer": Way("GET /desk/today", "ben", "/desk/today"),
    "today-refused": Way("GET /desk/today", "olga", "/desk/today"),
    "stories": Way("GET /desk/stories", "ann", "/desk/stories"),
    "stories-none": Way("GET /desk/stories", "ben", "/desk/stories"),
    "stories-of-all": Way("GET /desk/stories", "edith", "/desk/stories?whose=all"),
    "stories-returned": Way("GET /desk/stories", "ann", "/desk/stories?status=returned"),
    "stories-found": Way(
        "GET /desk/stories", "edith", "/desk/stories?whose=all&q=story&section=News"
    ),
    "stories-wrong": Way("GET /desk/stories", "ann", "/desk/stories?since=then"),
    "review": Way("GET /desk/review", "edith", "/desk/review"),
    "review-refused": Way("GET /desk/review", "ann", "/desk/review"),
    "schedule": Way("GET /desk/schedule", "edith", "/desk/schedule"),
    "schedule-planned": Way("GET /desk/schedule", "edith", "/desk/schedule?week=2086-W48"),
    **{
        f"story-{name}": Way(f"GET {_STORY}", "edith", f"/desk/stories/{{{name}}}")
        for name in _STATES
    },
    "story-of-its-author": Way(f"GET {_STORY}", "ann", _DRAFT),
    "story-of-somebody-else": Way(f"GET {_STORY}", "ben", _DRAFT),
    "story-gone": Way(f"GET {_STORY}", "edith", f"/desk/stories/{MISSING}"),
    "story-review": Way(f"GET {_STORY}/review", "edith", "/desk/stories/{waiting}/review"),
    **{
        f"ask-{name}": Way(f"GET {_STORY}/{name}", "edith", f"/desk/stories/{{{story}}}/{name}")
        for name, story in _SUITABLE.items()
        if name in DEEDS and name != "review"
    },
    **{
        f"ask-{name}-wrong": Way(
            f"POST {_STORY}/{name}",
            "edith",
            answered(f"/desk/stories/{{{_SUITABLE[name]}}}/{name}", f"/{name}", **typed),
        )
        for name, typed in _WRONG.items()
    },
    "ask-not-now": Way(f"GET {_STORY}/publish", "edith", "/desk/stories/{published}/publish"),
    "ask-refused": Way(f"GET {_STORY}/publish", "ann", "/desk/stories/{waiting}/publish"),
    "ask-meanwhile": Way(f"POST {_STORY}/delete", "edith", meanwhile("delete")),
    "remark-wrong": Way(f"POST {_STORY}/remarks", "edith", answered(_DRAFT, "/remarks", text=" ")),
    "story-print": Way(f"GET {_STORY}/print", "edith", "/desk/stories/{published}/print"),
    "story-print-arabic": Way(f"GET {_STORY}/print", "edith", "/desk/stories/{arabic}/print"),
    "revisions": Way(f"GET {_STORY}/revisions", "edith", f"{_DRAFT}/revisions"),
    "revision": Way(f"GET {_STORY}/revisions/{{version}}", "edith", f"{_DRAFT}/revisions/2"),
    "revision-first": Way(f"GET {_STORY}/revisions/{{version}}", "edith", f"{_DRAFT}/revisions/1"),
    "restore": Way(
        f"GET {_STORY}/revisions/{{version}}/restore", "edith", f"{_DRAFT}/revisions/1/restore"
    ),
    "restore-meanwhile": Way(
        f"POST {_STORY}/revisions/{{version}}/restore", "edith", restored_late
    ),
    "preview": Way(f"GET {_STORY}/preview", "edith", f"{_DRAFT}/preview"),
    "preview-cards": Way(
        f"GET {_STORY}/preview", "edith", f"{_DRAFT}/preview?show=card&width=phone"
    ),
    "preview-page": Way(f"GET {_STORY}/preview/page", "edith", f"{_DRAFT}/preview/page"),
    "preview-card": Way(f"GET {_STORY}/preview/card", "edith", f"{_DRAFT}/preview/card"),
    "shares": Way(f"GET {_STORY}/shares", "edith", f"{_DRAFT}/shares"),
    "shares-none": Way(f"GET {_STORY}/shares", "edith", "/desk/stories/{waiting}/shares"),
    "shares-wrong": Way(
        f"POST {_STORY}/shares", "edith", answered(f"{_DRAFT}/shares", "/shares", days="400")
    ),
    "share-made": Way(
        f"POST {_STORY}/shares",
        "edith",
        answered("/desk/stories/{arabic}/shares", "/shares", days="3"),
    ),
    "share": Way(f"GET {_STORY}/shares/{{share}}", "edith", f"{_DRAFT}/shares/{{share}}"),
    "shared": Way("GET /desk/shared/{token}", "nobody", "/desk/shared/{token}"),
    "shared-story": Way("POST /desk/shared/{token}", "nobody", answered("/desk/shared/{token}")),
    "shared-nothing": Way("GET /desk/shared/{token}", "nobody", f"/desk/shared/{'x' * 43}"),
    "receipt": Way(f"GET {_STORY}/receipt", "edith", "/desk/stories/{published}/receipt"),
    "receipt-of-what-went": Way(
        f"GET {_STORY}/receipt", "edith", "/desk/stories/{unpublished}/receipt"
    ),
    "receipt-of-a-draft": Way(f"GET {_STORY}/receipt", "edith", f"{_DRAFT}/receipt"),
    "write-new": Way("GET /desk/stories/new", "ann", "/desk/stories/new"),
    "write-new-of-an-editor": Way("GET /desk/stories/new", "edith", "/desk/stories/new"),
    "write-new-wrong": Way(
        "POST /desk/stories/new",
        "edith",
        answered("/desk/stories/new", "/new", title=" ", body="One.", slug="No slug!"),
    ),
    "write": Way(f"GET {_STORY}/write", "ann", f"{_DRAFT}/write"),
    "write-published": Way(f"GET {_STORY}/write", "edith", "/desk/stories/{published}/write"),
    "write-arabic": Way(f"GET {_STORY}/write", "edith", "/desk/stories/{arabic}/write"),
    "write-typed": Way(f"GET {_STORY}/write", "ann", "/desk/stories/{typed}/write"),
    "write-compare": Way(
        f"GET {_STORY}/write/compare", "ann", "/desk/stories/{typed}/write/compare"
    ),
    "write-conflict": Way(f"POST {_STORY}/write", "edith", both_saved),
    "write-other-page": Way("POST /desk/copies/{story}/compare", "ann", other_page),
    "write-picture": Way(
        f"POST {_STORY}/write", "ann", answered(f"{_DRAFT}/write", "/write", _do="text")
    ),
    "write-picture-lead": Way(_CHOOSE, "ann", "/desk/copies/{draft}/pictures?place=lead&words=a"),
    "write-picture-wrong": Way(_CHOOSE, "ann", "/desk/copies/{draft}/pictures?place=text&words=!!"),
    "write-found": Way(
        f"POST {_STORY}/write",
        "ann",
        answered(f"{_DRAFT}/write", "/write", _do="find", _find="story"),
    ),
    "preview-typed": Way(f"GET {_COPY}/preview", "ann", _TYPED),
    "preview-typed-page": Way(f"GET {_COPY}/preview/page", "ann", f"{_TYPED}/page"),
    "preview-typed-card": Way(f"GET {_COPY}/preview/card", "ann", f"{_TYPED}/card"),
    "preview-typed-lacking": Way(f"POST {_COPY}/preview", "edith", previewed(body="Half a story.")),
    "preview-typed-wrong": Way(
        f"POST {_COPY}/preview", "edith", previewed(body="One.", slug="No slug!", section="Newz")
    ),
    "copies-words": Way(f"GET {_COPY}", "ann", "/desk/copies/{lost}"),
    "copies-nothing": Way(f"GET {_COPY}", "ben", "/desk/copies/{lost}"),
    "copies-find": Way("GET /desk/stories/find", "ann", "/desk/stories/find?q=story"),
    "comments": Way("GET /desk/comments", "edith", "/desk/comments"),
    "comments-of-a-story": Way(
        "GET /desk/comments", "edith", "/desk/comments?story={published}&queue=approved"
    ),
    "comments-reported": Way("GET /desk/comments", "edith", "/desk/comments?queue=reported"),
    "comments-spam": Way("GET /desk/comments", "edith", "/desk/comments?queue=spam"),
    "comments-found": Way("GET /desk/comments", "edith", "/desk/comments?said=who&sender=rea"),
    "comments-found-none": Way("GET /desk/comments", "edith", "/desk/comments?said=zeppelin"),
    "comments-search-wrong": Way("GET /desk/comments", "edith", "/desk/comments?said=!%3F"),
    "comments-none-ticked-wrong": Way(
        "POST /desk/comments/decide", "edith", answered("/desk/comments", "/decide", do="reject")
    ),
    "comments-none": Way("GET /desk/comments", "edith", "/desk/comments?queue=deleted"),
    "comments-new": Way(
        "GET /desk/comments/new", "edith", "/desk/comments/new?since=2026-11-24T00:00:00Z"
    ),
    "comment": Way("GET /desk/comments/{id}", "edith", "/desk/comments/{comment}"),
    "comment-banned": Way("GET /desk/comments/{id}", "edith", "/desk/comments/{banned}"),
    "comment-wrong": Way(
        "POST /desk/comments/{id}/edit",
        "edith",
        answered("/desk/comments/{comment}", "/edit", body=" "),
    ),
    "comment-ban-wrong": Way(
        "POST /desk/comments/{id}/ban",
        "edith",
        answered("/desk/comments/{comment}", "/ban", days="x"),
    ),
    "comment-context": Way(
        "GET /desk/comments/{id}/context", "edith", "/desk/comments/{comment}/context"
    ),
    "comment-bans": Way("GET /desk/comments/bans", "edith", "/desk/comments/bans"),
    "comment-words": Way("GET /desk/comments/words", "edith", "/desk/comments/words"),
    "comment-words-wrong": Way(
        "POST /desk/comments/words", "edith", answered("/desk/comments/words", "/words", words="*")
    ),
    "media": Way(_MEDIA, "edith", "/desk/media"),
    "media-unused": Way(_MEDIA, "edith", "/desk/media?unused=true"),
    "media-none": Way(_MEDIA, "ann", "/desk/media?words=zzz"),
    "media-wrong": Way(_MEDIA, "ann", "/desk/media?words=!!"),
    "media-choose": Way(f"{_MEDIA}/choose", "ann", "/desk/media/choose"),
    "media-new": Way(f"{_MEDIA}/new", "ann", "/desk/media/new"),
    "picture": Way(f"{_MEDIA}/{{id}}", "edith", "/desk/media/{picture}"),
    "picture-of-somebody-else": Way(f"{_MEDIA}/{{id}}", "ben", "/desk/media/{picture}"),
    "picture-awaited": Way(f"{_MEDIA}/{{id}}", "ann", "/desk/media/{awaited}"),
    "picture-refused": Way(f"{_MEDIA}/{{id}}", "edith", "/desk/media/{refused}"),
    "picture-wrong": Way(
        "POST /desk/media/{id}",
        "edith",
        answered("/desk/media/{unused}", alt="x" * 3000),
    ),
    "picture-send": Way(f"{_MEDIA}/{{id}}/send", "ann", "/desk/media/{awaited}/send"),
    "picture-sent": Way(f"{_MEDIA}/{{id}}/sent", "nobody", "/desk/media/{awaited}/sent"),
    "picture-shown-nowhere": Way(f"{_MEDIA}/{{id}}/shown", "ann", "/desk/media/{refused}/shown"),
    "front": Way(_FRONT, "edith", "/desk/front"),
    "front-arranged": Way(_FRONT, "edith", f"/desk/front?{_ARRANGED}"),
    "front-wrong": Way(_FRONT, "edith", f"/desk/front?{_ARRANGED}&do=pin&story=x"),
    "front-preview": Way(f"{_FRONT}/preview", "edith", "/desk/front/preview?lead={published}"),
    "live": Way("GET /desk/live/{id}", "edith", "/desk/live/{live}"),
    "live-wrong": Way("POST /desk/live/{id}", "edith", answered("/desk/live/{live}", text=" ")),
    "live-picture": Way(
        "POST /desk/live/{id}", "edith", answered("/desk/live/{live}", text="Rain.", _do="picture")
    ),
    "live-picture-wrong": Way(
        "POST /desk/live/{id}",
        "edith",
        answered("/desk/live/{live}", text="Rain.", _do="picture", _words="!!"),
    ),
    "live-entries": Way("GET /desk/live/{id}/entries", "edith", "/desk/live/{live}/entries"),
    "live-entry": Way("GET /desk/live/{id}/{number}", "edith", "/desk/live/{live}/1"),
    "profiles": Way("GET /desk/profiles", "edith", "/desk/profiles"),
    "profile": Way("GET /desk/profiles/{slug}", "edith", "/desk/profiles/wren"),
    "profile-new": Way("GET /desk/profiles/{slug}", "edith", "/desk/profiles/nobody?name=Nobody"),
    "profile-meanwhile": Way("POST /desk/profiles/{slug}", "edith", old_profile),
    "redirects": Way("GET /desk/redirects", "edith", "/desk/redirects"),
    "redirects-wrong": Way(
        "POST /desk/redirects",
        "edith",
        answered("/desk/redirects", "/redirects", path="x", target="ftp://x"),
    ),
    "sections": Way("GET /desk/sections", "edith", "/desk/sections"),
    "tags": Way("GET /desk/sections", "edith", "/desk/sections?kind=tag"),
    "renaming": Way("GET /desk/sections/{kind}/{slug}", "edith", "/desk/sections/tag/harbour"),
    "site": Way("GET /desk/site", "edith", "/desk/site"),
    "no-such-page": Way("GET /desk", "edith", "/desk/nothing-of-that-name"),
}
