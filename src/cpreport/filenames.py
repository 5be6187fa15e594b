"""What the name of a returned file tells: whether programs left it there, and what it ends in."""

from __future__ import annotations

import re
from fnmatch import translate
from pathlib import PurePosixPath
from typing import Final

_LITTER: Final = (
    *("~$*", ".~lock.*", ".ds_store", "._*", "desktop.ini", "thumbs.db", ".git*", ".keep"),
    *("*.tmp", "*.part", "*.crdownload", ".cpreport-*"),
)
_LITTER_NAME: Final = re.compile("|".join(map(translate, _LITTER)))
_LONGEST_SUFFIX: Final = 12


def is_litter(name: str) -> bool:
    """Whether a name is one that programs give to what they leave behind."""
    return _LITTER_NAME.match(name.lower()) is not None


def suffix_of(name: str) -> str:
    """The suffix for an archived copy, in lower case with its dot; empty if it is none."""
    own = PurePosixPath(name).name if "/" in name else name  # of most it is seen without a path object
    dot = own.rfind(".")
    suffix = own[dot:].lower() if 0 < dot < len(own) - 1 else ""
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_SUFFIX else ""
