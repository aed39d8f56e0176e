"""Mail as SES is given it: headers that nobody can add to; only a wrong address is final."""

from email.header import decode_header, make_header
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.failures import passes
from broadsheet.adapters.aws.ses_mail import SesMailer, one_line
from broadsheet.adapters.jinja.mails import EXCERPT, JinjaLetters, excerpt_of
from broadsheet.domain.comments.comment import Comment
from broadsheet.usecases.mail.ports import Letter, Mail, Undeliverable
from tests.builders import make_comment, make_discussion, make_site

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


def test_a_mail_has_both_parts_is_ended_by_one_click_and_is_answered_by_no_program() -> None:
    simple = sent()["Content"]["Simple"]
    assert simple["Body"]["Text"] == {"Data": "T", "Charset": "UTF-8"}
    assert simple["Body"]["Html"] == {"Data": "<p>H</p>", "Charset": "UTF-8"}
    assert simple["Headers"] == [
        {"Name": "List-Unsubscribe", "Value": f"<{LINK}>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
        {"Name": "Auto-Submitted", "Value": "auto-generated"},
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


SEND_EMAIL = boto3.client("sesv2", region_name="eu-west-1").meta.service_model.operation_model(
    "SendEmail"
)
CODES = sorted(shape.name for shape in SEND_EMAIL.error_shapes)
"""Every error that SES itself documents for the call; a lapsed sender is MessageRejected."""


def test_ses_has_these_codes_and_no_others() -> None:
    assert {"MessageRejected", "BadRequestException", "SendingPausedException"} < set(CODES)
    assert {"MailFromDomainNotVerifiedException", "AccountSuspendedException"} < set(CODES)


@pytest.mark.parametrize(
    "code", [*CODES, "ThrottlingException", "InternalFailure", "AccessDeniedException", "Unheard"]
)
def test_no_code_of_ses_ends_a_mail_and_every_one_is_tried_again(code: str) -> None:
    ses: Any = FakeSes(code)
    with pytest.raises(ClientError) as refused:
        SesMailer(ses, "news@example.org", "")(MAIL)
    assert passes(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "åsa@example.org",
        "rea example.org",
        "rea",
        "@example.org",
        "rea@",
        "a b@example.org",
        "rea@exa mple.org",
        f"{'a' * 65}@example.org",
        f"rea@{'a' * 64}.org",
        f"rea@{'.'.join(['a' * 60] * 5)}.org",
        "rea@a..org",
        "rea\n@example.org",
    ],
)
def test_an_address_that_ses_can_never_write_to_is_undeliverable_and_not_named(
    address: str,
) -> None:
    ses: Any = FakeSes()
    with pytest.raises(Undeliverable) as refused:
        SesMailer(ses, "news@example.org", "")(MAIL._replace(to=address))
    assert ses.sent == []
    assert refused.value.code == "AddressNotTaken"
    assert address not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("rea+x@bücher.example", "rea+x@xn--bcher-kva.example"),
        # Without the sharp s that is somebody else's domain (IDNA 2008).
        ("rea@straße.example", "rea@xn--strae-oqa.example"),
    ],
)
def test_a_domain_of_other_letters_is_written_to_in_punycode(typed: str, written: str) -> None:
    assert sent(to=typed)["Destination"]["ToAddresses"] == [written]


def test_a_long_reply_is_shortened_and_never_longer_than_said() -> None:
    assert excerpt_of("one\n\n two") == "one two"
    long = excerpt_of("word " * 500)
    assert len(long) == EXCERPT
    assert long.endswith("…")


@pytest.mark.parametrize("title", ["Ежедневная газета Пример", "新聞" * 60, "Für alle " * 17])
def test_no_word_of_a_long_name_is_longer_than_a_header_may_have(title: str) -> None:
    name, _, address = sent(title=title)["FromEmailAddress"].rpartition(" ")
    assert address == "<news@example.org>"
    assert all(len(word) <= 75 for word in name.split())
    assert str(make_header(decode_header(name))) == title.strip()


@pytest.mark.parametrize("reply", [None, make_comment()])
@pytest.mark.parametrize("language", ["en", "de", "fr", "tr", "ar", "sw"])
def test_a_subject_has_all_that_stands_around_a_long_headline(
    language: str, reply: Comment | None
) -> None:
    def subject_of(title: str) -> str:
        article = make_discussion(title=title, language=language)
        letters = JinjaLetters(make_site(language=language))
        return letters("a@example.org", Letter(article, LINK, reply)).subject

    before, _, after = (
        subject_of("Tor").replace("\u2068", "").replace("\u2069", "").partition("Tor")
    )
    subject = subject_of(f"{'Tor ' * 60}Ende")
    assert sent(subject=subject)["Content"]["Simple"]["Subject"]["Data"] == one_line(subject)
    shown = subject.replace("\u2068", "").replace("\u2069", "")
    assert shown.startswith(f"{before}Tor Tor")
    assert shown.endswith(f"Tor…{after}")


def test_a_name_that_runs_the_other_way_turns_no_word_around_it() -> None:
    letters = JinjaLetters(make_site())
    told = Letter(make_discussion(), LINK, make_comment(name="محمد"))
    mail = letters("a@example.org", told)
    assert mail.text.startswith("\u2068محمد\u2069 answered")
    assert "<bdi>محمد</bdi> answered" in mail.html
    arabic = make_discussion(language="ar", title="Harbour!")
    assert "\u2068Harbour!\u2069" in letters("a@example.org", Letter(arabic, LINK)).subject
    plain = letters("a@example.org", Letter(make_discussion(), LINK, make_comment()))
    assert "\u2068" not in plain.subject + plain.text


def test_an_excerpt_in_a_mail_turns_nothing_that_follows_it() -> None:
    assert "\u2067" not in excerpt_of("\u2067" + "א" * 400 + "\u2069")
