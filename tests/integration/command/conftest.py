"""The command in front of a stack."""

from collections.abc import Callable

import pytest

from client import session
from command.main import main
from tests.support.api import Api
from tests.support.direct import Direct
from tests.support.staff_tokens import publish_keys, token

Broadsheet = Callable[..., str]


@pytest.fixture
def broadsheet(
    api: Api,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Broadsheet:
    """Runs the command for somebody: what it prints. Raises SystemExit with what it refuses."""

    publish_keys(monkeypatch)

    def run(*arguments: object, by: str = "edith") -> str:
        monkeypatch.setenv(session.SITE, "https://news.example.org")
        monkeypatch.setenv(session.TOKEN, token(by))
        monkeypatch.setattr(session, "api_of", lambda _who: Direct(api, by))
        capsys.readouterr()
        main([str(argument) for argument in arguments])
        return capsys.readouterr().out

    return run
