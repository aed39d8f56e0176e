"""What functions do with pictures, each as it happens to a newsroom that has some."""

from typing import Any

from tests.faults.scenarios import ARTICLES, Scenario
from tests.faults.stage import Stage
from tests.support.lambdas import MEDIA, Event, event
from tests.support.pictures import ALT, photograph

PICTURES = "/api/v1/media"


def _announced(stage: Stage) -> str:
    sent = {"type": "image/jpeg", "alt": ALT}
    reply = stage.api("POST", PICTURES, by="edith", json_body=sent)
    assert reply.status == 201, reply.body
    return str(reply.json["id"])


def _uploaded(stage: Stage) -> tuple[str, list[Event]]:
    """What S3 does with the form, and with what it is told to tell."""
    media_id = _announced(stage)
    cloud = stage.stack.cloud
    upload = photograph(700, 400)
    cloud.s3.put_object(Bucket=cloud.media_bucket, Key=f"uploads/{media_id}", Body=upload)
    return media_id, event("process_media__uploaded", {MEDIA: media_id})["Records"]


def _picture(stage: Stage) -> str:
    media_id, notices = _uploaded(stage)
    stage.develop(notices)
    return media_id


def a_day_with_pictures(stage: Stage) -> tuple[str, str, str]:
    """A story with a picture, a draft with another above and the same in it, and one unused."""
    shown, waiting, unused = (_picture(stage) for _ in range(3))
    old = stage.api.submit(title="Old story", lead_image={"media": shown})
    body = f"One.\n\n![{ALT}](media:{shown})"
    draft = stage.api.submit("ann", title="Draft", body=body, lead_image={"media": waiting})
    return old["id"], draft["id"], unused


def publish(stage: Stage, props: Any) -> Any:
    path = f"{ARTICLES}/{props[1]}/publish"
    return stage.api("POST", path, by="edith", idempotency_key="key")


def _remove(stage: Stage, props: Any) -> Any:
    path = f"{PICTURES}/{props[2]}"
    return stage.api("DELETE", path, by="edith", if_match='"2"', idempotency_key="key")


def _describe(stage: Stage, props: Any) -> Any:
    path, said = f"{PICTURES}/{props[2]}", {"alt": "A boat, at last"}
    return stage.api("PUT", path, by="edith", if_match="*", idempotency_key="key", json_body=said)


def _pages_wait(stage: Stage, props: Any) -> list[Any]:
    """Readers are to see one picture more, and another no longer."""
    assert publish(stage, props).status == 200
    assert stage.api("POST", f"{ARTICLES}/{props[0]}/unpublish", by="edith").status == 200
    stage.route(stage.stack.stream())
    return stage.batches()


def _render(stage: Stage, batches: list[Any]) -> None:
    for batch in batches:
        stage.render(batch)


def _develop(stage: Stage, uploaded: tuple[str, list[Event]]) -> None:
    stage.develop(uploaded[1])


PICTURE_SCENARIOS = [
    Scenario("develop", "process_media", _develop, _uploaded, answers=False),
    Scenario("publish with pictures", "edit_publication", publish, a_day_with_pictures),
    Scenario("describe a picture", "manage_media", _describe, a_day_with_pictures),
    Scenario("remove a picture", "manage_media", _remove, a_day_with_pictures),
    Scenario(
        "render pictures",
        "render_pages",
        _render,
        a_day_with_pictures,
        answers=False,
        undrained=_pages_wait,
    ),
]
