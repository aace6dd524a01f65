"""Speaks PostgreSQL's greeting and then falls silent, as a frozen server does."""

import socket
import struct
import threading
from contextlib import contextmanager

SSL_REQUEST = 80877103
PARAMETERS = {
    "server_version": "15.0",
    "server_encoding": "UTF8",
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "TimeZone": "UTC",
    "standard_conforming_strings": "on",
    "integer_datetimes": "on",
}


@contextmanager
def silent_server(greets: bool):
    """Its port; where it does not greet, it accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        kept: list[socket.socket] = []
        threading.Thread(target=_serve, args=(listener, greets, kept), daemon=True).start()
        yield listener.getsockname()[1]
        for one in kept:
            one.close()


def _serve(listener, greets, kept):
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        kept.append(client)
        if greets:
            threading.Thread(target=_greet, args=(client,), daemon=True).start()


def _greet(client):
    while True:
        (length,) = struct.unpack("!I", client.recv(4))
        asked = client.recv(length - 4)
        if struct.unpack("!I", asked[:4])[0] != SSL_REQUEST:
            break
        client.sendall(b"N")
    client.sendall(_message(b"R", struct.pack("!I", 0)))
    for name, value in PARAMETERS.items():
        client.sendall(_message(b"S", f"{name}\0{value}\0".encode()))
    client.sendall(_message(b"K", struct.pack("!II", 1, 1)) + _message(b"Z", b"I"))


def _message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body
