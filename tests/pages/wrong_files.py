"""Files that people pick by mistake, and the beginning of what each is told."""

import io
import json
import zipfile


def packed(**parts: str) -> bytes:
    """Return a ZIP file; two underscores in a name stand for a slash, a final one for a point."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def _html(head: str, body: str) -> bytes:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>".encode()


_PRETALX = {"code": "ABC", "title": "One", "submission_type": "Talk", "state": "confirmed", "abstract": "x"}

WRONG_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "The file is empty."),
    "only blanks": (b" \n\n\t\n", "The file is empty."),
    "PDF": (b"%PDF-1.7\n\xe2\xe3", "This file is a PDF"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This file is a picture"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "This file is a picture"),
    "gzip": (b"\x1f\x8b\x08\0" + bytes(range(99)), "This file is a compressed file"),
    "database": (b"SQLite format 3\0" + bytes(99), "This file is a database"),
    "bytes of a program": (bytes(range(256)), "This file is binary"),
    "a zero byte": (b"# Ideas\n\n## One\0\n\nMentor: Ada Quill\n", "This file is binary"),
    "ZIP": (packed(a_txt="hello", b__c_md="# x"), "This is a ZIP archive with 2 files: “a.txt”, “b/c.md”."),
    "slides": (packed(ppt__presentation_xml="<p/>"), "These are slides."),
    "e-book": (packed(mimetype="application/epub+zip"), "This is an e-book"),
    "half a ZIP": (packed(a_txt="hello")[:60], "This ZIP or office document is damaged"),
    "old Word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
        "This is an old Word document (DOC).",
    ),
    "RTF": (rb"{\rtf1\ansi Hello \par}", "This is a text document in RTF."),
    "sign-in page": (
        _html("<title>Wiki</title>", "<h1>Log in</h1><input type=password>"),
        "This looks like the HTML of a sign-in page.",
    ),
    "sign-in by a script": (
        _html("<title>Sign in to your account</title>", "<script>x</script>"),
        "This looks like the HTML of a sign-in page.",
    ),
    "404 page": (
        _html("<title>404 Not Found</title>", "<h1>Not Found</h1><p>Nothing here.</p>"),
        "This looks like the HTML of an error page (“404 Not Found”).",
    ),
    "page drawn by a script": (
        _html("<title>Pad</title><script src=a.js></script>", "<div id=root></div>"),
        "The text of this page is added by a script",
    ),
    "address": (b"https://wiki.example.org/Hackathon\n", "This is only an address"),
    "calendar": (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:One\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "This is a calendar (iCalendar)",
    ),
    "address book": (b"BEGIN:VCARD\nFN:Ada Quill\nEND:VCARD\n", "This is an address book"),
    "mailbox": (
        b"From ada@x.example Mon Jan  4 10:00:00 2027\n\nHi\n\nFrom bo@x.example Mon Jan  4 11:00:00 2027\n",
        "This is a mailbox with several emails.",
    ),
    "RSS": (
        b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>A</title></item></channel></rss>",
        "This is a news feed",
    ),
    "Atom": (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title></feed>", "This is a news feed"),
    "site map": (b"<?xml version='1.0'?><urlset><url/></urlset>", "This is a site map"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", "This is a picture (SVG)."),
    "other XML": (b"<?xml version='1.0'?><project/>", "This is XML that begins with <project>."),
    "half a schedule": (
        b"<?xml version='1.0'?><schedule><conference><title>X</title>",
        "The schedule.xml is incomplete or broken at line 1.",
    ),
    "package.json": (
        _json({"name": "pad", "version": "1.0.0", "scripts": {}, "dependencies": {}}),
        "This is a different kind of JSON, with the fields “name”, “version”, “scripts”, “dependencies”.",
    ),
    "half a JSON": (
        b'{"talks":\n [{"title": "A"}, ',
        "This JSON is incomplete or broken at line 2.",
    ),
    "numbers": (b"[1, 2, 3]", "This is JSON, but not a list of topics"),
    "an answer without rights": (
        _json({"detail": "Authentication credentials were not provided."}),
        "This is a server's error message instead of an export: “Authentication credentials were",
    ),
    "a wiki's error": (
        _json({"error": {"code": "nosuchpage", "info": "There is no such page."}}),
        "This is a server's error message instead of an export: “There is no such page.”",
    ),
    "no submission": (_json({"count": 0, "results": []}), "This export has no entries."),
    "no session": (_json({"sessions": [], "speakers": [], "rooms": []}), "This export has no entries."),
    "speakers of pretalx": (
        _json({"count": 1, "results": [{"code": "XYZ", "name": "Ada Quill", "submissions": ["ABC"]}]}),
        "This is a pretalx export of speakers without their sessions.",
    ),
    "speakers of Sessionize": (
        _json(
            [{"id": "1", "firstName": "Ada", "lastName": "Quill", "fullName": "Ada Quill", "sessions": []}]
        ),
        "This export from Sessionize has no sessions.",
    ),
    "rows of something else": (
        _json([{"lat": 1, "lon": 2}, {"lat": 3, "lon": 4}]),
        "This is a list of JSON objects, but none of their fields ",
    ),
    "only column names": (
        b"Title,Speaker,Abstract\n",
        "This table has only the names of its columns (“Title”, “Speaker”, “Abstract”)",
    ),
    "a letter": (
        b"Dear all, it rains.\n\nYours, Ada\n",
        "This is not a hackathon or idea page: it has no topic and no list of attendees that we recognize.",
    ),
}
"""Files that can't be read, each with the beginning of its refusal."""

_IDEAS = "# Ideas 2028\n\n## Größe\n\nMentor: Jörg Öl\n\n## Zwei\n\nMentor: Bo Roe\n"

UNUSUAL_FILES: dict[str, tuple[bytes, list[str]]] = {
    "UTF-16 with a mark": (_IDEAS.encode("utf-16"), ["Größe", "Zwei"]),
    "UTF-16 without a mark": (_IDEAS.encode("utf-16-le"), ["Größe", "Zwei"]),
    "UTF-32": (_IDEAS.encode("utf-32"), ["Größe", "Zwei"]),
    "Latin-1": (_IDEAS.encode("latin-1"), ["Größe", "Zwei"]),
    "JSON with a mark": (b"\xef\xbb\xbf" + _json([{"title": "One"}, {"title": "Two"}]), ["One", "Two"]),
    "pretalx without speakers": (_json({"count": 1, "results": [{**_PRETALX, "speakers": []}]}), ["One"]),
    "pretalx with speakers left out": (_json({"count": 1, "results": [_PRETALX]}), ["One"]),
    "XHTML": (
        b"<?xml version='1.0'?><html><body><h2>One</h2><p>Mentor: Ada</p><h2>Two</h2><p>Mentor: Bo</p>",
        ["One", "Two"],
    ),
}
"""Files that look wrong and can be read, each with its topics."""
