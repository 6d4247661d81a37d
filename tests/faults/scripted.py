"""Scripted peers on the loopback: servers that fail as no real one does on demand, and a proxy that cuts."""

import contextlib
import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tests.mail.certificates import Certificate

Play = Callable[[BinaryIO], None]


class Scripted:
    """Serves each connection by `play(stream)`, over TLS if there is a certificate, and closes when it returns.
    `wait` is for scripts that say nothing: it returns when the test ends."""

    def __init__(self, play: Play, certificate: Certificate | None) -> None:
        self._play = play
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._context.load_cert_chain(certificate.certificate, certificate.key)
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def wait(self) -> None:
        self._over.wait()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        # A client that refuses the certificate, or gives up, is part of the test.
        with contextlib.suppress(OSError, ValueError), client:
            talk = self._context.wrap_socket(client, server_side=True) if self._context else client
            with talk, talk.makefile("rwb", buffering=0) as stream:
                self._play(stream)  # type: ignore[arg-type]  # a raw socket file reads and writes bytes


@contextmanager
def scripted(play: Play, certificate: Certificate | None = None) -> Iterator[Scripted]:
    """A scripted server for as long as the block lasts."""
    server = Scripted(play, certificate)
    try:
        yield server
    finally:
        server.stop()


def imap(answers: dict[str, bytes | None], *, greeting: bytes = b"* OK listo") -> Play:
    """An IMAP server with one inbox that says OK to everything, but for `answers`.

    Its keys are beginnings of commands ("UID FETCH"), its values the bytes that come instead, where "TAG" stands
    for the command's tag; what does not end in a line break is followed by the end of the connection, as is None.
    """
    usual: dict[str, bytes | None] = {
        "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS\r\nTAG OK ya\r\n",
        "LIST": b'* LIST () "/" INBOX\r\nTAG OK ya\r\n',
        "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-ONLY] ok\r\n",
        "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-WRITE] ok\r\n",
        "UID SEARCH": b"* SEARCH 5\r\nTAG OK ya\r\n",
        "UID FETCH 5 (FLAGS)": b"* 1 FETCH (UID 5 FLAGS ())\r\nTAG OK ya\r\n",
        "LOGOUT": b"* BYE\r\nTAG OK ya\r\n",
    }
    table = answers | {key: value for key, value in usual.items() if key not in answers}

    def play(stream: BinaryIO) -> None:
        stream.write(greeting + b"\r\n")
        tag = b""
        while line := stream.readline():
            done = line.strip().upper() == b"DONE"  # the end of IDLE, which has that one's tag
            tag, _, command = (tag, b"", b"DONE") if done else line.strip().partition(b" ")
            if command.startswith(b"AUTHENTICATE") and "AUTHENTICATE" not in table:
                stream.write(b"+ \r\n")
                stream.readline()
            match = next((key for key in table if command.decode("latin-1").startswith(key)), None)
            answer = b"TAG OK ya\r\n" if match is None else table[match]
            if answer is None:
                return
            stream.write(answer.replace(b"TAG", tag))
            if not answer.endswith(b"\n"):
                return

    return play


@contextmanager
def cutting(port: int, after: int) -> Iterator[int]:
    """A proxy before a server of the loopback that resets each connection once `after` bytes came back from it.
    Gives the proxy's port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=_relay, args=(client, port, after), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _relay(client: socket.socket, port: int, left: int) -> None:
    with (
        contextlib.suppress(OSError),
        client,
        socket.create_connection(("127.0.0.1", port)) as server,
        selectors.DefaultSelector() as ready,
    ):
        ready.register(client, selectors.EVENT_READ, server)
        ready.register(server, selectors.EVENT_READ, client)
        while left > 0:
            for key, _ in ready.select():
                assert isinstance(key.fileobj, socket.socket)
                block = key.fileobj.recv(min(4096, left) if key.fileobj is server else 4096)
                if not block:
                    return
                left -= len(block) * (key.fileobj is server)
                key.data.sendall(block)
