"""The words of what is wrong with templates, the ledger, and files to be read or written."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "problem.template.syntax": ("คำสั่ง Jinja ผิดรูปแบบ: {detail}", "the Jinja tag is not well formed: {detail}"),
    "problem.template.syntax.hint": (
        "ตรวจว่า {{{{ }}}} และ {{% %}} เปิดและปิดครบ",
        "See that every {{{{ }}}} and {{% %}} is opened and closed.",
    ),
    "problem.template.undefined": ("ตัวแปรไม่มีค่า: {detail}", "a variable has no value: {detail}"),
    "problem.template.undefined.hint": (
        "แก้ชื่อตัวแปร หรือเพิ่มคีย์นั้นให้ทุกหน่วยงาน",
        "Correct the variable's name, or give every unit that key.",
    ),
    "problem.template.failed": ("แม่แบบทำงานไม่ได้: {detail}", "the template cannot be rendered: {detail}"),
    "problem.template.failed.hint": ("แก้แม่แบบที่บรรทัดนี้", "Correct the template at this line."),
    "problem.word.unreadable": (
        "ไม่ใช่เอกสาร Word ที่อ่านได้ ({detail})",
        "this is not a Word document that can be read ({detail})",
    ),
    "problem.word.unreadable.hint": ("เปิดใน Word แล้วบันทึกใหม่เป็น .docx", "Open it in Word and save it anew as .docx."),
    "problem.word.open-tag": ("คำสั่ง Jinja เปิดแล้วไม่ปิด: “{text}”", "a Jinja tag is not closed: “{text}”"),
    "problem.word.open-tag.hint": (
        "ปิดให้ครบในย่อหน้าเดียวกัน",
        "Close every {{{{ with }}}} and every {{% with %}} in the same paragraph.",
    ),
    "problem.word.no-form": (
        "ไม่มีย่อหน้า {{{{p form }}}} ที่บอกว่าแบบอยู่ที่ใด",
        "there is no paragraph {{{{p form }}}} to say where the form goes",
    ),
    "problem.word.no-form.hint": (
        "เพิ่มย่อหน้าที่มีเพียง {{{{p form }}}}",
        "Add a paragraph that holds {{{{p form }}}} and nothing else.",
    ),
    "problem.word.form-misplaced": (
        "{{{{p form }}}} ต้องมีที่เดียว ในเนื้อเอกสาร ไม่ใช่ในตารางหรือกล่องข้อความ",
        "{{{{p form }}}} must stand once, in the document's body, in no table and no text box",
    ),
    "problem.word.form-misplaced.hint": ("ย้ายไปเป็นย่อหน้าของตัวเอง", "Move it to a paragraph of its own."),
    "problem.form.changed": (
        "คำถามเปลี่ยนไป แต่แบบรุ่น {version} ส่งออกไปแล้ว",
        "the questions were changed, but version {version} has been issued",
    ),
    "problem.form.changed.hint": (
        "เพิ่มเลข settings.version หรือคืนคำถามให้เหมือนเดิม",
        "Raise settings.version, or put the questions back as they were.",
    ),
    "problem.unit.unknown": ("ไม่มีหน่วยงานรหัส {unit}", "there is no unit {unit}"),
    "problem.unit.unknown.hint": ("ดูรหัสในรายชื่อหน่วยงาน", "See the ids in the list of units."),
    "problem.path.missing": ("ไม่พบ {path}", "{path} is not there"),
    "problem.path.missing.hint": (
        "ตรวจชื่อ หรือวางไฟล์ที่ส่งกลับไว้ใน inbox/ แล้วใช้คำสั่งนี้อีกครั้ง",
        "Check the name, or put the returned files into inbox/ and run it again.",
    ),
    "problem.file.missing": ("ไม่พบไฟล์ {path}", "the file {path} is not there"),
    "problem.file.missing.hint": ("ตรวจชื่อและที่อยู่ของไฟล์", "Check its name and where it is."),
    "problem.output.suffix": ("{path}: เขียนไฟล์ชนิดนี้ไม่ได้", "{path}: this kind of file cannot be written"),
    "problem.output.suffix.hint": ("ใช้นามสกุลใดนามสกุลหนึ่ง: {known}", "Use one of these suffixes: {known}."),
    "problem.output.unwritable": ("เขียนไม่ได้: {detail}", "it cannot be written: {detail}"),
    "problem.output.unwritable.hint": (
        "ปิดไฟล์ใน Excel หรือ Word ตรวจสิทธิ์และเนื้อที่ว่าง แล้วใช้คำสั่งนี้อีกครั้ง",
        "Close it in Excel or Word, check permission and free space, and run the command again.",
    ),
    "problem.output.open": ("มีผู้เปิดไฟล์นี้อยู่", "somebody has this file open"),
    "problem.output.open-by": ("{who} เปิดไฟล์นี้อยู่", "{who} has this file open"),
    "problem.output.open-by.hint": (
        "ปิดไฟล์แล้วสั่งอีกครั้ง ไฟล์เดิมยังอยู่ครบ หากไม่มีใครเปิดแล้ว ให้ลบไฟล์ {lock} ที่ค้างอยู่",
        "Close it and run the command again; the old file is untouched. If nobody has it open, delete {lock}, which was left behind.",
    ),
    "problem.output.open.hint": (
        "ปิดไฟล์แล้วสั่งอีกครั้ง ไฟล์เดิมยังอยู่ครบ หากไม่มีใครเปิดแล้ว ให้ลบไฟล์ {lock} ที่ค้างอยู่",
        "Close it and run the command again; the old file is untouched. If nobody has it open, delete {lock}, which was left behind.",
    ),
    "problem.output.held": (
        "เขียนทับไม่ได้ เพราะโปรแกรมอื่นเปิดไฟล์นี้อยู่ หรือไฟล์ห้ามแก้ไข",
        "it cannot be replaced: another program has it open, or it is write-protected",
    ),
    "problem.output.held.hint": (
        "ปิดไฟล์ใน Excel แล้วสั่งอีกครั้ง หรือเขียนเป็นไฟล์อื่นด้วย --out ไฟล์เดิมยังอยู่ครบ",
        "Close it in Excel and run the command again, or write another file with --out; the old file is untouched.",
    ),
    "problem.output.damaged": (
        "เปิดตรวจสมุดงานที่เขียนใหม่แล้วไม่ครบ ({detail})",
        "the new workbook, opened again, is not whole ({detail})",
    ),
    "problem.output.damaged.hint": (
        "ไฟล์เดิมยังอยู่ครบ ตรวจดิสก์ แล้วสั่งอีกครั้ง",
        "The old file is untouched. Check the disk and run the command again.",
    ),
    "problem.ledger.busy": ("มี cpreport อื่นกำลังใช้ทะเบียนอยู่", "another cpreport is using the ledger"),
    "problem.ledger.busy.hint": ("รอให้เสร็จแล้วใช้คำสั่งนี้อีกครั้ง", "Wait until it has finished and run the command again."),
    "problem.ledger.held": (
        "{user} กำลังใช้ทะเบียนอยู่ที่เครื่อง {machine} (โปรเซส {process}) ตั้งแต่ {since}",
        "{user} is using the ledger on {machine} (process {process}) since {since}",
    ),
    "problem.ledger.held.hint": (
        "รอให้คำสั่งนั้นเสร็จ แล้วใช้คำสั่งนี้อีกครั้ง",
        "Wait until that command has finished, and run this one again.",
    ),
    "problem.ledger.unusable": ("ทะเบียนใช้ไม่ได้: {detail}", "the ledger cannot be used: {detail}"),
    "problem.ledger.unusable.hint": (
        "กู้ไฟล์ ledger.db จากสำเนา หรือย้ายออกแล้วใช้คำสั่ง cpreport collect received ใหม่",
        "Restore ledger.db from a copy, or move it away and run cpreport collect received.",
    ),
    "problem.ledger.newer": (
        "ทะเบียนเป็นของ cpreport รุ่นใหม่กว่า (โครงสร้างรุ่น {version})",
        "the ledger belongs to a newer cpreport (schema {version})",
    ),
    "problem.ledger.newer.hint": ("ติดตั้ง cpreport รุ่นล่าสุด", "Install the newest cpreport."),
    "problem.ledger.secret": (
        "ไฟล์รหัสลับของงาน (ledger.secret) เสียหาย",
        "the file with the campaign's secret is damaged",
    ),
    "problem.ledger.secret.hint": (
        "กู้ไฟล์จากสำเนา หรือลบออกเพื่อสร้างรหัสลับใหม่",
        "Restore it from a copy, or remove it to begin with a new secret.",
    ),
    "problem.folder.taken": ("{path} มีไฟล์อยู่แล้ว", "{path} is not empty"),
    "problem.folder.taken.hint": ("เลือกโฟลเดอร์ใหม่", "Name a new folder."),
    "problem.units.suffix": (
        "{path}: อ่านรายชื่อหน่วยงานจากไฟล์ชนิดนี้ไม่ได้",
        "{path}: units cannot be read from this kind of file",
    ),
    "problem.units.suffix.hint": ("ใช้นามสกุลใดนามสกุลหนึ่ง: {known}", "Use one of these suffixes: {known}."),
    "problem.option.date": ("“{value}” ไม่ใช่วันที่", "“{value}” is not a date"),
    "problem.option.date.hint": ("เขียนเป็น YYYY-MM-DD", "Write it as YYYY-MM-DD."),
}
