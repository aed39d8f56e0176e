"""The key of senders is made anew on the running stack, and its readers go on."""

import re
from typing import Any

from operate.rotate_keys import rotate
from tests.support.newspaper import Newspaper, newcomer

_ISSUED = re.compile(r'name="issued" value="([^"]+)"')


def test_across_a_rotation_a_form_is_one_comment_and_all_of_a_reader_is_found(
    newspaper: Newspaper,
) -> None:
    email, story = newcomer(), newspaper.publish("The locks are changed")
    path = f"/articles/{story['id']}/comments"

    def send(body: str, **fields: str) -> None:
        typed = {"name": "Rea", "email": email, "body": body} | fields
        newspaper.anyone.form(path, typed).expect(303)

    def asked(what: str) -> Any:
        return newspaper.editor.send("POST", f"/privacy/{what}", {"email": email}).expect(200).json

    send("Before it.")
    first = newspaper.pending("Before it.")
    newspaper.editor.send("POST", f"/moderation/comments/{first}/approve").expect(200)
    newspaper.until(lambda: "Before it." in newspaper.get(story["path"]).text, "on the page")
    form = newspaper.get(f"/api/v1{path}/1/reply").text
    (issued,) = _ISSUED.findall(form)
    rotate(newspaper.stack.operated, is_again=True)
    send("Before it.")
    send("After it.", issued=issued, parent="1")
    assert newspaper.pending("After it.")
    held = asked("export")["comments"]
    assert [one["body"] for one in held] == ["Before it.", "After it."]
    assert (asked("erase")["erased"], asked("export")["comments"]) == (2, [])
