"""A little HTTP, by the standard library alone."""

import json
import logging
import os
import re
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pg8000.exceptions

log = logging.getLogger(__name__)


class Problem(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


def serve(routes, *, until):
    """Serves `routes` ("POST /things/(\\d+)" -> function of the request and the groups) until SIGTERM, then calls `until`."""
    patterns = [(re.compile(pattern), answer) for pattern, answer in routes.items()]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self):
            try:
                status, body = self.answer()
            except Problem as problem:
                status, body = problem.status, {"error": str(problem)}
            except Exception as error:
                log.exception("%s %s", self.command, self.path)
                status, body = 500, {"error": str(error)}
            data = json.dumps(body, default=str).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def answer(self):
            for pattern, answer in patterns:
                match = pattern.fullmatch(f"{self.command} {self.path}")
                if match:
                    try:
                        return answer(self, *match.groups())
                    except pg8000.exceptions.DatabaseError as error:
                        raise asked_for(error) from error
            raise Problem(404, "no such page")

        def json(self):
            length = int(self.headers.get("content-length") or 0)
            try:
                body = json.loads(self.rfile.read(length) or b"{}")
            except ValueError as error:
                raise Problem(400, f"no JSON: {error}") from error
            if not isinstance(body, dict):
                raise Problem(400, "an object is wanted")
            return body

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler)
    server.daemon_threads = True

    def end(*_):
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    until()


def asked_for(error):
    """What the database refuses for its value (SQLSTATE 22) or a constraint (23) is the caller's mistake."""
    detail = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    if detail.get("C", "")[:2] in ("22", "23"):
        return Problem(400, detail.get("M", ""))
    return error
