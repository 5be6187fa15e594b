"""Writes the two schemas beside this file, from the program's own definitions: python docs/schema/write.py."""

import json
from pathlib import Path

from cpreport.config.schema import form_schema, units_schema

for name, schema in (("units", units_schema()), ("form", form_schema())):
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    Path(__file__).with_name(f"{name}.schema.json").write_text(text, "utf-8")
