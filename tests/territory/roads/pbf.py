"""Writes the little of OpenStreetMap's PBF format that a made-up map needs.

Format: wiki.openstreetmap.org/wiki/PBF_Format. Uncompressed blobs, plain nodes, no metadata.
"""

import struct


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def zigzag(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def field(number, content):
    """Write a field: whole numbers as they are, bytes with their length."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def signed(number, value):
    return varint(number << 3) + zigzag(value)


def packed(number, values, write=varint):
    return field(number, b"".join(map(write, values)))


def blob(kind, content):
    data = field(1, content) + field(2, len(content))
    header = field(1, kind.encode()) + field(3, len(data))
    return struct.pack(">I", len(header)) + header + data


class Strings(dict):
    """Numbers strings as they come; the first is empty, as the format asks."""

    def __missing__(self, text):
        self[text] = len(self) + 1
        return self[text]

    def table(self):
        return b"".join(field(1, text.encode()) for text in ["", *self])


def write_pbf(path, nodes, ways):
    """Write a map: nodes {id: (lat, lon)}, ways [(node ids, {tag: value})]."""
    strings = Strings()
    points = b"".join(
        field(1, signed(1, key) + signed(8, round(lat * 1e7)) + signed(9, round(lon * 1e7)))
        for key, (lat, lon) in sorted(nodes.items())
    )
    lines = b"".join(
        field(3, _way(key, refs, tags, strings)) for key, (refs, tags) in enumerate(ways, 1)
    )
    block = field(1, strings.table()) + field(2, points) + field(2, lines)
    header = field(4, b"OsmSchema-V0.6") + field(16, b"toctoc tests")
    path.write_bytes(blob("OSMHeader", header) + blob("OSMData", block))


def _way(key, refs, tags, strings):
    steps = [after - before for before, after in zip([0, *refs], refs, strict=False)]
    keys = packed(2, [strings[name] for name in tags])
    values = packed(3, [strings[value] for value in tags.values()])
    return field(1, key) + keys + values + packed(8, steps, zigzag)
