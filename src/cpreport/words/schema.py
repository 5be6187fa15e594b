"""What each key of units.yaml and form.yaml means, for the JSON Schemas that editors read."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "schema.units-yaml": ("หน่วยงานที่ต้องรายงาน", "Who is asked."),
    "schema.units": ("รายชื่อหน่วยงาน", "The units, one entry each."),
    "schema.unit": (
        "หน่วยงานหนึ่ง คีย์อื่นใดใช้ในหนังสือนำได้เป็น unit.ชื่อคีย์",
        "One unit; any further key reaches the memo as unit.key.",
    ),
    "schema.unit.id": (
        "รหัสหน่วยงาน: ตัวอักษรอังกฤษ ตัวเลข และยัติภังค์ ไม่ซ้ำกัน",
        "Its id: ASCII letters, digits, hyphens; unique whatever its case.",
    ),
    "schema.unit.name": ("ชื่อหน่วยงาน ไม่ซ้ำกัน", "Its name; unique."),
    "schema.unit.abbr": ("ชื่อย่อ", "Its abbreviation: another name for the same unit."),
    "schema.unit.aka": ("ชื่อเดิมหรือชื่ออื่น", "Older or other names."),
    "schema.unit.head": ("ตำแหน่งหัวหน้าหน่วยงานที่หนังสือเรียนถึง", "Whom the memo addresses."),
    "schema.unit.group": ("กลุ่มหน่วยงานในตารางสรุป", "The row of cross-tabulations."),
    "schema.unit.email": ("อีเมลของหน่วยงาน", "Its e-mail address."),
    "schema.unit.due": ("กำหนดส่งที่ขยายให้หน่วยงานนี้ (ปปปป-ดด-วว)", "An extension for this unit: YYYY-MM-DD."),
    "schema.unit.exempt": (
        "เหตุผลที่ยกเว้น หน่วยงานนี้ไม่ต้องรายงาน",
        "Why it is exempt: it is not expected, and listed apart.",
    ),
    "schema.form-yaml": ("แบบรายงาน", "What is asked."),
    "schema.settings": ("ข้อกำหนดของแบบ", "How the form is issued."),
    "schema.settings.form_id": ("รหัสแบบ", "The form's id."),
    "schema.settings.version": (
        "รุ่นของแบบ เพิ่มเมื่อแก้คำถามหลังจากส่งแบบแล้ว",
        "The form's version; raise it when you change a question after forms were issued.",
    ),
    "schema.settings.title": ("ชื่อแบบ", "The title on the form."),
    "schema.settings.language": ("ภาษาของคำที่โปรแกรมพิมพ์: th หรือ en", "The words the program prints: th or en."),
    "schema.settings.due": (
        "กำหนดส่ง (ปปปป-ดด-วว) ปี พ.ศ. หรือ ค.ศ.",
        "The day by which forms are returned: YYYY-MM-DD; B.E. years are understood too.",
    ),
    "schema.settings.digits": ("ตัวเลขที่โปรแกรมพิมพ์: arabic หรือ thai", "The digits the program prints: arabic or thai."),
    "schema.settings.grace_days": (
        "จำนวนวันที่ส่งหลังกำหนดได้โดยไม่ถือว่าส่งช้า",
        "Returns up to this many days after the due date are not late.",
    ),
    "schema.settings.timezone": (
        "เขตเวลาตามฐานข้อมูล IANA เช่น Asia/Bangkok",
        "Time zone by its IANA name, for instance Asia/Bangkok.",
    ),
    "schema.settings.font": ("แบบอักษร เช่น TH SarabunPSK", "The font, for instance TH SarabunPSK."),
    "schema.settings.emblem": (
        "ภาพครุฑ PNG หรือ JPEG ในโฟลเดอร์งาน",
        "The emblem, a PNG or JPEG in the campaign's folder.",
    ),
    "schema.questions": ("คำถามเรียงตามลำดับที่พิมพ์", "The questions in the order they are printed."),
    "schema.question": ("คำถามหนึ่งข้อ", "One question."),
    "schema.question.name": (
        "ชื่อคำถามในข้อมูล: ขึ้นต้นด้วยตัวอักษรอังกฤษ ตามด้วยตัวอักษร ตัวเลข หรือ _",
        "Its name in the data: an ASCII letter, then letters, digits or _.",
    ),
    "schema.question.type": (
        "ชนิดของคำถาม note คือข้อความที่ไม่ต้องตอบ",
        "Its type; a note is printed and not answered.",
    ),
    "schema.question.label": ("ข้อความคำถาม", "What is asked, as printed."),
    "schema.question.hint": ("คำแนะนำใต้คำถาม", "Advice under the question."),
    "schema.question.required": ("ต้องตอบหรือไม่", "Whether a blank answer is a finding."),
    "schema.question.lines": ("จำนวนบรรทัดของช่องคำตอบชนิด text", "Height of a text's box in lines."),
    "schema.choices": ("ตัวเลือกของ select_one และ select_multiple", "The boxes of a select_one or select_multiple."),
    "schema.choice": ("ตัวเลือกหนึ่งข้อ", "One box."),
    "schema.choice.name": (
        "ชื่อตัวเลือกในข้อมูล: ตัวอักษรอังกฤษ ตัวเลข และ _ . -",
        "Its name in the data: ASCII letters, digits and _ . -",
    ),
    "schema.choice.label": ("ข้อความตัวเลือก", "What stands beside the box."),
    "schema.choice.specify": (
        "มีช่องให้เขียนข้อความต่อท้ายหรือไม่",
        "Whether the respondent writes a text beside it.",
    ),
}
