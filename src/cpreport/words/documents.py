"""The words printed on forms and memos."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "form.unit": ("ชื่อส่วนราชการ", "Name of unit"),
    "form.code": ("รหัสแบบ", "Form code"),
    "form.one-only": ("(เลือกเพียงข้อเดียว)", "(one only)"),
    "form.signed": ("(ลงนาม)", "(Signed)"),
    "form.signed-on": ("วันที่", "Date"),
    "form.instruction": (
        "โปรดทำเครื่องหมายในช่องหน้าข้อที่เลือก กรอกข้อความ แล้วส่งแบบกลับภายในวันที่ {due}",
        "Please tick the boxes that apply, fill in the rest and return this form to its sender by {due}",
    ),
    "form.instruction.xlsx": (
        "โปรดเลือกเครื่องหมายจากรายการในช่องหน้าข้อที่เลือก กรอกข้อความ แล้วส่งแบบกลับภายในวันที่ {due}",
        "Please choose the tick from the list in the boxes that apply, fill in the rest and return this form to its sender by {due}",
    ),
    "form.sheet": ("แบบรายงาน", "Form"),
    "form.xlsx.box": ("เลือก ☐ หรือ ☑ จากรายการ", "Choose ☐ or ☑ from the list."),
    "form.xlsx.integer": ("กรอกเป็นจำนวนเต็ม เช่น 12", "A whole number, for instance 12"),
    "form.xlsx.decimal": ("กรอกเป็นตัวเลข เช่น 12.5", "A number, for instance 12.5"),
    "form.xlsx.date": ("กรอกเป็น วัน/เดือน/ปี เช่น 31/8/2553", "Day, month, year, for instance 31 August 2010"),
    "form.memo-sheet": ("หนังสือนำ", "Memo"),
    "memo.title": ("บันทึกข้อความ", "MEMORANDUM"),
    "memo.agency": ("ส่วนราชการ", "From"),
    "memo.number": ("ที่", "Ref."),
    "memo.date": ("วันที่", "Date"),
    "memo.subject": ("เรื่อง", "Subject"),
    "memo.to": ("เรียน", "To"),
    "memo.enclosure": ("สิ่งที่ส่งมาด้วย", "Enclosure"),
}
