"""`manage.py refresh` against a hostile publisher, and addresses that it must not ask."""

import gzip
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from missions.models import Fatality
from records.importing.fetching.addresses import Forbidden, public_endpoints, refuse_address
from records.importing.fetching.registry import Entry, Form, register
from records.models import Source
from tests.missions.importing import is_whole
from tests.peacekb.deaths import (
    ADDRESS,
    BODY,
    DAY,
    KEY,
    LATELY,
    LONG_AGO,
    NEWER,
    PATH,
    as_json,
    death,
    redirect,
    state,
)
from tests.publisher import raw, reply

pytestmark = pytest.mark.walk


def later(seconds):
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def dripping(head, piece=b" ", pause=0.1):
    """What never ends, and is never slow enough to be given up between two pieces."""
    return raw(head, *[piece] * 40, pause=pause)


def flood(line, head):
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100):
        line.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def hollow(line, head):
    """Packed blocks of nothing, without end."""
    line.sendall(OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
    begun = gzip.compress(b"")[:10]
    for piece in (begun, *[b"\x00\x00\x00\xff\xff" * 2_000] * 20):
        line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))


def without(*columns):
    return [{name: row[name] for name in row if name not in columns} for row in NEWER]


OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = OK + b"Content-Length: %d\r\n\r\n" % len(BODY)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PAGE = b"<!DOCTYPE html><html><title>Sign in</title></html>"
BOMB = gzip.compress(b"[" + b" " * 3_000_000 + b"]")
# What it answers, and what the command must say of it.
FAULTS = {
    # The line
    "silence": (lambda line, head: time.sleep(1), "gives no answer in time"),
    "closes at once": (raw(), "breaks off"),
    "slow headers": (dripping(OK + b"X-Slow: ", b"x"), "not whole after 1 seconds"),
    "endless headers": (dripping(OK, b"X-More: 1\r\n"), "not whole after 1 seconds"),
    "slow body": (dripping(LENGTH), "not whole after 1 seconds"),
    "slow chunks": (dripping(CHUNKED, b"1\r\n \r\n"), "not whole after 1 seconds"),
    "endless interim answers": (dripping(b"HTTP/1.1 100 Continue\r\n\r\n",
                                         b"HTTP/1.1 100 Continue\r\n\r\n"), "not whole after 1"),
    "nothing but noise": (raw(b"\x16\x03\x01\x00\xff" * 50), "breaks off"),
    "huge headers": (raw(OK, b"X-Long: " + b"x" * 500_000 + b"\r\n\r\n"), "breaks off"),
    # The length
    "longer than it is": (reply(BODY, length=len(BODY) + 9), "breaks off"),
    "shorter than it is": (reply(BODY, length=len(BODY) - 9), "no whole JSON"),
    "no length and no end": (raw(OK + b"\r\n" + BODY), "neither its length nor its end"),
    "two lengths": (raw(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + BODY),
                    "breaks off"),
    "length below nothing": (raw(OK + b"Content-Length: -1\r\n\r\n" + BODY), "breaks off"),
    "a chunk cut": (raw(CHUNKED + b"fff\r\n" + BODY[:100]), "breaks off"),
    "a chunk of no size": (raw(CHUNKED + b"zz\r\n" + BODY), "breaks off"),
    "last chunk missing": (raw(CHUNKED + b"%x\r\n%s\r\n" % (len(BODY), BODY)), "breaks off"),
    "too long by its own word": (reply(b"[]", length=10**12), "longer than 100,000 bytes"),
    "too long without a word": (flood, "longer than 100,000 bytes"),
    # The packing
    "a bomb": (reply(BOMB, Content_Encoding="gzip"), "longer than 100,000 bytes"),
    "packed without an end": (hollow, "longer than 100,000 bytes"),
    "packed and cut": (reply(gzip.compress(BODY)[:-12], Content_Encoding="gzip"), "cut short"),
    "packed and broken": (reply(b"\x1f\x8b" + b"\xff" * 60, Content_Encoding="gzip"),
                          "cannot be unpacked"),
    "packed and more behind": (reply(gzip.compress(BODY) + b"more", Content_Encoding="gzip"),
                               "behind the end"),
    "said to be packed": (reply(BODY, Content_Encoding="gzip"), "cannot be unpacked"),
    "packed unasked": (reply(BODY, Content_Encoding="br"), "nobody asked for"),
    # The way
    "redirect to another host": (redirect("https://example.org/x"), "none of the hosts"),
    "redirect to a host of another entry": (redirect("https://github.com/x"), "none of the hosts"),
    "redirect to an open line": (redirect(ADDRESS.replace("https", "http")), "is not https"),
    "redirect to a number": (redirect("https://127.0.0.1/x"), "none of the hosts"),
    "redirect to metadata of a cloud": (redirect("//169.254.169.254/x"), "none of the hosts"),
    "redirect to a file": (redirect("file:///etc/passwd"), "is not https"),
    "redirect to a port": (redirect("https://api.psdata.un.org:8443/x"), "a user or a port"),
    "redirect with a user": (redirect("https://a:b@api.psdata.un.org/x"), "a user or a port"),
    "redirect in a circle": (redirect(PATH), "redirects more than 5 times"),
    "redirect to nowhere": (reply(b"", "302 Found"), "which is no address"),
    "redirect to nonsense": (redirect("https://[::1"), "Invalid URL in location"),
    # The status
    "not found": (reply(BODY, "404 Not Found"), "404 Not Found"),
    "forbidden": (reply(BODY, "403 Forbidden"), "403 Forbidden"),
    "created": (reply(BODY, "201 Created"), "201 Created"),
    "a part": (reply(BODY, "206 Partial Content"), "206 Partial Content"),
    "no content": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "204 No Content"),
    "a status of its own": (reply(BODY, "299 Perhaps"), "299"),
    "always in trouble": (reply(b"", "500 Oh"), "Tried 2 times"),
    "too many requests": (reply(b"", "429 Slow", Retry_After="0"), "Tried 2 times"),
    "come back tomorrow": (reply(b"", "503 Closed", Retry_After="86400"), "86,400 seconds"),
    "come back at a moment": (reply(b"", "429 Slow", Retry_After=later(5000)), "seconds: refresh"),
    "come back in the past": (reply(b"", "503 Closed", Retry_After=later(-5000)), "Tried 2"),
    "come back never": (reply(b"", "503 Closed", Retry_After="9" * 400), "seconds: refresh"),
    "come back at nonsense": (reply(b"", "503 Closed", Retry_After="soon\x7f"), "Tried 2"),
    "come back before": (reply(b"", "503 Closed", Retry_After="-5"), "Tried 2"),
    # The file
    "a page": (reply(PAGE, Content_Type="text/html; charset=utf-8"), "web page"),
    "a page that says it is JSON": (reply(PAGE, Content_Type="application/json"), "HTML"),
    "an error in JSON": (reply(b'{"error": "maintenance"}'), "tells of an error"),
    "cut in the middle": (reply(BODY[: len(BODY) // 2]), "no whole JSON"),
    "two files in one": (reply(BODY + BODY), "no whole JSON"),
    "empty": (reply(b""), ""),
    "empty list": (reply(b"[]"), ""),
    "null": (reply(b"null"), ""),
    "lists in a list": (reply(b"[[1, 2], [3, 4]]"), ""),
    "a nest": (reply(b"[" * 50_000 + b"]" * 50_000), ""),
    "nobody can count so far": (reply(b'[{"id": ' + b"9" * 9000 + b"}]"), "no whole JSON"),
    "not a number": (reply(as_json([death(1, id=float("nan"))])), "NaN is no value"),
    "endless number": (reply(as_json([death(1, id=float("inf"))])), "Infinity is no value"),
    "wrong charset": (reply(as_json([death(n, casualty_nationality="Côte A") for n in range(9)],
                                    ensure_ascii=False).decode().encode("latin-1"),
                            Content_Type="application/json; charset=utf-8"), "not UTF-8"),
    "a name twice in an object": (reply(BODY.replace(b'"id": 1,', b'"id": 1, "id": 2,')),
                                  "gives one of its names twice"),
    "a bomb in the file": (reply(gzip.compress(b"[" + b" " * 101_000_000 + b"]", 1),
                                 Content_Type="application/json"), "longer than"),
    "a column gone": (reply(as_json(without("mission_acronym"))), "needs also: mission_acronym"),
    "columns renamed": (reply(as_json([{f"x_{name}": row[name] for name in row}
                                       for row in NEWER])), "columns of none of the tables"),
    "another table": (reply(as_json([{"contribution_id": 1, "isocode3": "AAA"}] * 9)),
                      "columns of none of the tables"),
    "half the rows": (reply(as_json(NEWER[:3])), "more than half are missing"),
    "rows of another meaning": (reply(as_json([death(n, incident_date="13/25/2002")
                                               for n in range(9)])), "cannot be read (9)"),
    "day and month exchanged": (reply(as_json([death(n, incident_date=LONG_AGO + 59 * DAY,
                                                     last_update=LATELY + DAY)
                                               for n in range(1, 10)])),
                                "Of its 8 rows that are held, 8 say something else"),
    "another past": (reply(as_json([death(n, last_update=LATELY + DAY) for n in range(101, 110)])),
                     "of this 0 rows are held and 9 are not"),
    "days at odd hours": (reply(as_json([death(n, incident_date=LONG_AGO + 1)
                                         for n in range(9)])), "cannot be read (9)"),
    "days beyond all time": (reply(as_json([death(n, incident_date=10**14 * DAY)
                                            for n in range(9)])), "cannot be read (9)"),
    "an edition of the far future": (reply(as_json([death(1, last_update="2099-01-01"),
                                                    *NEWER[1:]])), "is yet to come"),
    "not asked whether modified": (None, "though nothing was held"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_in_words_and_changes_nothing(publisher, fault):
    answer, words = FAULTS[fault]
    if answer is None:
        Source.objects.get(slug="un-fatalities").identifiers.all().delete()
        answer = reply(b"", "304 Not Modified")
    publisher.answers[PATH] = answer
    before, begun = state(), time.monotonic()

    said, well = publisher.refresh(KEY)

    assert not well, said
    assert words in said
    assert f"Nothing was imported of {KEY}." in said
    assert state() == before
    assert time.monotonic() - begun < 4


def test_what_the_last_try_is_told_to_wait_is_said(publisher):
    """A first try that fails for another reason takes nothing away from it."""
    answers = iter([reply(b"", "500 Oh"), reply(b"", "503 Closed", Retry_After="86400")])
    publisher.answers[PATH] = lambda line, head: next(answers)(line, head)

    said, well = publisher.refresh(KEY)

    assert (well, "86,400 seconds" in said) == (False, True), said


CERTIFICATES = {"another name": "is not to be trusted", "unknown authority": "not to be trusted"}


@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_a_certificate_that_does_not_fit_ends_it_at_once(publisher, certificate):
    publisher.certificate = certificate

    said, well = publisher.refresh(KEY)

    assert (well, publisher.asked) == (False, [])
    assert CERTIFICATES[certificate] in said


@contextmanager
def open_line():
    """A server that answers every greeting in plain words."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_talk_openly, args=(listener,), daemon=True).start()
        yield listener.getsockname()


def _talk_openly(listener):
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        with client:
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_a_server_that_speaks_no_tls_is_given_up(publisher):
    with open_line() as endpoint:
        said, well = publisher.refresh(KEY, resolve=lambda host, port: [endpoint])

    assert not well
    assert "breaks off" in said


def test_a_server_that_never_greets_is_given_up(publisher):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        begun = time.monotonic()

        said, well = publisher.refresh(KEY, resolve=lambda host, port: [listener.getsockname()])

    assert not well
    assert "Nothing was imported" in said
    assert time.monotonic() - begun < 4


def test_of_several_addresses_the_next_is_taken_where_one_is_dead(publisher):
    dead = ("127.0.0.1", 9)

    said, well = publisher.refresh(KEY, resolve=lambda host, port: [dead, publisher.endpoint])

    assert (well, len(publisher.asked)) == (True, 1), said


def test_a_line_that_nobody_answers_is_given_up(publisher):
    said, well = publisher.refresh(KEY, resolve=lambda host, port: [("127.0.0.1", 9)])

    assert not well
    assert "breaks off" in said


ROWS = {
    "the same death twice": [*NEWER, NEWER[8]],
    "a death without an id": [*NEWER, death(10, casualty_id="")],
    "an id in wide digits": [*NEWER, death(10, casualty_id="XMIS-2002-\uff11")],
    "an id that says nothing": [*NEWER, death(10, casualty_id="NaN")],
    "a state that nobody knows": [*NEWER, death(10, casualty_nationality="?", isocode3="?")],
    "a mission that nobody knows": [*NEWER, death(10, mission_acronym="Y" * 900)],
    "no day": [*NEWER, death(10, incident_date=None)],
    "the day nought": [*NEWER, death(10, incident_date=0)],
    "a day of the year 9000": [*NEWER, death(10, incident_date="9000-01-01")],
    "an object in a cell": [*NEWER, death(10, gender={"a": 1})],
    "no object": [*NEWER, 7],
    "a zero byte": [*NEWER, death(10, casualty_id="X\0Y")],
    "a sex of its own": [*NEWER, death(10, gender="<script>")],
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_is_left_out_and_named(publisher, row):
    publisher.answers[PATH] = reply(as_json(ROWS[row]))

    said, well = publisher.refresh(KEY)

    assert "1 new, 0 changed (waiting for editors), 8 unchanged" in said
    assert "1 refused" in said
    assert f"{KEY}.json, line 10" in said
    assert (well, Fatality.objects.count()) == (True, 9)
    assert is_whole()


# --- Which addresses ------------------------------------------------------------------------

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3"),
    *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:8.8.8.8", "::ffff:10.0.0.1", "::8.8.8.8", "2002:0808:0808::1", "2001::1"),
    *("64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "not a number"),
)


def looked_up(*numbers):
    return lambda host, port, **_: [(2, 1, 6, "", (number, port)) for number in numbers]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_name_that_leads_into_a_private_network_is_refused(number):
    with pytest.raises(Forbidden, match="an address of a private network"):
        public_endpoints("api.psdata.un.org", 443, looked_up("93.184.215.14", number))


@pytest.mark.parametrize("number", ("93.184.215.14", "2606:2800:21f::1", "64:ff9b::93.184.215.14"))
def test_a_name_of_the_open_network_is_taken(number):
    assert public_endpoints("api.psdata.un.org", 443, looked_up(number)) == [(number, 443)]


def test_a_name_that_leads_home_is_refused_before_a_word_is_sent(publisher):
    def resolve(host, port):
        return public_endpoints(host, port, looked_up("127.0.0.1"))

    said, well = publisher.refresh(KEY, resolve=resolve)

    assert (well, publisher.asked) == (False, [])
    assert "api.psdata.un.org leads to 127.0.0.1, an address of a private network" in said


@pytest.mark.parametrize(
    "address",
    ("http://api.psdata.un.org/x", "https://example.org/x", "https://127.0.0.1/",
     "https://api.psdata.un.org.example.org/", "https://made-up.github.com/",
     "https://made-upgithub.com/", "https://api.psdata.un.org:444/",
     "https://u@api.psdata.un.org/", "ftp://api.psdata.un.org/", "https://[::1", "/x", ""),
)  # fmt: skip
def test_an_entry_cannot_name_an_address_beyond_the_list_of_hosts(address):
    with pytest.raises(ValueError, match=r"hosts|https|port|no address"):
        register(Entry("X", "x", address, Form.CSV, "", "", "x"))
    with pytest.raises(ValueError, match="hosts"):
        refuse_address(ADDRESS, elsewhere=["example.org"])


def test_no_variable_of_the_environment_loosens_the_certificate_or_names_a_proxy(
    publisher, monkeypatch, tmp_path
):
    """The fetcher of the command itself trusts nobody whom the test's authority vouches for."""
    authority = tmp_path / "authority.pem"
    trusted = publisher.client.get_ca_certs(binary_form=True)
    authority.write_text("\n".join(map(ssl.DER_cert_to_PEM_cert, trusted)))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setattr(publisher, "client", None)

    said, well = publisher.refresh(KEY)

    assert (well, publisher.asked) == (False, [])
    assert "not to be trusted" in said
