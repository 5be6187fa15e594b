"""Fuzzes one target with atheris, guided by the coverage of cpreport's own code; see `README.md` beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

with atheris.instrument_imports(include=["cpreport"]):
    from mutations import changed_package, changed_xml
    from targets import TARGETS


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Every second change knows XML or packages; the other is libFuzzer's own, which knows what the code compares."""
    chance = Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    known = changed_package if data.startswith(b"PK") else changed_xml
    return known(data, chance)[:most]


def main() -> None:
    """Run `fuzz.py TARGET CORPUS [libFuzzer options]`."""
    name, corpus = sys.argv[1], Path(sys.argv[2])
    run, seeds = TARGETS[name]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], run, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
