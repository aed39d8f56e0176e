"""Views as the files of the site."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.comment_limits import COMMENT_LIMITS
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.feeds import feed_of, json_feed
from broadsheet.adapters.jinja.fixed import fixed_pages
from broadsheet.adapters.jinja.latest import latest_json
from broadsheet.adapters.jinja.live import as_of_now, shown_entries
from broadsheet.adapters.jinja.translations import in_language, words_for
from broadsheet.domain.articles.article import SafeHtml
from broadsheet.domain.comments.threads import comment_tree
from broadsheet.domain.people.profile import introductions
from broadsheet.domain.search.index import segment_of
from broadsheet.domain.site.pages import (
    AnyPage,
    CommentsPage,
    FeedPage,
    ListingPage,
    LivePage,
    MonthsPage,
    NewsSitemapPage,
    RunPage,
    SearchIndexPage,
)
from broadsheet.domain.site.site import Site
from broadsheet.domain.site.views import (
    ArticleView,
    CommentsView,
    FeedView,
    FixedView,
    ListingView,
    LiveRunView,
    MonthsView,
    Moved,
    RetractedView,
    RunView,
    SearchIndexView,
    SitemapIndexView,
    SitemapView,
    View,
)
from broadsheet.usecases.site.ports import Redirection

Files = Mapping[str, bytes]


class JinjaRenderer:
    """Implements `Renderer`: the bytes are a function of the site, the page and its view."""

    def __init__(self, site: Site, *, security_contact: str | None = None) -> None:
        self._site = site
        self._engine = environment(site)
        self._fixed = fixed_pages(site, security_contact)
        self._kinds: dict[type[Any], Callable[[Any, Any], Files]] = {
            Moved: self._moved,
            RetractedView: self._retracted,
            ArticleView: self._article,
            CommentsView: self._comments,
            LiveRunView: self._live,
            ListingView: self._listing,
            FeedView: self._feed,
            RunView: self._run,
            MonthsView: self._months,
            SitemapIndexView: self._sitemap_index,
            SitemapView: self._sitemap,
            SearchIndexView: self._search_index,
            FixedView: self._fixed_file,
        }

    def render(self, page: AnyPage, view: View) -> Files:
        """The page's files. A fixed page that this edition of the site does not have has none."""
        return self._kinds[type(view)](page, view)

    def fixed_files(self) -> Sequence[str]:
        """The keys of the files that are made of configuration alone."""
        return tuple(self._fixed)

    def _made(self, template: str, **values: Any) -> bytes:
        return self._engine.get_template(template).render(values).encode()

    def _in(self, template: str, language: str, direction: str, **values: Any) -> bytes:
        values |= in_language(self._site, language, direction)
        return self._made(template, **values)

    def _in_site(self, template: str, **values: Any) -> bytes:
        return self._in(template, self._site.language, self._site.direction, **values)

    def _moved(self, page: AnyPage, view: Moved) -> Files:
        html = self._in_site("moved.html", path=view.path, canonical=view.path.partition("#")[0])
        return {page.files[0]: Redirection(html, view.path)}

    def _retracted(self, page: AnyPage, view: RetractedView) -> Files:
        made = self._in("retracted.html", view.language, view.direction, view=view)
        return {page.files[0]: made}

    def _article(self, page: AnyPage, view: ArticleView) -> Files:
        article = as_of_now(view.article, view.live)
        html, fold = article.body.html, article.body.fold
        words = words_for(self._site, article.content.language)
        made = self._in(
            "article.html",
            article.content.language,
            article.content.direction,
            article=article,
            content=article.content,
            above=on_the_page(words, SafeHtml(html[:fold])),
            below=on_the_page(words, SafeHtml(html[fold:])),
            also_read=view.also_read,
            dont_miss=view.dont_miss,
            introduced=introductions(article.content.byline, view.profiles),
            profiles=view.profiles,
            translations=view.translations,
            count=view.count,
            posts=comment_tree(view.threads),
            discussion=view.discussion,
            live=view.live,
            entries=shown_entries(words, view.live.entries) if view.live else (),
            limits=COMMENT_LIMITS,
        )
        return {page.files[0]: made}

    def _comments(self, page: CommentsPage, view: CommentsView) -> Files:
        content = view.article.content
        made = self._in(
            "comments.html",
            content.language,
            content.direction,
            # Nothing else of the article: this page is not rendered again when it changes.
            path=view.article.path,
            title=content.title,
            run=view.run,
            is_newest=view.is_newest,
            is_open=view.is_open,
            article_id=view.article.id,
            posts=comment_tree(view.threads),
        )
        return {page.files[0]: made}

    def _live(self, page: LivePage, view: LiveRunView) -> Files:
        content = view.article.content
        made = self._in(
            "live.html",
            content.language,
            content.direction,
            # Nothing else of the article: this page is not rendered again when it changes.
            path=view.article.path,
            title=content.title,
            run=view.run,
            is_newest=view.is_newest,
            entries=shown_entries(words_for(self._site, content.language), view.entries),
        )
        return {page.files[0]: made}

    def _listing(self, page: ListingPage, view: ListingView) -> Files:
        files = {page.files[0]: self._in_site("listing.html", view=view, listing=view.listing)}
        for file in page.files[1:]:
            files[file] = latest_json(self._site, view.cards)
        return files

    def _feed(self, page: FeedPage, view: FeedView) -> Files:
        feed = feed_of(self._site, view)
        rss, atom, json = page.files
        return {
            rss: self._made("feeds/rss.xml", feed=feed),
            atom: self._made("feeds/atom.xml", feed=feed),
            json: json_feed(self._site, feed),
        }

    def _run(self, page: RunPage, view: RunView) -> Files:
        values = {"view": view, "listing": view.listing, "month": page.month, "run": page.run}
        return {page.files[0]: self._in_site("run.html", **values)}

    def _months(self, page: MonthsPage, view: MonthsView) -> Files:
        return {page.files[0]: self._in_site("months.html", view=view, listing=view.listing)}

    def _sitemap_index(self, page: AnyPage, view: SitemapIndexView) -> Files:
        return {page.files[0]: self._made("sitemaps/index.xml", sitemaps=view.sitemaps)}

    def _sitemap(self, page: AnyPage, view: SitemapView) -> Files:
        kind = "news" if isinstance(page, NewsSitemapPage) else "run"
        return {page.files[0]: self._made(f"sitemaps/{kind}.xml", cards=view.cards)}

    def _search_index(self, page: SearchIndexPage, view: SearchIndexView) -> Files:
        return {page.files[0]: segment_of(view.entries, page.run)}

    def _fixed_file(self, page: AnyPage, view: FixedView) -> Files:  # noqa: ARG002
        return {file: self._fixed[file]() for file in page.files if file in self._fixed}
