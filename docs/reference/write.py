"""Writes the generated pages of the reference beside this file: python docs/reference/write.py.

Commands come from Typer, keys from the schemas, findings and exit codes from the code, all words from the catalogue. A
test fails when a page is stale, and when a JSON document has a key that is not told here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cpreport.cli import app
from cpreport.config.schema import form_schema, units_schema
from cpreport.errors import ExitCode
from cpreport.language import Language
from cpreport.reading import Consequence, FindingKind
from cpreport.returned import Outcome
from cpreport.words import CATALOGUE, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
HEAD = "<!-- Written by docs/reference/write.py: change the code, not this page. -->\n\n"
ENGLISH, THAI = Language.ENGLISH, Language.THAI
HELP = {text: key for key, both in CATALOGUE.items() if key.startswith("help.") for text in both}

EXIT_CODES = {
    ExitCode.DONE: "done",
    ExitCode.PROBLEM: "stopped by a problem, named on stderr; nothing half-written",
    ExitCode.USAGE: "wrong usage; also an unknown `--unit`, or a path that is not there",
    ExitCode.ATTENTION: "done, but something needs a person: from `collect` a file of this run is set aside, "
    "unfinished or needs review; from `status` and `summary` anything is open; from `generate` a form was left "
    "because a person had altered it",
    ExitCode.BUG: "a bug in cpreport; a log file, named on stderr, says where",
    ExitCode.INTERRUPTED: "interrupted; what was finished is kept",
}

CONSEQUENCES = {
    Consequence.SET_ASIDE: ("set aside", "The file cannot count until a person decides; its unit stays missing."),
    Consequence.REVIEW: ("needs review", "The return counts, and a person is to settle the doubt."),
    Consequence.NOTED: ("noted", "Nothing has to be done."),
}
# What becomes of the answer itself, where the catalogue does not say it.
COUNTING = {
    FindingKind.UNCERTAIN_MARK: "not counted",
    FindingKind.TOO_MANY_MARKS: "not counted, both under `uncertain`",
    FindingKind.OTHER_WITHOUT_TEXT: "counted",
    FindingKind.TEXT_WITHOUT_TICK: "not counted, the text is kept",
    FindingKind.INVALID_VALUE: "blank, the text is kept in `read`",
}

OUTCOMES = {
    Outcome.ACCEPTED: "it is the unit's answer now",
    Outcome.SUPERSEDED: "an older answer of a unit that has a newer one",
    Outcome.DUPLICATE: "the same bytes under another path, or the same answers as the unit's previous return",
    Outcome.SET_ASIDE: "cannot count until a person decides",
    Outcome.UNFINISHED: "still being written: collect again",
    Outcome.IGNORED: "a lock file or another file that no person made",
}

# A key of a document that stands for any name has `*`; an entry of a list has `[]`.
FINDING_KEYS = {
    "findings[]": "a doubt or a note",
    "findings[].kind": "[which one](findings.md)",
    "findings[].question": "name of the question, or null",
    "findings[].choice": "name of the choice, or null",
    "findings[].read": "what stands in the file, or null",
    "findings[].where": "the printed number or the cell to look at, or null",
    "findings[].needs_decision": "whether a person has to decide",
    "findings[].message": "what is wrong, in the campaign's language",
    "findings[].hint": "what to do",
}
COLLECT_KEYS = {
    "files[]": "a file of this run",
    "files[].path": "where it is; `inbox/a.zip!/b.docx` for what is inside a container",
    "files[].sha256": "hash of its bytes, null where they were not read",
    "files[].outcome": "what became of it, see below",
    "files[].unit": "id of the unit, or null",
    **{f"files[].{key}": told for key, told in FINDING_KEYS.items()},
    **{f"counts.{outcome}": f"how many files: {told}" for outcome, told in OUTCOMES.items()},
}
SUMMARY_KEYS = {
    "form.form_id": "the form's id",
    "form.version": "its version",
    "form.title": "its title",
    "form.due": "the due date, ISO",
    "as_of": "the last day that counts, ISO",
    "counts.units": "units expected, without exempt ones",
    "counts.returned": "units whose return counts, late ones and those that need review included",
    "counts.missing": "units without a return that counts",
    "counts.exempt": "units that are exempt",
    "counts.late": "of those returned, how many came late",
    "counts.needs_review": "of those returned, how many need a decision",
    "counts.set_aside": "files set aside",
    "returns[]": "the return that counts, one for each unit that has one",
    "returns[].unit": "id of the unit",
    "returns[].status": "`returned`, or `needs_review` until what asks for a decision is decided",
    "returns[].late": "whether it came after the due date and the days of grace",
    "returns[].received_at": "when it came, UTC",
    "returns[].path": "the file",
    "returns[].sha256": "hash of its bytes, the name of the copy in `received/`",
    "returns[].reader": "what read it: `docx`, `xlsx`, `doc`, `odt`, `rtf`, `xls`, `ods`, or `person`",
    "returns[].answers.*": "every answer by its name, null where blank; not in `status --json`",
    "returns[].uncertain.*": "by question, the choices whose mark is not sure; they are not counted",
    "returns[].decided.*": "by answer, what a person settled",
    "returns[].decided.*.before": "the answer as it was read; what was written, where that was no valid value",
    "returns[].decided.*.after": "the answer that counts",
    "returns[].decided.*.by": "who decided",
    "returns[].decided.*.at": "when, UTC",
    "returns[].decided.*.reason": "why",
    **{f"returns[].{key}": told for key, told in FINDING_KEYS.items()},
    "missing[]": "ids of the units that are missing",
    "set_aside[]": "a file that cannot count",
    "set_aside[].path": "the file",
    "set_aside[].sha256": "hash of its bytes",
    "set_aside[].kind": "[the finding](findings.md)",
    "set_aside[].message": "what is wrong",
    "set_aside[].hint": "what to do",
}
ANSWERS = (
    ("select_multiple", "`<question>`", "list of the ticked choices' names in form order, `[]` when none"),
    ("select_one", "`<question>`", "name of the choice, or null"),
    ("a choice with `specify`", "`<question>_<choice>`", "its text, or null"),
    ("text, integer, decimal, date", "`<question>`", "text, number, or ISO date; null when blank"),
    ("signature", "`<question>`", "an object: `signed` (true or false), `name`, `date`"),
)


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "commands.md": HEAD + "\n".join(_commands()),
        "units-yaml.md": HEAD + "\n".join(_keys("units.yaml", units_schema()["properties"]["units"]["items"])),
        "form-yaml.md": HEAD + "\n".join(_form()),
        "findings.md": HEAD + "\n".join(_findings()),
        "exit-codes.md": HEAD + "\n".join(_exit_codes()),
        "json.md": HEAD + "\n".join(_json()),
    }


def _table(*rows: Iterable[str]) -> Iterator[str]:
    head, *body = [list(row) for row in rows]
    for row in [head, ["---"] * len(head), *body]:
        yield "| " + " | ".join(_cell(text) for text in row) + " |"
    yield ""


def _cell(text: str) -> str:
    line = text.replace("|", "\\|").replace("\n", " ")
    return line if line.startswith("`") else line.replace("<", "\\<")


def _both(text: str) -> list[str]:
    key = HELP.get(text)
    return [say(key, ENGLISH), say(key, THAI)] if key else [text, ""]


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "`cpreport --help` and `cpreport COMMAND --help` say the same, in the terminal's language.\n"
    group: Any = typer.main.get_command(app)
    yield "## On every command\n"
    yield from _table(("option", "does", "คำอธิบาย"), *_parameters(group))
    for name in group.list_commands(None):
        command = group.commands[name]
        english, thai = _both(command.help)
        yield f"## cpreport {name}\n"
        yield f"{english}  \n{thai}\n"
        own = [parameter for parameter in command.params if not {"--campaign", "--lang"} & set(parameter.opts)]
        if rows := list(_parameters(command, own)):
            yield from _table(("argument or option", "does", "คำอธิบาย"), *rows)


def _parameters(command: Any, chosen: list[Any] | None = None) -> Iterator[list[str]]:
    for parameter in command.params if chosen is None else chosen:
        if parameter.param_type_name == "argument":
            name = f"`{parameter.metavar or parameter.name.upper()}`"
        else:
            name = ", ".join(f"`{option}`" for option in parameter.opts)
        yield [name, *_both(parameter.help or "")]


def _form() -> Iterator[str]:
    schema = form_schema()["properties"]
    question = schema["questions"]["items"]
    yield from _keys("form.yaml", schema["settings"], "settings")
    yield from _keys("", question, "questions")
    yield from _keys("", question["properties"]["choices"]["items"], "choices of a question")


def _keys(title: str, schema: dict[str, Any], part: str = "") -> Iterator[str]:
    if title:
        yield f"# {title}\n"
    if part:
        yield f"## {part}\n"
    rows = []
    for key, told in schema["properties"].items():
        english, _, thai = told["description"].partition("\n")
        values = [f"`{value}`" for value in told.get("enum", ()) if value is not None]
        if "minimum" in told:
            values = [f"{told['minimum']} to {told['maximum']}"]
        needed = "yes" if key in schema.get("required", ()) else ""
        rows.append((f"`{key}`", needed, english, thai, ", ".join(values)))
    yield from _table(("key", "required", "meaning", "ความหมาย", "values"), *rows)


def _findings() -> Iterator[str]:
    yield "# Findings\n"
    yield "What is not sure in a returned file, or worth knowing. `{…}` stands for what is in the file.\n"
    for consequence, (name, told) in CONSEQUENCES.items():
        yield f"## {name.capitalize()}\n"
        yield f"{told}\n"
        rows = [_finding(kind, name) for kind in FindingKind if kind.consequence is consequence]
        yield from _table(("finding", "consequence", "says", "what to do", "ข้อความ", "สิ่งที่ควรทำ"), *rows)


def _finding(kind: FindingKind, consequence: str) -> list[str]:
    thai, english = CATALOGUE[f"finding.{kind}"]
    thai_hint, english_hint = CATALOGUE[f"finding.{kind}.hint"]
    counting = f", {COUNTING[kind]}" if kind in COUNTING else ""
    return [f"`{kind}`", consequence + counting, english, english_hint, thai, thai_hint]


def _exit_codes() -> Iterator[str]:
    yield "# Exit codes\n"
    yield from _table(("exit code", "meaning"), *((str(code.value), EXIT_CODES[code]) for code in ExitCode))
    yield "Ignored files, duplicates, superseded ones and mere notes: 0."
    yield ""


def _json() -> Iterator[str]:
    yield "# JSON\n"
    yield "Texts are in the campaign's language, dates ISO, moments UTC. Every key is always there; blank is null."
    yield "`[]` stands for each entry of a list, `*` for any name.\n"
    yield "## `collect --json`\n"
    yield from _table(("key", "holds"), *((f"`{key}`", told) for key, told in COLLECT_KEYS.items()))
    yield from _table(("outcome", "when"), *((f"`{outcome}`", OUTCOMES[outcome]) for outcome in Outcome))
    yield "## `summary --out x.json` and `status --json`\n"
    yield from _table(("key", "holds"), *((f"`{key}`", told) for key, told in SUMMARY_KEYS.items()))
    yield "## Answers\n"
    yield from _table(("question", "key", "value"), *ANSWERS)
    yield "In `.csv` a `select_multiple` has a column `<question>/<choice>` for each choice (1, 0, or empty where the"
    yield "choice is gone from the return), and a signature has `<question>.signed`, `.name` and `.date`."
    yield "`summary --codebook` describes every column."
    yield ""


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")
