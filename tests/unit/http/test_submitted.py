"""Of what is sent, use cases get every field."""

import msgspec
import pytest

from broadsheet.adapters.http.articles.hour_entry import HourEntry
from broadsheet.adapters.http.articles.submitted import (
    ArticleSubmission,
    BylineEntry,
    ImageEntry,
    SourceEntry,
)
from broadsheet.adapters.http.comments.reader_fields import CommentSubmission, ReportSubmission
from broadsheet.adapters.http.live.submitted import LiveSubmission
from broadsheet.adapters.http.media.submitted import MediaWords
from broadsheet.adapters.http.media.submitted_picture import PictureEntry
from broadsheet.adapters.http.people.submitted import (
    FrontPageSubmission,
    LinkEntry,
    ProfileSubmission,
)
from broadsheet.adapters.http.submitted import Model
from broadsheet.domain.articles.article import Author, ImageSource, LeadImage
from broadsheet.domain.articles.hours import LocalHour
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
from broadsheet.domain.live.entry import SubmittedEntry
from broadsheet.domain.media.media import PictureWords
from broadsheet.domain.people.front_page import SubmittedFrontPage
from broadsheet.domain.people.profile import Portrait, ProfileLink, SubmittedProfile

OF_THE_PICTURE: dict[type[msgspec.Struct], set[str]] = {LeadImage: {"focus"}}
"""What is said of the picture itself, and not by who shows it."""


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        *((ArticleSubmission, SubmittedArticle), (ImageEntry, LeadImage)),
        *((SourceEntry, ImageSource), (HourEntry, LocalHour), (LiveSubmission, SubmittedEntry)),
        *((CommentSubmission, SubmittedComment), (ReportSubmission, SubmittedReport)),
        *((MediaWords, PictureWords), (FrontPageSubmission, SubmittedFrontPage)),
        *(
            (ProfileSubmission, SubmittedProfile),
            (PictureEntry, Portrait),
            (LinkEntry, ProfileLink),
        ),
    ],
)
def test_no_field_that_may_be_sent_is_lost(sent: type[Model], got: type[msgspec.Struct]) -> None:
    assert set(sent.__struct_fields__) == set(got.__struct_fields__) - OF_THE_PICTURE.get(
        got, set()
    )


def test_a_name_of_a_byline_gets_its_slug() -> None:
    assert {*BylineEntry.__struct_fields__, "slug"} == set(Author.__struct_fields__)
