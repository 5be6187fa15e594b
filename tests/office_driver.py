"""A person at LibreOffice: opens a form, ticks, types and saves, knowing no more of it than what is printed.

Runs under the system's Python, where Debian installs `uno`; cpreport is not there and must not be. Reads one JSON
document from standard input and writes one to standard output:

    {"pipe": "name", "patience": 2, "jobs": [{"open": path, "title": "...", "do": [step, ...], "save": path}, ...]}
    {"ok": true, "version": "7.4.7.2"} or {"ok": false, "error": "..."}

A step names a printed line by its `label` and by the heading that it stands `under`; `title` begins the form (Word):

    {"do": "tick", "under": heading, "label": label}    Word: click the box with the mouse; Excel: choose ☑ in its cell
    {"do": "check", ...}    Word: what a macro does, which sets the box's state and leaves its look
    {"do": "mark", ..., "mark": "✓", "where": "before|box|end"}     Word: type a mark beside the box; Excel: over it
    {"do": "write", ..., "text": "...", "where": "field|end|below"}     below: in the frame below a heading
    {"do": "write", ..., "number": 12.5}, {"do": "write", ..., "date": "2010-08-20"}    Excel: a real number or date
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import MouseEvent
from com.sun.star.awt.PosSize import POSSIZE
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.util.NumberFormat import DATE

EMPTY, TICKED = "☐", "☑"
FILTERS = {
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
}
LEFT_BUTTON = 1
CLICK_PATIENCE = 3.0  # seconds for a click to show
DOUBLE_CLICK = 0.7  # seconds within which a second click at the same place is another thing
SAME_PLACE = 20  # pixels
# What is printed before a label: box, marks made by hand, item number.
BEFORE_LABEL = re.compile(r"^[\s☐☑✓]*(?:[0-9๐-๙]+(?:\.[0-9๐-๙]+)*\.?\s+)?[☐☑✓\s]*")
# How a paragraph reads to a screen reader where an object or a control begins or ends.
INVISIBLE = {ord("\ufffc"): None, 1: None}

Step = dict[str, Any]


class NotOnPageError(Exception):
    """What the step names is not printed there."""


def option(name: str, value: object) -> Any:
    """One named argument of an office command."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Editor:
    """The running office."""

    def __init__(self, pipe: str, patience: float) -> None:
        self.context = connect(pipe, patience)
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def version(self) -> str:
        read = self.service("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments
        path = option("nodepath", "/org.openoffice.Setup/Product")
        product = read("com.sun.star.configuration.ConfigurationAccess", (path,))
        return str(product.ooSetupVersionAboutBox)

    def work(self, job: dict[str, Any]) -> None:
        """Open a document, do what is to be done, save it and close it."""
        # A window that is hidden cannot be clicked in, so Writer's is not (with --headless nothing is shown anyway);
        # Calc 7.4.7 dies with --headless when it opens any workbook that is not hidden.
        hidden = Path(job["open"]).suffix in {".xlsx", ".ods"}
        document = self.desktop.loadComponentFromURL(url(job["open"]), "_blank", 0, (option("Hidden", hidden),))
        try:
            page = Sheet(document) if hidden else Document(self, document, job["title"])
            for step in job.get("do", []):
                getattr(page, step["do"])(step)
            document.storeToURL(url(job["save"]), (option("FilterName", FILTERS[Path(job["save"]).suffix]),))
        finally:
            document.close(True)


class Document:
    """A form in Writer."""

    def __init__(self, editor: Editor, document: Any, title: str) -> None:
        self._robot = editor.service("com.sun.star.awt.Toolkit")
        self._dispatcher = editor.service("com.sun.star.frame.DispatchHelper")
        controller = document.CurrentController
        self._frame = controller.Frame
        self._cursor = controller.ViewCursor
        self._clicked = (-SAME_PLACE, 0.0)
        # As printed: found once, before anything is typed.
        self._parts = form_parts(document, title)
        self._printed = ["" if is_table(part) else part.String for part in self._parts]
        self._frame.ContainerWindow.setPosSize(0, 0, 1400, 1000, POSSIZE)
        windows = self._frame.ComponentWindow.Windows
        self._page = max(windows, key=lambda window: window.PosSize.Width * window.PosSize.Height)

    def tick(self, step: Step) -> None:
        """Click the box with the mouse.

        LibreOffice 7.4.7: a click changes the control's state and its glyph together, and the glyph stays inside the
        control. The API does neither: the property `Checked` changes the state alone, in the saved file too, and a
        new text for the glyph's portion comes to stand behind the control, which is left empty. So this clicks: the
        screen reader's interface says where the glyph is, and the toolkit's robot presses the button there.
        """
        paragraph, control = self._box(step)
        wanted = not control.Checked
        self._cursor.gotoRange(paragraph.Start, False)
        self._click(paragraph.String)
        end = time.monotonic() + CLICK_PATIENCE
        while control.Checked != wanted:
            if time.monotonic() > end:
                raise NotOnPageError(f"the click beside {step['label']!r} did nothing")
            time.sleep(0.005)
        shown = "".join(part.String for part in control)
        if shown != (TICKED if wanted else EMPTY):
            raise NotOnPageError(f"{step['label']!r} shows {shown!r} after the click")

    def check(self, step: Step) -> None:
        """Set the state of the box through the API."""
        self._box(step)[1].setPropertyValue("Checked", True)

    def mark(self, step: Step) -> None:
        """Type a mark before the box, between box and number, or behind the label."""
        paragraph = self._line(step)
        if step["where"] == "box":
            box = next(part for part in paragraph if is_box(part))
            self._cursor.gotoRange(box.End, False)
        else:
            self._cursor.gotoRange(paragraph.Start if step["where"] == "before" else paragraph.End, False)
        self._type(step["mark"])

    def write(self, step: Step) -> None:
        """Type an answer into its field, at the end of its line, or into the frame below its heading."""
        if step["where"] == "below":
            self._cursor.gotoRange(self._frame_below(step).Text.Start, False)
        elif step["where"] == "end":
            self._cursor.gotoRange(self._line(step).End, False)
        else:
            fields = [part for part in self._line(step) if part.TextPortionType == "ContentControl"]
            blank = next(part for part in fields[-1].ContentControl if part.TextPortionType == "Text")
            self._cursor.gotoRange(blank.Start, False)
            self._cursor.goRight(1, False)
        self._type(step["text"])

    def _type(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._dispatch(".uno:InsertPara")
            self._dispatch(".uno:InsertText", option("Text", line))

    def _dispatch(self, command: str, *arguments: Any) -> None:
        self._dispatcher.executeDispatch(self._frame, command, "", 0, arguments)

    def _click(self, printed: str) -> None:
        line = next((line for line in lines_on_screen(self._page) if line.Text.translate(INVISIBLE) == printed), None)
        if line is None:
            raise NotOnPageError(f"{printed!r} is not on the screen")
        position = next(index for index, sign in enumerate(line.Text) if sign in {EMPTY, TICKED})
        glyph, corner = line.getCharacterBounds(position), line.LocationOnScreen
        window = self._page.AccessibleContext.LocationOnScreen
        event = MouseEvent()
        event.Source, event.Buttons, event.ClickCount = self._page, LEFT_BUTTON, 1
        event.X = corner.X + glyph.X + glyph.Width // 2 - window.X
        event.Y = corner.Y + glyph.Y + glyph.Height // 2 - window.Y
        self._wait_out_double_click(event.Y)
        for act in (self._robot.mouseMove, self._robot.mousePress, self._robot.mouseRelease):
            act(event)

    def _wait_out_double_click(self, height: int) -> None:
        # The page is scrolled between clicks, so that two boxes may come to lie at the same place of the window.
        last, when = self._clicked
        if abs(last - height) < SAME_PLACE:
            time.sleep(max(0, when + DOUBLE_CLICK - time.monotonic()))
        self._clicked = height, time.monotonic()

    def _box(self, step: Step) -> tuple[Any, Any]:
        paragraph = self._line(step)
        return paragraph, next(part.ContentControl for part in paragraph if is_box(part))

    def _line(self, step: Step) -> Any:
        return self._parts[place_of(self._printed, step)]

    def _frame_below(self, step: Step) -> Any:
        below = self._parts[place_of(self._printed, step) :]
        return next(part for part in below if is_table(part)).getCellByName("A1")


class Sheet:
    """A form in Calc."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._sheet = document.Sheets.getByIndex(0)
        cursor = self._sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        columns = cursor.RangeAddress.EndColumn + 1
        everywhere = [(row, column) for row in range(cursor.RangeAddress.EndRow + 1) for column in range(columns)]
        self._cells = [(row, column) for row, column in everywhere if self._at(row, column).String]
        self._printed = [self._at(*cell).String for cell in self._cells]

    def tick(self, step: Step) -> None:
        """Choose ☑ in the box at the left end of the line."""
        self._at(self._line(step)[0], 0).setString(TICKED)

    def mark(self, step: Step) -> None:
        """Type a mark over the box."""
        self._at(self._line(step)[0], 0).setString(step["mark"])

    def write(self, step: Step) -> None:
        """Type an answer to the right of its label, or into the frame below its heading."""
        cell = self._answer(step)
        if "text" in step:
            cell.setString(step["text"])
        elif "number" in step:
            cell.setValue(step["number"])
        else:
            cell.FormulaLocal = step["date"]  # as typed: Calc makes it a date, with a date's format
            if not self._document.NumberFormats.getByKey(cell.NumberFormat).Type & DATE:
                raise NotOnPageError(f"Calc took {step['date']} for no date")

    def _answer(self, step: Step) -> Any:
        row, column = self._line(step)
        if step["where"] == "below":
            rows = {row for row, _ in self._cells}
            return self._at(next(below for below in range(row + 1, max(rows)) if below not in rows), 0)
        merged = self._sheet.createCursorByRange(self._at(row, column))
        merged.collapseToMergedArea()
        return self._at(row, merged.RangeAddress.EndColumn + 1)

    def _line(self, step: Step) -> tuple[int, int]:
        return self._cells[place_of(self._printed, step)]

    def _at(self, row: int, column: int) -> Any:
        return self._sheet.getCellByPosition(column, row)


def form_parts(document: Any, title: str) -> list[Any]:
    """The paragraphs and tables from the form's title on; the memo before it may repeat its words."""
    parts = list(document.Text)
    titles = [index for index, part in enumerate(parts) if not is_table(part) and part.String == title]
    return parts[titles[-1] :] if titles else parts


def place_of(printed: list[str], step: Step) -> int:
    """The index of the printed line that a step means."""
    under = place_of(printed, {"label": step["under"]}) + 1 if step.get("under") else 0
    label = step["label"]
    fits = [fit(text, label) for text in printed[under:]]
    if not any(fits):
        raise NotOnPageError(f"{label!r} is not printed under {step.get('under')!r}")
    return under + fits.index(max(fits))


def fit(text: str, label: str) -> int:
    """How well a printed line fits a label: whole, or at least in its beginning; one label may begin another."""
    bare = BEFORE_LABEL.sub("", text).strip()
    if bare == label or text.strip() == label:
        return 2
    return 1 if bare.startswith(label) or text.startswith(label) else 0


def is_table(part: Any) -> bool:
    return bool(part.supportsService("com.sun.star.text.TextTable"))


def is_box(part: Any) -> bool:
    return part.TextPortionType == "ContentControl" and part.ContentControl.Checkbox


def lines_on_screen(window: Any) -> Any:
    """Everything with a text that a screen reader would find in a window."""
    below = [window.AccessibleContext]
    while below:
        one = below.pop()
        if hasattr(one, "getCharacterBounds"):
            yield one
        children = range(one.AccessibleChildCount)
        below += [one.getAccessibleChild(index).AccessibleContext for index in children]


def url(path: str) -> str:
    return str(uno.systemPathToFileUrl(path))


def connect(pipe: str, patience: float) -> Any:
    """The office behind a pipe, as soon as it listens, after so many seconds at most."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + patience
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def main() -> None:
    order = json.load(sys.stdin)
    try:
        editor = Editor(order["pipe"], order["patience"])
        for job in order["jobs"]:
            editor.work(job)
        answer = {"ok": True, "version": editor.version()}
    except Exception as error:  # noqa: BLE001  whatever went wrong belongs into the test's report
        answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
    json.dump(answer, sys.stdout, ensure_ascii=False)
    sys.stdout.flush()
    # The bridge's threads may still be running, and tearing it down under them crashes now and then.
    os._exit(0)


if __name__ == "__main__":
    main()
