"""A second reader of vaults, written from docs/vault-format.md alone: `python3 reader.py STORE IDENTITY DATABASE`.

STORE is `case/` or `sealed/` of a vault, IDENTITY an age identity file. Everything the document says a reader checks is checked; the database is
written only if all of it holds, and otherwise the exit status is 1 and the reason is on the last line. Python's standard library and `age`.
"""
import hashlib, hmac, os, re, struct, subprocess, sys

NUMBER = r"(\d{10}|[1-9]\d{10,18})"
NAMES = {"m": rf"m-{NUMBER}-([0-9a-f]{{8}})\.age", "d": rf"d-{NUMBER}-{NUMBER}-([0-9a-f]{{8}})\.age"}

class Refused(Exception): pass

def need(holds, name, why):
    if not holds: raise Refused(f"{name}: {why}")

def mac_key(identity):  # the 32 bytes of AGE-SECRET-KEY-1... (bech32), then HKDF without salt
    line = next(l.strip().lower() for l in open(identity) if l.upper().startswith("AGE-SECRET-KEY-1"))
    bits = "".join(format("qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(c), "05b") for c in line.split("1")[1][:-6])
    secret = int(bits[:256], 2).to_bytes(32, "big")
    return mac(mac(bytes(32), secret), b"agevfs mac v1" + b"\1")

def mac(key, data): return hmac.new(key, data, hashlib.sha256).digest()
def sha(data): return hashlib.sha256(data).digest()

def binding(path):  # SHA-256 of the age header and the 16 bytes behind it
    data = open(path, "rb").read()
    return sha(data[:data.index(b"\n", data.index(b"\n--- ") + 1) + 17]), len(data)

def read(folder, identity):
    K = mac_key(identity)

    def plain(name):
        done = subprocess.run(["age", "-d", "-i", identity, os.path.join(folder, name)], capture_output=True)
        need(done.returncode == 0, name, "age does not open it")
        return done.stdout

    def listed(kind):
        return [(m[0], *m.groups()) for m in (re.fullmatch(NAMES[kind], n) for n in os.listdir(folder)) if m]

    def manifest(name, seq, r):
        p = plain(name)
        need(len(p) >= 176 and p[:8] == b"agevfs-m" and hmac.compare_digest(mac(K, p[:-32]), p[-32:]), name, "MAC")
        version, page, at, c, own, bind, length, pages, content, n = struct.unpack_from(">IIQ32s8s32sQI32sI", p, 8)
        need(version == 1 and page in [512 << i for i in range(8)] and len(p) == 176 + 40 * n, name, "form")
        need(at == int(seq) and own.decode() == r, name, "name")
        points = [struct.unpack_from(">Q32s", p, 144 + 40 * i) for i in range(n)]
        need(all(a[0] < b[0] for a, b in zip(points, points[1:] + [(at, c)])), name, "points")
        return page, at, c, bind, length, pages, content, points

    def delta(name, first, last, _r):
        p = plain(name)
        need(len(p) >= 172 and p[:8] == b"agevfs-d" and hmac.compare_digest(mac(K, p[:140]), p[140:172]), name, "MAC")
        version, page, begin, end, before, c, after, least, count, content = struct.unpack_from(">IIQQ32s32sIII32s", p, 8)
        need(version == 1 and (begin, end) == (int(first), int(last)) and 1 <= begin <= end, name, "name")
        need(len(p) == 172 + (4 + page) * count, name, "length")
        table = struct.unpack_from(f">{count}I", p, 172)
        need(least <= after and all(a < b for a, b in zip((0, *table), (*table, after + 1))), name, "page table")
        need(sha(p[104:108] + p[172:]) == content, name, "content")
        need(begin < end or mac(K, b"agevfs-c" + before + struct.pack(">QI", end, after) + content) == c, name, "chain")
        body = p[172 + 4 * count:]
        return page, begin, end, before, c, after, least, {n: body[i * page:(i + 1) * page] for i, n in enumerate(table)}

    # 1. The manifest with the highest number.
    manifests = sorted(listed("m"), key=lambda m: (int(m[1]), m[2]))
    need(manifests, folder, "no manifest")
    newest = manifest(*manifests[-1])
    # 2. Its snapshot; or the generation before, which leads to the same state.
    names = [("s-" + m[0][2:], m) for m in manifests]
    name, base = next((n for n in reversed(names) if os.path.exists(os.path.join(folder, n[0]))), (None, None))
    need(base, names[-1][0], "missing")
    page, seq, c_seq, bind, length, pages, content, points = newest if base == manifests[-1] else manifest(*base)
    database = plain(name)
    need(binding(os.path.join(folder, name)) == (bind, length), name, "binding or length")
    need(len(database) == pages * page and sha(database) == content, name, "content")
    # 3. and 4. Every newer delta fits; every file there is tells the same history.
    top, points, deltas = newest[1], newest[7], []
    known = {top: newest[2], **dict(points)}
    def agree(name, *ends):
        for at, c in ends:
            need(known.get(at, c) == c, name, "fork")
            need(at >= top or at in known or not points or at < points[0][0], name, "fork")
        known.update(ends)
    for m in manifests[:-1]:
        try: old = manifest(*m)
        except Refused: continue
        agree(m[0], (old[1], old[2]))
    for m in sorted(listed("d"), key=lambda m: int(m[2])):
        newer = int(m[2]) > seq
        try: d = delta(*m)
        except Refused:
            if newer: raise
            continue
        need(not newer or d[0] == page and d[1] > seq, m[0], "page size or reach")
        agree(m[0], (d[1] - 1, d[3]), (d[2], d[4]))
        if newer: deltas.append(d)
    # 5. The way to the newest commit, by the fewest files.
    ways, front, end = {seq: []}, [seq], max([seq] + [d[2] for d in deltas])
    while front and end not in ways:
        steps = [(at, d) for at in front for d in deltas if d[1] == at + 1]
        front = []
        for at, d in steps:
            if d[2] not in ways:
                ways[d[2]] = ways[at] + [d]
                front.append(d[2])
    need(end in ways and end >= top, folder, "a file is missing")
    image = {n + 1: database[n * page:(n + 1) * page] for n in range(pages)}
    for _, _, _, _, _, after, least, new in ways[end]:
        image = {n: p for n, p in image.items() if n <= least} | new
        pages = after
    return b"".join(image.get(n + 1, bytes(page)) for n in range(pages))

if __name__ == "__main__":
    try: result = read(*sys.argv[1:3])
    except Refused as why: sys.exit(str(why))
    with open(sys.argv[3], "wb") as out: out.write(result)
