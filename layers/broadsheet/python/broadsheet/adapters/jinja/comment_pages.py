"""Pages around one comment that functions answer; they are never stored."""

from collections.abc import Mapping
from typing import Any

import msgspec

from broadsheet.adapters.jinja.comment_limits import COMMENT_LIMITS, NOTHING_TYPED, REPORT_NOTE
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language, words_for
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.sentence import N_, Sentence
from broadsheet.domain.site.site import Site

_REASONS = {
    "spam": N_("It is advertising, or the same thing again and again."),
    "abuse": N_("It insults or threatens somebody."),
    "private": N_("It tells private things about somebody."),
    "unlawful": N_("It is against the law."),
    "other": N_("Something else."),
}
_NOT_SENT = N_("Your comment was not sent")
_PREVIEW = N_("Preview of your comment")
_REPLY = N_("Reply to a comment")


class CommentForm(msgspec.Struct, frozen=True, kw_only=True):
    """The comment form by itself, and what stands above it.

    `typed` has what was sent, `errors` a message for each wrong field; those of other keys are of
    the whole form. `parent` is the comment that is answered, `html` what would be published.
    """

    article: Discussion
    typed: Mapping[str, str] = {}
    errors: Mapping[str, Sentence] = {}
    parent: Thread | None = None
    html: SafeHtml | None = None


def comment_form_page(site: Site, form: CommentForm) -> bytes:
    """The form with what was typed: to answer a comment, as a preview, or with what is wrong."""
    sent = _PREVIEW if form.html is not None else _REPLY
    return _made(
        site,
        "comment_page.html",
        form.article,
        form.errors,
        heading=_NOT_SENT if form.errors else sent,
        typed=NOTHING_TYPED | dict(form.typed),
        parent=form.parent,
        html=form.html,
        limits=COMMENT_LIMITS,
    )


def report_page(
    site: Site,
    article: Discussion,
    thread: Thread,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
) -> bytes:
    """The form that reports a comment, with what was typed and what is wrong with it."""
    return _made(
        site,
        "comment_report.html",
        article,
        errors,
        thread=thread,
        typed={"reason": "", "note": "", **typed},
        reasons=_REASONS,
        longest=REPORT_NOTE,
    )


def _made(
    site: Site, template: str, article: Discussion, errors: Mapping[str, Sentence], **values: Any
) -> bytes:
    words = words_for(site, site.language)
    told = {name: words(said) for name, said in errors.items()}
    values |= in_site_language(site) | {
        "article": article,
        "article_direction": direction_of(article.language),
        "errors": {**NOTHING_TYPED, "reason": "", "note": "", **told},
        "wrong": told,
    }
    return environment(site).get_template(template).render(values).encode()
