"""What the readers are timed on: an inbox of forms filled in by the demo's filler.

One third lies there as the filler left it, one third was saved again by LibreOffice, one third serialised as Word does.
LibreOffice saves a few dozen of the filled forms; the other units' files are these with the unit's own name, code and
stamp in place of theirs, because thousands would keep it busy for an hour and come out alike.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from cpreport.config import CampaignFolder, load_campaign  # noqa: E402  the tests' folder must be known first
from cpreport.filler import How, fill_docx, fill_xlsx  # noqa: E402
from cpreport.markup import escape  # noqa: E402
from cpreport.office import find_office  # noqa: E402
from cpreport.operations.demo.answers import Habit, make_up  # noqa: E402
from cpreport.operations.generate import FileFormat, file_name  # noqa: E402
from cpreport.stamp import Identity, make_stamp, printed_code  # noqa: E402
from cpreport.storage import open_ledger  # noqa: E402
from imitations import as_word  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign, Unit

FILLED, BY_OFFICE, BY_WORD = "as filled in", "saved by LibreOffice", "serialised as Word does"
WAYS = (FILLED, BY_OFFICE, BY_WORD)
_PATTERNS = 24
_DAY = date(2010, 8, 20)


def fill_inbox(folder: Path, inbox: Path, ways: tuple[str, ...], kind: FileFormat = FileFormat.DOCX) -> None:
    """Fills in every form of a campaign's outbox, the ways of saving it in turn.

    Args:
        folder: The campaign, after generate.
        inbox: Where the filled forms go.
        ways: Some of `WAYS`.
        kind: Which of the issued forms.
    """
    campaign = load_campaign(CampaignFolder(folder))
    inbox.mkdir(parents=True)
    again = _save_again(folder, campaign) if BY_OFFICE in ways else None
    for number, unit in enumerate(campaign.units):
        path = folder / "outbox" / file_name(unit, kind)
        way = ways[number % len(ways)]
        data = again(unit, number) if again and way == BY_OFFICE else _filled(campaign, unit, path)
        (inbox / path.name).write_bytes(as_word(data, odd_states=False) if way == BY_WORD else data)


def _filled(campaign: Campaign, unit: Unit, path: Path) -> bytes:
    in_excel = path.suffix == ".xlsx"
    chance = Random(unit.id)  # noqa: S311  nothing is secret
    answered = make_up(campaign.form, unit, Habit(How.CONTROL, in_excel=in_excel), _DAY, chance)
    return (fill_xlsx if in_excel else fill_docx)(path.read_bytes(), answered.entries)


def _save_again(folder: Path, campaign: Campaign) -> Callable[[Unit, int], bytes]:
    office = find_office()
    if office is None:
        raise RuntimeError("LibreOffice is not installed: name other ways")
    patterns = campaign.units[:_PATTERNS]
    filled = [_filled(campaign, unit, folder / "outbox" / file_name(unit, FileFormat.DOCX)) for unit in patterns]
    saved = office.convert_all([(data, ".docx") for data in filled], "docx:MS Word 2007 XML")
    files = CampaignFolder(folder)
    with open_ledger(files.ledger, files.secret, create=False) as ledger:
        assert ledger is not None
        secret = ledger.secret

    def own(unit: Unit, number: int) -> bytes:
        place = number % len(patterns)
        data = saved[place]
        assert data is not None
        old, new = (_marks(campaign, which, secret) for which in (patterns[place], unit))
        return _replaced(data, list(zip(old, new, strict=True)))

    return own


def _marks(campaign: Campaign, unit: Unit, secret: bytes) -> list[bytes]:
    """What says in a form whose it is, the longest first."""
    identity = Identity(campaign.form.form_id, campaign.form.version, unit.id)
    return [escape(text).encode() for text in (make_stamp(identity, secret), printed_code(identity), unit.name)]


def _replaced(data: bytes, pairs: list[tuple[bytes, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in pairs if name.endswith(".xml") else ():
                part = part.replace(before, after)
            new.writestr(name, part)
    return out.getvalue()
