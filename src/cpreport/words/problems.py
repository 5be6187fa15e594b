"""The words of the problems: key -> (Thai, English)."""

from __future__ import annotations

from cpreport.words import problem_contents, problem_files, problem_machine

WORDS: dict[str, tuple[str, str]] = {
    **problem_files.WORDS,
    **problem_contents.WORDS,
    **problem_machine.WORDS,
}
