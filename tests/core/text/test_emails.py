"""What an e-mail address is kept as, compared by, and written to."""

import pytest

from hackathon.core.errors import BadEntry
from hackathon.core.text.emails import ascii_domain, check_email, email_as_written, email_key


@pytest.mark.parametrize(
    "email", ["ian", "@xen.example", "ian@", "i an@xen.example", "a@b\nBcc: c@d", "a@b,c@d"]
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    with pytest.raises(BadEntry, match="is not an email address"):
        check_email(email)


@pytest.mark.parametrize(
    "domain",
    [
        "\u017ftrato.de",
        "\uff45xample.org",
        "\u2460.example.org",
        "\u2122.example.org",
        "a\u00ad\u00fc.example.org",
    ],
)
def test_a_domain_that_only_looks_like_another_is_refused(domain: str) -> None:
    with pytest.raises(BadEntry, match="is not an email address"):
        check_email(f"ian@{domain}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Hans@Stra\u00dfe.DE ", "Hans@Stra\u00dfe.DE"),
        ("\u017ftefan@xen.example", "\u017ftefan@xen.example"),
        ("nobody in particular", "nobody in particular"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_an_address_is_kept_as_it_was_written(text: str | None, kept: str | None) -> None:
    assert email_as_written(text) == kept


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Ian@Xen.Example", "ian@xen.example"),
        ("zo\u00eb@M\u00dcNCHEN.example", "zo\u00eb@xn--mnchen-3ya.example"),
        ("zo\u00eb@mu\u0308nchen.example", "zo\u00eb@XN--MNCHEN-3YA.example"),
        ("hans@stra\u00dfe.de", "HANS@XN--STRAE-OQA.DE"),
        ("hans@stra\u1e9ee.de", "hans@stra\u00dfe.de"),
        ("a@\u03a3\u0391\u03a3.gr", "a@\u03c3\u03b1\u03c3.gr"),
    ],
)
def test_two_spellings_of_one_mailbox_are_the_same(one: str, another: str) -> None:
    assert email_key(one) == email_key(another)
    assert email_key(one) == email_key(email_key(one))


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("hans@stra\u00dfe.de", "hans@strasse.de"),
        ("\u017ftefan@xen.example", "stefan@xen.example"),
        ("stra\u00dfe@xen.example", "strasse@xen.example"),
        ("\u212aelly@xen.example", "kelly@xen.example"),
        ("\u0130an@xen.example", "i\u0307an@xen.example"),
        ("zo\u00eb@xen.example", "zoe\u0308@xen.example"),
        ("\uff49an@xen.example", "ian@xen.example"),
        ("a@\u03c3\u03b1\u03c2.gr", "a@\u03c3\u03b1\u03c3.gr"),
        ("ian+dublin@xen.example", "ian@xen.example"),
        ("a@\u017ftrato.de", "a@strato.de"),
    ],
)
def test_two_mailboxes_are_never_taken_for_one(one: str, another: str) -> None:
    assert email_key(one) != email_key(another)


def test_a_domain_goes_to_servers_by_idna_2008() -> None:
    assert ascii_domain("Stra\u00dfe.de") == "xn--strae-oqa.de"
    assert ascii_domain("Xen.Example") == "xen.example"
    with pytest.raises(BadEntry, match="is not a valid server name"):
        ascii_domain("\u017ftrato.de")
