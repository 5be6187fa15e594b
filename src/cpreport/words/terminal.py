"""The words of the terminal: results, progress, next steps and help."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # Thai sentences end with a space, not with a full stop.
    "line.with-hint": ("{what} → {hint}", "{what}. {hint}"),
    "line.at-row": ("แถว {row}", "row {row}"),
    "generate.progress": ("กำลังสร้างแบบ", "Writing forms"),
    "generate.done": ("สร้างแบบแล้ว {count} ไฟล์ ใน {folder}", "{count} {count:form|forms} written to {folder}"),
    "generate.would": ("จะสร้างแบบ {count} ไฟล์ ใน {folder}", "{count} {count:form|forms} would be written to {folder}"),
    "generate.due-changed": (
        "กำหนดส่งเปลี่ยนจาก {before} เป็น {now}: แบบที่เขียนครั้งนี้พิมพ์กำหนดใหม่ แบบที่ส่งไปแล้วยังพิมพ์กำหนดเดิม โปรดแจ้งหน่วยงาน",
        "the due date was changed from {before} to {now}: forms written now say the new one, forms sent before still say the old one. Tell the units.",
    ),
    "generate.altered": (
        "{path}: มีผู้แก้ไขไฟล์นี้แล้ว จึงไม่เขียนทับ ใช้ --force หากต้องการเขียนทับ (เก็บฉบับเดิมเป็น .bak)",
        "{path}: somebody has altered this file, so it was left. Use --force to replace it (the old one is kept as .bak).",
    ),
    "generate.replaced": (
        "{path}: เขียนทับแล้ว ฉบับเดิมเก็บเป็น .bak",
        "{path}: replaced; the old file is kept as .bak",
    ),
    "generate.next": (
        "ขั้นต่อไป: ส่งแบบให้หน่วยงาน วางไฟล์ที่ส่งกลับไว้ใน inbox แล้วใช้คำสั่ง cpreport collect",
        "Next: send the forms out, put what comes back into inbox, then run cpreport collect",
    ),
    "collect.progress": ("กำลังอ่านไฟล์", "Reading files"),
    "collect.done": ("อ่านแล้ว {count} ไฟล์: {outcomes}", "{count} {count:file|files}: {outcomes}"),
    "collect.done-again": (
        "อ่านแล้ว {count} ไฟล์ ใหม่ {new} ไฟล์: {outcomes}",
        "{count} {count:file|files}, {new} of them new: {outcomes}",
    ),
    "collect.new": ("รายการใหม่ที่ต้องพิจารณา {count} รายการ", "{count} new {count:doubt|doubts} to decide"),
    "collect.old": (
        "รายการเดิมที่ยังรอพิจารณา {count} รายการ (ดูด้วย cpreport status)",
        "{count} older {count:doubt still waits|doubts still wait} (cpreport status lists them)",
    ),
    "collect.unfinished": (
        "{path}: ไฟล์ยังเขียนไม่เสร็จ ใช้คำสั่ง cpreport collect อีกครั้งภายหลัง",
        "{path}: the file is still being written. Run cpreport collect again.",
    ),
    "collect.next": ("ขั้นต่อไป: cpreport status หรือ cpreport summary", "Next: cpreport status, or cpreport summary"),
    "collect.next-review": (
        "ขั้นต่อไป: cpreport review เพื่อพิจารณารายการข้างต้น",
        "Next: cpreport review, to decide what is doubtful",
    ),
    "outcome.accepted": ("รับไว้ {count}", "{count} accepted"),
    "outcome.accepted-open": (
        "รับไว้ {count} (ในจำนวนนี้ต้องพิจารณา {open})",
        "{count} accepted ({open} of them with doubts)",
    ),
    "outcome.superseded": ("มีฉบับใหม่แทน {count}", "{count} superseded"),
    "outcome.duplicate": ("ซ้ำ {count}", "{count} {count:duplicate|duplicates}"),
    "outcome.set_aside": ("พักไว้ {count}", "{count} set aside"),
    "outcome.unfinished": ("ยังเขียนไม่เสร็จ {count}", "{count} unfinished"),
    "outcome.ignored": ("ข้าม {count}", "{count} ignored"),
    "status.title": ("{title}", "{title}"),
    "status.returned": (
        "ส่งกลับแล้ว {returned} จาก {units} หน่วยงาน ({rate})",
        "{returned} of {units} {units:unit has|units have} returned ({rate})",
    ),
    "status.late": ("ส่งช้า {count}", "late: {count}"),
    "status.review": ("รอพิจารณา {count}", "to be reviewed: {count}"),
    "status.correct": ("รอแก้ไข {count}", "waiting for correction: {count}"),
    "status.set-aside": ("ไฟล์ที่พักไว้ {count}", "files set aside: {count}"),
    "status.exempt": ("ได้รับยกเว้น {count}", "exempt: {count}"),
    "verify.progress": ("กำลังตรวจสำเนา", "Checking copies"),
    "verify.missing": (
        "{path}: ไม่มีสำเนา received/{name} วางไฟล์เดิมใน inbox/ แล้วใช้คำสั่ง cpreport collect",
        "{path}: its copy received/{name} is gone. Put the file back into inbox/ and run cpreport collect.",
    ),
    "verify.altered": (
        "{path}: สำเนา received/{name} ถูกแก้ไข ย้ายออก วางไฟล์เดิมใน inbox/ แล้วใช้คำสั่ง cpreport collect",
        "{path}: its copy received/{name} was changed. Move it away, put the file back into inbox/ and run cpreport"
        " collect.",
    ),
    "verify.unrecorded": (
        "received/{name}: ไม่อยู่ในทะเบียน ใช้คำสั่ง cpreport collect หากไฟล์เดิมยังอยู่ใน inbox/",
        "received/{name}: the ledger does not know it. Run cpreport collect if the file is still in inbox/.",
    ),
    "verify.done": (
        "ทะเบียนสมบูรณ์ สำเนาตรงกับที่บันทึกไว้ {copies} ไฟล์ ไม่ตรงหรือหายไป {wrong} ไฟล์",
        "the ledger is whole; copies as they were recorded: {copies}, gone or changed: {wrong}",
    ),
    "status.head.group": ("กลุ่ม", "Group"),
    "status.head.expected": ("ต้องส่ง", "Expected"),
    "status.head.returned": ("ส่งแล้ว", "Returned"),
    "status.head.missing": ("ยังไม่ส่ง", "Missing"),
    "status.head.late": ("ส่งช้า", "Late"),
    "status.head.review": ("รอพิจารณา", "To review"),
    "status.head.rate": ("ร้อยละ", "Rate"),
    "status.all": ("รวม", "All"),
    "status.more-groups": (
        "แสดง {shown} กลุ่มที่ยังไม่ส่งมากที่สุด จากทั้งหมด {all} กลุ่ม",
        "The {shown} {shown:group|groups} with most units missing, of {all}",
    ),
    "status.missing": ("ยังไม่ส่ง {count} หน่วยงาน:", "{count} {count:unit is|units are} missing:"),
    "status.doubts": ("รอพิจารณา:", "To be decided:"),
    "status.corrections": ("ส่งคืนแล้ว รอหน่วยงานแก้ไข:", "Sent back, waiting for correction:"),
    "status.more": (
        "  … และอีก {count} หน่วยงาน (cpreport status --missing)",
        "  … and {count} more (cpreport status --missing)",
    ),
    "status.departed": (
        "มีคำตอบของหน่วยงานที่ไม่อยู่ในรายชื่อแล้ว จึงไม่นับ: {units}",
        "These units have answered, but are no longer in the list of units, so they do not count: {units}",
    ),
    "status.next-review": (
        "ขั้นต่อไป: cpreport review แล้วระบุผลการพิจารณาในไฟล์นั้น หรือให้หน่วยงานแก้ไขแล้วส่งกลับ",
        "Next: cpreport review, and decide there; or have corrected forms returned",
    ),
    "status.next-correct": (
        "ขั้นต่อไป: cpreport remind --corrections เพื่อจัดทำบันทึกขอแก้ไข",
        "Next: cpreport remind --corrections, which writes the letters that ask for it",
    ),
    "status.next-wait": (
        "ขั้นต่อไป: ติดตามหน่วยงานที่ยังไม่ส่งด้วย cpreport remind หรือสรุปผลด้วย cpreport summary",
        "Next: cpreport remind for the missing units, or cpreport summary",
    ),
    "status.next-collect": (
        "ขั้นต่อไป: ยังไม่พ้นกำหนดส่ง เมื่อได้รับแบบกลับ ให้วางไฟล์ไว้ใน inbox แล้วใช้คำสั่ง cpreport collect",
        "Next: the due date has not passed; as forms come back, put them into inbox and run cpreport collect",
    ),
    "status.next-generate": ("ขั้นต่อไป: cpreport generate", "Next: cpreport generate"),
    "status.next-summary": ("ขั้นต่อไป: cpreport summary", "Next: cpreport summary"),
    "summary.done": ("จัดทำสรุปแล้ว: {path}", "summary written: {path}"),
    "summary.counts": (
        "ส่งกลับแล้ว {returned} จาก {units} หน่วยงาน ยังไม่ส่ง {missing} รอพิจารณา {review} พักไว้ {set_aside}",
        "{returned} of {units} {units:unit|units} returned, {missing} missing, {review} to be reviewed, {set_aside} {set_aside:file|files} set aside",
    ),
    "help.app": (
        "รวบรวมรายงานจากทุกหน่วยงานด้วยแบบ Word หรือ Excel: สร้างแบบ อ่านแบบที่ส่งกลับ และสรุปเป็นไฟล์เดียว",
        "Collect reports from every unit by Word or Excel form: write the forms, read them back, put the answers together.",
    ),
    "help.campaign": (
        "โฟลเดอร์งาน (ค่าปริยาย: โฟลเดอร์ปัจจุบัน) ไฟล์ในตัวเลือกอื่น นับจากโฟลเดอร์ปัจจุบัน",
        "The campaign's folder (default: the current one). Paths in other options are relative to the current folder.",
    ),
    "help.lang": ("ภาษาของข้อความบนจอ: th หรือ en", "Language of the terminal's words: th or en."),
    "help.help": ("แสดงคำอธิบายนี้", "Show this message and exit."),
    "help.install_completion": ("ติดตั้งการเติมคำสั่งอัตโนมัติของเชลล์นี้", "Install completion for this shell."),
    "help.show_completion": (
        "แสดงคำสั่งสำหรับการเติมคำสั่งอัตโนมัติ เพื่อคัดลอกหรือปรับแก้",
        "Show completion for this shell, to copy or adapt it.",
    ),
    "help.version": ("แสดงรุ่นของโปรแกรม", "Show the version and exit."),
    "help.generate": (
        "สร้างแบบให้ทุกหน่วยงานไว้ใน outbox/",
        "Write one pre-filled form per unit into outbox/.",
    ),
    "help.generate.format": ("ชนิดไฟล์: docx, xlsx หรือ both", "Kind of form: docx, xlsx or both."),
    "help.generate.unit": ("เฉพาะหน่วยงานรหัสนี้ (ใช้ซ้ำได้)", "Only the unit of this id; may be repeated."),
    "help.generate.out": ("โฟลเดอร์ที่จะเขียน", "Write the forms to this folder instead."),
    "help.generate.force": (
        "เขียนทับไฟล์ที่มีผู้แก้ไข โดยเก็บฉบับเดิมเป็น .bak",
        "Replace forms that somebody has altered; each is kept as .bak.",
    ),
    "help.generate.dry-run": ("แสดงว่าจะสร้างไฟล์ใดบ้าง โดยไม่เขียนไฟล์", "Say what would be written, and write nothing."),
    "help.generate.preview": (
        "แสดงแบบของหน่วยงานนี้เป็น PDF และภาพใน outbox/preview/ โดยไม่กระทบไฟล์อื่น",
        "Show this unit's form as PDF and pictures in outbox/preview/, touching nothing else.",
    ),
    "preview.no-office": (
        "ไม่พบ LibreOffice จึงทำ PDF ไม่ได้ ติดตั้ง LibreOffice (libreoffice.org) แล้วใช้คำสั่งนี้อีกครั้ง หรือเปิดไฟล์ข้างต้นใน Word",
        "There is no LibreOffice here to make a PDF with. Install it (libreoffice.org) and run this again, or open the file in Word.",
    ),
    "help.collect": (
        "อ่านแบบที่ส่งกลับลงทะเบียน (ค่าปริยาย: ทุกไฟล์ใน inbox/)",
        "Read returned files and folders (default: inbox/) into the ledger.",
    ),
    "help.collect.paths": ("ไฟล์หรือโฟลเดอร์ที่จะอ่าน", "Files and folders to read."),
    "help.collect.received": (
        "วันที่ได้รับ (YYYY-MM-DD) แทนวันที่ของไฟล์ ใช้กับไฟล์ที่ยังไม่เคยอ่าน",
        "The day they came (YYYY-MM-DD), instead of the files' own dates; for files that were not read before.",
    ),
    "collect.received-kept": (
        "{count} ไฟล์อ่านไว้ก่อนแล้ว จึงคงวันที่ได้รับตามที่บันทึกไว้ครั้งแรก",
        "{count} {count:file was|files were} read before and {count:keeps|keep} the day that was recorded then",
    ),
    "problem.collect.future": ("วันที่ได้รับ {value} ยังมาไม่ถึง", "the day {value} has not come yet"),
    "problem.collect.future.hint": (
        "ระบุวันที่ได้รับจริง ซึ่งไม่เกินวันนี้",
        "Give the day on which the files came: today or earlier.",
    ),
    "help.generate.jobs": (
        "จำนวนโปรเซสสูงสุด คำสั่งนี้ใช้เพียงหนึ่ง เพราะใช้มากกว่านี้ไม่เร็วขึ้น",
        "At most so many processes; this command uses one, as more do not make it faster.",
    ),
    "help.jobs": (
        "จำนวนโปรเซสที่ทำงานพร้อมกัน (ค่าปริยาย: เท่าจำนวนหน่วยประมวลผล) ผลลัพธ์ไม่ต่างกัน",
        "How many processes work at the same time (default: one a processor); the result does not depend on it.",
    ),
    "help.json": ("แสดงผลเป็น JSON", "Print one JSON document and nothing else."),
    "help.status": (
        "หน่วยงานใดส่งแล้ว หน่วยงานใดยังไม่ส่ง และมีรายการใดต้องพิจารณา",
        "Who has returned, who is missing, what needs a person.",
    ),
    "help.status.verify": (
        "ตรวจว่าสำเนาของทุกไฟล์ที่รับไว้ยังอยู่ครบและไม่ถูกแก้ไข",
        "See whether the copy of every returned file is there, byte for byte.",
    ),
    "help.status.missing": ("เฉพาะรหัสหน่วยงานที่ยังไม่ส่ง บรรทัดละหนึ่งรหัส", "Only the ids of missing units, one a line."),
    "help.summary": (
        "จัดทำสมุดงานสรุปคำตอบทั้งหมด ข้อมูล JSON หรือ CSV หรือบันทึกเสนอผู้บริหาร",
        "Write the consolidated workbook, the data as JSON or CSV, or a memo to the director.",
    ),
    "help.summary.out": (
        "ไฟล์ผลลัพธ์: .xlsx, .json, .csv หรือ .docx (บันทึกเสนอผู้บริหาร) (ค่าปริยาย: summary.xlsx ในโฟลเดอร์งาน)",
        "The file to write: .xlsx, .json, .csv or .docx, a memo to the director (default: summary.xlsx in the campaign).",
    ),
    "help.summary.as-of": (
        "นับเฉพาะที่ได้รับภายในวันนี้ (YYYY-MM-DD)",
        "Count what had come by the end of this day (YYYY-MM-DD).",
    ),
    "help.demo": (
        "ทดลองทั้งกระบวนการกับหน่วยงานตัวอย่างและคำตอบสมมุติ",
        "Run the whole campaign on shipped units with made-up answers.",
    ),
    "help.demo.dir": ("โฟลเดอร์ใหม่ที่จะสร้าง (ต้องยังไม่มี หรือว่างเปล่า)", "The folder to make; it must be new or empty."),
    "help.demo.units": ("จำนวนหน่วยงาน", "How many of the shipped units take part."),
    "help.demo.seed": ("เลขตั้งต้นของคำตอบสมมุติ", "Seed of the made-up answers; the same seed gives the same campaign."),
    "bug": (
        "โปรแกรม cpreport ขัดข้อง ({detail}) ไฟล์ของท่านไม่เสียหาย โปรดส่งไฟล์ {log} ให้ผู้ดูแลโปรแกรม",
        "cpreport itself has failed ({detail}). Your files are untouched. Please send {log} to whoever maintains it.",
    ),
    "interrupted.at": ("ทำเสร็จแล้ว {done} จาก {total}", "{done} of {total} done."),
    "interrupted": (
        "หยุดการทำงานแล้ว ส่วนที่เสร็จแล้วเก็บไว้ครบถ้วน ใช้คำสั่งเดิมอีกครั้งเพื่อทำต่อ",
        "Interrupted. What was finished is kept; run the command again to go on.",
    ),
}
