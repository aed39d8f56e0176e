"""The shapes of what the site itself has."""

from broadsheet.adapters.http.openapi.schema_parts import (
    ID,
    MAYBE_ID,
    MAYBE_TEXT,
    MAYBE_TIME,
    NUMBER,
    TEXT,
    TIME,
    URL,
    Schema,
    listed,
    many,
    maybe,
    record,
    taken,
)
from broadsheet.adapters.http.people.submitted import FrontPageSubmission, ProfileSubmission
from broadsheet.adapters.http.redirects.submitted import PathSubmission, RedirectSubmission


def site_schemas() -> dict[str, Schema]:
    """Sections and tags, profiles, the front page and redirects."""
    return {
        "Listing": record(slug=TEXT, name=TEXT, path=TEXT),
        **{f"{name}List": listed(name) for name in ("Listing", "Profile", "Redirect")},
        **taken(RedirectSubmission),
        **taken(PathSubmission),
        "Redirect": record(path=TEXT, target=TEXT, article_id=MAYBE_ID, at=TIME, by=TEXT),
        "RedirectReceipt": record(path=TEXT, target=TEXT),
        "PathReceipt": record(path=TEXT),
        **taken(ProfileSubmission),
        **taken(FrontPageSubmission),
        "ProfileReceipt": record(slug=TEXT, path=TEXT, url=URL, version=NUMBER),
        "Profile": record(
            slug=TEXT,
            path=TEXT,
            url=URL,
            name=TEXT,
            role=MAYBE_TEXT,
            bio=MAYBE_TEXT,
            picture=maybe(record(url=TEXT, alt=TEXT, media=MAYBE_ID)),
            links=many(record(label=TEXT, url=TEXT)),
            version=NUMBER,
            modified_at=TIME,
        ),
        "FrontPageReceipt": record(version=NUMBER),
        "FrontPage": record(
            lead=MAYBE_ID,
            pinned=many(ID),
            hidden=many(ID),
            version=NUMBER,
            modified_at=MAYBE_TIME,
            modified_by=MAYBE_TEXT,
        ),
    }
