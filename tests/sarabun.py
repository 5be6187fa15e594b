"""A font of TH Sarabun's widths for drawing pages, made of one that Debian has: no registry has the real one."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg")


def fonts(room: Path) -> Path:
    """Laksaman, which has TH Sarabun's design 1.5 times larger, scaled down to its measures under its name.

    Gives the configuration for fontconfig that has only this font and one with box signs.
    """
    folder = room / "fonts"
    folder.mkdir()
    for path in sorted(LAKSAMAN.glob("Laksaman*.ttf")):
        font = TTFont(path)
        em = 1503
        font["head"].unitsPerEm = em
        os2, hhea = font["OS/2"], font["hhea"]
        os2.fsSelection &= ~(1 << 7)
        hhea.ascent, hhea.descent, hhea.lineGap = round(0.844 * em), -round(0.457 * em), round(0.030 * em)
        os2.usWinAscent, os2.usWinDescent = round(0.844 * em), round(0.457 * em)
        os2.sTypoAscender, os2.sTypoDescender = round(0.850 * em), -round(0.250 * em)
        os2.sTypoLineGap = round(0.060 * em)
        for name in font["name"].names:
            if name.nameID in {1, 3, 4, 6, 16}:
                plain = str(name).replace("Laksaman", "THSarabunPSK" if name.nameID == 6 else "TH SarabunPSK")
                font["name"].setName(plain, name.nameID, name.platformID, name.platEncID, name.langID)
        font.save(folder / path.name)
    config = room / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}</dir><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{room / 'cache'}</cachedir>"
        "</fontconfig>"
    )
    return config
