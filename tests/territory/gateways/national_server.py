"""A server on loopback that answers in the format of geo.api.gouv.fr, or misbehaves."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

EPCIS = [
    {"nom": "CC d’Essai", "code": "200900001"},
    {"nom": "CC d’Ailleurs", "code": "200900002"},
]
RING = [[-0.2, 43.3], [-0.1, 43.3], [-0.1, 43.4], [-0.2, 43.4], [-0.2, 43.3]]
COMMUNES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {
                "nom": "Aubépine",
                "code": "64901",
                "codesPostaux": ["64990"],
                "codeEpci": "200900001",
                "epci": {"code": "200900001", "nom": "CC d’Essai"},
                "population": 120,
                "surface": 550.5,
            },
            "geometry": {"type": "Polygon", "coordinates": [RING]},
        }
    ],
}


class Handler(BaseHTTPRequestHandler):
    """Answers as told by the server's `mood`: well, or with one way of going wrong."""

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, parse_qs(parts.query)))
        mood = self.server.mood
        if mood == "slow":
            self.server.released.wait(timeout=30)
        elif mood == "redirect":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/ailleurs")
            self.end_headers()
        elif mood == "garbage":
            self.answer(200, b"<html>maintenance</html>")
        elif mood == "object":
            self.answer(200, b'{"message": "maintenance"}')
        elif mood == "cut":
            self.answer(200, b'{"type": ', length=5_000)
        elif mood == "500":
            self.answer(500, b"{}")
        else:
            self.answer(*self.true_answer(parts.path, parse_qs(parts.query)))

    def true_answer(self, path, query):
        if path == "/epcis":
            wanted = query.get("code", query.get("nom", [""]))[0].lower()
            found = [one for one in EPCIS if wanted in f"{one['nom']} {one['code']}".lower()]
            return 200, json.dumps(found).encode()
        if path == "/epcis/200900001/communes":
            return 200, json.dumps(COMMUNES).encode()
        return 404, b'{"code": 404, "message": "Not found"}'

    def answer(self, status, content, *, length=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Keep quiet."""


@contextmanager
def national_server(mood="well"):
    """Serve until the block ends; yields the server, with its `url` and what was `asked`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.mood, server.asked, server.released = mood, [], threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
