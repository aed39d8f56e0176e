"""`make smoke`: one story through the whole of a site, as its readers see it, and gone again.

The story is unlisted: nobody comes across it. Should this program be killed in the middle, the
clock takes the story down, and the next run that day deletes it.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from client import running
from client.api import Api, Reply, page
from client.cognito import machine_token
from client.errors import CommandError
from client.session import TOKEN
from operate.ends import in_words
from operate.stack import Stack, stack_of

WORDS = "This page is a test of the site, and is taken down in a moment."
PROBE = {
    "title": "A test of the site",
    "body": WORDS,
    "section": "Test",
    "new_section": True,
    "byline": [{"name": "Smoke test"}],
    "slug": "smoke-test",
    "unlisted": True,
}
SCOPES = "broadsheet/articles:write broadsheet/articles:publish"
_PATIENCE = 180.0
"""Seconds: a page is there in two, and the edge may keep what it knew for a minute."""
_AT_MOST = timedelta(minutes=15)
"""As long as the story may stand if nobody takes it down."""
_RUNS_A_DAY = 200
_HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin",
    "cache-control": "s-maxage=",
}
_OF_TLS = {"strict-transport-security": "max-age="}

Say = Callable[[str], None]
Get = Callable[[str], Reply]


class NobodyError(CommandError):
    """There is nobody to publish the story as."""


class Site(NamedTuple):
    """A site as readers and as an editor see it; `every` is how often it is asked, in seconds."""

    url: str
    api: Api
    get: Get = page
    every: float = 0.5
    patience: float = _PATIENCE


def smoke_test(site: Site, say: Say = print) -> None:
    """Publish the story, read it, take it down, and say what took how long.

    Raises CommandError with the first thing that is not as it should be; the story is gone by then.
    """
    probe = _probe(site)
    try:
        _published(site, probe, say)
        article = site.api.send("GET", f"/articles/{probe}").expect(200).json
        path = article["path"]
        say(f"  page readable after {_until(site, path, 200, WORDS):.1f} s")
        _check_page(site.get(site.url + path), is_tls=site.url.startswith("https://"))
        _check_site(site, path)
        _check_preview(site.api, probe)
        site.api.send("POST", f"/articles/{probe}/unpublish").expect(200)
        say(f"  page gone after {_until(site, path, 404):.1f} s")
    finally:
        _remove(site.api, probe)
    say("  the story is deleted")


def _probe(site: Site) -> str:
    """The draft of this run; one that an earlier run of the day left behind is gone on with."""
    day = datetime.now(UTC).date()
    for number in range(_RUNS_A_DAY):
        key = {"Idempotency-Key": f"smoke-test-{day}-{number}"}
        reply = site.api.send("POST", "/articles", PROBE, key)
        if reply.status == 422 and reply.json.get("code") == "idempotency_key_reused":
            continue  # of an earlier release of this test
        probe: str = reply.expect(201).json["id"]
        found = site.api.send("GET", f"/articles/{probe}")
        if found.status != 404:
            if found.expect(200).json["status"] == "published":
                site.api.send("POST", f"/articles/{probe}/unpublish").expect(200)
            return probe
    raise CommandError(f"{_RUNS_A_DAY} runs of today stand in the way")


def _published(site: Site, probe: str, say: Say) -> None:
    began = time.monotonic()
    site.api.send("POST", f"/articles/{probe}/publish").expect(200)
    say(f"  published in {time.monotonic() - began:.1f} s")
    end = (datetime.now(UTC) + _AT_MOST).strftime("%Y-%m-%dT%H:%M")
    hour = {"unpublish_at": {"local": end, "zone": "UTC"}}
    site.api.send("POST", f"/articles/{probe}/schedule", hour).expect(200)


def _until(site: Site, path: str, status: int, words: str = "") -> float:
    """How many seconds it took until the address answers so. Raises CommandError if too many."""
    began = time.monotonic()
    while True:
        reply = site.get(site.url + path)
        took = time.monotonic() - began
        if reply.status == status and words in reply.body.decode("utf-8", "replace"):
            return took
        if took > site.patience:
            raise CommandError(f"{path} answers {reply.status}, not {status}, after {took:.0f} s")
        time.sleep(site.every)


def _check_page(reply: Reply, *, is_tls: bool) -> None:
    wanted = _HEADERS | (_OF_TLS if is_tls else {})
    wrong = [
        f"{name} is {reply.headers.get(name)!r}, without {part!r}"
        for name, part in wanted.items()
        if part not in (reply.headers.get(name) or "")
    ]
    if b'<meta name="robots" content="noindex">' not in reply.body:
        wrong.append("the page is offered to search engines")
    if wrong:
        raise CommandError("the story's page: " + "; ".join(wrong))


def _check_site(site: Site, path: str) -> None:
    """Others than the story's page: they are there, and none of them leads to it."""
    for public in ("/", "/feed.xml", "/latest.json", "/news-sitemap.xml"):
        reply = site.get(site.url + public)
        if reply.status != 200:
            raise CommandError(f"{public} answers {reply.status}")
        if path.encode() in reply.body:
            raise CommandError(f"{public} names the story, which is unlisted")
    missing = site.get(f"{site.url}{path}nothing-here/")
    if missing.status != 404 or b"<html" not in missing.body:
        raise CommandError(
            f"a page that is not there answers {missing.status}, not 404 with a page"
        )
    site.api.send("GET", "/openapi.json").expect(200)


def _check_preview(api: Api, probe: str) -> None:
    """A comment is looked at as its writer would see it, and nothing is kept of it."""
    typed = {"name": "Smoke test", "email": "smoke-test@example.org", "body": "A *test*."}
    reply = api.form(f"/articles/{probe}/comments", typed | {"preview": "yes"}).expect(200)
    if b"<em>test</em>" not in reply.body:
        raise CommandError("the preview of a comment does not show what was typed")


def _remove(api: Api, probe: str) -> None:
    # With what went wrong already being told, no second trouble goes in front of it.
    with suppress(CommandError):
        version = api.send("GET", f"/articles/{probe}").expect(200).json["version"]
        api.send("DELETE", f"/articles/{probe}", headers={"If-Match": f'"{version}"'}).expect(204)


def token_for(stack: Stack, outputs: Mapping[str, str], variables: Mapping[str, str]) -> str:
    """Who publishes the story: a token that was given, or the stack's machine client's.

    Raises NobodyError where there is neither, and CommandError where the client may not publish.
    """
    if variables.get(TOKEN):
        return variables[TOKEN]
    if "MachineClientId" not in outputs:
        raise NobodyError(
            f"nobody to publish the story as: put an editor's token into {TOKEN}, or deploy with "
            "MachineScopes=articles:write,articles:publish"
        )
    client = {"UserPoolId": outputs["UserPoolId"], "ClientId": outputs["MachineClientId"]}
    told = stack.clients("cognito-idp").describe_user_pool_client(**client)["UserPoolClient"]
    return machine_token(outputs["TokenUrl"], told["ClientId"], told["ClientSecret"], SCOPES)


def _site(name: str | None) -> Site:
    if name is None:
        here = running.read()
        return Site(here.site_url, Api(here.site_url, here.token("editor")))
    stack = stack_of(name)
    outputs = stack.outputs()
    url = outputs["SiteUrl"]
    return Site(url, Api(url, token_for(stack, outputs, os.environ)))


def _end(*_signal: Any) -> None:
    sys.exit("the smoke test was stopped")


def main() -> None:
    """Of a stack on AWS, or of the one of `make run`; 1 where the site is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--if-possible", action="store_true", help="no failure without a token")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _end)  # the story is taken down on the way out
    with in_words(program="the smoke test failed"):
        try:
            site = _site(asked.stack)
            print(f"{site.url}:", flush=True)
            smoke_test(site)
        except NobodyError as error:
            print(f"not tried: {error}")
            sys.exit(0 if asked.if_possible else 1)


if __name__ == "__main__":
    main()
