"""Draws src/Package/icon.png: a speech bubble whose last line breaks off, the soft failure this package looks for."""

import struct
import sys
import zlib

SIZE, SAMPLES = 128, 4
BACKGROUND, BUBBLE, LINE, CUT = (36, 59, 107), (255, 255, 255), (122, 141, 181), (240, 138, 36)


def rounded(x, y, left, top, right, bottom, radius):
    if not (left <= x < right and top <= y < bottom):
        return False
    dx = max(left + radius - x, x - (right - radius), 0)
    dy = max(top + radius - y, y - (bottom - radius), 0)
    return dx * dx + dy * dy <= radius * radius


def tail(x, y):
    return 84 <= y < 108 and 36 <= x < 36 + (108 - y)


def color(x, y):
    if not rounded(x, y, 0, 0, SIZE, SIZE, 24):
        return None
    if rounded(x, y, 30, 38, 98, 45, 3.5) or rounded(x, y, 30, 53, 98, 60, 3.5) or rounded(x, y, 30, 68, 62, 75, 3.5):
        return LINE
    if any((x - cx) ** 2 + (y - 71.5) ** 2 <= 16 for cx in (71, 82, 93)):
        return CUT
    if rounded(x, y, 18, 24, 110, 90, 14) or tail(x, y):
        return BUBBLE
    return BACKGROUND


def pixel(column, row):
    """The mean of the samples in a pixel, transparent where they lie outside the rounded square."""
    colors = [color(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    inside = [c for c in colors if c]
    if not inside:
        return bytes(4)
    return bytes([round(sum(c[k] for c in inside) / len(inside)) for k in range(3)] + [round(255 * len(inside) / len(colors))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)))
    file.write(chunk(b"IDAT", zlib.compress(rows, 9)))
    file.write(chunk(b"IEND", b""))
