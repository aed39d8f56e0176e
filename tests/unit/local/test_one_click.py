"""One click signs in on this machine, and there is nothing of it in what is deployed."""

from urllib.parse import parse_qsl, urlencode

import pytest

from client.running import ROOT
from local import template
from local.one_click import CLICK, OneClick
from tests.support.desk import fields_of
from tests.support.document import document

HTML = [("Content-Type", "text/html; charset=utf-8")]
PAGE = b"""<main><form method="post" action="/desk/sign-in"><input type="hidden" name="next"
value="/desk/people"><input name="user" required><input name="password" required></form>
<form action="/desk/other"></form></main>"""


@pytest.fixture
def clicks() -> OneClick:
    """With everybody's password."""
    return OneClick(lambda: {"amina": "of amina", "editor": "of editor", "nadia": "of nadia"})


def test_the_form_has_a_button_for_each_user_and_is_otherwise_as_it_was(clicks: OneClick) -> None:
    shown = document(clicks.shown(HTML, PAGE))
    buttons = shown.all("button")
    assert [b["value"] for b in buttons] == ["amina", "editor", "nadia"]
    for button in buttons:
        form = next(above for above in button.ancestors() if above.tag == "form")
        assert form["action"] == "/desk/sign-in"
        assert (button["formaction"], "formnovalidate" in button) == (CLICK, True)
    assert fields_of(shown.all("form")[0]) == fields_of(document(PAGE).all("form")[0])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (HTML, b"<main><form action='/desk/other'></form></main>"),
        (HTML, b'<form action="/desk/sign-in"> without an end'),
        ([*HTML, ("Content-Encoding", "gzip")], PAGE),
        ([("Content-Type", "application/json")], PAGE),
        ([], PAGE),
    ],
)
def test_other_answers_are_left_alone(
    clicks: OneClick, headers: list[tuple[str, str]], body: bytes
) -> None:
    assert clicks.shown(headers, body) == body


def test_a_click_is_sent_on_as_a_sign_in_with_what_goes_along(clicks: OneClick) -> None:
    form = {"next": "/desk/people", "user": "", "password": "", "one-click": "amina"}
    path, body = clicks.sent(CLICK, urlencode(form).encode())
    assert path == "/desk/sign-in"
    assert dict(parse_qsl(body.decode())) == {
        "next": "/desk/people",
        "user": "amina",
        "password": "of amina",
    }


def test_somebody_unknown_gets_no_password(clicks: OneClick) -> None:
    path, body = clicks.sent(CLICK, b"one-click=mallory&password=guess")
    assert path == "/desk/sign-in"
    assert dict(parse_qsl(body.decode(), keep_blank_values=True))["password"] == ""


def test_what_is_typed_is_sent_as_it_is(clicks: OneClick) -> None:
    typed = b"user=amina&password=typed"
    assert clicks.sent("/desk/sign-in", typed) == ("/desk/sign-in", typed)


def test_nothing_of_it_is_deployed() -> None:
    """Layers and functions are all that a stack on AWS gets, and none knows of a click."""
    folders = {
        *template.functions(template.load()).values(),
        *template.layers(template.load()).values(),
    }
    assert not any(folder.is_relative_to(ROOT / "local") for folder in folders)
    kept = [
        f for folder in folders for f in folder.rglob("*") if f.suffix in (".py", ".html", ".js")
    ]
    assert len(kept) > 300
    for file in (*kept, ROOT / "template.yaml"):
        assert "one-click" not in file.read_text("utf-8"), file
        assert "one_click" not in file.read_text("utf-8"), file
