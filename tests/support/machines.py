"""A page as machines read it: extruct for JSON-LD and Open Graph, html5lib for everything else."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import extruct  # type: ignore[import-untyped]
import html5lib  # type: ignore[import-untyped]
import msgspec

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.site import Site
from tests.builders import make_listing, make_site
from tests.every_page import text
from tests.view_builders import make_article_view, make_listing_view

DATA = "application/ld+json"
Node = dict[str, Any]


class Read(msgspec.Struct):
    """What a machine knows of a page."""

    nodes: dict[str, Node]
    """The graph's nodes by their type."""
    open_graph: dict[str, list[str]]
    names: dict[str, str]
    """What `<meta name>` says."""
    canonical: str | None
    hreflang: dict[str, str]
    scripts: list[str]
    """The content of each script element that is data."""

    def graph(self, name: str) -> str | None:
        """The first value of an Open Graph property."""
        return next(iter(self.open_graph.get(name, [])), None)


def read(html: str) -> Read:
    """The page as machines read it. Fails where a graph has two nodes of one type."""
    found = extruct.extract(html, syntaxes=["json-ld", "opengraph"])
    nodes = [node for graph in found["json-ld"] for node in graph["@graph"]]
    by_type = {node["@type"]: node for node in nodes}
    assert len(by_type) == len(nodes)
    open_graph: dict[str, list[str]] = {}
    for page in found["opengraph"]:
        for name, value in page["properties"]:
            open_graph.setdefault(name, []).append(value)
    tree = document(html)
    links = [link for link in tree.iter("link") if "hreflang" in link.attrib]
    canonical = [e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical"]
    return Read(
        nodes=by_type,
        open_graph=open_graph,
        names={e.attrib["name"]: e.get("content", "") for e in tree.iter("meta") if e.get("name")},
        canonical=canonical[0] if canonical else None,
        hreflang={link.attrib["hreflang"]: link.attrib["href"] for link in links},
        scripts=[e.text or "" for e in tree.iter("script") if e.get("type") == DATA],
    )


def document(html: str) -> Element:
    """The tree that the HTML standard's parser makes of the page."""
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def values(graph: Any) -> Iterator[tuple[str, Any]]:
    """Each value of JSON that is neither object nor list, with the name that it has."""
    pairs = graph.items() if isinstance(graph, dict) else [("", item) for item in graph]
    for name, value in pairs:
        if isinstance(value, dict | list):
            yield from ((below or name, leaf) for below, leaf in values(value))
        else:
            yield name, value


def objects(graph: Any) -> Iterator[dict[str, Any]]:
    """Each object of JSON, from the outside."""
    if isinstance(graph, dict):
        yield graph
    for value in graph.values() if isinstance(graph, dict) else graph:
        if isinstance(value, dict | list):
            yield from objects(value)


def graph_of(script: str) -> Any:
    """The JSON of a script element as a strict reader takes it."""
    return json.loads(script)


def article_as_read(article: Article, site: Site | None = None, **view: Any) -> Read:
    """What machines read on the article's page."""
    by = JinjaRenderer(site or make_site())
    return read(text(ArticlePage(article.path), make_article_view(article, **view), by))


def listing_as_read(kind: str, title: str = "", site: Site | None = None, **view: Any) -> Read:
    """What machines read on the head of the listing."""
    listing = make_listing(kind, title, m2026_11=2)
    by = JinjaRenderer(site or make_site())
    return read(text(ListingPage(listing.listing), make_listing_view(listing, **view), by))
