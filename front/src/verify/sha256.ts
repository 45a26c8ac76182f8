/**
 * SHA-256 (FIPS 180-4) and HMAC, without waiting. A proof is some thousand hashes of 65 bytes: asking WebCrypto for each takes longer than
 * working it out here, and a page that came over plain http, or from a disk in some browsers, has no WebCrypto at all.
 */
import { concat, type Bytes } from "./bytes";

/** First 32 bits of the fractional parts of the n-th roots of the first primes: worked out rather than written down. */
function fractions(root: 2 | 3, count: number): Int32Array {
  const out = new Int32Array(count);
  for (let n = 2, found = 0; found < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) {
      const value = root === 2 ? Math.sqrt(n) : Math.cbrt(n);
      out[found++] = Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
    }
  }
  return out;
}

const START = fractions(2, 8);
const K = fractions(3, 64);
const W = new Int32Array(64); // the schedule of one block, filled anew for each

/** A hash that is fed piece by piece: `add` any number of times, then `end` once. */
export class Sha256 {
  #state = START.slice();
  #left = new Uint8Array(64);
  #held = 0;
  #length = 0;

  add(data: Uint8Array): this {
    let at = 0;
    this.#length += data.length;
    if (this.#held) {
      at = Math.min(64 - this.#held, data.length);
      this.#left.set(data.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < 64) return this;
      this.#block(this.#left, 0);
      this.#held = 0;
    }
    for (; at + 64 <= data.length; at += 64) this.#block(data, at);
    this.#left.set(data.subarray(at), 0);
    this.#held = data.length - at;
    return this;
  }

  end(): Bytes {
    const bits = this.#length * 8;
    const high = Math.floor(bits / 2 ** 32);
    const left = this.#left;
    left[this.#held] = 0x80;
    left.fill(0, this.#held + 1);
    if (this.#held >= 56) {
      this.#block(left, 0);
      left.fill(0);
    }
    for (let i = 0; i < 4; i++) {
      left[56 + i] = high >>> (24 - 8 * i);
      left[60 + i] = bits >>> (24 - 8 * i);
    }
    this.#block(left, 0);
    const out = new Uint8Array(32);
    const state = this.#state;
    for (let i = 0; i < 32; i++) out[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
    return out;
  }

  #block(data: Uint8Array, at: number): void {
    const w = W;
    for (let i = 0; i < 16; i++, at += 4) w[i] = (data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    const state = this.#state;
    let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!; // one by one: taking an array apart walks an iterator
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0]! += a; state[1]! += b; state[2]! += c; state[3]! += d; state[4]! += e; state[5]! += f; state[6]! += g; state[7]! += h; // the array keeps 32 bits
  }
}

export function sha256(...parts: Uint8Array[]): Bytes {
  const made = new Sha256();
  for (const part of parts) made.add(part);
  return made.end();
}

export function hmac(key: Uint8Array, data: Uint8Array): Bytes {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  return sha256(block.map((byte) => byte ^ 0x5c), sha256(concat(block.map((byte) => byte ^ 0x36), data)));
}
