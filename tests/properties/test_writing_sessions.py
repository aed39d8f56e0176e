"""Whatever dies while somebody writes, and whoever else does: no word is lost in silence."""

from collections.abc import Callable
from typing import Any

from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import Request
from tests.properties.writing_browsers import Screen, Writer
from tests.properties.writing_world import Died, World, submission
from tests.support.long import number_of

INTERLEAVINGS = number_of("interleavings", 150, 1_000)
SESSIONS = number_of("writing_sessions", 60, 300)
MOST_LOST = 5
"""Seconds of typing."""
MINUTES = 4


def opened(writer: Writer) -> Screen | None:
    try:
        return writer.open()
    except Died:
        writer.screens.clear()
        return None


def lived_through(seed: int) -> tuple[int, int]:
    """A session in which anything dies; how many words were lost, and how often something died."""
    world = World(seed)
    # Of three browsers one has no storage: only it may die then, and nothing else.
    writer = Writer(world, "ann", keeps_here=seed % 3 > 0)
    switched, killed_at = 0, list[int]()
    for now in range(MINUTES * 60):
        chance = world.chance.random
        world.table.dies = 0.15 if writer.keeps_here and chance() < 0.3 else 0.0
        if writer.keeps_here and chance() < 0.03:
            writer.online = not writer.online
            switched += 1
        if chance() < 0.02:
            writer.die()
            killed_at.append(now)
        screen = writer.screens[-1] if writer.screens else opened(writer)
        if screen is not None:
            second(world, writer, screen, now)
    deaths = switched + len(killed_at)
    return lost_of(world, writer, killed_at), deaths


def second(world: World, writer: Writer, screen: Screen, now: int) -> None:
    """What happens within one of them."""
    writer.type(screen, now)
    if now % 3 == 0:
        writer.keep(screen)
    if world.chance.random() < 0.1:
        world.table.dies = 0.0
        world.deliver()
    if world.chance.random() < 0.03:
        writer.save(screen)


def lost_of(world: World, writer: Writer, killed_at: list[int]) -> int:
    """How many words are not there in the end, when all is well again.

    Each was typed at most so many seconds before the browser died, and none was ever kept.
    """
    writer.online, world.table.dies, world.is_calm = True, 0.0, True
    writer.die()
    killed_at.append(MINUTES * 60)
    while world.late:
        world.deliver()
    there = set(writer.open().body.split())
    there |= set(world.saved(writer.story).split())
    lost = set(writer.typed) - there
    assert not lost & writer.acknowledged, "a word was kept, and is gone"
    for word in lost:
        typed = writer.typed[word]
        assert any(0 <= died - typed <= MOST_LOST for died in killed_at), (word, typed)
        assert not writer.keeps_here, "the browser itself keeps each word at once"
    return len(lost)


def test_whatever_dies_at_most_five_seconds_of_typing_are_lost_and_no_word_that_was_kept(
    record_property: Any,
) -> None:
    lost = deaths = 0
    for seed in range(SESSIONS):
        gone, died = lived_through(seed)
        lost, deaths = lost + gone, deaths + died
    assert deaths > SESSIONS, "hardly anything died"
    record_property("lost", lost)
    print(f"\n{SESSIONS} sessions, {deaths} deaths, {lost} words lost, none that was kept")


def played(seed: int) -> None:
    """Two writers at one story, with as many pages as they like, in an order of the seed."""
    world = World(seed)
    opening = Request(id="open", who=Writer(world, "eve").who)
    article_id = submit_article(world.services, opening, submission("begin")).id
    writers = [Writer(world, name, article_id) for name in ("ann", "ben")]
    for _ in range(30):
        step(world, world.chance.choice(writers))
    world.is_calm = True
    for writer in writers:
        for screen in list(writer.screens):
            writer.save(screen)
        # What only a browser has, or a working copy, is offered when the story is opened again.
        writer.save(writer.open())
    there = set(world.saved(article_id).split())
    for writer in writers:
        assert set(writer.typed) <= there, (seed, set(writer.typed) - there)


def step(world: World, writer: Writer) -> None:
    """One of the things that a writer, or the network, may do."""
    chance = world.chance.random
    if not writer.screens or chance() < 0.08:
        opened(writer)
    if not writer.screens:
        return
    screen = world.chance.choice(writer.screens)
    acts: dict[float, Callable[[], object]] = {
        0.55: lambda: writer.type(screen),
        0.75: lambda: writer.keep(screen),
        0.85: world.deliver,
        0.95: lambda: writer.save(screen),
        1.0: lambda: writer.close(screen),
    }
    drawn = chance()
    next(act for most, act in acts.items() if drawn < most)()


def test_of_two_writers_with_working_copies_no_word_is_lost_in_silence() -> None:
    for seed in range(INTERLEAVINGS):
        played(seed)
