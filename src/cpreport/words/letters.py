"""The words of reminders, e-mail drafts and the memo to the director, and of what remind says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # Names of files: what tells a unit's letter from its form.
    "reminder.file": ("บันทึกติดตามครั้งที่ {round}", "reminder {round}"),
    "correction.file": ("บันทึกขอแก้ไขครั้งที่ {round}", "correction {round}"),
    # What a unit is asked to correct, below the question or choice it is about.
    "correction.uncertain-mark": (
        "ไม่ชัดว่าเลือกรายการนี้หรือไม่ โปรดทำเครื่องหมายให้ชัดเจน หรือเว้นว่างไว้",
        "it is not clear whether this is ticked; please tick it clearly, or leave it empty",
    ),
    "correction.too-many-marks": (
        "เลือกได้ข้อเดียว แต่เลือกมามากกว่าหนึ่งข้อ",
        "only one may be chosen, but several were",
    ),
    "correction.missing-answer": ("ยังไม่ได้ตอบ", "there is no answer yet"),
    "correction.other-without-text": ("เลือกไว้แต่ไม่ได้ระบุว่าคืออะไร", "this is ticked, but not specified"),
    "correction.text-without-tick": (
        "ระบุข้อความไว้แต่ไม่ได้เลือก โปรดเลือก หรือลบข้อความออก",
        "this is specified, but not ticked; please tick it, or take the words out",
    ),
    "correction.invalid-value": ("ต้องเป็น{expected}", "this should be {expected}"),
    "mail.form": (
        "ขอความอนุเคราะห์กรอก{title}ตามไฟล์ที่แนบมาพร้อมนี้ แล้วส่งไฟล์กลับภายในวันที่ {due}",
        "Please fill in the attached form “{title}” and return the file by {due}.",
    ),
    # The memo to the director.
    "director.choice": ("รายการ", "Answer"),
    "director.count": ("จำนวน\n(หน่วยงาน)", "Units"),
    "director.share": ("ร้อยละ\nของที่ส่งแล้ว", "% of\nreturned"),
    "director.table": ("ตารางที่ {number}  {question}", "Table {number}: {question}"),
    "director.unanswered": ("ไม่ตอบ หรืออยู่ระหว่างตรวจสอบ", "No answer, or still to be decided"),
    "director.values": ("จำนวนและวันที่ที่รายงาน", "Numbers and dates that were reported"),
    "director.question": ("รายการ", "Item"),
    "director.answered": ("จำนวนที่ตอบ\n(หน่วยงาน)", "Answered\n(units)"),
    "director.sum": ("รวม", "Sum"),
    "director.mean": ("เฉลี่ย", "Mean"),
    "director.range": ("ต่ำสุด – สูงสุด", "Lowest – highest"),
    "director.chart": ("แผนภูมิ  {question}", "Chart: {question}"),
    "director.chart.more": (
        "แสดง {shown} รายการแรก จากทั้งหมด {all} รายการ",
        "The {shown} most frequent of {all} answers",
    ),
    "director.bar": ("{count} (ร้อยละ {share})", "{count} ({share}%)"),
    "director.comment": ("{text} ({units})", "{text} ({units})"),
    "director.comments.more": (
        "ความเห็นอื่นจากอีก {count} หน่วยงาน อยู่ในสมุดงานสรุป",
        "The comments of {count} more {count:unit|units} stand in the workbook.",
    ),
    "director.comments.none": (
        "ตอบว่าไม่มี {count} หน่วยงาน",
        "{count} {count:unit|units} answered that there is nothing.",
    ),
    "director.gap": (
        "{path}: บันทึกยังไม่ได้ระบุ{what} โปรดเติมก่อนเสนอ",
        "{path}: the memo still lacks its {what}; fill it in before it goes up",
    ),
    "director.gap.number": ("เลขที่หนังสือ", "number"),
    "director.gap.agency": ("ส่วนราชการ", "sender"),
    "director.gap.to": ("ผู้รับ", "addressee"),
    "director.gap.signer": ("ผู้ลงนาม", "signer"),
    "director.names.more": ("{names} และอีก {count} หน่วยงาน", "{names} and {count} more {count:unit|units}"),
    "director.missing": (
        "รายชื่อหน่วยงานที่ยังไม่ส่งแบบรายงาน ณ วันที่ {as_of}",
        "Units that have not returned the form by {as_of}",
    ),
    "director.number": ("ลำดับ", "No."),
    "director.unit": ("หน่วยงาน", "Unit"),
    "director.group": ("กลุ่ม", "Group"),
    "director.due": ("กำหนดส่ง", "Due"),
    "problem.template.part": (
        "{{{{ {name} }}}} ต้องเป็นย่อหน้าของตัวเอง",
        "{{{{ {name} }}}} must be a paragraph of its own",
    ),
    "problem.template.part.hint": (
        "เว้นบรรทัดว่างก่อนและหลัง และไม่ใส่ข้อความอื่นในย่อหน้านั้น",
        "Leave an empty line before and after it, and write nothing else into it.",
    ),
    # The terminal.
    "remind.progress": ("กำลังจัดทำบันทึก", "Writing letters"),
    "remind.reminder.done": (
        "จัดทำบันทึกติดตามครั้งที่ {round} ถึง {count} หน่วยงาน ใน {folder}",
        "reminder round {round}: letters to {count} {count:unit|units} written to {folder}",
    ),
    "remind.reminder.would": (
        "จะจัดทำบันทึกติดตามครั้งที่ {round} ถึง {count} หน่วยงาน ใน {folder}",
        "reminder round {round}: letters to {count} {count:unit|units} would be written to {folder}",
    ),
    "remind.reminder.none": ("ไม่มีหน่วยงานที่ต้องติดตาม จึงไม่จัดทำสิ่งใด", "No unit is missing, so nothing is written"),
    "remind.correction.done": (
        "จัดทำบันทึกขอแก้ไขครั้งที่ {round} ถึง {count} หน่วยงาน ใน {folder}",
        "correction round {round}: letters to {count} {count:unit|units} written to {folder}",
    ),
    "remind.correction.would": (
        "จะจัดทำบันทึกขอแก้ไขครั้งที่ {round} ถึง {count} หน่วยงาน ใน {folder}",
        "correction round {round}: letters to {count} {count:unit|units} would be written to {folder}",
    ),
    "remind.correction.none": (
        "ไม่มีแบบที่ส่งคืนให้แก้ไข จึงไม่จัดทำสิ่งใด (เลือก send-back ได้ด้วย cpreport review)",
        "No return was sent back, so nothing is written (decide send-back with cpreport review)",
    ),
    "remind.unit": ("  {id}  {name}", "  {id}  {name}"),
    "remind.never-issued": (
        "ยังไม่เคยสร้างแบบให้ {count} หน่วยงานนี้: {units}",
        "{count} of these units {count:was|were} never given a form before: {units}",
    ),
    "remind.replaced": (
        "{path}: มีไฟล์นี้อยู่แล้ว ฉบับเดิมเก็บเป็น .bak",
        "{path}: a file stood there; it is kept as .bak",
    ),
    "remind.correction.next": (
        "ขั้นต่อไป: ส่งบันทึกขอแก้ไขให้หน่วยงาน (โปรแกรมไม่ส่งเอง) วางแบบที่แก้ไขแล้วไว้ใน inbox แล้วใช้คำสั่ง cpreport collect",
        "Next: send the letters (cpreport sends nothing itself), put the corrected forms into inbox, then run cpreport collect",
    ),
    "remind.reminder.next": (
        "ขั้นต่อไป: ส่งบันทึกพร้อมแบบให้หน่วยงาน (โปรแกรมไม่ส่งเอง) หากใช้คำสั่งนี้อีก จะเป็นการติดตามครั้งถัดไป",
        "Next: send the letters with their forms (cpreport sends nothing itself); running this again makes the next round",
    ),
    "mail.done": ("จัดทำร่างอีเมลแล้ว {count} ฉบับ", "{count} e-mail {count:draft|drafts} written"),
    "mail.would": ("จะจัดทำร่างอีเมล {count} ฉบับ", "{count} e-mail {count:draft|drafts} would be written"),
    "mail.without-address": (
        "ไม่มีร่างอีเมลของ {count} หน่วยงาน เพราะไม่มีที่อยู่อีเมลที่ใช้ได้: {units}",
        "no e-mail draft for {count} {count:unit|units} without a usable e-mail address: {units}",
    ),
    "codebook.done": ("เขียนคำอธิบายคอลัมน์แล้ว: {path}", "codebook written: {path}"),
    "help.remind": (
        "จัดทำบันทึกติดตามถึงหน่วยงานที่ยังไม่ส่ง พร้อมแบบเปล่าอีกครั้ง",
        "Write a reminder memo for each unit still missing, with its blank form again.",
    ),
    "help.remind.out": (
        "โฟลเดอร์ที่จะเขียน (ค่าปริยาย: outbox/reminder-<ครั้งที่>/)",
        "Write to this folder instead of outbox/reminder-<round>/.",
    ),
    "help.remind.corrections": (
        "จัดทำบันทึกขอแก้ไขถึงหน่วยงานที่แบบถูกส่งคืน (send-back) แทน",
        "Ask for corrections instead: of the returns that were sent back in review.",
    ),
    "help.eml": (
        "จัดทำร่างอีเมล (.eml) พร้อมไฟล์แนบด้วย (โปรแกรมไม่ส่งอีเมลเอง)",
        "Write e-mail drafts (.eml) with attachments too; nothing is sent.",
    ),
    "help.remind.dry-run": (
        "แสดงว่าจะมีบันทึกถึงหน่วยงานใดบ้าง โดยไม่เขียนไฟล์",
        "Say to whom letters would be written, and write nothing.",
    ),
    "help.summary.codebook": (
        "เขียนคำอธิบายทุกคอลัมน์ของไฟล์ .csv เป็น JSON ด้วย",
        "Also write what every column of the .csv is, as JSON.",
    ),
    # The fixed columns of the table of answers.
    "column.unit": ("รหัสหน่วยงาน", "Unit ID"),
    "column.name": ("ชื่อหน่วยงาน", "Name of unit"),
    "column.group": ("กลุ่ม", "Group"),
    "column.status": ("สถานะ", "Status"),
    "column.late": ("ส่งช้ากว่ากำหนด", "Late"),
    "column.received_at": ("วันเวลาที่ได้รับ (UTC)", "Received (UTC)"),
}
