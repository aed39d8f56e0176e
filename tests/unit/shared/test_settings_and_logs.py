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
from tests.support.machine_clock import is_light

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
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Broadsheet")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "send_mails")
    observability.metrics.cache_clear()
    try:
        for _ in range(2):  # a warm start as well
            observability.count("MailsRefused", 4)
            observability.metrics().flush_metrics()
    finally:
        observability.metrics.cache_clear()
    for line in capsys.readouterr().out.splitlines():
        told = json.loads(line)
        assert (told["stack"], told["service"]) == ("newsroom", "send_mails")
        (written,) = told["_aws"]["CloudWatchMetrics"]
        assert [sorted(one) for one in written["Dimensions"]] == [["service", "stack"]]


@pytest.mark.parametrize(
    ("about", "looks"),
    [({"AWS_LAMBDA_FUNCTION_NAME": "newsroom-desk"}, (False, True)), ({}, (True, True))],
)
def test_a_cold_start_does_not_look_for_garbage_before_its_first_answer(
    about: dict[str, str], looks: tuple[bool, bool]
) -> None:
    code = (
        "import gc; from broadsheet.adapters.aws import observability as o\n"
        "from tests.support.lambdas import FakeLambdaContext\n"
        "seen = []\n"
        "answer = o.observed(lambda event, context: seen.append(gc.isenabled()))\n"
        "for _ in range(2): answer({}, FakeLambdaContext('desk'))\n"
        "print(*seen)"
    )
    names = {
        "POWERTOOLS_SERVICE_NAME": "desk",
        "POWERTOOLS_METRICS_NAMESPACE": "b",
        "STACK_NAME": "s",
    }
    kept = {n: v for n, v in os.environ.items() if n != "AWS_LAMBDA_FUNCTION_NAME"}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | names | about,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.split() == [str(one) for one in looks]


@pytest.mark.parametrize("worst", ["a", "-", "'a", "邮", "%40", "a."])
def test_a_long_word_is_looked_at_in_proportion_to_its_length(worst: str) -> None:
    long = (worst * 16_000)[:16_000]
    assert is_light(lambda: redact(f"{long} {long}"), 300)


@pytest.mark.parametrize("before", ["邮" * 150, f"{'x' * 300}/?m=", "." * 200, "%20", "o'", "é"])
@pytest.mark.parametrize("address", ["ada@example.org", "ada%40example.org"])
def test_what_stands_before_an_address_does_not_hide_it(before: str, address: str) -> None:
    assert "example" not in redact(before + address)
