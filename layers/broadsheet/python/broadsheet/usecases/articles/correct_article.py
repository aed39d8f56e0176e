"""What was wrong in a published story is said under it, for as long as it stands."""

import msgspec

from broadsheet.domain.articles.article import Article, Correction
from broadsheet.domain.articles.life import Action
from broadsheet.domain.shared.errors import Conflict
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt, change_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services

MOST_CORRECTIONS = 20
"""Corrections of one article: an item holds them all, and no story needs more."""


def correct_article(
    services: Services, request: Request, article_id: str, text: str
) -> ArticleReceipt:
    """Add a correction. It is never taken back: one that was wrong is corrected by another.

    Raises what `change_article` raises, and Conflict beyond `MOST_CORRECTIONS`.
    """

    def change(before: Article) -> Article:
        if len(before.corrections) >= MOST_CORRECTIONS:
            raise Conflict(
                sentence(
                    "An article has at most {most} corrections.",
                    most=MOST_CORRECTIONS,
                )
            )
        correction = Correction(text, services.clock(), request.who.name, request.who.id)
        return msgspec.structs.replace(before, corrections=(*before.corrections, correction))

    return change_article(services, request, article_id, Action.CORRECT, change, note=text)
