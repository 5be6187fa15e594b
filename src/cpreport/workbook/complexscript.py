"""Thai fonts in charts: XlsxWriter names a font for Latin letters only, and Thai is drawn in the complex-script one."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_LATIN = re.compile(rb'<a:latin typeface="([^"]*)"[^>]*/>')
_CHARTS = "xl/charts/"


def with_complex_script(workbook: bytes) -> bytes:
    """The same workbook with the fonts of its charts named for complex scripts too."""
    written = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith(_CHARTS):
                content = _LATIN.sub(rb'\g<0><a:cs typeface="\1"/>', content)
            new.writestr(part, content)
    return written.getvalue()
