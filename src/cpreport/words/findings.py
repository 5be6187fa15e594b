"""The words of findings: `finding.<kind>` says what and where, `finding.<kind>.hint` what to do.

Values that every entry may use: `question` and `choice` (labels), `read`, `where`, `unit`, and the finding's own.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "finding.unreadable": ("ไฟล์เสียหายหรือไม่สมบูรณ์ เปิดอ่านไม่ได้", "the file is damaged or incomplete and cannot be opened"),
    "finding.unreadable.hint": (
        "คัดลอกไฟล์มาใหม่ หรือขอให้หน่วยงานส่งอีกครั้ง",
        "Copy the file again, or ask the unit to send it again.",
    ),
    "finding.encrypted": ("ไฟล์ใส่รหัสผ่านไว้", "the file is protected by a password"),
    "finding.encrypted.hint": (
        "นำรหัสผ่านออกแล้วส่งกลับมาใหม่",
        "Remove the password and return the file again.",
    ),
    "finding.unsupported-format": (
        "อ่านไฟล์ชนิดนี้ไม่ได้ ({format})",
        "this kind of file cannot be read here ({format})",
    ),
    "finding.unsupported-format.hint": (
        "ขอไฟล์ Word หรือ Excel จากหน่วยงาน (บันทึกเป็น .docx หรือ .xlsx หากเป็น .doc .odt .xls ให้ติดตั้ง LibreOffice) หรือระบุหน่วยงานแล้วพิมพ์คำตอบด้วย cpreport review",
        "Ask the unit for the Word or Excel file (save as .docx or .xlsx; .doc, .odt and .xls are read where LibreOffice is "
        "installed), or assign it and type the answers in with cpreport review.",
    ),
    "finding.unsupported-format.scan": (
        "เป็นไฟล์สแกนหรือภาพ ({format}) ซึ่งโปรแกรมอ่านคำตอบไม่ได้",
        "this is a scan or a picture ({format}), whose answers cannot be read",
    ),
    "finding.unsupported-format.scan.hint": (
        "ขอไฟล์ Word หรือ Excel ที่กรอกจากหน่วยงาน หรือระบุหน่วยงานแล้วพิมพ์คำตอบด้วย cpreport review",
        "Ask the unit for the Word or Excel file it filled in, or assign it and type the answers in with cpreport review.",
    ),
    "finding.unsafe": (
        "ไฟล์มีโครงสร้างที่ไม่ปลอดภัย จึงไม่เปิดอ่าน",
        "the file is built in an unsafe way and was not opened",
    ),
    "finding.unsafe.hint": (
        "นำรูปภาพและตารางที่วางเพิ่มออก บันทึกใหม่เป็น .docx หรือ .xlsx แล้วส่งกลับมาใหม่",
        "Take pictures and pasted tables out, save it anew as .docx or .xlsx and return it again.",
    ),
    "finding.not-a-file": (
        "ไม่ใช่ไฟล์ธรรมดา (ลิงก์ อุปกรณ์ หรือเปิดอ่านไม่ได้)",
        "this is not an ordinary file (a link, a device, or no permission to read)",
    ),
    "finding.not-a-file.hint": ("คัดลอกไฟล์จริงมาวางแทน", "Put a copy of the file itself there."),
    "finding.unknown-unit": (
        "ไม่ทราบว่าเป็นแบบของหน่วยงานใด{detail}",
        "it is not clear which unit this form belongs to{detail}",
    ),
    "finding.unknown-unit.hint": (
        "ตรวจชื่อหน่วยงานในแบบให้ตรงกับ units.yaml แล้วส่งใหม่ หรือระบุหน่วยงานด้วย cpreport review",
        "Make the unit's name on the form agree with units.yaml and return it, or assign the unit with cpreport review.",
    ),
    "finding.other-form": (
        "เป็นแบบของงานอื่น ({form})",
        "this is a form of another campaign ({form})",
    ),
    "finding.other-form.hint": (
        "ย้ายไฟล์ไปไว้กับงานนั้น",
        "Move the file to that campaign.",
    ),
    "finding.conflicting-identity": (
        "ข้อมูลในไฟล์ขัดแย้งกันว่าเป็นแบบของหน่วยงานใด: {candidates}",
        "the file contradicts itself about its unit: {candidates}",
    ),
    "finding.conflicting-identity.hint": (
        "สอบถามหน่วยงาน แล้วระบุหน่วยงานด้วย cpreport review",
        "Ask the units, then assign the right one with cpreport review.",
    ),
    "finding.not-a-form": ("ไม่ใช่แบบรายงานของงานนี้", "this is not a form of this campaign"),
    "finding.not-a-form.hint": (
        "หากเป็นคำตอบที่หน่วยงานพิมพ์เอง ให้ขอแบบที่ส่งไป หรือระบุหน่วยงานด้วย cpreport review",
        "If a unit typed its answer freely, ask for the form that was sent, or assign the unit with cpreport review.",
    ),
    "finding.blank": ("แบบว่างเปล่า ไม่มีคำตอบ", "the form is blank: nothing was answered"),
    "finding.blank.hint": ("ขอให้หน่วยงานกรอกแล้วส่งใหม่", "Ask the unit to fill the form in and return it."),
    "finding.uncertain-mark": (
        "ข้อ {where} “{choice}”: เครื่องหมาย “{read}” ไม่แน่ว่าเลือกหรือไม่ จึงยังไม่นับ{control}",
        "item {where} “{choice}”: the mark “{read}” may or may not be a tick, so it is not counted{control}",
    ),
    "finding.uncertain-mark.hint": (
        "เปิดไฟล์ดูข้อนี้ แล้วพิจารณาด้วย cpreport review",
        "Open the file at this item and decide with cpreport review.",
    ),
    "finding.too-many-marks": (
        "ข้อ {where} “{question}” เลือกได้ข้อเดียว แต่เลือกมา: {read}",
        "item {where} “{question}” takes one choice, but these are ticked: {read}",
    ),
    "finding.too-many-marks.hint": (
        "สอบถามหน่วยงานว่าเลือกข้อใด",
        "Ask the unit which one it means.",
    ),
    "finding.item": ("ข้อ {where} ", "item {where} "),
    "finding.missing-answer": ("ไม่ได้ตอบ {item}“{question}”", "{item}“{question}” was not answered"),
    "finding.missing-answer.scan": (
        "รอพิมพ์คำตอบจากไฟล์ {item}“{question}”",
        "{item}“{question}” is to be typed in from the file",
    ),
    "finding.missing-answer.scan.hint": (
        "เปิดไฟล์ แล้วพิมพ์คำตอบด้วย cpreport review (ไม่ได้ตอบ ให้เลือก blank)",
        "Open the file and type the answer in with cpreport review (blank where there is none).",
    ),
    "finding.missing-answer.hint": ("ขอคำตอบจากหน่วยงาน", "Ask the unit for the answer."),
    "finding.other-without-text": (
        "ข้อ {where} “{choice}” เลือกไว้แต่ไม่ได้ระบุ",
        "item {where} “{choice}” is ticked but not specified",
    ),
    "finding.other-without-text.hint": ("สอบถามหน่วยงานว่าหมายถึงอะไร", "Ask the unit what it means."),
    "finding.text-without-tick": (
        "ข้อ {where} “{choice}” ระบุว่า “{read}” แต่ไม่ได้เลือก จึงยังไม่นับ",
        "item {where} “{choice}” is specified (“{read}”) but not ticked, so it is not counted",
    ),
    "finding.text-without-tick.hint": (
        "พิจารณาด้วย cpreport review ว่าจะนับข้อนี้หรือไม่",
        "Decide with cpreport review whether it counts.",
    ),
    "finding.invalid-value": (
        "{item}“{question}”: “{read}” ไม่ใช่{expected}",
        "{item}“{question}”: “{read}” is not {expected}",
    ),
    "finding.invalid-value.hint": (
        "แก้ให้ถูกด้วย cpreport review",
        "Put the right value in with cpreport review.",
    ),
    "finding.form-changed": (
        "แบบที่ส่งกลับถูกแก้ไข: {change} ข้อ {where} “{choice}”{now}",
        "the returned copy was changed: {change}, item {where} “{choice}”{now}",
    ),
    "finding.form-changed.hint": (
        "เปิดไฟล์ดูว่าคำตอบยังตรงกับคำถามเดิมหรือไม่",
        "Open the file and see whether the answers still fit the questions.",
    ),
    "finding.tracked-changes": (
        "ไฟล์มีการติดตามการแก้ไข อ่านตามฉบับที่ยอมรับการแก้ไขแล้ว",
        "the file holds tracked changes; it was read as if all were accepted",
    ),
    "finding.tracked-changes.hint": ("ไม่ต้องดำเนินการ", "Nothing to do."),
    "finding.unsigned": ("ไม่ได้ลงนาม", "the form is not signed"),
    "finding.unsigned.hint": ("ไม่ต้องดำเนินการ เว้นแต่ต้องการลายมือชื่อ", "Nothing to do, unless you need the signature."),
    "finding.late": ("ส่งช้ากว่ากำหนด {due}", "returned after the due date {due}"),
    "finding.late.hint": ("ไม่ต้องดำเนินการ", "Nothing to do."),
    "finding.older-version": ("ตอบในแบบรุ่นเก่า ({version})", "answered on an older version of the form ({version})"),
    "finding.older-version.hint": (
        "อ่านตามคำถามของรุ่นนั้นแล้ว ไม่ต้องดำเนินการ",
        "It was read against the questions of that version. Nothing to do.",
    ),
    "finding.revised": (
        "หน่วยงานส่งฉบับแก้ไข แทนฉบับก่อน ({before}) ข้อที่เปลี่ยน: {changed}",
        "the unit sent a revision in place of {before}; changed: {changed}",
    ),
    "finding.revised.hint": ("ไม่ต้องดำเนินการ", "Nothing to do."),
    "finding.unverified-stamp": (
        "ตรวจสอบรหัสกำกับแบบกับทะเบียนนี้ไม่ได้",
        "the form's stamp was made with another ledger and cannot be checked",
    ),
    "finding.unverified-stamp.hint": (
        "หากสร้างทะเบียนใหม่ ให้นำไฟล์ ledger.secret เดิมของงานนี้กลับมาวางไว้",
        "If the ledger was made anew, put this campaign's ledger.secret back beside it.",
    ),
    # The parts of a signature.
    "signature.signed": ("การลงนาม", "Signature"),
    "signature.name": ("ชื่อผู้ลงนาม", "Name of the signer"),
    "signature.date": ("วันที่ลงนาม", "Date of the signature"),
    "control.off": (
        " (ช่องนี้ยังไม่ถูกเลือก มีเพียงรูปในช่องที่ถูกเปลี่ยน)",
        " (the box itself is not switched on, only its picture was changed)",
    ),
    "control.on": (
        " (ช่องนี้ถูกเลือกไว้ แต่รูปในช่องถูกเปลี่ยน)",
        " (the box itself is switched on, but its picture was changed)",
    ),
    "drift.gone": ("ลบ", "deleted"),
    "drift.reworded": ("แก้ข้อความ", "reworded"),
    "drift.added": ("เพิ่ม", "added"),
    "drift.damaged": (
        "เอกสารเสียหายบางส่วน อ่านได้เท่าที่เหลือ",
        "the document is damaged in parts and was read as far as possible",
    ),
    "drift.merged": ("ผสานเซลล์ของหลายข้อเข้าด้วยกัน", "cells of several items were made one"),
    "drift.copied": ("มีสำเนาอีกชุดที่ตอบไม่เหมือนกันหรือซ้ำ", "it stands there again in a copy"),
    "drift.commented": ("มีบันทึกย่อที่เซลล์", "a note was put on the cell"),
    "drift.drawn": ("มีรูปหรือเส้นวาดทับ", "something is drawn over it"),
    "drift.hidden": ("คำตอบอยู่ในแถวหรือเซลล์ที่ซ่อนไว้", "the answer is in hidden cells"),
    "drift.struck": ("ขีดฆ่าข้อความในคำตอบ", "words of the answer are struck out"),
    "drift.now": (" เป็น “{text}”", " to “{text}”"),
    "drift.words": (": “{text}”", ": “{text}”"),
    "expected.integer": ("จำนวนเต็ม", "a whole number"),
    "expected.decimal": ("จำนวน", "a number"),
    "expected.date": ("วันที่", "a date"),
    "expected.century": (
        "วันที่ซึ่งแน่ใจปีได้ เพราะ Excel เติมปีสองหลักเป็น ค.ศ. 19xx เอง",
        "a date whose year is sure: Excel takes years of two digits for 19xx",
    ),
}
