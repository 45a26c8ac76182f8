/** Bytes, hex and base64. What is written in more than one way is refused: then two readers cannot differ over it. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A note, key or proof that does not hold, or is not of its form. The message is for the evidence, in English. */
export class Wrong extends Error {}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => ENCODER.encode(text) as Bytes;

/** UTF-8 as text; Wrong when it is none. */
export function text(data: Uint8Array): string {
  try {
    return DECODER.decode(data);
  } catch {
    throw new Wrong("not UTF-8");
  }
}

export const hex = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(words: string): Bytes {
  if (words.length % 2 || !/^[0-9a-f]*$/.test(words)) throw new Wrong("not hex");
  return Uint8Array.from({ length: words.length / 2 }, (_, i) => parseInt(words.slice(2 * i, 2 * i + 2), 16));
}

export function base64(data: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < data.length; i += 8192) binary += String.fromCharCode(...data.subarray(i, i + 8192));
  return btoa(binary);
}

/** Standard base64 with its padding, and no idle bits. */
export function unbase64(words: string): Bytes {
  if (words.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(words)) throw new Wrong("not base64");
  const binary = atob(words);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  if (words.includes("=") && base64(out.subarray(out.length - (out.length % 3))) !== words.slice(-4)) throw new Wrong("not base64");
  return out;
}

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
