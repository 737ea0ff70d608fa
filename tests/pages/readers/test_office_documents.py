"""Text documents of word processors: read like the page that they are, and refused clearly when broken."""

import io
import zipfile

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.readers.formats import page_text, read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = b"application/vnd.oasis.opendocument.text"


def packed(parts: dict[str, str | bytes], first: bytes | None = None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def paragraph(text: str, style: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>' if style or extra else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def bold(label: str, value: str) -> str:
    return (
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{label}</w:t></w:r>"
        f'<w:r><w:t xml:space="preserve"> {value}</w:t></w:r></w:p>'
    )


def docx(body: str, **parts: str) -> bytes:
    styles = "".join(
        f'<w:style w:styleId="berschrift{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
    )
    return packed(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body>'
            "</w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            **parts,
        }
    )


ITEM = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
DOCX = docx(
    paragraph("Lantern Hackathon", "berschrift1")
    + paragraph("It takes place on 3 May 2028 in Ghent, Belgium.")
    + paragraph("Projects", "berschrift2")
    + paragraph("Quiet fans", "berschrift3")
    + bold("Mentor:", "Ada Quill")
    + "<w:p><w:del><w:r><w:delText>Gone words</w:delText></w:r></w:del></w:p>"
    + paragraph("Loud &amp; long bells", "berschrift3")
    + bold("Mentor:", "Cleo Marsh")
    + paragraph("Participants", "berschrift2")
    + paragraph("Ada Quill (Example Ltd)", extra=ITEM)
    + paragraph("Orla Roe", extra=ITEM)
)
ODT_PAGE = packed(
    {
        "content.xml": f"""<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="{TEXT}"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:tracked-changes><text:p>Gone words</text:p></text:tracked-changes>
<text:h text:outline-level="1">Lantern Hackathon</text:h>
<text:p>It takes place on 3 May 2028 in Ghent, Belgium.</text:p>
<text:h text:outline-level="2">Projects</text:h>
<table:table><table:table-row><table:table-cell><text:p>Project</text:p></table:table-cell>
<table:table-cell><text:p>Lead</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Quiet fans</text:p></table:table-cell>
<table:table-cell><text:p>Ada Quill</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Loud &amp; long bells</text:p></table:table-cell>
<table:table-cell><text:p>Cleo Marsh</text:p></table:table-cell></table:table-row></table:table>
<text:h text:outline-level="2">Participants</text:h>
<text:list><text:list-item><text:p>Ada Quill (Example Ltd)</text:p></text:list-item>
<text:list-item><text:p>Orla Roe</text:p></text:list-item></text:list>
</office:text></office:body></office:document-content>"""
    },
    ODT,
)


@pytest.mark.parametrize("data", [DOCX, ODT_PAGE], ids=["docx", "odt"])
def test_a_document_is_read_like_the_page_that_it_is(data: bytes) -> None:
    page = read_bytes(data)

    assert [topic.title for topic in page.topics] == ["Quiet fans", "Loud & long bells"]
    assert [topic.contact and topic.contact.people[0].name for topic in page.topics] == [
        "Ada Quill",
        "Cleo Marsh",
    ]
    assert [(person.name, person.affiliation) for person in page.attendees] == [
        ("Ada Quill", "Example Ltd"),
        ("Orla Roe", None),
    ]
    assert page.event
    assert page.event.city == "Ghent"
    assert "Gone words" not in page_text(data)


def flat(text: str) -> bytes:
    return packed({"content.xml": text}, ODT)


DEEP = "<a>" * 5000 + "</a>" * 5000
BROKEN = {
    "cut off": (DOCX[: len(DOCX) // 2], "damaged|text"),
    "no XML": (docx("<w:p>"), "damaged"),
    "entities": (flat('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
    "a bomb": (packed({"word/document.xml": b" " * 40_000_000}), "too large when unpacked"),
    "deep": (flat(DEEP), "too large when unpacked"),
    "empty": (docx(""), "no text"),
    "no body": (flat("<a/>"), "no text"),
    "protected": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "an old Word document"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_refused_in_one_line(name: str) -> None:
    data, words = BROKEN[name]

    with pytest.raises(NotAPage, match=words) as refused:
        page_text(data)

    assert "\n" not in str(refused.value)


def test_links_and_scripts_of_a_document_are_words_only() -> None:
    link = '<w:p><w:hyperlink r:id="l"><w:r><w:t>See &lt;script&gt;</w:t></w:r></w:hyperlink></w:p>'
    relations = f'<a><b Id="l" Target="https://x.example/?a=1&amp;b=&quot;" Type="{R}/hyperlink"/></a>'

    text = page_text(docx(link, **{"word/_rels/document.xml.rels": relations}))

    assert '<a href="https://x.example/?a=1&amp;b=&quot;">See &lt;script&gt;</a>' in text
