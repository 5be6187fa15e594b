"""Changes to real inputs: a few bytes of any file, a few elements of a part, whole parts of a package."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from cpreport.package import Package, PackageError
from cpreport.packing import assemble, deflate

if TYPE_CHECKING:
    from random import Random

_VALUES: Final = (
    *("", "0", "-1", "1", "true", "false", "nan", "inf", "1e999", "x", "A1", "XFD1048576", "ก", "\u0660", "²", "../x"),
    *("9" * 5000, "4294967296", "200000000", "cp_", "'", "{{x}}", "rId1", "s", "b", "d", "inlineStr", "☑", "\u200b"),
)


def changed_bytes(data: bytes, chance: Random) -> bytes:
    """Some bytes altered, taken out, repeated or cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not made:
            break
        at, length = chance.randrange(len(made)), chance.randint(1, 64)
        kind = chance.randrange(5)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del made[at : at + length]
        elif kind == 3:
            made[at:at] = made[at : at + length] * chance.randint(1, 50)
        else:
            del made[at:]
    return bytes(made)


def changed_xml(data: bytes, chance: Random) -> bytes:
    """A part with some elements, attributes or texts altered, still well formed; other bytes are altered plainly."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return changed_bytes(data, chance)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(chance.randint(1, 6)):
        with suppress(ValueError):  # a name with a prefix that nothing declares can be read, not given
            _change(chance.choice(elements), chance.choice(elements), chance)
    return bytes(etree.tostring(root))


def changed_package(data: bytes, chance: Random) -> bytes:
    """A package with parts altered, left out, exchanged or renamed; other bytes are altered plainly."""
    try:
        package = Package.open(data)
        parts = {name: package.read(name) for name in package.names}
    except PackageError:
        return changed_bytes(data, chance)
    for _ in range(chance.randint(1, 3)):
        if not parts:
            break
        one, other = chance.choice(list(parts)), chance.choice(list(parts))
        kind = chance.randrange(6)
        if kind == 0:
            parts[one], parts[other] = parts[other], parts[one]
        elif kind == 1:
            del parts[one]
        elif kind == 2:
            parts[f"x{one}"] = parts.pop(one)
        elif kind == 3:
            parts[one] = changed_bytes(parts[one], chance)
        else:
            parts[one] = changed_xml(parts[one], chance)
    return assemble(deflate(name, part) for name, part in parts.items())


def _change(one: Any, other: Any, chance: Random) -> None:
    kind = chance.randrange(7)
    if kind == 0 and one.attrib:
        one.set(chance.choice(list(one.attrib)), chance.choice(_VALUES))
    elif kind == 1:
        one.text = chance.choice(_VALUES) + (other.text or "")
    elif kind == 2 and one.getparent() is not None:
        one.getparent().remove(one)
    elif kind == 3:
        one.append(deepcopy(other))
    elif kind == 4:
        one.tag = other.tag
    elif kind == 5 and one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]
    elif other.attrib:
        name = chance.choice(list(other.attrib))
        one.set(name, other.get(name))
