"""The words of what is doubtful in a campaign, and of what check and init say."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "warning.due-past": ("พ้นกำหนดส่ง {due} แล้ว", "the due date {due} has passed"),
    "warning.due-past.hint": ("แก้ไข settings.due หากเป็นงานใหม่", "Set settings.due if this is a new campaign."),
    "warning.no-emblem": ("ไม่มีภาพครุฑ จึงเว้นที่ว่างไว้", "there is no emblem, so its place stays blank"),
    "warning.no-emblem.hint": (
        "หากหน่วยงานมีสิทธิใช้ ให้วางภาพ PNG หรือ JPEG แล้วระบุใน settings.emblem",
        "If your office may use one, name a PNG or JPEG in settings.emblem.",
    ),
    "warning.equal-labels": ("ข้อความ “{label}” ซ้ำกันในคำถามเดียวกัน", "“{label}” stands twice in one question"),
    "warning.equal-labels.hint": (
        "แก้ให้ต่างกัน มิฉะนั้นผู้กรอกแบบอาจตอบผิดข้อ",
        "Make them differ, or respondents and readers will mix them up.",
    ),
    "warning.long-name": ("ชื่อหน่วยงานยาวมาก: {name}", "this unit's name is very long: {name}"),
    "warning.long-name.hint": (
        "เปิดดูแบบของหน่วยงานนี้ก่อนส่ง ว่าจัดหน้าเรียบร้อยหรือไม่",
        "Look at this unit's form before you send it.",
    ),
    "warning.circular-varies": (
        "หนังสือเวียน ({number}) มีข้อความต่างกันตามหน่วยงาน: {one} “{said}” แต่ {other} “{elsewhere}”",
        "this is a circular ({number}), but its text varies by unit: {one} “{said}”, {other} “{elsewhere}”",
    ),
    "warning.circular-varies.hint": (
        "ใช้ข้อความเดียวกันทุกหน่วยงาน หรือใช้เลขที่หนังสือที่ไม่มี ว",
        "Use one text for all, or a number without ว.",
    ),
    "warning.label-in-memo": (
        "ข้อความของแบบอยู่ในหนังสือนำด้วย: “{label}”",
        "words of the form stand in the memo too: “{label}”",
    ),
    "warning.label-in-memo.hint": (
        "อ่านแบบได้ถูกต้อง แต่ผู้กรอกอาจเขียนคำตอบในหนังสือนำ",
        "It will be read rightly, but respondents may write in the memo.",
    ),
    "warning.front-key": (
        "ไม่ได้ใช้คีย์ “{key}” ในหัวหนังสือ",
        "the memo's head has a key “{key}” that the program does not use",
    ),
    "warning.front-key.hint": (
        "หมายถึง “{suggestion}” หรือไม่ หากเป็นตัวแปรที่ท่านกำหนดเอง ไม่ต้องแก้ไข",
        "Did you mean “{suggestion}”? If it is a variable of your own, leave it.",
    ),
    "warning.example-left": (
        "“{value}” ยังเป็นของตัวอย่างที่ให้มา",
        "“{value}” is still that of the shipped example",
    ),
    "warning.example-left.hint": ("แก้ให้เป็นของหนังสือฉบับนี้ก่อนส่ง", "Put your own in before the memo goes out."),
    "warning.no-signer": ("หนังสือนำไม่มีผู้ลงนาม", "the memo has no signer"),
    "warning.no-signer.hint": ("เพิ่ม signer: {{name: …, position: …}}", "Add signer: {{name: …, position: …}}."),
    "check.fine": (
        "ถูกต้อง: จะสร้างแบบ {forms} ฉบับ ({title} รุ่น {version} กำหนดส่ง {due})",
        "All is well: {forms} {forms:form|forms} would be generated ({title}, version {version}, due {due})",
    ),
    "check.exempt": ("ได้รับยกเว้น {count} หน่วยงาน", "{count} {count:unit is|units are} exempt"),
    "check.wrong": ("พบข้อผิดพลาด {count} แห่ง", "{count} {count:thing is|things are} wrong"),
    "check.next": ("ขั้นต่อไป: cpreport generate", "Next: cpreport generate"),
    "init.done": ("เริ่มงานใหม่แล้วใน {folder}", "a new campaign is in {folder}"),
    "init.next": (
        "ขั้นต่อไป: แก้รายชื่อหน่วยงาน templates/form.yaml และ templates/memo.md.j2 แล้วใช้คำสั่ง cpreport check ในโฟลเดอร์นั้น",
        "Next: edit the list of units, templates/form.yaml and templates/memo.md.j2, then run cpreport check there",
    ),
    "init.next-listed": (
        "ขั้นต่อไป: แก้ templates/form.yaml และ templates/memo.md.j2 แล้วใช้คำสั่ง cpreport check ในโฟลเดอร์นั้น",
        "Next: edit templates/form.yaml and templates/memo.md.j2, then run cpreport check there",
    ),
    "help.check": (
        "ตรวจสอบรายชื่อหน่วยงาน แบบ และหนังสือนำ โดยไม่เขียนไฟล์",
        "Say everything that is wrong or doubtful in units, form and memo, writing nothing.",
    ),
    "help.init": ("เริ่มงานใหม่จากตัวอย่างที่ให้มา", "Start a new campaign from the shipped one."),
    "help.init.dir": ("โฟลเดอร์ใหม่ที่จะสร้าง (ต้องยังไม่มี หรือว่างเปล่า)", "The folder to make; it must be new or empty."),
    "help.init.language": (
        "ภาษาของงาน: th หรือ en (ค่าปริยาย: ภาษาของ XLSForm หรือ th)",
        "The campaign's language: th or en (default: that of the XLSForm, else th).",
    ),
    "help.init.word": (
        "เขียนหนังสือนำเป็นเอกสาร Word (templates/memo.docx) ให้แก้ไขต่อได้",
        "Write the memo out as a Word document (templates/memo.docx), ready to edit.",
    ),
    "help.init.units": (
        "รายชื่อหน่วยงานของท่าน (.yaml, .csv หรือ .xlsx)",
        "Your own list of units (.yaml, .csv or .xlsx).",
    ),
}
