"""The words of review.xlsx and of what review says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "review.sheet": ("รายการที่ต้องพิจารณา", "To decide"),
    "review.sheet.decided": ("พิจารณาแล้ว", "Decided"),
    "review.doubt_id": ("รหัสรายการ", "Doubt"),
    "review.unit": ("หน่วยงาน", "Unit"),
    "review.path": ("ไฟล์", "File"),
    "review.question": ("คำถาม", "Question"),
    "review.choice": ("ตัวเลือก", "Choice"),
    "review.read": ("ข้อความที่อ่านได้", "What was read"),
    "review.evidence": ("ข้อสังเกต", "Why it is doubted"),
    "review.decision": ("ผลการพิจารณา", "Decision"),
    "review.value": ("ค่าที่ถูกต้อง", "Right value"),
    "review.reason": ("เหตุผล (หน่วยงานจะเห็นเมื่อ send-back)", "Reason (the unit reads it on send-back)"),
    "review.by": ("ผู้พิจารณา", "Decided by"),
    "review.help": (
        "accept = ตามที่อ่าน (นับเป็นเลือก)\nblank = ว่าง (ไม่เลือก)\nset = ใช้ค่าที่พิมพ์\nassign-unit = เป็นของหน่วยงานที่พิมพ์\n"
        "reject = ไม่ใช้ไฟล์นี้\nsend-back = ส่งคืนให้แก้\nundo = ยกเลิกผลการพิจารณา",
        "accept = as read (it is a tick)\nblank = empty (no tick)\nset = the value typed beside\nassign-unit = belongs to the unit "
        "typed beside\nreject = do not use this file\nsend-back = to be corrected\nundo = take a decision back",
    ),
    "review.hint.missing-answer.scan": (
        "เปิดไฟล์ เลือก set แล้วพิมพ์คำตอบ หรือ blank หากไม่ได้ตอบ",
        "Open the file; choose set and type the answer, or blank where there is none.",
    ),
    # What to do, where review.xlsx itself is where it is done.
    "review.hint.uncertain-mark": ("เปิดไฟล์ดูข้อนี้", "Open the file at this item."),
    "review.hint.text-without-tick": ("พิจารณาว่าจะนับข้อนี้หรือไม่", "Decide whether it counts."),
    "review.hint.invalid-value": ("เลือก set แล้วพิมพ์ค่าที่ถูกต้อง", "Choose set and type the right value."),
    "review.hint.unsupported-format": (
        "ขอไฟล์ Word หรือ Excel จากหน่วยงาน หรือเลือก assign-unit แล้วพิมพ์คำตอบ",
        "Ask the unit for the Word or Excel file, or choose assign-unit and type the answers in.",
    ),
    "review.hint.unknown-unit": (
        "เลือก assign-unit แล้วพิมพ์รหัสหรือชื่อหน่วยงาน",
        "Choose assign-unit and type the unit's id or name.",
    ),
    "review.hint.conflicting-identity": (
        "สอบถามหน่วยงาน แล้วเลือก assign-unit และพิมพ์รหัสหน่วยงาน",
        "Ask the units, then choose assign-unit and type the right one's id.",
    ),
    "review.hint.not-a-form": (
        "หากเป็นคำตอบที่หน่วยงานพิมพ์เอง ให้ขอแบบที่ส่งไป หรือเลือก assign-unit",
        "If a unit typed its answer freely, ask for the form that was sent, or choose assign-unit.",
    ),
    "review.done": (
        "เขียน {path} แล้ว: รอพิจารณา {open} รายการ",
        "{path} written: {open} to decide",
    ),
    "review.done-kept": (
        "เขียน {path} แล้ว: รอพิจารณา {open} รายการ (คงรายการที่พิมพ์ไว้เดิม {kept})",
        "{path} written: {open} to decide ({kept} typed {kept:row|rows} kept)",
    ),
    "review.next": (
        "ขั้นต่อไป: เลือกผลการพิจารณาในไฟล์นั้น บันทึก แล้วใช้คำสั่ง cpreport review --apply {path}",
        "Next: choose decisions in that file, save it, then run cpreport review --apply {path}",
    ),
    "review.nothing": ("ไม่มีรายการที่ต้องพิจารณา", "Nothing is left to decide"),
    "review.applied": ("บันทึกผลการพิจารณาแล้ว {count} รายการ", "{count} {count:decision|decisions} recorded"),
    "review.none-chosen": (
        "ยังไม่มีผลการพิจารณาใหม่ในไฟล์นั้น: เลือกในช่อง “ผลการพิจารณา” บันทึกไฟล์ แล้วใช้คำสั่งนี้อีกครั้ง",
        "No new decision stands in that file: choose one in the column “Decision”, save it, and run this again",
    ),
    "left.doubts": ("ยังต้องพิจารณาอีก {count} รายการ", "{count} {count:doubt is|doubts are} still to be decided"),
    "left.corrections": (
        "รอหน่วยงานแก้ไขแบบที่ส่งคืน {count} หน่วยงาน",
        "{count} {count:unit|units} still to return a corrected form",
    ),
    "help.review": (
        "เขียนรายการที่ต้องพิจารณาลง review.xlsx หรือบันทึกผลการพิจารณาด้วย --apply",
        "Write what needs a person into review.xlsx; --apply records the decisions.",
    ),
    "help.review.out": (
        "ไฟล์ที่จะเขียน (ค่าปริยาย: review.xlsx ในโฟลเดอร์งาน)",
        "The file to write (default: review.xlsx in the campaign).",
    ),
    "help.review.apply": ("บันทึกผลการพิจารณาจากไฟล์นี้", "Record the decisions typed into this file."),
    "problem.review.unreadable": (
        "ไม่ใช่ไฟล์ review ที่อ่านได้ ({detail})",
        "this is not a review that can be read ({detail})",
    ),
    "problem.review.unreadable.hint": (
        "ใช้ไฟล์ที่ cpreport review เขียน หรือย้ายไฟล์นี้ออกแล้วใช้คำสั่งนี้อีกครั้ง",
        "Use the file that cpreport review wrote, or move this one away and run it again.",
    ),
    "problem.review.no-ledger": ("ยังไม่มีทะเบียน", "there is no ledger yet"),
    "problem.review.no-ledger.hint": ("ใช้คำสั่ง cpreport collect ก่อน", "Run cpreport collect first."),
    "problem.review.unknown-doubt": ("ไม่รู้จักรายการ {id}", "the doubt {id} is not known"),
    "problem.review.unknown-doubt.hint": (
        "ใช้คำสั่ง cpreport review อีกครั้ง แล้วใช้ไฟล์ล่าสุด",
        "Run cpreport review and use the new file.",
    ),
    "problem.review.action": ("ไม่มีผลการพิจารณา “{value}”", "“{value}” is no decision"),
    "problem.review.action.hint": ("เลือกจากรายการ: {known}", "Choose one of: {known}."),
    "problem.review.no-value": ("ผลการพิจารณา {action} ต้องระบุค่า", "the decision {action} needs a value"),
    "problem.review.no-value.hint": ("พิมพ์ค่าในช่องถัดไป", "Type it into the cell beside."),
    "problem.review.value": ("“{value}” ใช้เป็นคำตอบของ {key} ไม่ได้", "“{value}” cannot be the answer of {key}"),
    "problem.review.value.hint": (
        "พิมพ์จำนวน (เช่น 12) วันที่ (เช่น 2569-11-30) หรือสำหรับการลงนาม ใช่ หรือ ไม่",
        "Type a number (12), a date (2026-11-30) or, for a signature, yes or no, as the question asks.",
    ),
    "problem.review.choice": ("“{value}” ไม่ใช่ตัวเลือกของ {key}", "“{value}” is no choice of {key}"),
    "problem.review.choice.hint": (
        "พิมพ์เลขข้อ (เช่น {example}) หรือข้อความของตัวเลือก หากเลือกได้หลายข้อ คั่นด้วย ;",
        "Type the choice's number ({example}, say) or label; where several may be chosen, separate them by semicolons.",
    ),
    "problem.review.aside": (
        "ไฟล์นี้ยังไม่เป็นของหน่วยงานใด จึงใช้ {action} ไม่ได้",
        "this file belongs to no unit yet, so {action} does not apply",
    ),
    "problem.review.aside.hint": ("ใช้ assign-unit หรือ reject", "Use assign-unit or reject."),
}
