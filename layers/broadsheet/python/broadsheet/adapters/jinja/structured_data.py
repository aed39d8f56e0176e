"""What a page says to machines that read news: schema.org as JSON-LD, one graph for each page.

Nodes are named by addresses with a fragment (`…/#organization`), the same on every page, so that
what is said of them on several pages is said of one thing. https://schema.org/docs/full.html
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from broadsheet.adapters.jinja import sharing
from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.adapters.jinja.filters import absolute, iso
from broadsheet.adapters.jinja.live_data import live_data
from broadsheet.adapters.jinja.translations import title_of
from broadsheet.domain.articles.article import Article, Author, LeadImage
from broadsheet.domain.articles.listing import SITE, Card, ListingKind, section_of
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.domain.site.kinds.article import ArticleView
from broadsheet.domain.site.kinds.listing import ListingView, listing_path
from broadsheet.domain.site.site import Site

Node = dict[str, Any]

_SPECIAL = pattern("[<>&\u2028\u2029]")
_UNSPACED = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages that write no spaces between words, so that counting them takes a dictionary."""
_SEARCH = "/api/v1/search.html?q={search_term_string}"


class _Written(NamedTuple):
    """A node as it may stand in HTML."""

    text: str


def json_ld(*nodes: Node | _Written) -> Markup:
    """The nodes as the content of a `<script type="application/ld+json">`."""
    written = ",".join(
        node.text if isinstance(node, _Written) else _node(node).text for node in nodes
    )
    graph = f'{{"@context":"https://schema.org","@graph":[{written}]}}'
    return Markup(graph)  # noqa: S704 - nothing that HTML would read is left in a node


def _node(node: Node) -> _Written:
    """The node as JSON. What is not known is left out.

    Nothing in a value can end the element or begin a comment in it: WHATWG HTML, 4.12.1.3,
    names `<` as the only way to do either.
    """
    return _Written(_SPECIAL.sub(_escape, msgspec.json.encode(_known(node)).decode()))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def article_data(site: Site, view: ArticleView, description: str) -> Markup:
    """An article, who publishes it, and where it stands on the site.

    https://developers.google.com/search/docs/appearance/structured-data/article
    """
    article = view.article
    section = article.content.section
    trail = (
        (site.title, "/"),
        (section.name, listing_path(section_of(article))),
        (article.content.title, article.path),
    )
    told = _article(site, view, description) | _translations(site, article, view.translations)
    if view.live:
        told |= live_data(site, article, view.live)
    return json_ld(told, _organization(site), _breadcrumbs(site, trail))


def _article(site: Site, view: ArticleView, description: str) -> Node:
    article, content = view.article, view.article.content
    url = site.url + article.path
    profiles = {profile.slug: profile for profile in view.profiles}
    return {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": url,
        "headline": content.title,
        "description": description,
        "image": [_image(site, content.lead_image)] if content.lead_image else None,
        "datePublished": iso(article.published_at or article.created_at),
        "dateModified": iso(article.modified_at),
        "correction": [
            {"@type": "CorrectionComment", "text": said.text, "datePublished": iso(said.at)}
            for said in article.corrections
        ],
        "author": [_author(site, author, profiles.get(author.slug)) for author in content.byline],
        "publisher": {"@id": _organization_id(site)},
        "articleSection": content.section.name,
        "keywords": [tag.name for tag in content.tags],
        "inLanguage": content.language,
        "isAccessibleForFree": True,
        "wordCount": _word_count(article),
        "commentCount": view.count.visible,
        "discussionUrl": f"{url}#comments",
    }


def _translations(site: Site, article: Article, translations: Sequence[Card]) -> Node:
    """Either what this was translated from, or into what it was."""
    original = sharing.original_of(article, translations)
    if original != article.path:
        return {"translationOfWork": {"@id": f"{site.url}{original}#article"} if original else None}
    return {
        "workTranslation": [
            {
                "@type": "NewsArticle",
                "@id": f"{site.url}{card.path}#article",
                "url": site.url + card.path,
                "inLanguage": card.language,
            }
            for card in translations
        ]
    }


def _word_count(article: Article) -> int | None:
    if article.content.language.lower().partition("-")[0] in _UNSPACED:
        return None
    text = plain_text(article.body.html)
    return text.count(" ") + 1 if text else 0


def _image(site: Site, image: LeadImage) -> Node:
    return _known(
        {
            "@type": "ImageObject",
            "url": absolute(site, image.url),
            "width": image.width,
            "height": image.height,
            "caption": image.caption or image.alt,
            "creditText": image.credit,
        }
    )


def _author(site: Site, author: Author, profile: Profile | None) -> Node:
    if profile:
        return _told(site, profile)
    return _known(
        _person(site, author.slug, author.name)
        | {
            "jobTitle": author.role,
            "sameAs": absolute(site, author.url) if author.url else None,
        }
    )


def _told(site: Site, profile: Profile) -> Node:
    """The person as their profile tells of them."""
    picture = profile.picture
    return _known(
        _person(site, profile.slug, profile.name)
        | {
            "jobTitle": profile.role,
            "description": profile.bio,
            "image": absolute(site, picture.url) if picture else None,
            "sameAs": [absolute(site, link.url) for link in profile.links],
        }
    )


def _person(site: Site, slug: str, name: str) -> Node:
    url = f"{site.url}/author/{slug}/"
    return {"@type": "Person", "@id": f"{url}#person", "name": name, "url": url}


def _organization_id(site: Site) -> str:
    return f"{site.url}/#organization"


@functools.lru_cache(64)
def _organization(site: Site) -> _Written:
    size = sharing.ICON_SIZE
    logo = {
        "@type": "ImageObject",
        "url": site.url + asset_path(site, sharing.ICON),
        "width": size,
        "height": size,
    }
    return _node(
        {
            "@type": "NewsMediaOrganization",
            "@id": _organization_id(site),
            "name": site.title,
            "url": f"{site.url}/",
            "logo": logo,
            "sameAs": list(site.social),
        }
    )


def _breadcrumbs(site: Site, trail: Sequence[tuple[str, str]]) -> _Written:
    """https://developers.google.com/search/docs/appearance/structured-data/breadcrumb"""
    return _node(
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": site.url + path}
                for place, (name, path) in enumerate(trail, 1)
            ],
        }
    )


def listing_data(site: Site, view: ListingView) -> Markup:
    """The site on the front page; elsewhere a collection of stories or a person's profile."""
    if view.listing.listing == SITE:
        return json_ld(_website(site), _organization(site))
    named = title_of(site, view.listing.listing, view.listing.title)
    title = view.profile.name if view.profile else named
    path = listing_path(view.listing.listing)
    author = view.listing.listing.kind is ListingKind.AUTHOR
    page = _profile(site, view, title) if author else _collection(site, view, title)
    return json_ld(page, _breadcrumbs(site, ((site.title, "/"), (title, path))))


def _website(site: Site) -> Node:
    """https://developers.google.com/search/docs/appearance/site-names"""
    return {
        "@type": "WebSite",
        "@id": f"{site.url}/#website",
        "url": f"{site.url}/",
        "name": site.title,
        "description": site.description or site.tagline,
        "inLanguage": site.language,
        "publisher": {"@id": _organization_id(site)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": site.url + _SEARCH},
            "query-input": "required name=search_term_string",
        },
    }


def _profile(site: Site, view: ListingView, name: str) -> Node:
    """https://developers.google.com/search/docs/appearance/structured-data/profile-page"""
    slug = view.listing.listing.name
    url = site.url + listing_path(view.listing.listing)
    return {
        "@type": "ProfilePage",
        "@id": f"{url}#page",
        "url": url,
        "inLanguage": site.language,
        "mainEntity": _told(site, view.profile) if view.profile else _person(site, slug, name),
    }


def _collection(site: Site, view: ListingView, name: str) -> Node:
    url = site.url + listing_path(view.listing.listing)
    stories = [
        {"@type": "ListItem", "position": place, "url": site.url + card.path}
        for place, card in enumerate(view.cards, 1)
    ]
    return {
        "@type": "CollectionPage",
        "@id": f"{url}#page",
        "url": url,
        "name": name,
        "inLanguage": site.language,
        "mainEntity": {"@type": "ItemList", "itemListElement": stories},
    }


TOOLS: Mapping[str, Callable[..., Any]] = {
    "alternates": sharing.alternates,
    "article_data": article_data,
    "listing_data": listing_data,
    "listing_description": sharing.listing_description,
    "shared_image": sharing.shared_image,
}
"""What the `*_meta.html` templates call; each is given the site first."""
