"""The words of problems in reading any file of a campaign: what is no YAML, no table, or not what a key should hold."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "problem.config.no-campaign": ("โฟลเดอร์ {folder} ไม่ใช่โฟลเดอร์งาน", "the folder {folder} is not a campaign"),
    "problem.config.no-campaign.hint": (
        "เริ่มงานใหม่ด้วย cpreport init หรือระบุโฟลเดอร์งานด้วย -C",
        "Start one with cpreport init, or name the campaign's folder with -C.",
    ),
    "problem.config.missing": ("ไม่พบไฟล์นี้", "this file is not there"),
    "problem.config.missing.hint": (
        "นำไฟล์กลับมาไว้ที่เดิม หรือคัดลอกไฟล์ตัวอย่างจากงานที่สร้างด้วย cpreport init",
        "Put it back, or copy the one from a campaign made by cpreport init.",
    ),
    "problem.config.unreadable": ("เปิดอ่านไฟล์ไม่ได้ ({detail})", "the file cannot be read ({detail})"),
    "problem.config.unreadable.hint": (
        "ตรวจสิทธิ์การอ่านไฟล์ และปิดโปรแกรมที่เปิดไฟล์อยู่",
        "Check that you may read it, and close programs that have it open.",
    ),
    "problem.config.more": (
        "ยังมีข้อผิดพลาดอีก {number} รายการ",
        "there {number:is|are} {number} more {number:problem|problems}",
    ),
    "problem.config.more.hint": (
        "แก้ไขรายการข้างต้นก่อน แล้วตรวจอีกครั้ง",
        "Put the ones above right first, then check again.",
    ),
    "problem.config.encoding": ("ไฟล์ไม่ได้เข้ารหัสเป็น UTF-8", "the file is not in UTF-8"),
    "problem.config.encoding.hint": (
        "บันทึกไฟล์ใหม่โดยเลือกการเข้ารหัส UTF-8",
        "Save it again and choose the encoding UTF-8.",
    ),
    "problem.config.control": (
        "มีอักขระควบคุม {code} ซึ่งใช้ในเอกสารไม่ได้",
        "the control character {code} cannot stand in a document",
    ),
    "problem.config.control.hint": (
        "ลบอักขระนั้น (มองไม่เห็น) หรือพิมพ์บรรทัดนี้ใหม่",
        "Delete it (it cannot be seen), or type the line anew.",
    ),
    "problem.config.syntax": ("โครงสร้าง YAML ไม่ถูกต้อง ({detail})", "this is not valid YAML ({detail})"),
    "problem.config.syntax.hint": (
        "ตรวจย่อหน้า (ใช้ช่องว่าง ไม่ใช้แท็บ) เครื่องหมาย : และเครื่องหมายคำพูด ของบรรทัดนี้และบรรทัดก่อนหน้า",
        "Check the indentation (spaces, no tabs), colons and quotation marks of this line and the one before.",
    ),
    "problem.config.empty": ("ไฟล์นี้ไม่มีข้อมูล", "there is nothing in this file"),
    "problem.config.empty.hint": (
        "กรอกข้อมูลตามตัวอย่างใน README",
        "Fill it in as the README shows.",
    ),
    "problem.config.depth": ("ข้อมูลซ้อนกันเกิน {limit} ชั้น", "this is nested more than {limit} levels deep"),
    "problem.config.depth.hint": ("ลดจำนวนชั้นลง", "Use fewer levels."),
    "problem.config.documents": ("ไฟล์มีเอกสาร YAML มากกว่าหนึ่งชุด", "the file holds more than one YAML document"),
    "problem.config.documents.hint": ("ลบบรรทัด --- ที่คั่นกลางไฟล์", "Delete the line --- that divides it."),
    "problem.config.alias": (
        "ไม่รองรับการอ้างถึงข้อมูลอื่นของ YAML ({value})",
        "YAML's anchors and aliases are not supported ({value})",
    ),
    "problem.config.alias.hint": (
        "เขียนค่านั้นซ้ำ หรือหากเป็นข้อความ ให้ใส่เครื่องหมายคำพูดคร่อม",
        "Write the value out again; if it is a text, put it in quotation marks.",
    ),
    "problem.config.tag": ("ไม่รองรับแท็กของ YAML ({value})", "YAML's tags are not supported ({value})"),
    "problem.config.tag.hint": (
        "ลบแท็กออก หรือหากเป็นข้อความ ให้ใส่เครื่องหมายคำพูดคร่อม",
        "Take the tag out; if it is a text, put it in quotation marks.",
    ),
    "problem.config.key": ("ชื่อคีย์ต้องเป็นข้อความ", "a key must be a text"),
    "problem.config.key.hint": (
        "ตรวจชื่อก่อนเครื่องหมาย : ส่วนค่าที่ขึ้นต้นด้วย {{ หรือ {{{{ ให้ใส่เครื่องหมายคำพูดคร่อมทั้งค่า",
        "Check the name before the colon; a value that begins with {{ or {{{{ must stand in quotation marks.",
    ),
    "problem.config.duplicate-key": (
        "คีย์ “{value}” ซ้ำ (มีอยู่แล้วในบรรทัด {first})",
        "the key “{value}” is there twice (first on line {first})",
    ),
    "problem.config.duplicate-key.hint": ("เหลือไว้เพียงหนึ่งแห่ง", "Keep one of them."),
    "problem.config.not-mapping": (
        "ต้องเป็นกลุ่มของ “คีย์: ค่า” แต่พบ “{value}”",
        "“key: value” lines are expected here, not “{value}”",
    ),
    "problem.config.not-mapping.hint": (
        "เขียนเป็น “คีย์: ค่า” บรรทัดละหนึ่งคู่ ตามตัวอย่างใน README",
        "Write one “key: value” a line, as the README shows.",
    ),
    "problem.config.not-list": ("ต้องเป็นรายการ แต่พบ “{value}”", "a list is expected here, not “{value}”"),
    "problem.config.not-list.hint": (
        "ขึ้นต้นแต่ละรายการด้วยเครื่องหมาย - ตามตัวอย่างใน README",
        "Begin each item with a hyphen, as the README shows.",
    ),
    "problem.config.not-text": ("ต้องเป็นข้อความ แต่พบ “{value}”", "a text is expected here, not “{value}”"),
    "problem.config.not-text.hint": (
        "เขียนเป็นข้อความเดียว หากมีเครื่องหมาย {{ [ หรือ : ให้ใส่เครื่องหมายคำพูดคร่อม",
        "Write one text; where it holds {{ [ or a colon, put it in quotation marks.",
    ),
    "problem.config.required": ("ยังไม่ได้ระบุ “{name}”", "“{name}” is missing"),
    "problem.config.required.hint": ("เพิ่ม “{name}: …”", "Add “{name}: …”."),
    "problem.config.required-close": (
        "ยังไม่ได้ระบุ “{name}” แต่มี “{value}” ซึ่งอาจสะกดผิด",
        "“{name}” is missing, but there is “{value}”",
    ),
    "problem.config.required-close.hint": ("ถ้าหมายถึง “{name}” ให้แก้ชื่อเป็น “{name}”", "Write “{name}” if that is meant."),
    "problem.config.blank": ("“{name}” ว่างเปล่า", "“{name}” is blank"),
    "problem.config.blank.hint": ("กรอกข้อความที่มองเห็นได้", "Write something that can be seen."),
    "problem.config.not-flag": ("“{value}” ไม่ใช่ true หรือ false", "“{value}” is neither true nor false"),
    "problem.config.not-flag.hint": ("ใช้ true หรือ false เท่านั้น", "Write true or false."),
    "problem.config.not-integer": (
        "“{value}” ไม่ใช่จำนวนเต็มตั้งแต่ {minimum} ถึง {maximum}",
        "“{value}” is not a whole number from {minimum} to {maximum}",
    ),
    "problem.config.not-integer.hint": (
        "ใช้จำนวนเต็มตั้งแต่ {minimum} ถึง {maximum} เป็นเลขอารบิก",
        "Write a whole number from {minimum} to {maximum}.",
    ),
    "problem.config.not-date": (
        "“{value}” ไม่ใช่วันที่ที่มีจริงในรูปแบบ ปปปป-ดด-วว",
        "“{value}” is not a possible date YYYY-MM-DD",
    ),
    "problem.config.not-date.hint": (
        "เขียนเป็น ปี-เดือน-วัน เช่น 2010-08-31 หรือ 2553-08-31",
        "Write year-month-day, for instance 2010-08-31.",
    ),
    "problem.config.not-one-of": ("ไม่รู้จัก “{value}”", "“{value}” is not known here"),
    "problem.config.not-one-of.hint": ("ใช้คำใดคำหนึ่งต่อไปนี้: {known}", "Use one of: {known}."),
    "problem.config.not-one-of-close": ("ไม่รู้จัก “{value}”", "“{value}” is not known here"),
    "problem.config.not-one-of-close.hint": ("หมายถึง “{suggestion}” หรือไม่", "Did you mean “{suggestion}”?"),
    "problem.config.unknown-key": ("ไม่รู้จักคีย์ “{value}”", "the key “{value}” is not known here"),
    "problem.config.unknown-key.hint": (
        "ลบออก หรือใช้คีย์ใดคีย์หนึ่งต่อไปนี้: {known}",
        "Take it out, or use one of: {known}.",
    ),
    "problem.config.unknown-key-close": ("ไม่รู้จักคีย์ “{value}”", "the key “{value}” is not known here"),
    "problem.config.unknown-key-close.hint": ("หมายถึง “{suggestion}” หรือไม่", "Did you mean “{suggestion}”?"),
}
