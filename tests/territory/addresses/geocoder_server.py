"""A geocoder on loopback that answers as addok does, or misbehaves."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

DOOR = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-0.2612, 43.3512]},
    "properties": {
        "label": "12bis Chemin Lointain 64160 Morlaàs", "score": 0.97, "type": "housenumber",
        "id": "64405_9999_00012_bis", "housenumber": "12bis", "street": "Chemin Lointain",
        "name": "12bis Chemin Lointain", "postcode": "64160", "citycode": "64405",
        "city": "Morlaàs",
    },
}  # fmt: skip
TOWN = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [2.35, 48.85]},
    "properties": {
        "label": "Paris", "score": 0.4, "type": "municipality", "id": "75056", "name": "Paris",
        "postcode": "75001", "citycode": "75056", "city": "Paris",
    },
}  # fmt: skip
PLACE_OF_NO_USE = {"type": "Feature", "geometry": None, "properties": {"type": "poi"}}
GARBAGE = {
    "garbage": b"<html>maintenance</html>",
    "no features": b'{"type": "FeatureCollection"}',
    "a list": b"[1, 2]",
}


class Handler(BaseHTTPRequestHandler):
    """Answers as told by the server's `mood`."""

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, parse_qs(parts.query)))
        mood = self.server.mood
        if mood == "slow":
            self.server.released.wait(timeout=30)
            return
        status = 500 if mood == "500" else 200
        features = [] if mood == "nothing" else [TOWN, DOOR, PLACE_OF_NO_USE]
        content = GARBAGE.get(mood) or json.dumps({"features": features}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Keep quiet."""


@contextmanager
def geocoder_server(mood="well"):
    """Serve until the block ends; yields the server, with its `url` and what was `asked`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.mood, server.asked, server.released = mood, [], threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}/search"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
