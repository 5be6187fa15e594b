"""The pages as LibreOffice draws them, measured: positions and sizes in points from the top left of A4."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from configuring import SHIPPED
from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.config import CampaignFolder, load_campaign
from cpreport.language import Digits, Language
from cpreport.operations.letters import director_source, reminder_source, reminder_variables
from cpreport.shipped import starter
from cpreport.thai import normalise
from cpreport.writers.docx import DocxWriter
from cpreport.writers.docx_director import DirectorMemo
from cpreport.writers.docx_letter import LetterTemplate, LetterWriter
from cpreport.writers.xlsx import XlsxWriter
from sarabun import LAKSAMAN, fonts
from summarising import a_return, a_summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.returned import Json

NOWHERE = CampaignFolder(SHIPPED / "nowhere")  # a campaign without these templates takes the shipped ones
POINTS = 72 / 2.54
LEFT, RIGHT, MIDDLE = 3 * POINTS, 19 * POINTS, 11 * POINTS
NEAR = 2.0
NEEDED = ("soffice", "pdftohtml")
LONGEST_NAME = "สำนักงานประชาสัมพันธ์จังหวัดพระนครศรีอยุธยาและศูนย์ประสานงานภาคกลางตอนบนประจำภูมิภาค"
# A 1.5 cm square, so that the emblem's place can be seen.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text on a page."""

    page: int
    left: float
    top: float
    right: float
    size: float
    text: str


def missing() -> str:
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if not (LAKSAMAN / "Laksaman.ttf").is_file():
        absent.append("fonts-tlwg-laksaman-ttf")
    return ", ".join(absent)


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], list[Words]]:
    """Draws a document with a font of TH Sarabun's widths, and gives back what stands where."""
    if absent := missing():
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"nothing to draw pages with: {absent}")
    room = tmp_path_factory.mktemp("layout")
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts(room))}

    def drawn(document: bytes, suffix: str) -> list[Words]:
        source = room / f"page{suffix}"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(room), str(source)]
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
        shown = subprocess.run(
            ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", str(room / "page.pdf")],
            check=True,
            capture_output=True,
            timeout=60,
        )
        return _words(shown.stdout)

    return drawn


def _words(xml: bytes) -> list[Words]:
    root = ElementTree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", xml))
    sizes = {font.get("id"): float(font.get("size", 0)) for font in root.iter("fontspec")}
    return [
        Words(
            int(page.get("number", 0)),
            float(text.get("left", 0)),
            float(text.get("top", 0)),
            float(text.get("left", 0)) + float(text.get("width", 0)),
            sizes[text.get("font")],
            "".join(text.itertext()),
        )
        for page in root.iter("page")
        for text in page.iter("text")
    ]


def line(words: list[Words], wanted: str, page: int = 0) -> Words:
    """The first piece that begins with these words, which hold no glyph that the PDF's text gets wrong."""
    key = normalise(wanted)
    for word in words:
        if (not page or word.page == page) and normalise(word.text).startswith(key):
            return word
    raise AssertionError(f"{wanted!r} is not drawn: {[word.text for word in words][:40]}")


def pages(words: list[Words]) -> int:
    return max(word.page for word in words)


def shipped(**form: object) -> Campaign:
    campaign = load_campaign(CampaignFolder(SHIPPED))
    return replace(campaign, form=replace(campaign.form, **form))  # type: ignore[arg-type]


def english() -> Campaign:
    return load_campaign(CampaignFolder(Path(str(starter(Language.ENGLISH)))))


def word_form(campaign: Campaign, unit: Unit | None = None, emblem: bool = False) -> bytes:
    picture = ("png", PIXEL) if emblem else None
    return DocxWriter(campaign, b"s", date(2010, 4, 29), picture).render(unit or campaign.units[0])


def test_the_shipped_memo_takes_two_pages_and_the_form_one(draw: Callable[[bytes, str], list[Words]]) -> None:
    campaign = shipped()
    shortest = min(campaign.units, key=lambda unit: len(unit.name))
    for unit in (shortest, Unit("long", LONGEST_NAME)):
        words = draw(word_form(campaign, unit), ".docx")
        assert pages(words) == 3
        assert line(words, "(นางวนิดา ชัยประภา)").page == 2
        assert line(words, "แบบรายงานผล", 3)
        assert line(words, "(ลงนาม)").page == 3


def test_the_memo_stands_where_the_regulation_says(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(word_form(shipped()), ".docx")
    title, agency = line(words, "บันทึกข้อความ"), line(words, "ส่วนราชการ")
    assert title.size == pytest.approx(29, abs=0.5)
    assert (title.left + title.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)
    assert agency.left == pytest.approx(LEFT, abs=NEAR)
    assert agency.size == pytest.approx(20, abs=0.5)
    assert line(words, "เรื่อง").size == pytest.approx(20, abs=0.5)
    number, day = line(words, "ที่"), line(words, "วันที่")
    assert day.left == pytest.approx(MIDDLE, abs=NEAR)
    assert day.top == pytest.approx(number.top, abs=1)
    assert line(words, "ด่วนมาก").size == pytest.approx(32, abs=0.5)
    assert line(words, "เรียน").left == pytest.approx(LEFT, abs=NEAR)


def test_paragraphs_are_indented_by_their_level(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(word_form(shipped()), ".docx")
    for beginning, indent in (
        ("ตามที่", 2.5),
        ("1. ", 2.5),
        ("1.1 ", 3.0),
        ("1.1.1 ", 3.5),
        ("- การมอบหมายงาน", 3.5),
    ):
        piece = next(word for word in words if word.text.startswith(beginning))
        assert piece.left == pytest.approx(LEFT + indent * POINTS, abs=NEAR), beginning
        assert piece.size == pytest.approx(16, abs=0.5)


def test_nothing_stands_beyond_the_margins(draw: Callable[[bytes, str], list[Words]]) -> None:
    for campaign in (shipped(), english()):
        for word in draw(word_form(campaign), ".docx"):
            if word.text.strip():
                assert word.left >= LEFT - NEAR, word
                assert word.right <= RIGHT + 2 * NEAR, word


def test_the_second_page_is_numbered_and_the_first_and_the_form_are_not(
    draw: Callable[[bytes, str], list[Words]],
) -> None:
    words = draw(word_form(shipped()), ".docx")
    numbered = [word for word in words if re.fullmatch(r"-\s*\d\s*-", word.text.strip())]
    assert [word.page for word in numbered] == [2]
    assert (numbered[0].left + numbered[0].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)


def test_the_signature_stands_on_the_right_half(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(word_form(shipped()), ".docx")
    for text, page in (("(นางวนิดา ชัยประภา)", 2), ("ร.อกจ.", 2), ("(ลงนาม)", 3)):
        assert line(words, text, page).left >= LEFT + 7.5 * POINTS - NEAR
    assert line(words, "ร.อกจ.", 2).top - line(words, "(นางวนิดา", 2).top < 30


def test_a_subject_of_two_lines_stays_inside_the_margins(draw: Callable[[bytes, str], list[Words]]) -> None:
    campaign = shipped()
    front = dict(campaign.memo.front) | {"subject": str(campaign.memo.front["subject"]) * 2}
    memo = replace(campaign.memo, front=front)
    words = draw(word_form(replace(campaign, memo=memo)), ".docx")
    subject, to = line(words, "เรื่อง"), line(words, "เรียน")
    assert to.top - subject.top > 2 * 18
    assert all(word.right <= RIGHT + 2 * NEAR for word in words if word.text.strip())


def test_thai_digits_stand_nowhere_inside_addresses_and_latin_words(
    draw: Callable[[bytes, str], list[Words]],
) -> None:
    campaign = shipped(digits=Digits.THAI)
    body = "1. ดูที่ https://www.ocsc.go.th/2553/a1 หรือ hr2@example.org เรื่อง COVID-19 ปี 2553\n\n1.1 ข้อย่อย 25 ข้อ\n"
    memo = MemoSource("memo", campaign.memo.front, body)
    words = draw(word_form(replace(campaign, memo=memo)), ".docx")
    text = normalised_without_folding(words)
    assert "https://www.ocsc.go.th/2553/a1" in text
    assert "hr2@example.org" in text
    assert "COVID-19" in text
    assert "๒๕๕๓" in text
    assert "๑.๑" in text
    assert "๒๙เมษายน๒๕๕๓" in text


def normalised_without_folding(words: list[Words]) -> str:
    return re.sub(r"\s+", "", "".join(word.text for word in words))


def test_the_emblem_stands_at_the_top_left_and_moves_nothing(draw: Callable[[bytes, str], list[Words]]) -> None:
    without, with_emblem = (draw(word_form(shipped(), emblem=emblem), ".docx") for emblem in (False, True))
    assert [(w.page, w.left, w.top) for w in without] == [(w.page, w.left, w.top) for w in with_emblem]


def test_english_gives_the_same_page(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(word_form(english()), ".docx")
    assert line(words, "MEMORANDUM").size == pytest.approx(29, abs=0.5)
    for label, left in (("From", LEFT), ("Ref.", LEFT), ("Date", MIDDLE), ("Subject", LEFT), ("To", LEFT)):
        assert line(words, label).left == pytest.approx(left, abs=NEAR)
    assert pages(words) == 2


def a_letter(campaign: Campaign) -> bytes:
    template = LetterTemplate(campaign, reminder_source(NOWHERE, campaign), date(2010, 9, 14))
    text = template.text(campaign.units[1], reminder_variables(2, (date(2010, 9, 1),), ()))
    return LetterWriter(campaign).render(text)


def to_the_director(campaign: Campaign, returned: int) -> bytes:
    form = campaign.form
    ticks: dict[str, Json] = {q.name: [c.name for c in q.choices[::2]] for q in form.questions if q.choices}
    said: dict[str, Json] = {q.name: f"ความเห็น {q.label}" for q in form.questions if q.is_long}
    returns = [a_return(form, unit.id, ticks | said) for unit in campaign.units[:returned]]
    memo = DirectorMemo(campaign, director_source(NOWHERE, campaign), date(2010, 9, 14))
    return memo.render(a_summary(form, campaign.units, returns))


def test_a_reminder_is_one_page_laid_out_as_the_memo(draw: Callable[[bytes, str], list[Words]]) -> None:
    for campaign, title, fields in (
        (shipped(), "บันทึกข้อความ", ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน")),
        (english(), "MEMORANDUM", ("From", "Ref.", "Date", "Subject", "To")),
    ):
        words = draw(a_letter(campaign), ".docx")
        assert pages(words) == 1
        assert line(words, title).size == pytest.approx(29, abs=0.5)
        for label, left in zip(fields, (LEFT, LEFT, MIDDLE, LEFT, LEFT), strict=True):
            assert line(words, label).left == pytest.approx(left, abs=NEAR)
        assert all(word.right <= RIGHT + 2 * NEAR for word in words if word.text.strip())


def test_the_memo_to_the_director_stays_inside_its_margins_and_its_enclosure_stands_alone(
    draw: Callable[[bytes, str], list[Words]],
) -> None:
    for campaign, title, last in ((shipped(), "รายชื่อหน่วยงาน", "จึงเรียนมา"), (english(), "Units that", "Submitted")):
        words = draw(to_the_director(campaign, len(campaign.units) // 2), ".docx")
        for word in words:
            if word.text.strip():
                assert word.left >= LEFT - NEAR, word
                assert word.right <= RIGHT + 2 * NEAR, word
        own = line(words, title).page
        assert line(words, last).page == own - 1
        label, second = sorted((w for w in words if w.page == own and len(w.text) > 6), key=lambda w: w.top)[:2]
        assert label.right == pytest.approx(RIGHT, abs=2 * NEAR)
        assert second == line(words, title, own)
        assert (second.left + second.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)


def test_a_long_list_of_missing_units_repeats_its_heading(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(to_the_director(shipped(), 1), ".docx")
    listed = [word.page for word in words if re.fullmatch("กล\\S{1,4}", word.text.strip())]
    assert len(listed) >= 3
    assert listed == list(range(listed[0], pages(words) + 1))


def test_a_chart_stands_on_one_page_under_its_caption(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = draw(to_the_director(shipped(), 80), ".docx")
    shares = {word.page for word in words if re.fullmatch(r"\d+ \(ร้อยละ [\d.]+\)", word.text.strip())}
    assert shares == {line(words, "แผนภูมิ").page}


def test_choices_hang_and_their_boxes_stand_in_a_line(draw: Callable[[bytes, str], list[Words]]) -> None:
    words = [word for word in draw(word_form(shipped()), ".docx") if word.page == 3]
    boxes = [word for word in words if word.text.strip().startswith("☐")]
    assert len(boxes) == 15
    assert max(word.left for word in boxes) - min(word.left for word in boxes) < 1
    # The second line of a label begins where the label does, 1.9 cm from the margin.
    assert line(words, "รายละเอียดเพิ่มเติม").left == pytest.approx(LEFT + 1.9 * POINTS, abs=NEAR)


def test_a_heading_never_stands_alone_at_the_end_of_a_page(draw: Callable[[bytes, str], list[Words]]) -> None:
    campaign = english()
    form = campaign.form
    with_more_below = [q.label for q in form.questions if q.is_select or q.is_long or q.hint]
    for count in range(1, 5):
        more = tuple(
            replace(question, name=f"{question.name}{n}")
            for n in range(count)
            for question in form.questions
            if question.name not in {"signature"}
        )
        longer = replace(campaign, form=replace(form, questions=(*more, form.questions[-1])))
        words = draw(word_form(longer), ".docx")
        for page in range(2, pages(words)):
            bottom = max((word for word in words if word.page == page and word.size > 10), key=lambda word: word.top)
            assert not any(heading in bottom.text for heading in with_more_below), bottom
        signature = {line(words, text, pages(words)).page for text in ("(Signed)", "Date")}
        assert signature == {pages(words)}


def test_the_excel_form_prints_on_one_page(draw: Callable[[bytes, str], list[Words]]) -> None:
    campaign = shipped()
    words = draw(XlsxWriter(campaign, b"s").render(campaign.units[0]), ".xlsx")
    assert pages(words) == 1
    assert line(words, "แบบรายงานผล")
    assert line(words, "(ลงนาม)")
