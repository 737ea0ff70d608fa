"""A mail as bytes: nothing that stands in it changes what it is."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.files import one_line, plain
from hackathon.mail.domain import Outgoing
from hackathon.mail.exports import mime

HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
]  # fmt: skip


def outgoing(
    *, name: str = "Ian", subject: str = "Hello", text: str = "Hello.\n", unsubscribe: str = ""
) -> Outgoing:
    return Outgoing(
        sender="hackathon@hackathon.example",
        sender_name=name,
        to="ian@xen.example",
        to_name=name,
        subject=subject,
        text=text,
        html=f"<p>{text}</p>",
        unsubscribe=unsubscribe or None,
        message_id="<4f0c@hackathon.example>",
        written_at=datetime(2013, 5, 1, 12, tzinfo=UTC),
    )


def decoded(header: str) -> str:
    # The newer reader of the library puts spaces between the parts of a long name.
    return str(make_header(decode_header(header)))


def read(mail: Outgoing) -> EmailMessage:
    found = message_from_bytes(mime.as_bytes(mail).replace(b"\r\n", b"\n"), policy=default)
    assert isinstance(found, EmailMessage)
    return found


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_name_and_no_title_adds_a_header_or_changes_an_address(name: str, subject: str) -> None:
    content = mime.as_bytes(outgoing(name=name, subject=subject))
    mail = read(outgoing(name=name, subject=subject))

    assert content.isascii()
    assert mail.keys() == HEADERS
    assert [each.addr_spec for each in mail["To"].addresses] == ["ian@xen.example"]
    assert [each.addr_spec for each in mail["From"].addresses] == ["hackathon@hackathon.example"]


@pytest.mark.parametrize(
    "name",
    [
        "Bobby\r\nBcc: all@xen.example",
        'O\'Brien, "Bob" <b@xen.example>',
        "\N{RIGHT-TO-LEFT OVERRIDE}gro.nex",
        "会議 🎉",
        "Zoë " * 40,
        "=?utf-8?q?Organizer?=",
    ],
)
def test_a_hostile_name_arrives_as_it_is_on_one_line(name: str) -> None:
    mail = message_from_bytes(mime.as_bytes(outgoing(name=name, subject=name)))

    to, address = parseaddr(mail["To"])
    assert address == "ian@xen.example"
    assert [decoded(to), decoded(mail["Subject"])] == [one_line(name)] * 2


@given(st.text(max_size=200).map(plain))
def test_the_text_arrives_as_it_was_written(text: str) -> None:
    body = read(outgoing(text=text)).get_body(("plain",))

    assert body is not None
    assert body.get_content().rstrip("\n") == text.rstrip("\n")


def test_a_mail_program_can_take_its_reader_off_the_list() -> None:
    address = "https://hackathon.example/dublin-2013/announcements/unsubscribe/" + "s" * 60

    content = mime.as_bytes(outgoing(unsubscribe=address)).decode()

    assert f"List-Unsubscribe: <{address}>\r\n" in content
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content


def test_an_address_goes_to_the_mailbox_that_was_written() -> None:
    assert str(mime.address("Hans@Stra\u00dfe.example")) == "Hans@xn--strae-oqa.example"
    assert str(mime.address("\u017ftefan@xen.example")) == "\u017ftefan@xen.example"


@pytest.mark.parametrize(
    "address",
    [
        "ian",
        "ian@",
        "@xen.example",
        "ian@xen.example\r\nDATA",
        "i an@xen.example",
        "<ian@xen.example>",
        "ian@ö..example",
        "ian@\u017ftrato.example",
    ],
)
def test_what_is_no_address_is_named(address: str) -> None:
    with pytest.raises(ValueError, match="no address that mail can go to"):
        mime.address(address)
