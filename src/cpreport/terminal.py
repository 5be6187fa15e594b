"""Words on the terminal: results to stdout, the rest to stderr. Nothing else prints."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from cpreport.progress import Progress
from cpreport.wording import folded, problem_text
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from cpreport.errors import CpreportError, Problem
    from cpreport.language import Language
    from cpreport.returned import Json


class Terminal:
    """Says things in the terminal's language: results to stdout, the rest to stderr."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._progress: Progress | None = None

    def say(self, key: str, **values: object) -> None:
        """One line of result."""
        _print(say(key, self.language, **values), sys.stdout)

    def warn(self, key: str, **values: object) -> None:
        """One line beside the result."""
        self.aside(say(key, self.language, **values))

    def aside(self, text: str) -> None:
        """One line beside the result, in words already."""
        _print(text, sys.stderr)

    def json(self, document: dict[str, Json]) -> None:
        """One JSON document, and nothing else, on stdout."""
        from cpreport.export import to_json_text  # with all that it exports, more than most commands say

        sys.stdout.write(to_json_text(document))

    def listing(self, texts: Iterable[str]) -> None:
        """Lines of a result, in words already."""
        for text in texts:
            _print(text, sys.stdout)

    def lines(self, texts: Iterable[str]) -> None:
        """Plain lines for other programs, never broken."""
        for text in texts:
            print(text)

    def error(self, error: CpreportError) -> None:
        """Every problem, each on its own line: where, what, and what to do."""
        self.doubts(error.problems)

    def progress(self, key: str) -> Progress:
        """A bar for the work of this command, told how many of how many are done."""
        self._progress = Progress(say(key, self.language))
        return self._progress

    def doubts(self, doubts: Iterable[Problem]) -> None:
        """What is doubtful or was left out, beside the result."""
        for doubt in doubts:
            self.aside(problem_text(doubt, self.language))

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._progress:
            self._progress.end()

    def interrupted(self) -> None:
        """What was done before somebody stopped the command, and how to go on."""
        self.end()
        if self._progress and self._progress.total:
            self.warn("interrupted.at", done=self._progress.done, total=self._progress.total)
        self.warn("interrupted")


def _print(text: str, stream: TextIO) -> None:
    print(folded(text, shutil.get_terminal_size().columns) if stream.isatty() else text, file=stream)
