"""The layouts and signs of the zip format, as APPNOTE.TXT gives them, and names as programs write them."""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from typing import Final

# Local header (4.3.7), directory entry (4.3.12), end of the directory (4.3.16).
LOCAL: Final = struct.Struct("<4s5H3L2H")
ENTRY: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
LOCAL_SIGN: Final = b"PK\x03\x04"
ENTRY_SIGN: Final = b"PK\x01\x02"
END_SIGN: Final = b"PK\x05\x06"

STORED: Final = 0
DEFLATED: Final = 8
UTF8_FLAG: Final = 0x0800
MAX16: Final = 0xFFFF
MAX32: Final = 0xFFFFFFFF

_THAI: Final = re.compile(r"[\u0e00-\u0e7f]")


@lru_cache(maxsize=256)
def entry_name(raw: bytes, flags: int) -> str:
    """The name of an entry, with `/` between folders.

    Raises:
        UnicodeDecodeError: If it is flagged as UTF-8 and is none.
    """
    return _decode_name(raw, flags).replace("\\", "/")


def _decode_name(raw: bytes, flags: int) -> str:
    if flags & UTF8_FLAG:
        return raw.decode()
    # Without the flag the standard says cp437. Macs write UTF-8 all the same, and Thai Windows its own page.
    readings = [text for encoding in ("utf-8", "cp874") if (text := _decoded(raw, encoding)) is not None]
    # แบบ in the Thai page happens to be UTF-8 too, of a letter that nobody writes here.
    thai = (text for text in readings if _THAI.search(text))
    return next(thai, readings[0] if readings else raw.decode("cp437"))


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
