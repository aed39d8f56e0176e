"""A picture from its announcement to its end, and the story that shows it.

Its upload is put into the bucket by the act that processes it, and so is counted with it.
"""

from dataclasses import replace
from datetime import timedelta

import boto3

from bench import archive as paper
from bench.stage import Operation
from broadsheet.adapters.aws.s3_pictures import UPLOADS, S3Pictures
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.media.media import PictureWords
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.media.manage_media import (
    announce_media,
    describe_media,
    list_media,
    remove_media,
)
from broadsheet.usecases.media.process_media import ImageProcessing, process_media
from broadsheet.usecases.shared.services import Services
from tests.fakes.pictures import developed
from tests.fakes.table import StoppedClock
from tests.support.aws import MEDIA_BUCKET

PICTURE = "019aa000-0000-7000-8000-a00000000003"
_STORY = "019aa000-0000-7000-8000-a00000000004"


def _store() -> S3Pictures:
    return S3Pictures(boto3.client("s3"), MEDIA_BUCKET)


def _announce(desk: Services, _others: str) -> object:
    return announce_media(desk, paper.request(60), "image/jpeg", PictureWords(alt="A lock"))


def _process(desk: Services, _others: str) -> object:
    boto3.client("s3").put_object(Bucket=MEDIA_BUCKET, Key=UPLOADS + PICTURE, Body=b"1600 x")
    laboratory = ImageProcessing(
        table=desk.table, store=_store(), process=developed, inspect=inspect, clock=desk.clock
    )
    return process_media(laboratory, PICTURE, "s3")


def _describe(desk: Services, _others: str) -> object:
    return describe_media(desk, paper.request(61), PICTURE, PictureWords(alt="A lock keeper"))


def _list(desk: Services, _others: str) -> object:
    return list_media(desk, 20, None, unused=True)


def _show(desk: Services, _others: str) -> object:
    fields = {
        "title": "The lock in pictures",
        "body": paper.BODY,
        "section": paper.SECTIONS[0],
        "tags": paper.TAGS[:3],
        "byline": [{"name": paper.AUTHORS[0]}],
        "lead_image": {"media": PICTURE},
        "status": "published",
    }
    return submit_article(desk, paper.request(62), article_from_fields(fields))


def _hide(desk: Services, _others: str) -> object:
    return delete_article(desk, paper.request(63), _STORY)


def _remove(desk: Services, _others: str) -> object:
    # Notes of use are settled by then.
    later = replace(desk, clock=StoppedClock(paper.NOW + timedelta(hours=1)))
    remove_media(later, _store(), paper.request(64), PICTURE)
    return None


PICTURES = (
    Operation("picture announced", _announce, new_id=PICTURE),
    Operation("picture made of its upload", _process),
    Operation("picture described", _describe),
    Operation("pictures that no story shows", _list),
    Operation("publish with a picture", _show, new_id=_STORY),
    Operation("delete the story with the picture", _hide),
    Operation("picture removed", _remove),
)
