"""A link to a draft on the stack: who has it reads the story through the site's own address."""

import urllib.request

from tests.support.newspaper import Newspaper, article


def test_who_has_a_link_reads_a_draft_and_nobody_once_it_was_taken_back(
    newspaper: Newspaper,
) -> None:
    draft = article("The minister and the shared papers", status="draft")
    made = newspaper.author.send("POST", "/articles", draft).expect(201).json
    base = f"/articles/{made['id']}/shares"
    told = newspaper.author.send("POST", base, {"label": "for the lawyer"}).expect(201).json
    path = told["url"].removeprefix(newspaper.stack.site_url)
    asked = newspaper.get(path)
    assert asked.status == 200
    assert "shared papers" not in asked.text
    pressed = urllib.request.Request(newspaper.stack.site_url + path, data=b"", method="POST")
    with urllib.request.urlopen(pressed, timeout=60) as shown:
        assert "The minister and the shared papers" in shown.read().decode()
        assert shown.headers["Cache-Control"] == "no-store"
        assert "noindex" in shown.headers["X-Robots-Tag"]
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        assert shown.headers["Referrer-Policy"] == "no-referrer"
    openings = f"{base}/{told['id']}/openings"
    assert len(newspaper.author.send("GET", openings).expect(200).json["items"]) == 1
    newspaper.author.send("POST", f"{base}/{told['id']}/revoke").expect(204)
    assert newspaper.get(path).status == 404
