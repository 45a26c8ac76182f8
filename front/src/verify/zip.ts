/** A .zip archive read from its central directory: names, sizes, and the bytes of one file at a time. Stored and deflated files; ZIP64 too. */
import { text, Wrong, type Bytes } from "./bytes";

interface Entry { name: string; method: number; packed: number; size: number; at: number }

const END = 0x06054b50;
const END64 = 0x06064b50;
const FILE = 0x02014b50;
const MOST_RATIO = 1100; // deflate cannot pack tighter
const ALL = 0xffffffff;

const view = async (file: Blob, start: number, end: number): Promise<DataView> => new DataView(await file.slice(Math.max(0, start), end).arrayBuffer());
const long = (data: DataView, at: number): number => data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;

async function directory(file: Blob): Promise<{ at: number; length: number; count: number }> {
  const start = Math.max(0, file.size - 66_000);
  const tail = await view(file, start, file.size);
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const found = { count: tail.getUint16(at + 10, true), length: tail.getUint32(at + 12, true), at: tail.getUint32(at + 16, true) };
    if (found.at !== ALL && found.count !== 0xffff) return found;
    const big = await view(file, long(tail, at - 12), long(tail, at - 12) + 56);
    if (at < 20 || big.getUint32(0, true) !== END64) break;
    return { count: long(big, 32), length: long(big, 40), at: long(big, 48) };
  }
  throw new Wrong("not a zip archive");
}

/** The files of an archive, folders left out. Wrong for what is no archive, or is packed in a way we do not read. */
export async function openZip(file: Blob): Promise<Map<string, () => Promise<Bytes>> & { sizes: Map<string, number> }> {
  const { at, length, count } = await directory(file);
  const data = await view(file, at, at + length);
  const found = Object.assign(new Map<string, () => Promise<Bytes>>(), { sizes: new Map<string, number>() });
  for (let place = 0, nth = 0; nth < count; nth++) {
    if (place + 46 > data.byteLength || data.getUint32(place, true) !== FILE) throw new Wrong("a zip archive whose directory is damaged");
    const [names, extra, comment] = [28, 30, 32].map((offset) => data.getUint16(place + offset, true)) as [number, number, number];
    const name = text(new Uint8Array(data.buffer, place + 46, names).slice());
    const entry = sized({ name, method: data.getUint16(place + 10, true), packed: data.getUint32(place + 20, true), size: data.getUint32(place + 24, true), at: data.getUint32(place + 42, true) }, data, place + 46 + names, extra);
    if (!name.endsWith("/")) {
      if (found.has(name)) throw new Wrong(`a zip archive that holds ${name} twice`);
      found.set(name, () => unpack(file, entry));
      found.sizes.set(name, entry.size);
    }
    place += 46 + names + extra + comment;
  }
  return found;
}

/** Sizes that do not fit 32 bits stand in the extra field 1. */
function sized(entry: Entry, data: DataView, start: number, length: number): Entry {
  for (let at = start; at + 4 <= start + length; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    for (const key of ["size", "packed", "at"] as const) if (entry[key] === ALL) { entry[key] = long(data, next); next += 8; }
  }
  return entry;
}

async function unpack(file: Blob, { name, method, packed, size, at }: Entry): Promise<Bytes> {
  const head = await view(file, at, at + 30);
  const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const raw = file.slice(start, start + packed);
  if (method === 0) return new Uint8Array(await raw.arrayBuffer());
  if (method !== 8 || size > Math.max(1, packed) * MOST_RATIO) throw new Wrong(`${name} is packed in a way this page does not read`);
  const out = new Uint8Array(size);
  let held = 0;
  const reader = raw.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (held + piece.value.length > size) throw new Wrong(`${name} is larger than the archive says`);
    out.set(piece.value, held);
    held += piece.value.length;
  }
  if (held !== size) throw new Wrong(`${name} is smaller than the archive says`);
  return out;
}
