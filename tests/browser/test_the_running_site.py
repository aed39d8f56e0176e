"""The sample edition as it stands behind CloudFront: browsers are content, and no link is dead."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, Page

from tests.support.chromium import Watched
from tests.support.document import Element, document
from tests.support.sample import Sample

_LISTEN = """
window.violations = [];
addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""
_MOST_PAGES = 2000


class Quiet(Watched):
    """A page of the site, and all that a browser could hold against it."""

    def __init__(self, browser: Browser, site: str) -> None:
        context = browser.new_context()
        context.add_init_script(_LISTEN)
        super().__init__(context)
        self.site = site
        self.statuses: dict[str, int] = {}
        self.page.on("response", lambda r: self.statuses.update({r.url: r.status}))

    def held_against(self, address: str = "", status: int = 200) -> list[str]:
        """Everything; the page at `address` itself may have another status than 200."""
        expected = {self.site + address: status}
        bad = {u: s for u, s in self.statuses.items() if s >= 400 and expected.get(u) != s}
        # Chromium says it of the page itself, and nothing can be done about that.
        said = f"responded with a status of {status} " if status != 200 else "\0"
        return [
            *(text for text in self.complaints if said not in text),
            *(f"violation of {text}" for text in self.page.evaluate("window.violations")),
            *(f"{status} for {url}" for url, status in bad.items()),
            *(f"failed: {url}" for url in self.failed),
            *(f"elsewhere: {url}" for url in self.asked if not url.startswith(self.site)),
        ]


def _look_at(page: Page) -> None:
    # Down to the end, as what is fetched late is fetched when it is near.
    page.wait_for_load_state("load")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")


def test_browsers_hold_nothing_against_any_kind_of_page(sample: Sample, browser: Browser) -> None:
    found, looked_at = [], 0
    for kind, address in sample.addresses().items():
        quiet = Quiet(browser, sample.stack.site_url)
        quiet.page.goto(quiet.site + address)
        if kind == "moved":
            quiet.page.wait_for_url("**/a-name-that-lasts/")
        _look_at(quiet.page)
        found += [f"{kind}: {what}" for what in quiet.held_against()]
        looked_at += quiet.page.locator("h1").count()
        quiet.page.context.close()
    assert not found, "\n".join(found)
    assert looked_at == len(sample.addresses())


def test_browsers_hold_nothing_against_the_page_for_what_is_missing(
    sample: Sample, browser: Browser
) -> None:
    quiet = Quiet(browser, sample.stack.site_url)
    quiet.page.goto(f"{quiet.site}/2020/01/never-written/")
    _look_at(quiet.page)
    assert quiet.held_against("/2020/01/never-written/", 404) == []


def test_browsers_hold_nothing_against_a_form_that_comes_back(
    sample: Sample, browser: Browser
) -> None:
    quiet = Quiet(browser, sample.stack.site_url)
    quiet.page.goto(quiet.site + sample.discussed["path"])
    # The browser's own checks are the first net; this is about the second.
    quiet.page.locator("form[method=post]").evaluate("form => { form.noValidate = true }")
    quiet.page.get_by_label("Email").fill("nobody")
    quiet.page.get_by_role("button", name="Send comment").click()
    quiet.page.wait_for_url("**/comments")
    _look_at(quiet.page)
    assert quiet.page.locator("[aria-invalid=true]").count()
    action = f"/api/v1/articles/{sample.discussed['id']}/comments"
    assert quiet.held_against(action, 422) == []


def test_a_browser_would_have_told(sample: Sample, browser: Browser) -> None:
    quiet = Quiet(browser, sample.stack.site_url)
    quiet.page.goto(quiet.site)
    quiet.page.evaluate(
        """() => {
          document.body.insertAdjacentHTML('beforeend',
            '<p style="color:red" onclick="x()"><img src="/none.png"><img src="https://x.invalid/">');
          console.log('hello'); setTimeout(() => { throw new Error('oops'); });
        }"""
    )
    quiet.page.wait_for_load_state("networkidle")
    told = " ".join(quiet.held_against())
    for what in ("style-src", "script-src", "404 for", "elsewhere: https://x", "hello", "oops"):
        assert what in told, what


STARTS = ("/", "/sitemap.xml", "/robots.txt")
"""Where a reader and a crawler begin."""


class Crawl:
    """Every page that links lead to, at most so many of them away from the start."""

    def __init__(self, sample: Sample, start: tuple[str, ...] = STARTS, depth: int = 99) -> None:
        self._sample, self._site = sample, sample.stack.site_url
        self.dead: list[str] = []
        self.ids: dict[str, set[str]] = {}
        self.fragments: list[tuple[str, str, str]] = []
        self._depth = depth
        self._seen: set[str] = set()
        self._next = [(address, "(start)", depth) for address in start]

    def run(self) -> None:
        """Until nothing is left."""
        while self._next:
            address, on, self._depth = self._next.pop()
            if address not in self._seen:
                self._seen.add(address)
                assert len(self._seen) < _MOST_PAGES, "there is no end to it"
                self._look(address, on)
        self.dead += [
            f"{page}#{fragment} on {on}"
            for page, fragment, on in self.fragments
            if page in self.ids and fragment not in self.ids[page]
        ]

    @property
    def seen(self) -> list[str]:
        """All addresses that answered."""
        return sorted(self._seen)

    def _look(self, address: str, on: str) -> None:
        answer = self._sample.get(address)
        if answer.status in (301, 302, 303, 307, 308):
            self._found(urljoin(self._site + address, answer.headers["Location"]), address)
        elif answer.status != 200:
            self.dead.append(f"{answer.status} for {address} on {on}")
        elif answer.headers.get_content_type() == "text/html":
            page = document(answer.body)
            self.ids[address] = {element["id"] for element in page if "id" in element}
            for link in _links(page):
                self._found(urljoin(self._site + address, link), address)
        elif answer.headers.get_content_subtype() in {"xml", "rss+xml", "atom+xml", "plain"}:
            # Feeds carry HTML that is escaped once more.
            for link in re.findall(rf"{self._site}[^\s<>\"']*", unescape(unescape(answer.text))):
                self._found(link, address)

    def _found(self, link: str, on: str) -> None:
        if link.startswith(self._site + "/") or link == self._site:
            page, fragment = urldefrag(link)
            address = page.removeprefix(self._site) or "/"
            if self._depth:
                self._next.append((address, on, self._depth - 1))
            if fragment:
                self.fragments.append((address, unquote(fragment), on))


def _links(page: Element) -> Iterator[str]:
    for element in page:
        for name in ("href", "src", "poster", "data-live"):
            if name in element:
                yield element[name]
        for part in element.get("srcset").split(","):
            yield from part.split()[:1]
        if element.tag == "meta" and element.get("content").startswith("http"):
            yield element["content"]
        if element.tag == "form" and element.get("method").lower() == "get":
            yield element["action"]


def test_every_link_and_every_asset_of_the_sample_site_is_there(sample: Sample) -> None:
    crawl = Crawl(sample)
    crawl.run()
    print(f"\n{len(crawl.seen)} addresses, {len(crawl.fragments)} links into pages")
    dead = [line for line in crawl.dead if not _is_bare_search(line)]
    assert not dead, "\n".join(dead)
    indexed = {urlsplit(address).path for address in crawl.seen}
    written = {f"/{key.removesuffix('index.html')}" for key in sample.pages()}
    apart = {"/404.html", "/unavailable.html", "/.well-known/security.txt", sample.moved}
    assert {address for address in written - apart if address.endswith("/")} <= indexed


def _is_bare_search(line: str) -> bool:
    """A search for nothing is a mistake, and the form's address without words is one."""
    return bool(re.match(r"4\d\d for /api/v1/search\.html on ", line))


def test_the_crawl_would_find_a_dead_link(sample: Sample) -> None:
    body = "[dead](/nowhere/) [no such part](/#nowhere)\n\n![gone](/gone.png)\n\nThree.\n\nFour."
    story = sample.publish("Links that lead nowhere", body=body)
    crawl = Crawl(sample, (story["path"],), depth=1)
    crawl.run()
    dead = " ".join(crawl.dead)
    sample.editor.send("POST", f"/articles/{story['id']}/unpublish", headers={"If-Match": '"1"'})
    for what in ("/nowhere/", "/#nowhere", "/gone.png"):
        assert what in dead, what
