"""The words of XLSForm: what is written into one, what in one cannot be printed, and what was left out of one."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "xlsform.signed": ("ลงนาม", "Signature"),
    "xlsform.name": ("ชื่อผู้ลงนาม", "Name of signer"),
    "xlsform.date": ("วันที่ลงนาม", "Date of signature"),
    "xlsform.other": ("อื่น ๆ (ระบุ)", "Other (please specify)"),
    "xlsform.done": ("เขียน XLSForm แล้ว: {path}", "XLSForm written: {path}"),
    "xlsform.next": (
        "ขั้นต่อไป: นำไฟล์นี้เข้า ODK หรือ KoboToolbox หรือเริ่มงานใหม่ด้วย cpreport init โฟลเดอร์ --xlsform {path}",
        "Next: upload it to ODK or KoboToolbox, or start a campaign with cpreport init DIR --xlsform {path}",
    ),
    "help.xlsform": (
        "เขียนแบบเป็น XLSForm สำหรับ ODK หรือ KoboToolbox",
        "Write the form as an XLSForm, for ODK or KoboToolbox.",
    ),
    "help.xlsform.file": ("ไฟล์ .xlsx ที่จะเขียน", "The .xlsx file to write."),
    "help.init.xlsform": (
        "นำคำถามมาจาก XLSForm นี้ (.xlsx, .xls, .csv หรือ .md)",
        "Take the questions from this XLSForm (.xlsx, .xls, .csv or .md).",
    ),
    "form-yaml.head": (
        "# แบบรายงานที่ส่งให้ทุกหน่วยงาน: settings คือข้อกำหนดของแบบ questions คือคำถามเรียงตามลำดับที่พิมพ์\n"
        "# เพิ่ม version ทุกครั้งที่แก้คำถามหลังจากส่งแบบแล้ว และตรวจด้วยคำสั่ง cpreport check",
        "# What is asked: settings say how the form is issued, questions stand in the order they are printed.\n"
        "# Raise version whenever you change a question after forms were issued; cpreport check says what is wrong.",
    ),
    "problem.xlsform.not-installed": (
        "ยังไม่ได้ติดตั้ง pyxform ซึ่งใช้อ่าน XLSForm",
        "pyxform, which reads XLSForms, is not installed",
    ),
    "problem.xlsform.not-installed.hint": (
        'ติดตั้งด้วยคำสั่ง pip install "cpreport[xlsform]" หรือ pip install pyxform แล้วใช้คำสั่งนี้อีกครั้ง',
        'Install it with pip install "cpreport[xlsform]", or pip install pyxform, and run this again.',
    ),
    "problem.xlsform.suffix": ("{path}: ไม่ใช่ไฟล์ชนิดที่ XLSForm ใช้", "{path}: an XLSForm is no file of this kind"),
    "problem.xlsform.suffix.hint": ("ใช้นามสกุลใดนามสกุลหนึ่ง: {known}", "Use one of these suffixes: {known}."),
    "problem.xlsform.taken": ("มีไฟล์อื่นชื่อนี้อยู่แล้ว จึงไม่เขียนทับ", "another file of this name is there, and was left"),
    "problem.xlsform.taken.hint": ("ใช้ชื่ออื่น หรือย้ายไฟล์เดิมออก", "Give another name, or move the old file away."),
    "problem.xlsform.damaged": ("อ่าน XLSForm นี้ไม่ได้ ({detail})", "this XLSForm cannot be read ({detail})"),
    "problem.xlsform.damaged.hint": (
        "เปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx โดยไม่ใส่รหัสผ่าน ไฟล์ข้อความต้องเข้ารหัสเป็น UTF-8",
        "Open it in Excel and save it anew as .xlsx, without a password; a text file must be in UTF-8.",
    ),
    "problem.xlsform.invalid": (
        "XLSForm นี้ไม่ถูกต้องตาม pyxform ({detail})",
        "pyxform finds this XLSForm wrong ({detail})",
    ),
    "problem.xlsform.invalid.hint": (
        "แก้ให้ ODK หรือ KoboToolbox รับไฟล์นี้ได้ก่อน",
        "Put it right until ODK or KoboToolbox takes it, then try again.",
    ),
    "problem.xlsform.sheet": (
        "แบบที่พิมพ์ใช้แผ่นงาน “{value}” ไม่ได้",
        "a printed form cannot do what the sheet “{value}” asks for",
    ),
    "problem.xlsform.sheet.hint": ("ลบแผ่นงานนี้และคำถามที่ใช้แผ่นงานนี้", "Delete the sheet, and the questions that use it."),
    "problem.xlsform.second-settings": ("แผ่นงาน settings มีได้เพียงแถวเดียว", "there can be only one row of settings"),
    "problem.xlsform.second-settings.hint": ("ลบแถวนี้", "Delete this row."),
    "problem.xlsform.languages": (
        "ไม่ทราบว่าให้ใช้ข้อความภาษาใด ({known})",
        "it cannot be told which language to read ({known})",
    ),
    "problem.xlsform.languages.hint": (
        "ระบุ --language th หรือ en หรือกำหนด default_language ในแผ่นงาน settings",
        "Say --language th or en, or name one as default_language on the sheet settings.",
    ),
    "problem.xlsform.column": (
        "แบบที่พิมพ์ใช้คอลัมน์ “{value}” ไม่ได้",
        "a printed form cannot do what the column “{value}” asks for",
    ),
    "problem.xlsform.column.hint": ("ลบค่าในช่องนี้หากไม่จำเป็น", "Clear this cell if you can do without it."),
    "problem.xlsform.own-column": ("ไม่รู้จักคอลัมน์ “{value}”", "the column “{value}” is not known here"),
    "problem.xlsform.own-column.hint": (
        "ลบออก หรือใช้คอลัมน์ใดคอลัมน์หนึ่งต่อไปนี้: {known}",
        "Take it out, or use one of: {known}.",
    ),
    "problem.xlsform.group": ("แบบที่พิมพ์ไม่มีกลุ่มคำถาม", "a printed form has no groups"),
    "problem.xlsform.group.hint": (
        "ลบแถวเริ่มและแถวจบของกลุ่มโดยคงคำถามไว้ ใช้ note แทนหัวข้อได้ กลุ่มที่ใช้ได้มีเพียงลายมือชื่อ",
        "Delete the rows that begin and end it and keep its questions; a note can be the heading. Only a signature is a group.",
    ),
    "problem.xlsform.repeat": ("แบบที่พิมพ์ทำซ้ำไม่ได้ ({value})", "a printed form cannot repeat questions ({value})"),
    "problem.xlsform.repeat.hint": (
        "ใช้คำถามเดียวชนิด text หรือเขียนคำถามออกมาตามจำนวนครั้ง",
        "Ask one text, or write the questions out as often as they are needed.",
    ),
    "problem.xlsform.type": ("แบบที่พิมพ์ไม่มีคำถามชนิด “{value}”", "a printed form cannot ask for “{value}”"),
    "problem.xlsform.type.hint": (
        "ใช้ select_one, select_multiple, text, integer, decimal, date หรือ note หรือลบคำถามนี้",
        "Use select_one, select_multiple, text, integer, decimal, date or note, or delete the question.",
    ),
    "problem.xlsform.picture": ("แบบที่พิมพ์รับภาพไม่ได้", "a printed form cannot ask for a picture"),
    "problem.xlsform.picture.hint": (
        "ลบคำถามนี้ หากเป็นลายมือชื่อ ให้ใส่ signature ในคอลัมน์ appearance",
        "Delete the question; if it is a signature, write signature into the column appearance.",
    ),
    "problem.xlsform.relevant": (
        "แบบที่พิมพ์ถามตามเงื่อนไขไม่ได้ ({value})",
        "a printed form cannot ask under a condition ({value})",
    ),
    "problem.xlsform.relevant.hint": (
        "ลบเงื่อนไข ที่ใช้ได้มีเพียงคำถามชนิด text ของตัวเลือกหนึ่ง เช่น selected(${{ข้อ}}, 'other')",
        "Clear the condition; only a text that belongs to one choice may have one, as in selected(${{question}}, 'other').",
    ),
    "problem.xlsform.required": ("required ต้องเป็น yes หรือ no ({value})", "required must be yes or no ({value})"),
    "problem.xlsform.required.hint": ("แก้เป็น yes หรือ no", "Write yes or no."),
    "problem.xlsform.no-list": ("ไม่มีรายการตัวเลือก “{value}”", "there is no list of choices “{value}”"),
    "problem.xlsform.no-list.hint": (
        "เพิ่มรายการนี้ในแผ่นงาน choices รายการในไฟล์อื่นใช้ไม่ได้",
        "Add it to the sheet choices; a list in another file cannot be used.",
    ),
    "problem.xlsform.list-name": ("ตัวเลือกนี้ไม่มี list_name", "this choice has no list_name"),
    "problem.xlsform.list-name.hint": (
        "ระบุรายการที่ตัวเลือกนี้อยู่ หรือลบแถว",
        "Name the list it belongs to, or delete the row.",
    ),
    "problem.xlsform.reserved": ("XLSForm สงวนชื่อ “{value}” ไว้", "XLSForm keeps the name “{value}” for itself"),
    "problem.xlsform.reserved.hint": ("เปลี่ยนชื่อคำถามนี้", "Give the question another name."),
    "problem.xlsform.reference": (
        "ข้อความมี ${{…}} ซึ่ง XLSForm จะแทนด้วยคำตอบข้ออื่น",
        "the text holds ${{…}}, which an XLSForm would replace by another answer",
    ),
    "problem.xlsform.reference.hint": ("เขียนข้อความนี้ใหม่โดยไม่มี ${{…}}", "Write it without ${{…}}."),
    "problem.xlsform.long": ("ข้อความยาวเกิน {longest} ตัว", "the text is longer than {longest} characters"),
    "problem.xlsform.long.hint": ("ย่อข้อความให้พอดีกับช่องเดียวใน Excel", "Shorten it; a cell of Excel holds no more."),
    "warning.xlsform-space": (
        "ช่องว่างแบบไม่ตัดบรรทัดจะกลายเป็นช่องว่างธรรมดาเมื่ออ่าน XLSForm นี้",
        "whoever reads this XLSForm makes its no-break spaces ordinary ones",
    ),
    "warning.xlsform-space.hint": ("ไม่ต้องแก้ หากยอมรับได้", "Leave it if that does not matter."),
    "warning.xlsform-column": (
        "ไม่ได้ใช้คอลัมน์ “{value}” (แถว {rows})",
        "the column “{value}” is left out (rows {rows})",
    ),
    "warning.xlsform-column.hint": ("คอลัมน์นี้ไม่มีผลต่อแบบที่พิมพ์", "It does not change a printed form."),
    "warning.xlsform-metadata": (
        "ไม่ได้ใช้ {value} ซึ่งอุปกรณ์บันทึกเอง",
        "{value} is left out: a device would record it by itself",
    ),
    "warning.xlsform-metadata.hint": ("หากต้องการข้อมูลนี้ ให้เพิ่มเป็นคำถาม", "If you need it, ask for it in a question."),
    "warning.xlsform-specify": (
        "คำถามนี้เป็นข้อความของตัวเลือก “{value}” และใช้ชื่อ {key} ไม่ใช้ชื่อ ข้อความ และคำแนะนำของตัวเอง",
        "this is the text of the choice “{value}” now, called {key}; its own name, label and hint are left out",
    ),
    "warning.xlsform-specify.hint": (
        "ดูว่าข้อความของตัวเลือกบอกให้ระบุแล้วหรือไม่",
        "See that the choice's label asks for it.",
    ),
    "warning.xlsform-part": (
        "ไม่ได้ใช้ข้อความ “{value}” ของช่องลงนาม",
        "the words “{value}” of the signature are left out",
    ),
    "warning.xlsform-part.hint": ("โปรแกรมพิมพ์คำของช่องลงนามเอง", "The program prints its own there."),
    "warning.xlsform-signature": (
        "ช่องลงนามจะมีชื่อและวันที่ด้วยเสมอ",
        "a signature always has lines for name and date too",
    ),
    "warning.xlsform-signature.hint": ("ไม่ต้องแก้", "There is nothing to do."),
    "warning.xlsform-disabled": ("ข้ามแถวที่ปิดไว้ (disabled)", "this row is left out: it is disabled"),
    "warning.xlsform-disabled.hint": ("ไม่ต้องแก้", "There is nothing to do."),
    "warning.xlsform-list": ("ไม่มีคำถามใช้รายการตัวเลือก “{value}”", "no question uses the list of choices “{value}”"),
    "warning.xlsform-list.hint": ("ไม่ต้องแก้ หากตั้งใจ", "Leave it if that is meant."),
    "warning.xlsform-language": ("ไม่ได้ใช้ข้อความภาษา “{value}”", "what is said in “{value}” is left out"),
    "warning.xlsform-language.hint": (
        "แบบหนึ่งมีภาษาเดียว เริ่มอีกงานด้วย --language หากต้องการอีกภาษา",
        "A form has one language; start another campaign with --language for the other.",
    ),
    "warning.xlsform-due": (
        "ไม่มีกำหนดส่ง จึงใช้วันที่ของตัวอย่าง",
        "there is no due date, so the one of the example is taken",
    ),
    "warning.xlsform-due.hint": (
        "แก้ settings.due ใน templates/form.yaml ก่อนสร้างแบบ",
        "Set settings.due in templates/form.yaml before you generate.",
    ),
    "warning.xlsform-emblem": (
        "ไม่ได้ใช้ภาพ {value} เพราะ XLSForm ไม่มีภาพนั้น",
        "the emblem {value} is left out: an XLSForm does not carry it",
    ),
    "warning.xlsform-emblem.hint": (
        "วางภาพไว้ในโฟลเดอร์งาน แล้วเพิ่ม settings.emblem",
        "Put the picture into the campaign, then add settings.emblem.",
    ),
}
