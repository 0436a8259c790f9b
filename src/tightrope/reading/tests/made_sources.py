"""Small files of every kind, made for the tests when they run."""

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIL = b"""\
From: Press Office <press@example.org>
To: list@example.org
Subject: =?utf-8?q?Oslo_and_Hu=E1=BA=BF_sign?=
Date: Tue, 04 Feb 2025 08:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

Oslo and Hanoi signed a fisheries agreement on Monday.
--b1
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><body><p>Oslo and Hanoi signed a fisheries agreement in Malm=F6.</p></body></html>
--b1--
"""

SAVED_PAGE = b"""\
From: <Saved by a browser>
Snapshot-Content-Location: https://example.org/2025/oslo
Subject: Oslo signs - The Example
Date: Wed, 05 Feb 2025 09:30:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b2"

--b2
Content-Type: text/html
Content-Location: https://ads.example.org/frame

<html><body><p>Buy a boat today.</p></body></html>
--b2
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/2025/oslo

<!doctype html><html><body><p>Oslo and Hanoi signed a =66isheries agreement.</p></body></html>
--b2
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://example.org/a.png

iVBORw0KGgo=
--b2--
"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example</title><link>https://example.org/</link><language>en</language>
<item><title>Oslo &amp; Hanoi sign</title><link>https://example.org/a</link>
<pubDate>Fri, 04 Mar 2022 10:00:00 GMT</pubDate><dc:creator>Ada Berg</dc:creator>
<description>In short.</description>
<content:encoded><![CDATA[<p>Oslo and Hanoi signed a pact.</p>
<p>It runs for <b>five</b> years.</p>]]>
</content:encoded></item>
<item><title>Lima waits</title><link>https://example.org/b</link>
<description>Lima has not signed, a spokesman said.</description></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Andean Bulletin</title>
<entry><title>Quito and Lima agree</title><link href="https://example.net/1"/>
<published>2023-06-01T05:00:00+02:00</published><author><name>Li Wei</name></author>
<content type="html">&lt;p&gt;Quito and Lima agreed on a border crossing.&lt;/p&gt;</content>
</entry></feed>
"""


def warc_record(
    body: bytes,
    headers: Mapping[str, str] | None = None,
    *,
    url: str = "https://example.org/a",
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    length: int | None = None,
    record_type: str = "response",
) -> bytes:
    """One record; ``length`` is what it says when it does not tell the truth."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    payload = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2023-05-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def warc_of(*pages: tuple[bytes, Mapping[str, str]]) -> bytes:
    """An archive of pages given as body and further HTTP headers."""
    return b"".join(
        warc_record(body, headers, url=f"https://example.org/{n}")
        for n, (body, headers) in enumerate(pages)
    )


def zip_of(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def pdf_of(
    pages: Sequence[Sequence[str]],
    *,
    title: str = "",
    made: str = "D:20240131120000+01'00'",
    kids: str | None = None,
    count: int | None = None,
    trailer: str = "",
) -> bytes:
    """A PDF of lines set at 14 points; an empty line leaves a gap.

    Args:
        pages: the lines of each page, from the top.
        title, made: metadata.
        kids, count: what the page tree says when it does not tell the truth.
        trailer: further entries of the trailer.
    """
    objects: list[bytes] = []
    first = 4
    own = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(
        f"<< /Type /Pages /Kids [{own if kids is None else kids}] "
        f"/Count {len(pages) if count is None else count} >>".encode()
    )
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for lines in pages:
        drawn = ["BT /F1 11 Tf"]
        for n, line in enumerate(lines):
            escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            if line:
                drawn.append(f"1 0 0 1 72 {770 - 14 * n} Tm ({escaped}) Tj")
        stream = "\n".join([*drawn, "ET"]).encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({title}) /CreationDate ({made}) >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, written)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)
