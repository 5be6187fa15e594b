"""The words of problems in what a campaign's files say: the units, the form, the memo."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "problem.units.no-file": ("ไม่พบรายชื่อหน่วยงาน", "there is no list of units"),
    "problem.units.no-file.hint": (
        "สร้าง units.yaml หรือ units.xlsx หรือ units.csv ไว้ในโฟลเดอร์งาน",
        "Put a units.yaml, a units.xlsx or a units.csv into the campaign's folder.",
    ),
    "problem.units.several-files": (
        "มีรายชื่อหน่วยงานมากกว่าหนึ่งไฟล์ ({files})",
        "there is more than one list of units ({files})",
    ),
    "problem.units.several-files.hint": (
        "เก็บไว้เพียงไฟล์เดียว ไฟล์อื่นให้เปลี่ยนชื่อหรือย้ายออก",
        "Keep one of them; rename the others or move them away.",
    ),
    "problem.units.none-listed": ("ยังไม่มีหน่วยงานในรายชื่อ", "no unit is listed"),
    "problem.units.none-listed.hint": (
        "เพิ่มอย่างน้อยหนึ่งหน่วยงาน โดยมี id และ name",
        "List at least one, with its id and name.",
    ),
    "problem.units.id": ("“{value}” ใช้เป็น id ของหน่วยงานไม่ได้", "“{value}” cannot be a unit's id"),
    "problem.units.id.hint": (
        "ใช้ตัวอักษร a-z A-Z ตัวเลข 0-9 และยัติภังค์ ไม่เกิน 80 ตัว และไม่ขึ้นต้นด้วยยัติภังค์",
        "Use letters a-z A-Z, digits 0-9 and hyphens, at most 80, and do not begin with a hyphen.",
    ),
    "problem.units.id-twice": (
        "id “{value}” ซ้ำกับ “{other}” ในบรรทัด {first}",
        "the id “{value}” is already used (“{other}” on line {first})",
    ),
    "row.problem.units.id-twice": (
        "id “{value}” ซ้ำกับ “{other}” ในแถว {first}",
        "the id “{value}” is already used (“{other}” in row {first})",
    ),
    "problem.units.id-twice.hint": (
        "ตั้ง id ใหม่ให้ไม่ซ้ำกัน โดยไม่นับตัวพิมพ์ใหญ่หรือเล็ก",
        "Give one of them another id; capitals do not make a difference.",
    ),
    "problem.units.name-twice": (
        "ชื่อ “{value}” ซ้ำกับ “{other}” ของอีกหน่วยงานในบรรทัด {first} ({where})",
        "the name “{value}” already means another unit (“{other}” on line {first}, {where})",
    ),
    "row.problem.units.name-twice": (
        "ชื่อ “{value}” ซ้ำกับ “{other}” ของอีกหน่วยงานในแถว {first} ({where})",
        "the name “{value}” already means another unit (“{other}” in row {first}, {where})",
    ),
    "problem.units.name-twice.hint": (
        "แก้ name, abbr และ aka ให้แต่ละชื่อหมายถึงหน่วยงานเดียว",
        "Change name, abbr or aka so that every name means one unit.",
    ),
    "problem.units.email": ("“{value}” ไม่ใช่ที่อยู่อีเมล", "“{value}” is not an e-mail address"),
    "problem.units.email.hint": ("ระบุอีเมลเดียว เช่น hr@example.org", "Write one address, for instance hr@example.org."),
    "problem.units.exempt": ("“{value}” ไม่ใช่เหตุผลที่ยกเว้น", "“{value}” is not a reason for an exemption"),
    "problem.units.exempt.hint": (
        "เขียนเหตุผล เช่น ยุบรวมแล้ว หรือลบ exempt ออกหากไม่ยกเว้น",
        "Write the reason, or take exempt out if the unit is not exempt.",
    ),
    "problem.units.damaged": ("อ่านตารางนี้ไม่ได้ ({detail})", "this table cannot be read ({detail})"),
    "problem.units.damaged.hint": (
        "เปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx โดยไม่ใส่รหัสผ่าน",
        "Open it in Excel and save it anew as .xlsx, without a password.",
    ),
    "problem.units.no-column": ("ไม่มีคอลัมน์ “{value}”", "there is no column “{value}”"),
    "problem.units.no-column.hint": (
        "แถวหนึ่งต้องเป็นชื่อคอลัมน์ อย่างน้อย id (หรือ รหัส) และ name (หรือ ชื่อหน่วยงาน)",
        "One row must name the columns, id and name at least (รหัส and ชื่อหน่วยงาน will do).",
    ),
    "problem.units.column-alike": (
        "คอลัมน์ “{value}” และอีกคอลัมน์หนึ่งต่างหมายถึง {name}",
        "the column “{value}” and another one both mean {name}",
    ),
    "problem.units.column-alike.hint": (
        "ตั้งชื่อคอลัมน์ที่ต้องการใช้ว่า {name}",
        "Call the one that is meant {name}.",
    ),
    "problem.units.several-sheets": (
        "มีรายชื่อหน่วยงานในหลายแผ่นงาน ({value})",
        "several sheets list units ({value})",
    ),
    "problem.units.several-sheets.hint": (
        "รวมไว้ในแผ่นงานเดียว หรือลบแผ่นงานที่ไม่ใช้",
        "Put them together on one sheet, or delete the others.",
    ),
    "problem.units.column-twice": ("คอลัมน์ “{value}” ซ้ำ", "the column “{value}” is there twice"),
    "problem.units.column-twice.hint": ("เหลือไว้เพียงคอลัมน์เดียว", "Keep one of them."),
    "problem.units.column-unnamed": (
        "“{value}” อยู่ในคอลัมน์ที่ไม่มีชื่อ",
        "“{value}” stands in a column without a name",
    ),
    "problem.units.column-unnamed.hint": (
        "ตั้งชื่อคอลัมน์ในแถวแรก หรือลบข้อมูลนั้น",
        "Name the column in the first row, or delete the value.",
    ),
    "problem.form.code": (
        "“{value}” มีช่องว่าง อักขระควบคุม หรือ | หรือยาวเกิน {longest} ตัว",
        "“{value}” holds white space, a control character or |, or is longer than {longest}",
    ),
    "problem.form.code.hint": (
        "ใช้ตัวอักษร ตัวเลข จุด หรือยัติภังค์ ไม่เกิน {longest} ตัว เช่น cp-2553",
        "Use letters, digits, full stops or hyphens, at most {longest}, for instance cp-2553.",
    ),
    "problem.form.timezone": ("ไม่รู้จักเขตเวลา “{value}”", "the time zone “{value}” is not known"),
    "problem.form.timezone.hint": (
        "ใช้ชื่อตามฐานข้อมูล IANA เช่น Asia/Bangkok",
        "Use a name of the IANA database, for instance Asia/Bangkok.",
    ),
    "problem.form.timezone-close": ("ไม่รู้จักเขตเวลา “{value}”", "the time zone “{value}” is not known"),
    "problem.form.timezone-close.hint": ("หมายถึง “{suggestion}” หรือไม่", "Did you mean “{suggestion}”?"),
    "problem.form.font": (
        "ชื่อแบบอักษร “{value}” ยาวเกิน {longest} ตัว",
        "the font's name “{value}” is longer than {longest} characters",
    ),
    "problem.form.font.hint": (
        "ใช้ชื่อตามที่แสดงใน Word เช่น TH SarabunPSK",
        "Use the name that Word shows, for instance TH SarabunPSK.",
    ),
    "problem.form.emblem-outside": ("“{value}” อยู่นอกโฟลเดอร์งาน", "“{value}” is outside the campaign's folder"),
    "problem.form.emblem-outside.hint": (
        "คัดลอกภาพมาไว้ในโฟลเดอร์ templates แล้วระบุเป็น templates/ชื่อไฟล์",
        "Copy the picture into the folder templates and write templates/ and its name.",
    ),
    "problem.form.emblem-missing": ("ไม่พบภาพ “{value}”", "the picture “{value}” is not there"),
    "problem.form.emblem-missing.hint": (
        "ตรวจชื่อไฟล์ (นับจากโฟลเดอร์งาน) หรือลบ emblem ออก",
        "Check its name (from the campaign's folder), or take emblem out.",
    ),
    "problem.form.emblem-type": ("“{value}” ไม่ใช่ภาพ PNG หรือ JPEG", "“{value}” is neither a PNG nor a JPEG picture"),
    "problem.form.emblem-type.hint": (
        "บันทึกภาพใหม่เป็น PNG หรือ JPEG การเปลี่ยนเพียงนามสกุลไฟล์ไม่เพียงพอ",
        "Save the picture as PNG or JPEG; another suffix alone does not do it.",
    ),
    "problem.form.no-questions": ("แบบยังไม่มีคำถามให้ตอบ", "the form has no question to answer"),
    "problem.form.no-questions.hint": (
        "เพิ่มอย่างน้อยหนึ่งคำถามที่ไม่ใช่ note หรือ signature",
        "Add at least one that is neither a note nor a signature.",
    ),
    "problem.form.question-name": ("“{value}” ใช้เป็นชื่อคำถามไม่ได้", "“{value}” cannot be a question's name"),
    "problem.form.question-name.hint": (
        "ขึ้นต้นด้วย a-z หรือ A-Z ตามด้วยตัวอักษร ตัวเลข หรือ _ รวมไม่เกิน {longest} ตัว",
        "Begin with a letter a-z or A-Z; then letters, digits or _, at most {longest} in all.",
    ),
    "problem.form.question-twice": (
        "ชื่อคำถาม “{value}” ซ้ำกับ “{other}” ในบรรทัด {first}",
        "the question's name “{value}” is already used (“{other}” on line {first})",
    ),
    "problem.form.question-twice.hint": (
        "ตั้งชื่อใหม่ให้ไม่ซ้ำกัน โดยไม่นับตัวพิมพ์ใหญ่หรือเล็ก",
        "Give one of them another name; capitals do not make a difference.",
    ),
    "problem.form.note-required": ("note ไม่มีคำตอบ จึงบังคับให้ตอบไม่ได้", "a note is not answered, so it cannot be required"),
    "problem.form.note-required.hint": ("ลบ required ออก", "Take required out."),
    "problem.form.lines-not-here": ("คำถามชนิด {value} ไม่มี lines", "a question of type {value} has no lines"),
    "problem.form.lines-not-here.hint": (
        "ลบ lines ออก หรือเปลี่ยนชนิดเป็น text",
        "Take lines out, or make the type text.",
    ),
    "problem.form.no-choices": ("คำถามนี้ยังไม่มีตัวเลือก", "this question has no choice"),
    "problem.form.no-choices.hint": (
        "เพิ่มตัวเลือกอย่างน้อยหนึ่งข้อ โดยมี name และ label",
        "Add at least one, with its name and label.",
    ),
    "problem.form.choices-not-here": ("คำถามชนิด {value} ไม่มีตัวเลือก", "a question of type {value} has no choices"),
    "problem.form.choices-not-here.hint": (
        "ลบ choices ออก หรือเปลี่ยนชนิดเป็น select_one หรือ select_multiple",
        "Take choices out, or make the type select_one or select_multiple.",
    ),
    "problem.form.choice-name": ("“{value}” ใช้เป็นชื่อตัวเลือกไม่ได้", "“{value}” cannot be a choice's name"),
    "problem.form.choice-name.hint": (
        "ใช้ตัวอักษร a-z A-Z ตัวเลข 0-9 และ _ . - ไม่เกิน {longest} ตัว",
        "Use letters a-z A-Z, digits 0-9 and _ . - , at most {longest}.",
    ),
    "problem.form.choice-twice": (
        "ชื่อตัวเลือก “{value}” ซ้ำกับ “{other}” ในบรรทัด {first}",
        "the choice's name “{value}” is already used (“{other}” on line {first})",
    ),
    "problem.form.choice-twice.hint": (
        "ตั้งชื่อใหม่ให้ไม่ซ้ำกันในคำถามเดียวกัน โดยไม่นับตัวพิมพ์ใหญ่หรือเล็ก",
        "Give one of them another name; capitals do not make a difference.",
    ),
    "problem.form.second-signature": (
        "แบบมีช่องลงนามอยู่แล้ว (“{other}” ในบรรทัด {first})",
        "the form has a signature already (“{other}” on line {first})",
    ),
    "problem.form.second-signature.hint": ("เหลือไว้เพียงช่องเดียว", "Keep one of them."),
    "problem.form.flat-key": (
        "ชื่อคำตอบ “{value}” ซ้ำกับคำตอบของ {where} ในบรรทัด {first}",
        "the answer's name “{value}” is also that of {where} on line {first}",
    ),
    "problem.form.flat-key.hint": (
        "เปลี่ยนชื่อคำถามหรือตัวเลือกข้อใดข้อหนึ่ง ข้อความของตัวเลือกใช้ชื่อ <คำถาม>_<ตัวเลือก>",
        "Rename a question or a choice; a choice's text is called <question>_<choice>.",
    ),
    "problem.memo.no-head": ("ไฟล์ไม่ได้ขึ้นต้นด้วยบรรทัด ---", "the file does not begin with a line ---"),
    "problem.memo.no-head.hint": (
        "ใส่ส่วนหัว (agency, subject, to …) ระหว่างบรรทัด --- สองบรรทัดที่ต้นไฟล์",
        "Put the head (agency, subject, to …) between two lines --- at its beginning.",
    ),
    "problem.memo.open-head": ("ส่วนหัวไม่มีบรรทัด --- ปิดท้าย", "the head is not ended by a line ---"),
    "problem.memo.open-head.hint": ("เพิ่มบรรทัด --- ก่อนเนื้อความ", "Add a line --- before the text."),
    "problem.memo.syntax": ("แท็กของ Jinja ไม่ถูกต้อง ({detail})", "a Jinja tag is wrong ({detail})"),
    "problem.memo.syntax.hint": (
        "ตรวจเครื่องหมาย {{{{ }}}} และ {{% %}} ให้เปิดและปิดครบคู่",
        "Check that every {{{{ }}}} and {{% %}} is opened and closed.",
    ),
    "problem.memo.filter": ("ไม่รู้จักตัวกรอง “{value}” ของ Jinja", "Jinja has no filter or test “{value}”"),
    "problem.memo.filter.hint": (
        "ใช้ longdate, shortdate, thaidigits หรือตัวกรองของ Jinja",
        "Use longdate, shortdate, thaidigits or one of Jinja's own.",
    ),
    "problem.memo.filter-close": ("ไม่รู้จักตัวกรอง “{value}” ของ Jinja", "Jinja has no filter or test “{value}”"),
    "problem.memo.filter-close.hint": ("หมายถึง “{suggestion}” หรือไม่", "Did you mean “{suggestion}”?"),
}
