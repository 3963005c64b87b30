"""A server on loopback that answers like OSRM, Valhalla or openrouteservice, or misbehaves.

Its roads: straight lines, 1.5 metres a metre, 20 metres a second; a tenth more going north.
Places north of 44.8° lie off all roads.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import hypot

from toctoc.territory.roads.lines import encode_line

M_PER_DEG = 111_195.0
LINE = "gpcgGnjcA?w{Ngw@??v{N"  # of five decimals


def metres(start, goal):
    north, east = goal[0] - start[0], (goal[1] - start[1]) * 0.73
    return round(1.5 * M_PER_DEG * hypot(north, east) * (1.1 if north > 0 else 1), 1)


def tables(sources, targets):
    far = [[metres(start, goal) for goal in targets] for start in sources]
    return far, [[one / 20 for one in row] for row in far]


class Handler(BaseHTTPRequestHandler):
    """Answers as its server speaks; `mood`: well, slow, down, garbage, short or null."""

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.answer(json.loads(self.rfile.read(length)))

    def answer(self, asked):
        self.server.asked.append((self.path, asked, self.headers.get("Authorization")))
        mood = self.server.mood
        if mood == "slow":
            self.server.released.wait(5)
        if mood == "down":
            return self.say(500, {})
        if mood == "garbage":
            return self.say(200, {"sources_to_targets": "none", "distances": [[{}]]})
        return self.say(*self.server.speak(self.path, asked, mood))

    def say(self, status, answer):
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words):
        pass


def bent(far, mood):
    """Spoil a table: a hole in its first row, or a row missing."""
    if mood == "null":
        far[0][-1] = None
    return far[:-1] if mood == "short" else far


def speak_osrm(path, _asked, mood):
    if not path.startswith(("/table", "/route", "/car", "/bike", "/foot")):
        return 404, {}
    spots = [
        tuple(float(part) for part in spot.split(","))[::-1]
        for spot in path.split("?")[0].rsplit("/", 1)[1].split(";")
    ]
    if any(lat > 44.8 for lat, _lon in spots):
        return 400, {"code": "NoSegment", "message": "Could not find a matching segment"}
    if "/route/" in path:
        far = metres(*spots)
        return 200, {
            "code": "Ok",
            "routes": [{"geometry": LINE, "distance": far, "duration": far / 20}],
        }
    words = dict(part.split("=") for part in path.split("?")[1].split("&"))
    rows, columns = (
        [spots[int(number)] for number in words[name].split(";")]
        for name in ("sources", "destinations")
    )
    far, long = tables(rows, columns)
    return 200, {"code": "Ok", "distances": bent(far, mood), "durations": long}


def speak_valhalla(path, asked, mood):
    if path == "/status":
        return 200, {"version": "3.5.1", "tileset_last_modified": 1}
    if asked is None:
        return 404, {}
    named = ("sources", "targets") if "sources" in asked else ("locations",)
    groups = [[(one["lat"], one["lon"]) for one in asked[name]] for name in named]
    if any(lat > 44.8 for group in groups for lat, _lon in group):
        return 400, {"error_code": 171, "error": "No suitable edges near location"}
    if path == "/route":
        far, line = metres(*groups[0]), encode_line([(430.0, -3.5), (432.0, -3.5)])
        summary = {"length": far / 1_000, "time": far / 20}
        return 200, {"trip": {"legs": [{"summary": summary, "shape": line}]}}
    far, long = tables(*groups)
    kilometres = [[one / 1_000 for one in row] for row in far]
    found = {"distances": bent(kilometres, mood), "durations": long}
    return 200, {"sources_to_targets": found, "units": "kilometers"}


def speak_openrouteservice(path, asked, mood):
    if path == "/v2/health":
        return 200, {"status": "ready"}
    if asked is None:
        return 404, {}
    spots = [(lat, lon) for lon, lat in asked.get("locations") or asked["coordinates"]]
    if any(lat > 44.8 for lat, _lon in spots):
        return 404, {"error": {"code": 2010, "message": "Could not find routable point"}}
    if "/directions/" in path:
        far = metres(*spots)
        summary = {"distance": far, "duration": far / 20} if far else {}
        return 200, {"routes": [{"summary": summary, "geometry": LINE}]}
    far, long = tables(
        [spots[k] for k in asked["sources"]], [spots[k] for k in asked["destinations"]]
    )
    return 200, {"distances": bent(far, mood), "durations": long}


@contextmanager
def serve(speak, mood="well"):
    """Serve one format on a free port; yields the server, with `url` and what was `asked`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.speak, server.mood, server.asked = speak, mood, []
    server.released = threading.Event()
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
