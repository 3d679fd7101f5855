"""Passes requests of the page on to the server: a page on https may not call a server on http itself."""

import http.client
import json
import os
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATHS = re.compile(r"/+predict(/histories)?/?|/api/(predictions(/[0-9A-Fa-f-]{36})?|model)|/openapi")
OF_ONE_CONNECTION = {"connection", "content-length", "expect", "host", "keep-alive", "proxy-authenticate",
                     "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
BLOCK = 64 * 1024
CONNECT_SECONDS = 5
ANSWER_SECONDS = 60  # an upload is judged within seconds, or answered 503


class Refused(Exception):
    """What the proxy itself answers: a status, and what to do."""

    def __init__(self, status, advice):
        super().__init__(advice)
        self.status = status
        self.advice = advice


class ClientGone(Exception):
    """Nobody waits for an answer any more, which is no news."""


class Backend:
    """The one server that requests go to."""

    def __init__(self, address):
        if not re.fullmatch(r"https?://[\w.-]+(:\d{1,5})?/*", address, re.ASCII):
            sys.exit(f"BACKEND_URL is '{address}', but must be like http://203.0.113.7:8080: see gcloud/frontend.sh")
        url = urlsplit(address)
        self.kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        self.host, self.port = url.hostname, url.port

    def connect(self):
        connection = self.kind(self.host, self.port, timeout=CONNECT_SECONDS)
        try:
            connection.connect()
        except OSError as e:
            print(f"{self.host} cannot be reached ({e}). Does it run? See gcloud/status.sh", file=sys.stderr)
            raise Refused(503, "The server cannot be reached. Nothing was judged. Try again in a few seconds.") from e
        connection.sock.settimeout(ANSWER_SECONDS)
        return connection


class Proxy(BaseHTTPRequestHandler):
    """One connection of App Engine's front end."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    backend = None
    unread = 0

    def forward(self):
        self.unread = 0
        try:
            self.check()
            connection = self.backend.connect()
            try:
                self.relay(self.ask(connection))
            finally:
                connection.close()
        except Refused as e:
            self.refuse(e.status, e.advice)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = forward

    def check(self):
        """Nothing but what is known, and no doubt about where the request ends."""
        lengths = set(self.headers.get_all("Content-Length", ["0"]))
        if len(lengths) > 1 or not re.fullmatch("[0-9]{1,15}", min(lengths)):
            self.close_connection = True
            raise Refused(400, "Send one Content-Length.")
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            raise Refused(411, "Send a Content-Length instead of chunks.")
        self.unread = int(min(lengths))
        if not PATHS.fullmatch(self.path.partition("?")[0]) or not re.fullmatch("[!-~]*", self.path):
            raise Refused(404, "There is nothing here. Check the path; GET /openapi lists all there are.")

    def ask(self, connection):
        try:
            connection.putrequest(self.command, self.path, skip_accept_encoding=True)
            dropped = OF_ONE_CONNECTION.union(self.headers.get("Connection", "").lower().replace(" ", "").split(","))
            for name, value in self.headers.items():
                # Where App Engine believes that the reader lives is nobody's business
                if name.lower() not in dropped and not name.lower().startswith("x-appengine-"):
                    connection.putheader(name, value)
            if "Content-Length" in self.headers:
                connection.putheader("Content-Length", self.unread)
        except ValueError as e:
            raise Refused(400, "The headers are malformed.") from e
        try:
            connection.endheaders()
            self.send(connection)
            return connection.getresponse()
        except TimeoutError as e:
            raise Refused(504, "The server did not answer in time. Look at the history before you try again.") from e
        except (OSError, http.client.HTTPException) as e:
            print(f"The server broke off: {e!r}", file=sys.stderr)
            raise Refused(502, "The server broke off. Look at the history before you try again.") from e

    def send(self, connection):
        while self.unread > 0:
            block = self.read()
            try:
                connection.send(block)
            except (BrokenPipeError, ConnectionResetError):
                return  # it may have answered before it had read everything, such as 413

    def read(self):
        try:
            block = self.rfile.read1(min(self.unread, BLOCK))
        except OSError as e:
            raise ClientGone from e
        if not block:
            raise ClientGone
        self.unread -= len(block)
        return block

    def relay(self, answer):
        self.drain()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_CONNECTION:
                self.send_header(name, value)
        has_body = self.command != "HEAD" and answer.status not in (204, 304)
        length = answer.getheader("Content-Length")
        chunked = length is None and has_body and self.request_version != "HTTP/1.0"
        if length is not None:
            self.send_header("Content-Length", length)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if has_body:
            self.copy(answer, chunked)

    def copy(self, answer, chunked):
        try:
            while block := answer.read1(BLOCK):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            if chunked:
                self.wfile.write(b"0\r\n\r\n")
            self.close_connection |= bool(answer.length)
        except (OSError, http.client.HTTPException):
            self.close_connection = True  # an answer that broke off must not look complete

    def drain(self):
        """The rest of an upload, for a client that reads the answer only then; App Engine lets 32 MB through."""
        while self.unread > 0:
            self.read()

    def refuse(self, status, advice):
        """In the shape that the server's own answers have on this path."""
        self.drain()
        title = http.HTTPStatus(status).phrase
        if re.match("/+predict", self.path):
            kind, shape = "application/json", {"status": "fail", "message": advice}
        else:
            kind = "application/problem+json"
            shape = {"type": "about:blank", "title": title, "status": status, "detail": advice}
        body = json.dumps(shape).encode()
        self.send_response_only(status)
        headers = {"Content-Type": kind, "Content-Length": len(body), "Access-Control-Allow-Origin": "*",
                   "Cache-Control": "no-store"}
        if status == 503:
            headers["Retry-After"] = 5
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code, message=None, explain=None):
        """What the library finds malformed."""
        self.path = getattr(self, "path", "")
        self.request_version = self.protocol_version
        self.close_connection = True
        self.refuse(code, message or "The request is malformed.")

    def log_message(self, *_):
        """App Engine keeps a log of requests itself."""


class Server(ThreadingHTTPServer):
    """Waiting uploads are not turned away."""

    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that goes away is no news; the rest is, without its address."""
        failure = sys.exception()
        if not isinstance(failure, (ClientGone, OSError)):
            print(f"A request failed: {failure!r}", file=sys.stderr)


if __name__ == "__main__":
    Proxy.backend = Backend(os.environ.get("BACKEND_URL", ""))
    Server(("", int(os.environ.get("PORT", "8080"))), Proxy).serve_forever()
