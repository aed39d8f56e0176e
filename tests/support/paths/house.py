"""The site's own: profiles, the front page, redirects, pictures; and what anyone can read."""

import contextlib
import io
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]

from broadsheet.domain.shared.principal import identity
from client.running import STACK
from client.session import claims
from operate.erase_versions import erase_versions
from tests.support.live import set_live
from tests.support.newspaper import Newspaper
from tests.support.paths.crew import ANY_VERSION, Crew
from tests.support.paths.rights import Call, Role, described, may
from tests.support.pictures import photograph
from tests.support.recordings import TYPES
from tests.support.uploads import posted

_EDITORS_OF_SITE = (Role.EDITOR, Role.EDITS_SITE)
_READS = ("/articles", "/profiles", "/sections", "/tags", "/openapi.json", "/docs")
_SEARCHES = ("/search", "/search.html")


def profiles(crew: Crew) -> None:
    """Each who may writes one, replaces it and takes it away; all others are refused."""
    for role in _EDITORS_OF_SITE:
        path = f"/profiles/{role.replace(':', '-')}"
        cast = _with_strangers(role)
        new = {"name": "Profile One", "bio": "Writes."}
        assert crew.by_all("PUT", path, new, cast=cast, headers={})[role].status == 201
        crew.by_all("PUT", path, {"name": "Profile Two", "bio": "Writes."}, cast=[role])
        told = crew[Role.ANYONE].send("GET", path).expect(200).json
        assert told["name"] == "Profile Two"
        crew.by_all("DELETE", path, cast=cast)
        crew[Role.ANYONE].send("GET", path).expect(404)


def front_page(crew: Crew, story: dict[str, Any]) -> None:
    """Each who may decides that the story leads, and in the end nothing does."""
    for role in _EDITORS_OF_SITE:
        cast = _with_strangers(role)
        crew.by_all("PUT", "/front", {"lead": story["id"]}, cast=cast)
        assert crew.by_all("GET", "/front", cast=cast)[role].json["lead"] == story["id"]
    crew.editor.send("PUT", "/front", {}, {"If-Match": "*"}).expect(200)


def redirects(crew: Crew, story: dict[str, Any]) -> None:
    """Each who may lets a path lead to the story; a reader is led there, and then no more."""
    newspaper = crew.newspaper
    paths = {role: f"/poster-{role.replace(':', '-')}/" for role in _EDITORS_OF_SITE}
    for role, path in paths.items():
        cast = _with_strangers(role)
        crew.by_all("POST", "/redirects", {"path": path, "target": story["path"]}, cast=cast)
        listed = crew.by_all("GET", "/redirects", cast=cast)[role].json
        assert path in [one["path"] for one in listed["items"]]
    for path in paths.values():
        crew.is_answered(path, 301)
        assert newspaper.get(path).headers["Location"] == story["path"]
    of_ours = f"{newspaper.stack.site_url}{story['path']}"
    pasted = {"path": f"{newspaper.stack.site_url}/pasted/", "target": of_ours}
    kept = crew.editor.send("POST", "/redirects", pasted).expect(200).json
    assert (kept["path"], kept["target"]) == ("/pasted/", story["path"])
    crew.is_answered("/pasted/", 301)
    assert newspaper.get("/pasted/").headers["Location"] == story["path"]
    crew.editor.send("POST", "/redirects/remove", {"path": pasted["path"]}).expect(200)
    for role, path in paths.items():
        crew.by_all("POST", "/redirects/remove", {"path": path}, cast=_with_strangers(role))
    for path in paths.values():
        crew.is_answered(path, 404)


def renamings(crew: Crew) -> None:
    """Each who may has a tag and a section renamed; the clock does it, and old pages lead on."""
    newspaper = crew.newspaper
    for number, role in enumerate(_EDITORS_OF_SITE):
        cast = _with_strangers(role)
        tag, section = f"Path Tag {number}", f"Path Section {number}"
        told = {"tags": [tag], "section": section, "new_section": True}
        newspaper.publish(f"Renamed {number}", **told)
        at = {"tags": tag, "sections": section}
        for kind, name in at.items():
            slug = name.lower().replace(" ", "-")
            crew.by_all("POST", f"/{kind}/{slug}/rename", {"to": f"{name} New"}, cast=cast)
        listed = crew.by_all("GET", "/renamings", cast=cast)[role].json["items"]
        assert {tag, section} <= {one["name"] for one in listed}
    for number in range(len(_EDITORS_OF_SITE)):  # one tick of the clock has them all
        for kind in ("tag", "section"):
            path = f"/{kind}/path-{kind}-{number}"
            crew.is_answered(f"{path}/", 301)
            assert newspaper.get(f"{path}/").headers["Location"] == f"{path}-new/"
            crew.sees(f"{path}-new/", f"Renamed {number}")


def _with_strangers(role: Role) -> list[Role]:
    """All who may not are refused beside the first who may."""
    strangers = [r for r in Role if r not in _EDITORS_OF_SITE]
    return [role, *strangers] if role is Role.EDITOR else [role]


def pictures(crew: Crew) -> None:
    """Each who may announces one, describes it, reads it and removes it; it was never sent."""
    announce = Call("POST", "/api/v1/media")
    owners = [role for role in Role if may(role, announce) and role is not Role.OTHER]
    strangers = [role for role in Role if not may(role, announce)]
    sent = {"type": "image/jpeg", "alt": "A boat"}
    made = crew.by_all("POST", "/media", sent, cast=[*owners, *strangers])
    crew.by_all("GET", "/media", cast=[*owners, *strangers])
    for role in owners:
        path = f"/media/{made[role].json['id']}"
        # An author and a client that writes have their own; who may do all tries the editor's.
        others = [*strangers, Role.OTHER] if role is Role.EDITOR else []
        for method, body in (("GET", None), ("PUT", {"alt": "Another boat"}), ("DELETE", None)):
            crew.by_all(method, path, body, cast=[role, *others])


def sessions(crew: Crew) -> None:
    """Each who has a token ends what is theirs, an editor an author's, and nothing is done since.

    In the end everybody is signed in again.
    """
    everybody = [role for role in Role if role is not Role.ANYONE]
    author = crew[Role.AUTHOR]
    said = claims(author.token)
    crew.by_all("POST", f"/sessions/{identity(said['iss'], said['sub'])}/end")
    author.send("GET", "/redirects").expect(401)
    for role in everybody:
        crew[role].again()
        crew.by_all("POST", "/sessions/end", cast=[Role.ANYONE, role])
        crew[role].send("GET", "/redirects").expect(401)
    for api in (*(crew[role] for role in everybody), crew.newspaper.author, crew.newspaper.editor):
        api.again()


def picture_is_taken_back(crew: Crew) -> None:
    """A picture that was made and never shown is looked at by the staff alone, and removed."""
    picture = picture_is_sent(crew)
    crew.newspaper.until(lambda: is_ready(crew, picture), "the picture that nobody shows")
    read = crew[Role.AUTHOR].send("GET", f"/media/{picture}").expect(200).json
    with urllib.request.urlopen(read["preview"], timeout=30) as preview:
        assert preview.headers["Content-Type"].startswith("image/")
    crew[Role.AUTHOR].send("DELETE", f"/media/{picture}", headers=ANY_VERSION).expect(204)
    crew[Role.AUTHOR].send("GET", f"/media/{picture}").expect(404)
    s3, bucket = (
        crew.newspaper.stack.client("s3"),
        crew.newspaper.stack.outputs["MediaBucketName"],
    )
    assert picture not in str(s3.list_objects_v2(Bucket=bucket).get("Contents", []))
    _is_erased(crew.newspaper, picture)


def _is_erased(newspaper: Newspaper, picture: str) -> None:
    """Of its upload S3 has kept nothing, and nothing of its files once an operator said so."""
    s3, outputs = newspaper.stack.client("s3"), newspaper.stack.outputs

    def kept() -> list[str]:
        listed = s3.list_object_versions(Bucket=outputs["MediaBucketName"])
        versions = (version["Key"] for version in listed.get("Versions", []))
        return [key for key in versions if picture in key]

    assert kept()
    assert {key.partition("/")[0] for key in kept()} == {"pictures"}
    assert newspaper.stack.drain()
    assert erase_versions(newspaper.stack.client, outputs, [f"/media/{picture}/"])
    assert kept() == []


def picture_is_sent(crew: Crew) -> str:
    """An author's picture goes to S3 by the form of the announcement: its id."""
    sent = {"type": "image/jpeg", "alt": "A boat on a dry lake"}
    announced = crew[Role.AUTHOR].send("POST", "/media", sent).expect(201).json
    form = announced["upload"]
    file = io.BytesIO(photograph())
    status, said = posted(form["url"], form["fields"], "boat.jpg", file)
    assert status in (200, 201, 204), said
    return str(announced["id"])


def recording_is_sent(crew: Crew, kind: str, body: bytes) -> str:
    """The same of a film, a sound or captions."""
    sent = {"type": TYPES[kind], "name": f"lake.{kind}", "alt": "The lake"}
    announced = crew[Role.AUTHOR].send("POST", "/media", sent).expect(201).json
    form = announced["upload"]
    status, said = posted(form["url"], form["fields"], f"lake.{kind}", io.BytesIO(body))
    assert status in (200, 201, 204), said
    return str(announced["id"])


def recording_is_taken_back(crew: Crew, story: dict[str, Any], media_ids: Sequence[str]) -> None:
    """The story comes down, and its files with it; then whoever sent them removes them."""
    crew.editor.send("POST", f"/articles/{story['id']}/unpublish", {}, ANY_VERSION).expect(200)
    for media_id in media_ids:
        crew.is_answered(f"/media/{media_id}/file.{media_id.rpartition('-')[2]}", 404)


def plays_in_parts(newspaper: Newspaper, path: str, body: bytes, media_type: str) -> None:
    """What a player asks a server for (RFC 9110, 14): a part, and that only of the same file."""
    whole = newspaper.get(path)
    assert (whole.status, whole.body) == (200, body)
    told = whole.headers
    assert (told["Content-Type"], told["Accept-Ranges"]) == (media_type, "bytes")
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Disposition"].startswith("attachment;")
    part = newspaper.get(path, {"Range": "bytes=4-11", "If-Range": told["ETag"]})
    assert (part.status, part.body) == (206, body[4:12])
    assert part.headers["Content-Range"] == f"bytes 4-11/{len(body)}"
    tail = newspaper.get(path, {"Range": "bytes=-8"})
    assert (tail.status, tail.body) == (206, body[-8:])


def is_an_episode(crew: Crew, feed: str, story: dict[str, Any], size: int) -> None:
    """What programs that play podcasts read of the story, and where its sound and picture are."""
    site_url, answer = crew.newspaper.stack.site_url, crew.newspaper.get(feed)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    told = feedparser.parse(answer.body)
    assert not told.bozo, told.bozo_exception
    (episode,) = told.entries
    assert episode.link == f"{site_url}{story['path']}"
    (sound,) = episode.enclosures
    assert (sound.type, sound.length) == ("audio/mpeg", str(size))
    assert episode.itunes_duration == "1"
    for url in (sound.href, told.feed.image.href):
        crew.is_answered(url.removeprefix(site_url), 200)


def is_ready(crew: Crew, media_id: str) -> bool:
    """Whether the picture was made of the upload."""
    told = crew[Role.AUTHOR].send("GET", f"/media/{media_id}").expect(200).json
    assert told["status"] != "refused", told
    return bool(told["status"] == "ready")


def public_reads(crew: Crew, words: str) -> None:
    """What anyone can read without an address of their own."""
    anyone = crew[Role.ANYONE]
    for path in (*_READS, *(f"{path}?q={words}" for path in _SEARCHES)):
        assert Call("GET", f"/api/v1{path.partition('?')[0]}") in described()
        anyone.send("GET", path).expect(200)
    anyone.send("GET", "/nothing/here").expect(404)


@contextlib.contextmanager
def asking_for_proof(newspaper: Newspaper, folder: Path) -> Iterator[None]:
    """As long as this lasts, the newsroom's own settings ask commenters for a proof of work."""
    (folder / "site.toml").write_text('title = "Paths"\n[comments]\nproof_of_work = true\n')
    functions, name = newspaper.stack.client("lambda"), f"{STACK}-submit_comment"
    told = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    set_live(functions, name, Environment={"Variables": told | {"SITE_FILES": str(folder)}})
    try:
        yield
    finally:
        set_live(functions, name, Environment={"Variables": told})
