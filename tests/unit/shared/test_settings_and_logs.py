"""What the environment says, and what leaves the logs."""

import json
import os
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.aws import observability
from broadsheet.adapters.aws.observability import redact
from broadsheet.domain.articles.article import Term
from broadsheet.settings import (
    ReadSettings,
    RenderSettings,
    RouteSettings,
    SiteSettings,
    TableSettings,
)
from tests.support.lambdas import FakeLambdaContext

SITE = {
    "SITE_TITLE": "The Example",
    "SITE_URL": "https://news.example.org",
    "SITE_LANGUAGE": "ar",
    "SITE_TIME_ZONE": "Asia/Amman",
    "SITE_SECTIONS": " World , أخبار,, Sport ",
}


def test_the_site_is_what_the_environment_says() -> None:
    site = SiteSettings.of(SITE).site()
    assert (site.title, site.direction, site.time_zone) == ("The Example", "rtl", "Asia/Amman")
    assert site.sections == (
        Term("World", "world"),
        Term("أخبار", "akhbar"),
        Term("Sport", "sport"),
    )


def test_every_function_needs_the_table() -> None:
    for settings in (TableSettings, RouteSettings, RenderSettings, ReadSettings):
        with pytest.raises(msgspec.ValidationError, match="TABLE_NAME"):
            settings.of({})


@pytest.mark.parametrize(
    "private",
    [
        *("ada@example.org", "o'brien+x@mail.example.org", "ADA@EXAMPLE.ORG", "a%40example.org"),
        *("192.0.2.7", "::ffff:192.0.2.7", "2001:db8::", "2001:db8::1", "fe80::1", "::1"),
        *("2001:DB8:0:0:0:0:0:1", "2001:db8:1:2:3:4:5:6"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "from {}.", '"{}"', "({}, x)", "email='{}'", "a {}\n"])
def test_addresses_never_leave_in_a_log(private: str, around: str) -> None:
    text = redact(around.format(private))
    assert private not in text
    assert "example.org" not in text
    assert "[" in text


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-22 17:38:16,123+0000", "2026-11-22T17:46:25.370000+00:00", "GET /x: 200"),
        *("arn:aws:iam::123456789012:role/x", "version 1.2.3", '{"a":{"b":[1,2]}}', "std::foo"),
        "01a20460-10cb-74f7-893e-a9a6fbc4d7de",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert redact(text) == text


NOBODYS = ("::",)
"""The address that means none (RFC 4291, 2.5.2)."""


@given(st.ip_addresses().filter(lambda ip: str(ip) not in NOBODYS), st.emails())
def test_no_address_survives(ip: object, email: str) -> None:
    text = redact(f'{{"message":"{ip} wrote","exception":"bad: {ip}. And {ip}"}}')
    assert str(ip) not in text
    local, _, host = email.partition("@")
    if '"' not in email and not set(email) & set("<>;:\\"):
        assert host not in redact(f'"{email}"')
        assert local not in redact(f'"{email}"') or len(local) < 7


def test_a_metric_says_of_which_stack_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STACK_NAME", "newsroom")
    monkeypatch.setenv("METRICS_NAMESPACE", "Broadsheet")
    monkeypatch.setenv("SERVICE_NAME", "send_mails")
    observability.metrics.cache_clear()
    try:
        for _ in range(2):  # a warm start as well
            observability.count("MailsRefused", 4)
            observability.metrics().flush()
    finally:
        observability.metrics.cache_clear()
    for line in capsys.readouterr().out.splitlines():
        told = json.loads(line)
        assert (told["stack"], told["service"]) == ("newsroom", "send_mails")
        (written,) = told["_aws"]["CloudWatchMetrics"]
        assert [sorted(one) for one in written["Dimensions"]] == [["service", "stack"]]
        assert (written["Namespace"], written["Metrics"], told["MailsRefused"]) == (
            "Broadsheet",
            [{"Name": "MailsRefused", "Unit": "Count"}],
            [4],
        )


def test_a_metric_of_many_values_is_said_in_lines_that_cloudwatch_reads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    metrics = observability.Metrics("Broadsheet", "render_pages", "newsroom")
    for second in range(201):
        metrics.add("SecondsToVisible", second, "Seconds")
    metrics.flush()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [len(line["SecondsToVisible"]) for line in lines] == [100, 100, 1]
    metrics.flush()
    assert capsys.readouterr().out == ""


def test_a_line_of_the_log_says_whose_request_it_is_of_and_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = observability.Log("desk", "info")
    monkeypatch.setattr(observability, "logger", lambda: log)
    monkeypatch.setattr(
        observability, "metrics", lambda: observability.Metrics("Broadsheet", "desk", "newsroom")
    )

    @observability.observed
    def handler(_event: observability.Event, _context: observability.LambdaContext) -> None:
        try:
            raise ValueError("of ada@example.org, \ud800")
        except ValueError:
            log.exception("failed", extra={"at": {1}})

    for request in ({"requestId": "Ub3k2hXpDoEEMzQ="}, None):
        handler({"requestContext": request}, FakeLambdaContext("desk"))
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["level"], first["message"], first["service"]) == ("ERROR", "failed", "desk")
    assert first["exception_name"] == "ValueError"
    assert "test_settings_and_logs.py" in first["exception"]
    assert first["exception"].endswith("of [e-mail], \ud800")
    assert (first["correlation_id"], first["cold_start"]) == ("Ub3k2hXpDoEEMzQ=", True)
    assert (second["correlation_id"], second["cold_start"]) == (
        second["function_request_id"],
        False,
    )


@pytest.mark.parametrize(
    ("level", "said"),
    [("DEBUG", 3), ("info", 3), ("", 3), ("WARNING", 2), ("ERROR", 1), ("CRITICAL", 0)],
)
def test_no_more_is_logged_than_was_asked_for(
    level: str, said: int, capsys: pytest.CaptureFixture[str]
) -> None:
    log = observability.Log("desk", level)
    log.info("done")
    log.warning("odd")
    log.error("wrong")
    assert len(capsys.readouterr().out.splitlines()) == said


@pytest.mark.parametrize(
    ("about", "looks"),
    [({"AWS_LAMBDA_FUNCTION_NAME": "newsroom-desk"}, (False, True)), ({}, (True, True))],
)
def test_a_cold_start_does_not_look_for_garbage_before_its_first_answer(
    about: dict[str, str], looks: tuple[bool, bool]
) -> None:
    code = (
        "import gc; from broadsheet.adapters.aws import observability as o\n"
        "from types import SimpleNamespace\n"
        "seen = []\n"
        "answer = o.observed(lambda event, context: seen.append(gc.isenabled()))\n"
        "for _ in range(2): answer({}, SimpleNamespace(aws_request_id='1'))\n"
        "print(*seen)"
    )
    names = {"SERVICE_NAME": "desk", "METRICS_NAMESPACE": "b", "STACK_NAME": "s"}
    kept = {n: v for n, v in os.environ.items() if n != "AWS_LAMBDA_FUNCTION_NAME"}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | names | about,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.split() == [str(one) for one in looks]
