"""Fills a form in as a respondent would, knowing it only by what is printed on it.

Nothing here knows the names of places, the readers or the writers: what was typed into a form is a truth of its own,
against which what was read from it can be held.
"""

from __future__ import annotations

from cpreport.filler.entries import Entry, How, Sign, Specify, Tick, Write
from cpreport.filler.excel import fill_xlsx
from cpreport.filler.word import fill_docx

__all__ = ["Entry", "How", "Sign", "Specify", "Tick", "Write", "fill_docx", "fill_xlsx"]
