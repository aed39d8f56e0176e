"""However `make run` ends, the next one has what was answered, and shows what comes next."""

import json
import resource
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from client.errors import CommandError
from client.running import STACK
from local import note, reset, status
from local.cloud import wait_until
from tests.support.local_run import LocalRun
from tests.support.long import long_run
from tests.support.newspaper import article

SECONDS = 60.0


class Desk:
    """Publishes, and knows what was answered."""

    def __init__(self, run: LocalRun) -> None:
        self.run = run
        self.site = f"http://localhost:{run.port}"
        self.answered: dict[str, str] = {}

    def publish(self) -> str:
        title = f"Story {len(self.answered)}"
        made = self.run.editor().send("POST", "/articles", article(title)).expect(201).json
        self.answered[made["path"]] = title
        return str(made["path"])

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.site + path, timeout=30) as answer:
                assert answer.headers.get_content_type() == "text/html"
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            return ""

    def has_everything(self) -> bool:
        """All that was answered, and within seconds what comes next."""
        listed = self.run.editor().send("GET", "/articles?limit=100").expect(200).json["items"]
        assert {item["path"]: item["title"] for item in listed} == self.answered
        for path, title in self.answered.items():
            assert title in self.page(path), path
        path = self.publish()
        return wait_until(lambda: self.answered[path] in self.page(path), SECONDS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalRun]:
    run = LocalRun(tmp_path_factory.mktemp("run"))
    yield run
    run.leave_nothing()


@pytest.fixture(scope="module")
def desk(home: LocalRun) -> Desk:
    return Desk(home)


@pytest.fixture
def run(home: LocalRun, desk: Desk) -> LocalRun:
    """A run with a story that was just answered, and not shown yet."""
    if home.has_ended():
        home.start()
    desk.publish()
    return home


def test_a_stop_and_a_start_in_order(run: LocalRun, desk: Desk) -> None:
    assert run.stop(signal.SIGINT) == 0
    assert not (run.home / "journal").exists()
    run.start()
    assert "rendering every page" not in run.said()
    assert desk.has_everything()


@long_run
def test_a_refused_run_and_a_refused_reset_leave_the_first_alone(run: LocalRun, desk: Desk) -> None:
    second = LocalRun(run.home)
    second.output = run.home.with_name("second.log")
    second.begin()
    assert second.ended() == 1
    assert "another run is using" in second.said()
    assert second.said().count("\n") == 1
    with pytest.raises(CommandError, match="another run is using"):
        reset.forget(run.home)
    elsewhere = LocalRun(run.home.with_name("elsewhere"))
    elsewhere.home.mkdir()
    elsewhere.begin(port=run.port)
    assert elsewhere.ended() == 1
    assert "is taken; choose another" in elsewhere.said()
    assert note.read(run.home).site_url == desk.site
    assert desk.has_everything()


@long_run
def test_a_cloud_that_is_killed_ends_the_run_with_a_word(run: LocalRun, desk: Desk) -> None:
    run.kill_cloud()
    assert run.ended() == 1
    assert "the local cloud has ended; nothing that was answered is lost" in run.said()
    assert "Traceback" not in run.said()
    run.begin()
    # Site and API can be used before the last page is rendered anew.
    assert wait_until(lambda: is_noted(run) or run.has_ended(), SECONDS)
    assert not run.is_ready()
    desk.publish()
    assert wait_until(run.is_ready, SECONDS)
    assert desk.has_everything()


def test_both_are_killed_and_the_next_start_is_broken_off(run: LocalRun, desk: Desk) -> None:
    run.kill()
    run.kill_cloud()
    with pytest.raises(CommandError, match="not running here"):
        note.read(run.home)
    run.begin()
    assert wait_until(lambda: "rendering every page" in run.said(), SECONDS)
    assert run.stop(signal.SIGTERM) == 0
    run.start()
    assert "rendering every page" in run.said()
    assert desk.has_everything()


@long_run
def test_a_runner_that_is_killed_leaves_a_cloud_that_is_taken_over(
    run: LocalRun, desk: Desk
) -> None:
    run.kill()
    run.start()
    assert desk.has_everything()


@long_run
@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_a_full_disk_costs_nothing_that_was_answered(run: LocalRun, desk: Desk) -> None:
    runner, cloud = run.pid, int((run.home / "running").read_text())
    full(runner, (run.home / "journal").stat().st_size)
    key = {"Idempotency-Key": "once"}
    refused = run.editor().send("POST", "/articles", article("Not yet"), key)
    assert refused.status == 503
    assert "journal cannot be written" in refused.json["detail"]
    assert wait_until(lambda: "writes are refused: journal cannot" in run.said(), SECONDS)
    full(runner, resource.RLIM_INFINITY)
    made = run.editor().send("POST", "/articles", article("Not yet"), key).expect(201).json
    desk.answered[made["path"]] = "Not yet"
    full(cloud, 100)
    assert run.stop() == 0
    assert "could not keep its state; the next make run puts it back" in run.said()
    run.start()
    assert "changes that a killed cloud had not kept" in run.said()
    assert desk.has_everything()


def test_what_fails_is_seen_at_once_and_when_it_is_well_again(
    run: LocalRun, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status.main(run.home) == 0
    assert "All is well." in capsys.readouterr().out
    client = note.read(run.home).client
    function = f"{STACK}-publish_due"
    told = client("lambda").get_function_configuration(FunctionName=function)
    role = {"RoleName": told["Role"].rpartition("/")[2], "PolicyName": "calls"}
    policy = client("iam").get_role_policy(**role)["PolicyDocument"]
    client("iam").delete_role_policy(**role)
    client("lambda").invoke(FunctionName=function, Payload=b"{}")
    said = "NOT WELL: publish_due fails: "  # how often: the clock may tick meanwhile
    assert wait_until(lambda: said in run.said(), SECONDS)
    line = "publish_due failed: ClientError: An error occurred (AccessDenied"
    assert wait_until(lambda: line in run.said(), SECONDS)
    assert status.main(run.home) == 1
    assert "publish_due: " in capsys.readouterr().out
    denied = "not authorized to perform: dynamodb:Query"
    assert wait_until(lambda: denied in shown(run, capsys), SECONDS)
    client("iam").put_role_policy(**role, PolicyDocument=json.dumps(policy))
    client("lambda").invoke(FunctionName=function, Payload=b"{}")
    assert wait_until(lambda: "again, after: publish_due fails" in run.said(), SECONDS)


def shown(run: LocalRun, capsys: pytest.CaptureFixture[str]) -> str:
    """What `make status` prints."""
    status.main(run.home)
    return capsys.readouterr().out


def full(pid: int, size: int) -> None:
    """No file of this process may become longer, as if the disk had no more room."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def is_noted(run: LocalRun) -> bool:
    try:
        note.read(run.home)
    except CommandError:
        return False
    return True
