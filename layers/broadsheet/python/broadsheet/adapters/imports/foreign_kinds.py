"""Texts, folders and zips that are no archive which can be taken over, each in a few words."""

import re
from contextlib import suppress

import msgspec

from broadsheet.adapters.imports.looked_at import Look

_WXR = "In WordPress it is Tools, Export, All content"
_BLOGGER = "In Blogger it is Settings, Manage blog, Back up content"
_FEED = "which has a site's newest stories only, without drafts. Ask the site for its export"
_XML = {
    "urlset": "a sitemap, which has addresses and no stories. Ask the site for its export",
    "sitemapindex": "a sitemap, which has addresses and no stories. Ask the site for its export",
    "opml": "a list of feeds (OPML), which has no stories. Ask each site for its export",
    "disqus": "an export of Disqus, which has comments and no stories. Take the stories over first,"
    " then the comments with `make import-comments`",
    "rdf": f"an RSS feed (RDF), {_FEED}",
    "svg": "a picture (SVG). Pictures are uploaded at the desk or through the API",
    "blog": "an export in BlogML, which is not read here. A WordPress site that takes it in can"
    " export it as WXR",
    "plist": "a property list of macOS",
    "kml": "a map (KML)",
    "mediawiki": "an export of a wiki (MediaWiki), which is not read here",
    "mysqldump": "a dump of a database. Ask the system itself for its export",
    "listbucketresult": "an answer of a store of files, not the file that was meant. Fetch it anew",
    "error": "an answer of a server that says why it gave no file. Fetch it anew",
}
_SQL = re.compile(
    r"(?:--|/\*|#)[^\n]*\b(?:dump|phpMyAdmin|MariaDB|MySQL|PostgreSQL|SQLite|Adminer|HeidiSQL)\b"
    r"|(?:CREATE (?:TABLE|DATABASE)|INSERT INTO|DROP TABLE|LOCK TABLES|SET NAMES|PRAGMA )"
    r"|/\*!\d{5} ?SET|SET (?:SQL_MODE|FOREIGN_KEY_CHECKS)|USE `",
    re.IGNORECASE,
)
_DUMP = (
    "a dump of a database (SQL). It has everything, in the tables of one release: ask the system"
    f" itself for its export. {_WXR}; in Ghost Settings, Import/Export"
)
_MOVABLE_TYPE = re.compile(
    r"(?:AUTHOR|TITLE|BASENAME|STATUS): .*\n(?:[A-Z ]+: ?.*\n)+", re.MULTILINE
)
_SUBSTACK = "posts.csv of Substack without the posts. Give the whole zip that Substack sent"
_NAMES = (
    (r"\Aword/document\.xml\Z", "a document of Word. Its text can be pasted into a story"),
    (r"\Axl/workbook\.xml\Z", "a table of Excel"),
    (r"\Appt/presentation\.xml\Z", "a presentation of PowerPoint"),
    (r"\AMETA-INF/container\.xml\Z", "a book (EPUB)"),
    (r"\Acontent\.xml\Z", "a document of LibreOffice. Its text can be pasted into a story"),
    (
        r"(?:^|/)manifest\.json\Z",
        "a {what} that may be an export of ours: unpack it first, and give the folder in which"
        " manifest.json lies",
    ),
    (
        r"(?:^|/)articles\.jsonl\Z",
        "a {what} with parts of an export of ours, whose manifest.json is missing",
    ),
    (
        r"(?:^|/)wp-(?:config|load)\.php\Z",
        f"a {{what}} with the files of WordPress itself. {_WXR}",
    ),
    (
        r"(?:^|/)wp-content/|(?:^|/)style\.css\Z",
        f"a {{what}} with a theme or files of WordPress. {_WXR}",
    ),
    (
        r"(?:^|/)ghost\.db\Z",
        "a {what} with the files of Ghost itself. Its export is a JSON file: Settings, Advanced,"
        " Import/Export",
    ),
    (
        r"(?:^|/)feed\.atom\Z",
        "a {what} with several blogs of Blogger. Give one folder under Blogs after the other, or"
        " its feed.atom",
    ),
    (
        r"(?:^|/)posts/[^/]+\.html\Z",
        "a {what} with pages that are neither Medium's nor, without posts.csv, Substack's",
    ),
    (r"\.zip\Z", "a {what} with another zip in it. Unpack it, and give that one"),
    (r"\.xml(?:\.gz)?\Z", "a {what} with {n} XML files. Give them one after the other"),
    (r"\.sql(?:\.gz)?\Z", f"a {{what}} with {_DUMP.removeprefix('a ')}"),
    (r"\.(?:md|markdown|mdx)\Z", "a {what} with texts in Markdown"),
    (r"\.(?:jpe?g|png|gif|webp|heic)\Z", "a {what} with pictures"),
)
"""What the names of the files in a folder or zip tell, the more telling before the others."""
_SHOWN = 5


def xml_kind(look: Look) -> str:
    """Of a file that begins with a tag."""
    root, start = look.root, look.text
    if root == "rss":
        return f"an RSS feed, {_FEED}. {_WXR}"
    if root == "feed":
        is_blogger = "blogger" in start.lower()
        said = f"an Atom feed{' of a blog on Blogger' if is_blogger else ''}, {_FEED}"
        return f"{said}. {_BLOGGER}" if is_blogger else said
    if root == "html" or start[:14].lower() == "<!doctype html":
        if "b:skin" in start or "xmlns:b=" in start or "b:version" in start:
            return f"a theme of Blogger, which has no stories. {_BLOGGER}"
        if "p-canonical" in start or "graf--" in start or "exported from" in start.lower():
            return "one story of Medium (HTML). Give the whole zip that Medium sent"
        if re.search(r"log ?in|sign ?in|password", start, re.IGNORECASE):
            return "a web page (HTML), perhaps one that asks to sign in. Fetch the export anew"
        return "a web page (HTML). Ask the site for its export"
    if root in _XML:
        return _XML[root]
    if root == "export" or "<livejournal" in start.lower():
        return "an XML file of another system"
    return (
        f"an XML file whose first element is <{root}>, which no known system writes"
        if root
        else ("a text that begins like XML or HTML, and is none that can be read")
    )


def of_json(look: Look) -> str:
    """Of a file that begins as JSON does."""
    text = look.text
    if "jsonfeed.org/version" in text:
        return f"a JSON feed, {_FEED}"
    if '"broadsheet comments"' in text.partition("\n")[0]:
        return "a file of comments that was exported here: `make import-comments` takes it"
    if '"broadsheet archive"' in text:
        return "the list of what an export of ours has. Give the folder in which it lies"
    if '"blogger#' in text:
        return f"an answer of Blogger's API. {_BLOGGER}"
    keys = list(dict.fromkeys(re.findall(r'"([^"\\]{1,40})"\s*:', text)))[:_SHOWN]
    named = f", whose first fields are {', '.join(keys)}" if keys else ""
    if len(look.start) < 1 << 16:
        try:
            msgspec.json.decode(look.start.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) > 1 and all(line.strip()[:1] in "{[" for line in lines):
                return f"JSON Lines{named}, which no known system writes"
            return f"a text that begins like JSON, and breaks off or is damaged ({error})"
    return f"JSON{named}, which no known system writes"


def of_text(look: Look) -> str:
    """Of any other text."""
    text = look.text
    if _SQL.search(text[:8192]):
        return _DUMP
    if text.startswith("version https://git-lfs"):
        return "a pointer to a file that Git keeps elsewhere (LFS), not the file itself"
    if _MOVABLE_TYPE.match(text):
        return (
            "an export of Movable Type or TypePad, which is not read here. A WordPress site that"
            " takes it in can export it as WXR"
        )
    with suppress(msgspec.DecodeError, ValueError, RecursionError):
        msgspec.json.decode(text)
        return "JSON with a single value, which no known system writes"
    first = text.partition("\n")[0]
    if first.count(",") > 1 or first.count(";") > 1 or first.count("\t") > 1:
        if "post_id" in first and "title" in first:
            return _SUBSTACK
        return f"a table (CSV), whose first columns are {first[:80].strip()}"
    if text[:3] in ("---", "+++") or re.search(r"^#{1,6} \S", text, re.MULTILINE):
        return "one text in Markdown: `broadsheet publish` takes it"
    return "a text that is no archive"


def of_folder(look: Look) -> str:
    """Of a folder that no row knows."""
    if not look.names:
        return "an empty folder"
    return _of_names(look, "folder") or f"a folder that is no archive: it has {_shown(look)}"


def of_zip(look: Look) -> str:
    """Of a zip that no row knows."""
    if not look.names:
        return "an empty zip"
    return _of_names(look, "zip") or f"a zip that is no archive: it has {_shown(look)}"


def _of_names(look: Look, what: str) -> str:
    found = ((look.named(pattern), said) for pattern, said in _NAMES)
    return next((said.format(what=what, n=len(names)) for names, said in found if names), "")


def _shown(look: Look) -> str:
    names = ", ".join(look.names[:_SHOWN])
    more = len(look.names) - _SHOWN
    return f"{names} and {more} more" if more > 0 else names
