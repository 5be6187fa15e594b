"""The layouts and signs of the zip format, as APPNOTE.TXT gives them."""

from __future__ import annotations

import struct
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
