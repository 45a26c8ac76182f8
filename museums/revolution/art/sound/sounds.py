"""The noises of the show, made from numbers: wind, guns, rifles, fire, bells, hooves, voices without words.

Nothing here is a recording. Each sound is built from seeded noise, decaying sines and filters, and written as OGG Vorbis, mono.
    python sounds.py FOLDER
"""
import sys
from pathlib import Path

import numpy as np
import soundfile

RATE = 32_000                    # samples a second: nothing here lives above 14 kHz
SEED = 1905
Sound = np.ndarray               # one-dimensional float64, about -1..1


def _noise(name: str, seconds: float) -> Sound:
    """White noise of unit variance; the same name gives the same noise."""
    return _rng(name).standard_normal(int(seconds * RATE))


def _rng(name: str) -> np.random.Generator:
    return np.random.default_rng([SEED, *name.encode()])


def _band(x: Sound, low: float, high: float, slope: float = 0.35) -> Sound:
    """x between low and high (Hz), the edges falling off as Gaussians `slope` octaves wide; round a circle, so a loop stays a loop."""
    f = np.maximum(np.fft.rfftfreq(len(x), 1 / RATE), 1e-3)
    octave = np.log2(f)
    below = np.clip((np.log2(low) - octave) / slope, 0, None)
    above = np.clip((octave - np.log2(high)) / slope, 0, None)
    return np.fft.irfft(np.fft.rfft(x) * np.exp(-(below**2) - above**2), n=len(x))


def _slow(name: str, seconds: float, hertz: float, low: float, high: float) -> Sound:
    """A slowly wandering curve between low and high that joins its own beginning: the hand on the wind machine."""
    n = int(seconds * RATE)
    r = _rng(name)
    t = np.arange(n) / n
    y = np.zeros(n)
    for k in range(1, max(2, int(hertz * seconds)) + 1):
        y += r.normal() / np.sqrt(k) * np.sin(2 * np.pi * (k * t + r.random()))
    y = (y - y.min()) / (y.max() - y.min())
    return low + (high - low) * y


def _level(x: Sound, peak: float) -> Sound:
    return x / np.abs(x).max() * peak


def _decay(n: int, half: float) -> Sound:
    """An exponential that halves every `half` seconds."""
    return 0.5 ** (np.arange(n) / RATE / half)


def _put(track: Sound, x: Sound, at: float, gain: float = 1.0, *, wrap: bool = False) -> None:
    """Lay x on the track at `at` seconds; wrapped, what runs over the end comes in at the beginning."""
    i = int(at * RATE)
    if wrap:
        np.add.at(track, (i + np.arange(len(x))) % len(track), x * gain)
        return
    x = x[: max(0, len(track) - i)]
    track[i : i + len(x)] += x * gain


def _town(x: Sound, name: str, delays: tuple[float, ...], seconds: float, dark: float) -> Sound:
    """Echoes from house fronts at the given delays (s), each duller than the last, and the long wash of streets behind them."""
    n = len(x) + int(seconds * RATE)
    out = np.zeros(n)
    out[: len(x)] = x
    for k, d in enumerate(delays):
        _put(out, _band(x, 20, max(140.0, dark / (k + 1.4))), d, 0.5 * 0.74**k)
    wash = _band(_noise(name, seconds), 35, dark) * _decay(int(seconds * RATE), seconds / 7)
    m = 1 << (n + len(wash)).bit_length()
    tail = np.fft.irfft(np.fft.rfft(x, m) * np.fft.rfft(wash, m), m)[:n]
    return out + _level(tail, 0.30 * np.abs(x).max())


def wind(seconds: float = 12.0) -> Sound:
    """Wind over roofs: a low bed, a whistle that wanders, wires that sing faintly. Loops."""
    n = int(seconds * RATE)
    bed = _band(_noise("wind-bed", seconds), 60, 420, 0.9) * _slow("gust", seconds, 0.5, 0.35, 1)
    out = _level(bed, 0.5)
    for k, (low, high) in enumerate(((380, 520), (560, 760), (820, 1050))):
        whistle = _band(_noise(f"whistle-{k}", seconds), low, high, 0.18)
        out += _level(whistle * _slow(f"w{k}", seconds, 0.6, 0, 1) ** 3, 0.2 / (k + 1))
    t = np.arange(n) / RATE
    wires = sum(np.sin(2 * np.pi * round(f * seconds) / seconds * t) for f in (196.3, 197.1, 294.4, 391.7))
    return _level(out + 0.012 * wires * _slow("wires", seconds, 0.4, 0, 1) ** 2, 0.5)


def fire(seconds: float = 9.0) -> Sound:
    """A house on fire, some way off: a breathing roar, and crackle in bursts. Loops."""
    roar = _band(_noise("roar", seconds), 45, 260, 0.8) * _slow("breath", seconds, 1.3, 0.55, 1)
    out = _level(roar, 0.42) + _level(_band(_noise("hiss", seconds), 1500, 5200, 0.8) * _slow("hiss-h", seconds, 1.1, 0.1, 1), 0.06)
    r = _rng("crackle")
    for _ in range(int(seconds * 24)):
        length = r.uniform(0.002, 0.022)
        snap = r.standard_normal(int(0.05 * RATE)) * _decay(int(0.05 * RATE), length / 4)
        f = r.uniform(500, 4200)
        _put(out, _band(snap, f, f * 2.2), r.uniform(0, seconds), 0.1 * r.pareto(2.6) + 0.03, wrap=True)
    for at in (1.7, 4.9, 7.6):                                        # a beam settles
        thud = r.standard_normal(RATE) * _decay(RATE, 0.09)
        _put(out, _level(_band(thud, 50, 300), 0.3), at, wrap=True)
    return _level(np.tanh(out * 1.3), 0.6)


def _shot(name: str, boom: float, crack: float, half: float) -> Sound:
    """One gun: the edge of the blast, its body that sinks in pitch, and the air behind it."""
    n = int(1.6 * RATE)
    t = np.arange(n) / RATE
    pitch = boom * (0.55 + 0.45 * np.exp(-t * 9))
    body = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * _decay(n, half)
    air = _band(_noise(name, 1.6), 30, 500) * _decay(n, half * 0.7)
    edge = _band(_noise(name + "-edge", 1.6), 300, 6000) * _decay(n, 0.012)
    out = _level(body, 0.8) + _level(air, 0.7) + _level(edge, crack)
    return out * np.minimum(1, t / 0.002)


def gun_near() -> Sound:
    """The battery by the bridge: one shot and the answer of the house fronts."""
    return _level(np.tanh(1.5 * _town(_shot("near", 62, 0.9, 0.11), "near-town", (0.19, 0.31, 0.52, 0.86), 3.2, 1400)), 0.9)


def guns_far() -> Sound:
    """Five shots from beyond the district, unevenly, each with its own distance."""
    out = np.zeros(int(9.5 * RATE))
    for k, (at, gain, dark) in enumerate(((0.1, 0.8, 320), (1.55, 0.55, 240), (2.35, 1.0, 380), (4.3, 0.5, 220), (5.6, 0.75, 300))):
        x = _band(_shot(f"far-{k}", 44 + 5 * k % 17, 0.12, 0.17), 25, dark, 0.7)
        _put(out, _level(_town(x, f"far-town-{k}", (0.42, 0.77, 1.3), 3.0, dark), gain), at)
    return _level(_fade(out), 0.75)


def rifles() -> Sound:
    """A ragged volley, a few late shots, one revolver: never more than the streets give back."""
    out = np.zeros(int(4.4 * RATE))
    r = _rng("rifles")
    times = [0.05, 0.16, 0.21, 0.33, 0.47, 1.25, 1.9, 2.02]
    for k, at in enumerate(times):
        x = _band(_shot(f"rifle-{k}", r.uniform(120, 170), 1.0, 0.018)[: RATE // 2], 110, 5200)
        _put(out, _town(x, f"rifle-town-{k}", (0.11, 0.24, 0.41), 1.4, 2400), at, r.uniform(0.45, 1))
    return _level(np.tanh(1.2 * _fade(out)), 0.75)


def _bell(f: float, seconds: float) -> Sound:
    """A church bell: hum, prime, minor third, fifth, nominal and above, each a slightly beating pair."""
    t = np.arange(int(seconds * RATE)) / RATE
    out = np.zeros(len(t))
    for ratio, gain, half in ((0.5, 0.55, 1.9), (1, 0.8, 1.25), (1.19, 0.6, 0.9), (1.5, 0.3, 0.6), (2, 0.7, 0.5), (2.52, 0.25, 0.3), (3.01, 0.3, 0.22), (4.17, 0.18, 0.12)):
        out += gain * (np.sin(2 * np.pi * f * ratio * t) + 0.6 * np.sin(2 * np.pi * f * ratio * 1.0016 * t + 1)) * 0.5 ** (t / half)
    return out * np.minimum(1, t / 0.003)


def bells() -> Sound:
    """Three bells of a parish church over snow, one after the other, the great one last."""
    out = np.zeros(int(10 * RATE))
    for at, f, gain in ((0.1, 329, 0.4), (0.95, 262, 0.5), (1.8, 147, 0.9), (3.7, 329, 0.3), (4.5, 262, 0.4), (5.4, 147, 0.8)):
        _put(out, _bell(f, 6), at, gain)
    return _level(_fade(_band(out, 50, 2600, 0.6), 2.0), 0.5)


def hooves() -> Sound:
    """Horses at a canter over trodden snow, coming near and going by."""
    seconds = 6.5
    out = np.zeros(int(seconds * RATE))
    r = _rng("hooves")
    for horse in range(5):
        at, stride = r.uniform(0, 0.5), r.uniform(0.44, 0.5)
        while at < seconds - 0.4:
            for beat in (0, 0.27, 0.44):                               # three beats and a pause
                x = r.standard_normal(int(0.2 * RATE))
                thump = _level(_band(x * _decay(len(x), 0.022), 55, 260), 1)
                crunch = _level(_band(x * _decay(len(x), 0.03), 900, 3800), 0.22)
                _put(out, thump + crunch, at + beat * stride + r.normal(0, 0.008) % 0.02, r.uniform(0.5, 1) * (0.7 + 0.08 * horse))
            at += stride
    t = np.arange(len(out)) / RATE
    near = np.exp(-(((t - 3.4) / 1.7) ** 2))
    far = _band(out, 40, 420)
    return _level(_fade(np.tanh((far * (1 - near) * 0.5 + out * near) * 0.8), 0.6), 0.6)


def murmur(seconds: float = 11.0) -> Sound:
    """People in a crowd, too far to be understood: many throats, vowels that wander, no words. Loops."""
    n = int(seconds * RATE)
    out = np.zeros(n)
    vowels = ((730, 1090, 2440), (570, 840, 2410), (440, 1020, 2240), (530, 1840, 2480), (300, 870, 2240), (390, 1990, 2550))
    for v in range(16):
        r = _rng(f"throat-{v}")
        base = r.uniform(95, 145) if v % 5 < 3 else r.uniform(180, 245)
        at = r.uniform(0, 1.2)
        while at < seconds:
            length = r.uniform(0.12, 0.34)
            m = int(length * RATE)
            t = np.arange(m) / RATE
            f0 = base * (1 + 0.14 * np.sin(2 * np.pi * (at / 2.6 + r.random() * 0.2)) - 0.12 * t / length)
            phase = np.cumsum(f0) / RATE
            formants = vowels[int(r.integers(len(vowels)))]
            x = np.zeros(m)
            for h in range(1, 22):
                f = base * h
                gain = sum(w * np.exp(-(((f - q) / b) ** 2)) for q, w, b in zip(formants, (1, 0.55, 0.2), (110, 150, 220), strict=True)) + 0.02
                x += gain / h**0.4 * np.sin(2 * np.pi * h * phase)
            x = (x + 0.1 * r.standard_normal(m)) * np.sin(np.pi * t / length) ** 0.8
            _put(out, x, at % seconds, r.uniform(0.3, 1), wrap=True)
            at += length + (r.uniform(0.02, 0.1) if r.random() < 0.75 else r.uniform(0.4, 1.6))
    wash = _band(_noise("street", seconds), 120, 900, 0.8)
    return _level(_band(_level(out, 0.8) + _level(wash, 0.1), 110, 1500, 0.7), 0.45)


def _fade(x: Sound, seconds: float = 0.9) -> Sound:
    """Let the last `seconds` run out to nothing."""
    n = int(seconds * RATE)
    x = x.copy()
    x[-n:] *= np.cos(np.linspace(0, np.pi / 2, n)) ** 2
    return x


SOUNDS = {"wind": wind, "fire": fire, "murmur": murmur, "guns-far": guns_far, "gun-near": gun_near, "rifles": rifles, "bells": bells, "hooves": hooves}


def write(folder: Path) -> None:
    """Write every sound into the folder as NAME.ogg, the same bytes every time with the same libraries."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in SOUNDS.items():
        path = folder / f"{name}.ogg"
        soundfile.write(path, make().astype(np.float32), RATE, format="OGG", subtype="VORBIS", compression_level=0.62)
        _settle(path)
        print(f"{path.name}: {path.stat().st_size // 1024} kB, {soundfile.info(path).duration:.1f} s")


def _settle(path: Path) -> None:
    """libsndfile numbers its stream by the clock: give every page the number 1905 and its checksum anew, so that the bytes stay the same."""
    data = bytearray(path.read_bytes())
    at = 0
    while at < len(data):
        length = 27 + data[at + 26] + sum(data[at + 27 : at + 27 + data[at + 26]])
        data[at + 14 : at + 18] = SEED.to_bytes(4, "little")
        data[at + 22 : at + 26] = bytes(4)
        data[at + 22 : at + 26] = _checksum(bytes(data[at : at + length])).to_bytes(4, "little")
        at += length
    path.write_bytes(data)


def _table() -> list[int]:
    out = []
    for i in range(256):
        r = i << 24
        for _ in range(8):
            r = ((r << 1) ^ 0x04C11DB7) & 0xFFFFFFFF if r & 0x80000000 else r << 1
        out.append(r)
    return out


TABLE = _table()


def _checksum(page: bytes) -> int:
    """The checksum of an Ogg page: CRC-32 with polynomial 04c11db7, not reflected, begun at nought (RFC 3533)."""
    r = 0
    for byte in page:
        r = ((r << 8) & 0xFFFFFFFF) ^ TABLE[(r >> 24) ^ byte]
    return r


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "sounds")
