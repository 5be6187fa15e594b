"""How well returned Word forms are read: cpreport beside what people would use instead, on the same files.

    python benchmarks/accuracy.py --forms 200 --seed 1 --rivals rivals

Needs cpreport with its test requirements, LibreOffice for a share of the files (left out where there is none), and for
each rival a virtual environment of its own (README.md says why and how). Prints Markdown on stdout.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from cpreport import places, printed  # noqa: E402
from cpreport.checks import check  # noqa: E402
from cpreport.config import CampaignFolder, load_campaign  # noqa: E402
from cpreport.filler import How, Sign, Specify, Write, fill_docx  # noqa: E402
from cpreport.form import QuestionType  # noqa: E402
from cpreport.office import find_office  # noqa: E402
from cpreport.operations.demo.answers import Answered, habit, make_up  # noqa: E402
from cpreport.readers import FormFile, open_file  # noqa: E402
from cpreport.reading import Consequence  # noqa: E402
from cpreport.writers.docx import DocxWriter  # noqa: E402
from harmless_edits import edit  # noqa: E402  the tests' folder must be known first
from imitations import as_word  # noqa: E402

if TYPE_CHECKING:
    from cpreport.campaign import Campaign
    from cpreport.form import Form

    Readings = list[dict[str, Any] | None]

RIVALS = ("python-docx", "docx2python", "mammoth", "simplify-docx", "docx-form")
DAY = date(2010, 8, 20)
FILLED, EDITED = "as filled in", "edited by hand too"
BY_WORD, BY_OFFICE = "serialised as Word does", "saved by LibreOffice"
ASKED = "\0asked"  # cpreport's third verdict: it says that it is not sure, and a person decides


@dataclass
class Case:
    """One returned file and the truth about it.

    Attributes:
        form: Index of its campaign.
        path: Where it lies.
        saved_by: Which program saved it last.
        ticks: Every box by `question/choice`, and whether it was ticked.
        texts: What was typed, by flat name; empty where nothing was.
        answers: The same as cpreport gives it back, numbers and dates understood.
    """

    form: int
    path: Path
    saved_by: str
    ticks: dict[str, bool]
    texts: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)


def main() -> None:
    """Make the files, have them read, print the tables."""
    options = _options()
    campaigns = [load_campaign(CampaignFolder(folder)) for folder in (ROOT, ROOT / "src/cpreport/starters/en")]
    with tempfile.TemporaryDirectory(prefix="cpreport-accuracy-") as room:
        cases = _make(campaigns, Random(options.seed), options.forms, Path(room))  # noqa: S311  nothing is secret
        readings: dict[str, Readings] = {
            "cpreport": [_by_cpreport(campaigns[case.form].form, case) for case in cases],
        }
        for rival in RIVALS:
            python = options.rivals / rival / "bin" / "python"
            if python.exists():
                readings[rival] = _by_rival(rival, python, campaigns, cases)
            else:
                _say(f"{rival} is not installed: no {python}\n")
    ways = Counter(case.saved_by for case in cases)
    _say(
        f"{len(cases)} returned Word forms, seed {options.seed}: {', '.join(f'{n} {way}' for way, n in ways.items())}."
    )
    _print_table("All files", cases, readings, set(ways))
    for way in ways:
        _print_table(f"Only those {way}", cases, readings, {way})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--forms", type=int, default=200, help="how many returned forms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rivals", type=Path, default=Path("rivals"), help="folder of one virtual environment a rival")
    return parser.parse_args()


def _make(campaigns: list[Campaign], chance: Random, number: int, room: Path) -> list[Case]:
    """Every second form in Thai, any way of ticking, an equal share through each way of saving."""
    writers = [DocxWriter(campaign, b"s" * 32, DAY) for campaign in campaigns]
    cases: list[Case] = []
    folder = room / "in"
    folder.mkdir()
    ways = [FILLED, EDITED, BY_WORD, *([BY_OFFICE] if find_office() else [])]
    for index in range(number):
        which = index % 2
        campaign = campaigns[which]
        unit = chance.choice(campaign.units)
        answered = make_up(campaign.form, unit, habit(chance.choice(list(How)), chance), DAY, chance)
        data = fill_docx(writers[which].render(unit), answered.entries)
        way = ways[(index // 2) % len(ways)]
        path = folder / f"{index:04}.docx"
        data = edit(data, chance) if way == EDITED else data
        path.write_bytes(as_word(data, odd_states=False) if way == BY_WORD else data)
        cases.append(_case(campaign.form, which, path, way, answered))
    _save_again([case for case in cases if case.saved_by == BY_OFFICE], room)
    return cases


def _case(form: Form, which: int, path: Path, way: str, answered: Answered) -> Case:
    ticks = {
        f"{question.name}/{choice.name}": choice.name in _listed_answer(answered.answers[question.name])
        for question in form.questions
        for choice in question.choices
    }
    return Case(which, path, way, ticks, _typed(form, answered), dict(answered.answers))


def _listed_answer(answer: Any) -> list[str]:  # noqa: ANN401  answers are JSON
    return answer if isinstance(answer, list) else [answer]


def _typed(form: Form, answered: Answered) -> dict[str, str]:
    """What the respondent typed, by flat name."""
    by_label = {question.label: question for question in form.questions}
    texts = dict.fromkeys(_text_keys(form), "")
    for entry in answered.entries:
        if isinstance(entry, Write):
            texts[by_label[entry.section].name] = entry.text
        elif isinstance(entry, Specify):
            question = by_label[entry.section]
            choice = next(choice for choice in question.choices if choice.label == entry.item)
            texts[question.specify_key(choice)] = entry.text
        elif isinstance(entry, Sign):
            texts |= {f"signature.{part}": getattr(entry, part) for part in ("signed", "name", "date")}
    return texts


def _text_keys(form: Form) -> list[str]:
    keys: list[str] = []
    for question in form.questions:
        keys += [question.name] if question.is_value else []
        keys += [question.specify_key(choice) for choice in question.choices if choice.specify]
        if question.type is QuestionType.SIGNATURE:
            keys += [f"{question.name}.{part}" for part in ("signed", "name", "date")]
    return keys


def _save_again(cases: list[Case], room: Path) -> None:
    """One LibreOffice opens all of them and saves them as Word documents."""
    office = find_office()
    if office is None or not cases:
        return
    out = room / "out"
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    command = [str(office.program), profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(out)]
    subprocess.run(  # noqa: S603  only the LibreOffice found above is run
        [*command, *(str(case.path) for case in cases)], check=True, capture_output=True, timeout=1800
    )
    for case in cases:
        case.path = out / case.path.name


def _by_cpreport(form: Form, case: Case) -> dict[str, Any] | None:
    file = open_file(case.path.read_bytes())
    if not isinstance(file, FormFile):
        return None
    checked = check(form, file.read(form))
    doubted = {finding.question for finding in checked.findings if finding.kind.consequence is Consequence.REVIEW}
    ticks: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for question in form.questions:
        unsure = {*checked.uncertain.get(question.name, ()), *checked.gone.get(question.name, ())}
        for choice in question.choices:
            counted = choice.name in _listed_answer(checked.answers[question.name])
            ticks[f"{question.name}/{choice.name}"] = ASKED if choice.name in unsure else counted
        own = [key for key in _text_keys(form) if key.partition(".")[0] in _keys_of(question)]
        for key in own:
            right = _part(checked.answers, key) == _part(case.answers, key)
            # Numbers and dates come back understood: what is right stands for what was typed.
            texts[key] = case.texts[key] if right else ASKED if question.name in doubted else "\0wrong"
    return {"ticks": ticks, "texts": texts}


def _keys_of(question: Any) -> set[str]:  # noqa: ANN401
    return {question.name, *(question.specify_key(choice) for choice in question.choices)}


def _part(answers: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    name, _, part = key.partition(".")
    answer = answers.get(name)
    if part:
        return answer.get(part) if isinstance(answer, dict) else None
    return _squeezed(answer) if isinstance(answer, str) else answer


def _by_rival(rival: str, python: Path, campaigns: list[Campaign], cases: list[Case]) -> Readings:
    order = {
        "forms": [_words(campaign.form) for campaign in campaigns],
        "files": [{"form": case.form, "path": str(case.path)} for case in cases],
    }
    done = subprocess.run(  # noqa: S603  the rival's own Python, with a script of ours
        [str(python), str(Path(__file__).with_name("rivals.py")), rival],
        input=json.dumps(order).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    readings: Readings = json.loads(done.stdout)
    return readings


def _words(form: Form) -> dict[str, Any]:
    """What is printed on a form, and the tags of its controls by flat name: all that a rival's adapter is told."""
    words = printed.signature_words(form)
    asked = [question for question in form.questions if question.is_select or question.is_value]
    signature = next((q.name for q in form.questions if q.type is QuestionType.SIGNATURE), "")
    return {
        "title": form.title,
        "unit": printed.code_label(form),
        "notes": [question.label for question in form.questions if question.type is QuestionType.NOTE],
        "signature": signature,
        "signed": words.signed,
        "signed_on": words.date,
        "questions": [
            {
                "name": question.name,
                "label": question.label,
                "hint": question.hint,
                "long": question.is_long,
                "choices": [{"name": c.name, "label": c.label, "specify": c.specify} for c in question.choices],
            }
            for question in asked
        ],
        "tags": {place.name: _flat(place) for place in places.places(form)},
    }


def _flat(place: places.Place) -> str:
    parts = {places.Role.SIGNED: ".signed", places.Role.SIGNER: ".name", places.Role.SIGNED_ON: ".date"}
    if place.role is places.Role.BOX:
        return f"{place.question}/{place.choice}"
    return f"{place.question}_{place.choice}" if place.choice else place.question + parts.get(place.role, "")


def _print_table(title: str, cases: list[Case], readings: dict[str, Readings], ways: set[str]) -> None:
    wanted = [index for index, case in enumerate(cases) if case.saved_by in ways]
    chosen = [cases[index] for index in wanted]
    boxes = sum(len(case.ticks) for case in chosen)
    ticked = sum(sum(case.ticks.values()) for case in chosen)
    _say(f"\n**{title}**: {len(chosen)} files, {boxes} boxes ({ticked} ticked)\n")
    _say("| reader | boxes right | ticks wrong | ticks missed | asked | texts right | wrong | asked | not opened |")
    _say("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, all_readings in readings.items():
        _print_row(name, chosen, [all_readings[index] for index in wanted])


def _print_row(name: str, cases: list[Case], readings: Readings) -> None:
    seen: Counter[str] = Counter()
    for case, reading in zip(cases, readings, strict=True):
        seen["not opened"] += reading is None
        ticks, texts = (reading or {}).get("ticks", {}), (reading or {}).get("texts", {})
        for key, ticked in case.ticks.items():
            seen[_tick_verdict(ticks.get(key, False), ticked)] += 1
        for key, typed in case.texts.items():
            got = texts.get(key, "")
            right = _squeezed(got) == _squeezed(typed)
            seen["text right" if right else "text asked" if got == ASKED else "text wrong"] += 1
    columns = ("right", "wrong", "missed", "asked", "text right", "text wrong", "text asked", "not opened")
    _say(f"| {name} | {' | '.join(str(seen[column]) for column in columns)} |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tick_verdict(got: object, ticked: bool) -> str:
    if got == ASKED:
        return "asked"
    if got == ticked:
        return "right"
    return "missed" if ticked else "wrong"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
