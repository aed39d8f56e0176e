"""Podcasts: sections whose stories are listened to, as directories of podcasts want them told."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Arts": (*("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),),
    "Business": (
        *("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    ),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "History": (),
    "Health & Fitness": (
        *("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    ),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        *("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies"),
        *("Home & Garden", "Video Games"),
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        *("Business News", "Daily News", "Entertainment News", "News Commentary", "Politics"),
        *("Sports News", "Tech News"),
    ),
    "Religion & Spirituality": (
        *("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"),
    ),
    "Science": (
        *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics"),
        *("Natural Sciences", "Nature", "Physics", "Social Sciences"),
    ),
    "Society & Culture": (
        *("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    ),
    "Sports": (
        *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey"),
        *("Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness"),
        *("Wrestling",),
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": (
        *("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    ),
}
"""With what is within each. https://podcasters.apple.com/support/1691-apple-podcasts-categories"""
ARTWORK = (1400, 3000)
"""The least and the most pixels of the sides of a podcast's picture, which is square.
https://podcasters.apple.com/support/896-artwork-requirements"""

Words = Annotated[str, msgspec.Meta(min_length=1)]
Mailbox = Annotated[
    str,
    msgspec.Meta(pattern=r"^(?:[^\s@<>&\"]+@[^\s@<>&\"]+)?\Z", description="is no mail address"),
]


class Podcast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a section's podcast says of itself. `artwork` is a file beside `site.toml`.

    `email` is read by whoever has the feed: directories ask there whose the podcast is.
    """

    title: Words
    description: Words
    artwork: Words
    category: Words
    subcategory: str = ""
    author: str = ""
    """Empty, it is the newspaper."""
    email: Mailbox = ""
    explicit: bool = False
    language: str = ""
    """Empty, it is the site's."""
