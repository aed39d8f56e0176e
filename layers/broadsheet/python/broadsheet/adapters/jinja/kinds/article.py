"""An article's own page."""

import msgspec

from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.cards import PageCards, plays
from broadsheet.adapters.jinja.first_letter import may_be_large
from broadsheet.adapters.jinja.kinds.live import ON_STORY, shown_entries
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.reading import minutes_to_read
from broadsheet.domain.comments.threads import comment_tree
from broadsheet.domain.people.profile import introductions
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView, RetractedView


def files(templates: Templates, page: ArticlePage, view: ArticleView) -> Files:
    """The story with all that its page shows."""
    view = _as_of_now(view)
    article, content = view.article, view.article.content
    html, fold = article.body.html, article.body.fold
    words = words_for(templates.site, content.language)
    cards = PageCards(words, templates.site.embeds, view.embeds, view.previews)
    above = on_the_page(words, SafeHtml(html[:fold]), cards)
    below = on_the_page(words, SafeHtml(html[fold:]), cards)
    entries = shown_entries(words, view.live.entries, cards, ON_STORY) if view.live else []
    made = templates.made_in(
        content.language,
        content.direction,
        "article.html",
        view=view,
        article=article,
        content=content,
        above=above,
        below=below,
        plays=plays(above, below, *(entry.html for entry in entries)),
        also_read=view.also_read,
        dont_miss=view.dont_miss,
        introduced=introductions(content.byline, view.profiles),
        translations=view.translations,
        count=view.count,
        posts=comment_tree(view.threads),
        discussion=view.discussion,
        live=view.live,
        series=view.series,
        drop_cap=content.drop_cap and may_be_large(html),
        minutes=0 if content.live else minutes_to_read(html),
        entries=entries,
    )
    return {page.files[0]: made}


def retracted(templates: Templates, page: ArticlePage, view: RetractedView) -> Files:
    """What stands in the story's place."""
    made = templates.made_in(view.language, view.direction, "retracted.html", view=view)
    return {page.files[0]: made}


def _as_of_now(view: ArticleView) -> ArticleView:
    """The article as readers see it: changed when it was itself, or its newest entry."""
    changed = view.live.count.modified_at if view.live else None
    if changed is None or changed <= view.article.modified_at:
        return view
    article = msgspec.structs.replace(view.article, modified_at=changed)
    return msgspec.structs.replace(view, article=article)
