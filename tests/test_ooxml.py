"""XML from strangers is parsed or refused, and never does anything."""

from __future__ import annotations

import contextlib
import pickle
import socket
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cpreport import ooxml
from cpreport.ooxml import (
    NS,
    Relationship,
    XmlError,
    XmlFault,
    escape,
    parse,
    relationships,
    relationships_part,
    resolve,
    s,
    w,
    w14,
)

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + ']><l b="&m;">&m;</l>'
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def fault(data: bytes) -> XmlFault:
    with pytest.raises(XmlError) as caught:
        parse(data)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a><a/>",
        "<?xml version='1.0'?>\n<!-- c --><?pi?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:1/x.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>',
        '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
        "<!DOCTYPE a [ <!ENTITY broken",
        "<!DOCTYPE a><a><never-closed>",
        "<!-- " + "x" * 10_000 + " --><!DOCTYPE a><a/>",
        LAUGHS,
    ],
)
def test_any_doctype_is_unsafe(text: str, encoding: str) -> None:
    assert fault(text.encode(encoding)) is XmlFault.UNSAFE


def test_no_connection_is_made_for_an_external_entity() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        for text in (
            f'<!DOCTYPE a SYSTEM "{address}"><a/>',
            f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{address}"> %b;]><a>&leak;</a>',
            f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{address}"/></a>',
        ):
            with contextlib.suppress(XmlError):
                parse(text.encode())
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_doctype_of_a_million_entities_is_refused_at_once_and_without_memory() -> None:
    data = b"<!DOCTYPE a [" + b"".join(b'<!ENTITY e%d "x">' % n for n in range(1_000_000)) + b"]><a/>"
    tracemalloc.start()
    began = time.perf_counter()
    assert fault(data) is XmlFault.UNSAFE
    assert time.perf_counter() - began < 2
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_word_doctype_in_text_and_comments_is_no_doctype() -> None:
    root = parse(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>")
    assert root.text == "<!DOCTYPE a>"


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b'<a b="' + b"x" * 20_000_000 + b'"/>',
        b"<a>" + b"x" * 20_000_000 + b"</a>",
        b"<" + b"a" * 20_000_000 + b"/>",
        b"<a>" + b"<b/>" * 6_000_000 + b"</a>",
        b"<a " + b" ".join(b'b%d=""' % n for n in range(1_000_000)) + b"/>",
    ],
    ids=["deep", "attribute", "text", "name", "elements", "attributes"],
)
def test_what_is_too_deep_long_or_many_is_unsafe_and_soon(data: bytes) -> None:
    began = time.perf_counter()
    assert fault(data) is XmlFault.UNSAFE
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  ",
        b"garbage",
        b"\x00\x01\x02",
        b"<a>",
        b"<a></b>",
        b"<a/><b/>",
        b"<a/><!DOCTYPE a>",
        b"<a>\xff</a>",
        b"<a>\x01</a>",
        b"<a>&#0;</a>",
        b"<a>&undeclared;</a>",
        b'<a b="" b=""/>',
        b"<x:a/>",
        b"\xff\xfe<",
        "<a>\ud800</a>".encode("utf-16-le", "surrogatepass"),
        "<a/>".encode("utf-32"),
        '<?xml version="1.0" encoding="cp037"?>'.encode("cp037") + "<a/>".encode("cp037"),
    ],
)
def test_what_is_not_xml_is_malformed(data: bytes) -> None:
    assert fault(data) is XmlFault.MALFORMED


def test_an_encoding_that_hides_brackets_is_not_followed() -> None:
    data = b'<?xml version="1.0" encoding="UTF-7"?><a>' + b"+ADw-b/+AD4-" * 10 + b"</a>"
    assert len(parse(data)) == 0


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "declared", ["", '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="UTF-16"?>']
)
def test_thai_is_read_from_utf_8_and_utf_16_whatever_is_declared(encoding: str, declared: str) -> None:
    assert parse(f"{declared}<a>กกจ.</a>".encode(encoding)).text == "กกจ."


def test_comments_and_instructions_do_not_cut_text() -> None:
    root = parse(b"<a>x<!-- c -->y<?pi d?>z</a>")
    assert root.text == "xyz"


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='<>/!DOCTYPEa=" &;[]-?xml', max_size=80).map(str.encode))
def test_any_bytes_end_in_a_tree_or_an_xml_error(data: bytes) -> None:
    with contextlib.suppress(XmlError):
        assert isinstance(parse(data).tag, str)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_strict_document_gets_the_usual_namespaces(encoding: str) -> None:
    text = (
        f'<x:document xmlns:x="{STRICT_W}" xmlns:r="{STRICT_R}" xmlns:w14="{NS["w14"]}">'
        '<x:p x:rsidR="1" r:id="rId1" plain="2" w14:paraId="3"><x:t>http://purl.oclc.org/ooxml/x</x:t></x:p>'
        '<a:g xmlns:a="http://purl.oclc.org/ooxml/drawingml/main"/></x:document>'
    )
    root = parse(text.encode(encoding))
    paragraph = root.find(w("p"))
    assert root.tag == w("document")
    assert paragraph is not None
    assert dict(paragraph.attrib) == {
        w("rsidR"): "1",
        f"{{{NS['r']}}}id": "rId1",
        "plain": "2",
        w14("paraId"): "3",
    }
    assert paragraph.findtext(w("t")) == "http://purl.oclc.org/ooxml/x"
    assert root.find("a:g", NS) is not None
    assert etree.fromstring(etree.tostring(root)).find("w:p/w:t", NS) is not None


def test_a_strict_namespace_is_declared_once_however_many_elements_have_it() -> None:
    root = parse(f'<a xmlns:x="{STRICT_W}">{"<x:p/>" * 100}</a>'.encode())
    assert etree.tostring(root).count(NS["w"].encode()) == 1


@pytest.mark.parametrize(
    ("strict", "prefix"),
    [
        ("spreadsheetml/main", "s"),
        ("officeDocument/extendedProperties", "ep"),
        ("officeDocument/customProperties", "custom"),
        ("officeDocument/docPropsVTypes", "vt"),
        ("drawingml/spreadsheetDrawing", "xdr"),
        ("drawingml/wordprocessingDrawing", "wp"),
    ],
)
def test_each_strict_namespace_has_its_counterpart(strict: str, prefix: str) -> None:
    root = parse(f'<a xmlns="http://purl.oclc.org/ooxml/{strict}"/>'.encode())
    assert root.tag == f"{{{NS[prefix]}}}a"


def test_tags_are_spelled_as_lxml_spells_them() -> None:
    assert w("p") == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    assert w14("checkbox") == "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
    assert s("c") == "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"


def test_what_xml_forbids_is_dropped() -> None:
    assert escape('a<b>&"c"\x00\x0b\ufffe\ud800ก') == "a&lt;b&gt;&amp;&quot;c&quot;ก"


@settings(deadline=None)
@given(st.text())
def test_escaped_text_comes_back_from_text_and_attribute(text: str) -> None:
    kept = "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and c not in "\ufffe\uffff"))
    root = parse(f'<a b="{escape(text)}">{escape(text)}</a>'.encode())
    assert root.get("b") == kept
    assert (root.text or "") == kept


def test_relationships_are_read_with_strict_types_made_usual() -> None:
    data = (
        f'<Relationships xmlns="{NS["rel"]}">'
        f'<Relationship Id="rId1" Type="{STRICT_R}/extendedProperties" Target="docProps/app.xml"/>'
        f'<Relationship Id="rId2" Type="{NS["r"]}/hyperlink" Target="http://x/" TargetMode="External"/>'
        '<Relationship Id="rId3" Target="no-type.xml"/></Relationships>'
    )
    assert relationships(data.encode()) == {
        "rId1": Relationship(f"{NS['r']}/extended-properties", "docProps/app.xml", external=False),
        "rId2": Relationship(f"{NS['r']}/hyperlink", "http://x/", external=True),
    }


def test_a_relationship_id_that_stands_twice_is_refused() -> None:
    one = '<Relationship Id="a" Type="t" Target="x"/>'
    with pytest.raises(XmlError, match="same id"):
        relationships(f'<Relationships xmlns="{NS["rel"]}">{one}{one}</Relationships>'.encode())


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/word/document.xml", "word/document.xml"),
        ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"),
        ("word/document.xml", "../../../etc/passwd", "etc/passwd"),
        ("word/document.xml", "media\\a.png", "word/media/a.png"),
        ("word/document.xml", "./a//b.xml#x", "word/a/b.xml"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("", "//xl/workbook.xml", "xl/workbook.xml"),
    ],
)
def test_a_target_is_found_from_its_source(source: str, target: str, expected: str) -> None:
    assert resolve(source, target) == expected


@settings(deadline=None)
@given(st.text(alphabet="ab/.\\#"), st.text(alphabet="ab/.\\#"))
def test_no_target_leaves_the_package(source: str, target: str) -> None:
    name = resolve(source, target)
    assert not name.startswith("/")
    assert ".." not in name.split("/")


def test_relationships_stand_beside_their_part() -> None:
    assert relationships_part("word/document.xml") == "word/_rels/document.xml.rels"
    assert relationships_part("document.xml") == "_rels/document.xml.rels"
    assert relationships_part("") == "_rels/.rels"


def test_an_error_survives_the_way_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(XmlError(XmlFault.UNSAFE, "x")))
    assert (error.reason, str(error)) == (XmlFault.UNSAFE, "unsafe: x")


def test_the_estimate_lets_a_large_real_part_through() -> None:
    paragraph = b'<w:p w:rsidR="00AB12CD"><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>' + "ก".encode() * 150
    body = (paragraph + b"</w:t></w:r></w:p>") * 40_000
    assert len(body) > 20_000_000
    assert len(parse(f'<w:b xmlns:w="{NS["w"]}">'.encode() + body + b"</w:b>")) == 40_000
    assert ooxml.LARGEST_TREE < 300_000_000
