"""The words of the demonstration: what it tells, and what its made-up respondents write."""

from __future__ import annotations

from typing import Final

WORDS: dict[str, tuple[str, str]] = {
    "demo.begun": (
        "สร้างงานตัวอย่างใน {folder}: {units} หน่วยงาน คำตอบสมมุติทั้งหมด (--seed {seed})",
        "A campaign in {folder}: {units} {units:unit|units}, every answer made up (--seed {seed})",
    ),
    "demo.generated": (
        "generate: สร้างแบบ Word {docx} ไฟล์ และแบบ Excel {xlsx} ไฟล์ ใน outbox/",
        "generate: {docx} Word {docx:form|forms} and {xlsx} Excel {xlsx:form|forms} written to outbox/",
    ),
    "demo.filled": (
        "กรอกแบบแทน {returned} หน่วยงาน: คลิกช่องใน Word {clicked} ทำเครื่องหมายเอง {by_hand} เลือกใน Excel {excel} ส่งช้า {late}",
        "{returned} {returned:unit answers|units answer}: {clicked} by clicking the boxes in Word, {by_hand} with marks of their own, {excel} in Excel; {late} of them late",
    ),
    "demo.missing": ("{count} หน่วยงานไม่ส่งแบบ", "{count} {count:unit does|units do} not answer"),
    "demo.superseded": ("{path}: หน่วยงานส่งฉบับแก้ไขตามมา", "{path}: the unit sends a revised form after it"),
    "demo.duplicate": ("{path}: ไฟล์เดิมส่งซ้ำในชื่ออื่น", "{path}: the same file again under another name"),
    "demo.damaged": ("{path}: ไฟล์เสียหาย", "{path}: damaged on the way"),
    "demo.foreign": ("{path}: แบบของงานอื่น", "{path}: the form of another campaign"),
    "demo.stranger": ("{path}: หนังสือทั่วไป ไม่ใช่แบบรายงาน", "{path}: a letter and no form at all"),
    "demo.ignored": ("{path}: ไฟล์ล็อกที่ Word ทิ้งไว้", "{path}: a lock file that Word left behind"),
    "demo.truth": (
        "บันทึกคำตอบที่กรอกไว้ใน {path} ก่อนอ่านแบบ",
        "What was typed in is written down in {path} before anything is read",
    ),
    "demo.collected": ("collect: อ่านแล้ว {count} ไฟล์ ใน inbox/", "collect: {count} {count:file|files} read from inbox/"),
    "demo.summarised": (
        "summary: ส่งกลับแล้ว {returned} จาก {units} หน่วยงาน ยังไม่ส่ง {missing} ส่งช้า {late} พักไว้ {set_aside} ไฟล์ ดู {path}",
        "summary: {returned} of {units} {units:unit|units} returned, {missing} missing, {late} late, {set_aside} {set_aside:file|files} set aside: {path}",
    ),
    "demo.mismatch": (
        "ไม่ตรงกัน: {where} {key}: กรอกไว้ {typed} อ่านได้ {read}",
        "Not the same: {where} {key}: typed in {typed}, read {read}",
    ),
    "demo.as-planned": (
        "เทียบกับ truth.json ทีละหน่วยงานแล้ว: คำตอบ {answers} ข้อของ {returned} หน่วยงานตรงกันทั้งหมด",
        "Compared with truth.json unit by unit: all {answers} answers of {returned} {returned:unit|units} are the same",
    ),
    "demo.not-as-planned": (
        "เทียบกับ truth.json แล้ว: ไม่ตรงกัน {count} แห่ง",
        "Compared with truth.json: {count} {count:difference|differences}",
    ),
    "demo.name-revised": ("{name} (แก้ไข)", "{name} (revised)"),
    "demo.name-again": ("สำเนาของ {name}", "Copy of {name}"),
    "demo.name-foreign": ("แบบสำรวจความต้องการฝึกอบรม_{unit}", "Training needs survey_{unit}"),
    "demo.name-stranger": ("หนังสือขอขยายเวลา", "Request for more time"),
    "demo.foreign-title": ("แบบสำรวจความต้องการฝึกอบรม", "Survey of training needs"),
    "demo.foreign-question": ("หลักสูตรที่ต้องการ", "Courses that are needed"),
    "demo.foreign-choice": ("การเขียนหนังสือราชการ", "Writing official letters"),
    "demo.foreign-from": ("กองฝึกอบรม", "Training Division"),
    "demo.foreign-to": ("หัวหน้าหน่วยงานทุกหน่วยงาน", "Heads of all units"),
    "demo.foreign-text": ("โปรดกรอกแบบสำรวจที่แนบมา", "Please fill in the survey below."),
    "demo.signed": ("ลงนามแล้ว", "signed"),
    "demo.head": ("หัวหน้าหน่วยงาน", "Head of unit"),
}

LETTER: Final = (
    ("เรียน ผู้อำนวยการกองการเจ้าหน้าที่", "Dear Sir or Madam,"),
    (
        "ด้วยหน่วยงานมีภารกิจเร่งด่วนในเดือนนี้ จึงขอขยายเวลาการรายงานออกไปอีก 15 วัน",
        "We have urgent duties this month and would be grateful for another 15 days to answer.",
    ),
    ("จึงเรียนมาเพื่อโปรดพิจารณา", "Yours faithfully,"),
)
"""The paragraphs of a letter that is no form."""

COMMENTS: Final = (
    ("-", "-"),
    ("ไม่มี", "None"),
    (
        "บุคลากรบางส่วนยังไม่เข้าใจหลักเกณฑ์ ควรจัดประชุมชี้แจงเพิ่มเติมอย่างน้อยปีละ 1 ครั้ง",
        "Some of our staff do not understand the rules yet; a briefing at least once a year would help.",
    ),
    (
        "ขอรับคู่มือฉบับพิมพ์เพิ่มอีก 5 เล่ม เนื่องจากเจ้าหน้าที่ในพื้นที่ใช้อินเทอร์เน็ตไม่สะดวก",
        "Please send five more printed handbooks: staff in the field have no reliable Internet access.",
    ),
    (
        "ภารกิจประจำมีมาก จึงดำเนินการได้ไม่ต่อเนื่อง",
        "Daily duties left little time, so that the work could not be done without interruption.",
    ),
    (
        "ควรปรับปรุงข้อมูลให้เป็นปัจจุบันทุกปี และแจ้งช่องทางสอบถาม (โทร. / อีเมล) ไว้ด้วย",
        "The material should be brought up to date every year, with an address (phone / e-mail) for questions.",
    ),
    (
        "1. อัตรากำลังมีน้อย\n2. งบประมาณสำหรับจัดกิจกรรมไม่เพียงพอ\nเห็นควรสนับสนุนวิทยากรจากส่วนกลาง",
        "1. We are short of staff.\n2. There is no budget for events.\nA speaker from headquarters would be welcome.",
    ),
    (
        "=> ควรมีผู้รับผิดชอบของแต่ละหน่วยงานก่อนเริ่มดำเนินการ",
        "=> Every unit should name somebody responsible before the work begins.",
    ),
    (
        "หน่วยงานตั้งอยู่นอกเขตเมือง การเดินทางมาร่วมประชุมใช้เวลามาก\nขอให้ถ่ายทอดการประชุมผ่านระบบทางไกล",
        "Our office is far from town and travelling to meetings takes long.\nPlease let us take part from here.",
    ),
)
SPECIFIED: Final = (
    ("แจ้งในการประชุมประจำเดือนของหน่วยงาน", "Announced in the monthly meeting"),
    ("จัดพี่เลี้ยงให้คำปรึกษาแก่ข้าราชการบรรจุใหม่", "A mentor for every new member of staff"),
    ("ใช้ประกอบการจัดทำแผนพัฒนารายบุคคล (IDP)", "Used for the individual development plans (IDP)"),
    ("มีผู้ขอคำปรึกษาเพิ่มขึ้น 3 ราย", "Three more people asked for advice"),
    ("ส่งข้อมูลทางไปรษณีย์อิเล็กทรอนิกส์ให้บุคลากรทุกคน", "Sent to all staff by e-mail"),
)
SHORT_TEXTS: Final = (
    ("ห้องประชุมของหน่วยงาน", "Our meeting room"),
    ("ฝ่ายบริหารทั่วไป", "General administration"),
    ("สำนักงานใหญ่ ชั้น 2", "Head office, 2nd floor"),
)
