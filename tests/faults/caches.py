"""Whether a timeline from a cache is what a reading of its files gives."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from events.cache import store
from events.cache.late import is_late
from events.cache.store import Cache
from events.files import load
from events.timeline import Timeline
from tests.faults.reloads import (
    DATES,
    KEYS,
    OTHERS,
    TITLES,
    Text,
    differences,
    parts_of,
    seen,
    write,
)

KEY = bytes(range(32))
_FAULTY = ("nope", "other", '""', "1,", "3]", "unknown", "?")
_GOOD_KEYS = [key for key in KEYS if not any(fault in key for fault in _FAULTY)]


class Good(Text):
    """A text with hardly anything in it but good events."""

    def block(self) -> str:
        """An event, or a name once in a while."""
        rng = self.rng
        if rng.random() < 0.05:
            return rng.choice(OTHERS[:1] + OTHERS[5:])
        lines = [f'id = "e{rng.randrange(400)}"', f'date = "{rng.choice(DATES[:-2])}"']
        lines += [f"title = {rng.choice(TITLES[:-1])}"]
        for key in rng.sample(_GOOD_KEYS, rng.randrange(4)):
            names = [line.split(" = ")[0].split(".")[0] for line in key.split("\n")]
            if not any(line.startswith(tuple(names)) for line in lines):
                lines.append(key)
        return "\n".join(("[[event]]", *lines))


@contextmanager
def small_caches() -> Iterator[None]:
    """Let every timeline be worth a cache, however few of its events can be kept."""
    before = store.WORTH, store._ONE_IN, store._NEARLY
    store.WORTH = 0
    store._ONE_IN, store._NEARLY = 10**9, 10**9
    try:
        yield
    finally:
        store.WORTH, store._ONE_IN, store._NEARLY = before


def opened(folder: Path, cache: Cache) -> tuple[Timeline, str]:
    """The timeline of a folder by a cache, and how it went."""
    timeline = load(folder, cache=lambda: cache)
    taken = cache.opened is not None and cache.opened.taken
    late = ", late" if any(map(is_late, timeline.events)) else ""
    return timeline, f"columns taken{late}" if taken else f"other names{late}"


def cache_one(rng: Random, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Keep random files, then edit them; for each time say how it went and what is wrong."""
    made = rng.choice((Text, Good, Good))
    texts = {"a": made(rng), "b": made(rng)}
    if rng.random() < 0.5:
        texts["names"] = Text(rng)
        texts["names"].blocks = list(OTHERS[:6])
    write(folder, texts)
    cache = Cache(folder.with_name("cache"), KEY, "1")
    large = rng.choice((1, 10**9))
    with small_caches(), parts_of(60, 300, large=large):
        if not cache.keep(load(folder)):
            yield "not kept", []
            return
        timeline, how = opened(folder, cache)
        # Events may be looked at before anything else, after it, or never.
        if rng.random() < 0.5:
            seen(timeline)
        yield how, differences(timeline, load(folder))
        for _ in range(rng.randrange(3)):
            for _ in range(rng.choice((1, 1, 2, 20))):
                texts[rng.choice("ab")].edit()
            write(folder, texts)
            fresh, how = opened(folder, cache)
            yield f"edited, {how}", differences(fresh, load(folder))
            timeline = load(folder, previous=timeline)
            if not any(file.carried for file in timeline.files):
                yield "edited while open", differences(timeline, load(folder))
            if rng.random() < 0.3:
                cache.keep(timeline)


def cache_many(folder: Path, seeds: range) -> tuple[Counter[str], list[str]]:
    """Do so for each seed; count the outcomes and list the faults."""
    counts: Counter[str] = Counter()
    found = []
    for seed in seeds:
        place = folder / str(seed) / "files"
        os.makedirs(place)
        for outcome, wrong in cache_one(Random(seed), place):
            counts[outcome] += 1
            found += [f"seed {seed}, {outcome}: {what}" for what in wrong]
    return counts, found
