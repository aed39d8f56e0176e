"""Mail as SES is given it: headers that nobody can add to, and only lasting refusals are final."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.ses_mail import SesMailer
from broadsheet.adapters.jinja.mails import EXCERPT, excerpt_of
from broadsheet.usecases.mail.ports import Mail, Undeliverable

LINK = "https://news.example/api/v1/subscriptions/c1/t0k3n"
MAIL = Mail(to="rea@example.org", subject="A reply", text="T", html="<p>H</p>", unsubscribe=LINK)


class FakeSes:
    """Takes every mail, or answers with an error code."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        self.sent: list[Any] = []

    def send_email(self, **asked: Any) -> Any:
        if self.code:
            told: Any = {"Error": {"Code": self.code, "Message": "rea@example.org is bad"}}
            raise ClientError(told, "SendEmail")
        self.sent.append(asked)


def sent(title: str = "The Example", **changes: Any) -> Any:
    ses: Any = FakeSes()
    SesMailer(ses, "news@example.org", title)(MAIL._replace(**changes))
    return ses.sent[0]


def test_a_mail_has_both_parts_and_is_ended_by_one_click() -> None:
    simple = sent()["Content"]["Simple"]
    assert simple["Body"]["Text"] == {"Data": "T", "Charset": "UTF-8"}
    assert simple["Body"]["Html"] == {"Data": "<p>H</p>", "Charset": "UTF-8"}
    assert simple["Headers"] == [
        {"Name": "List-Unsubscribe", "Value": f"<{LINK}>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x00", "\u2028", "\u2029", "\x85"])
def test_no_header_can_be_smuggled_in(end: str) -> None:
    asked = sent(title=f"News{end}Bcc: x@y.org", subject=f"Hello{end}Bcc: x@y.org")
    subject = asked["Content"]["Simple"]["Subject"]["Data"]
    assert subject == "Hello Bcc: x@y.org"
    sender = asked["FromEmailAddress"]
    assert end not in sender
    assert sender == '"News Bcc: x@y.org" <news@example.org>'


def test_a_newsroom_of_any_script_and_punctuation_signs_its_mails() -> None:
    assert sent(title='The "Daily", Ltd.')["FromEmailAddress"].endswith(" <news@example.org>")
    foreign = sent(title="جريدة")["FromEmailAddress"]
    assert foreign.isascii()
    assert foreign.startswith("=?utf-8?")


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_what_ses_will_never_take_is_said_to_be_undeliverable_without_the_address(
    code: str,
) -> None:
    ses: Any = FakeSes(code)
    with pytest.raises(Undeliverable) as refused:
        SesMailer(ses, "news@example.org", "")(MAIL)
    assert refused.value.code == code
    assert "rea" not in str(refused.value)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    "code",
    [
        *("TooManyRequestsException", "LimitExceededException", "SendingPausedException"),
        *("AccountSuspendedException", "MailFromDomainNotVerifiedException", "InternalFailure"),
    ],
)
def test_what_may_pass_is_tried_again(code: str) -> None:
    ses: Any = FakeSes(code)
    with pytest.raises(ClientError):
        SesMailer(ses, "news@example.org", "")(MAIL)


def test_a_long_reply_is_shortened_and_never_longer_than_said() -> None:
    assert excerpt_of("one\n\n two") == "one two"
    long = excerpt_of("word " * 500)
    assert len(long) == EXCERPT
    assert long.endswith("…")
