/** C2SP signed notes, keys and checkpoints: the twin of presnya.register.note. */
import { hex, same, unbase64, unhex, utf8, Wrong, type Bytes } from "./bytes";
import type { Check } from "./ed25519";
import { sha256 } from "./sha256";

export interface Key { name: string; type: number; public: Bytes; id: Bytes; text: string }
export interface Line { name: string; payload: Bytes }
export interface Note { text: string; lines: Line[] }
export interface Checkpoint { origin: string; size: number; root: Bytes }

const ED25519 = 1;
const MOST_LINES = 64;

export function keyId(name: string, type: number, key: Uint8Array): Bytes {
  return sha256(utf8(name), Uint8Array.of(0x0a, type), key).slice(0, 4);
}

/** `name+id+base64` of a log's key. */
export function parseKey(words: string): Key {
  const found = /^([^+\p{White_Space}]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(words.trim());
  if (!found) throw new Wrong("not a key");
  const [, name, id, material] = found as unknown as [string, string, string, string];
  const raw = unbase64(material);
  const key = { name, type: raw[0] ?? 0, public: raw.slice(1), id: unhex(id), text: words.trim() };
  if (key.type !== ED25519 || key.public.length !== 32 || hex(keyId(name, key.type, key.public)) !== id) throw new Wrong("a key that does not fit its own id");
  return key;
}

/** Text and signature lines; nothing of it is trusted yet. */
export function parseNote(note: string): Note {
  const cut = note.lastIndexOf("\n\n");
  const tail = note.slice(cut + 2);
  if (cut < 0 || !tail.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new Wrong("not a signed note");
  const lines = tail.slice(0, -1).split("\n");
  if (lines.length > MOST_LINES) throw new Wrong("too many signature lines");
  return { text: note.slice(0, cut + 1), lines: lines.map(parseLine) };
}

function parseLine(line: string): Line {
  const found = /^— ([^+\p{White_Space}]+) (\S+)$/u.exec(line);
  if (!found) throw new Wrong("a malformed signature line");
  const payload = unbase64(found[2]!);
  if (payload.length < 5) throw new Wrong("a malformed signature line");
  return { name: found[1]!, payload };
}

/** The note, when this key signed it: one bad line of the key condemns it, lines of others are passed over. */
export async function openNote(note: string, key: Key, check: Check): Promise<Note> {
  const parsed = parseNote(note);
  const own = parsed.lines.filter((line) => line.name === key.name && same(line.payload.subarray(0, 4), key.id));
  if (own.length === 0) throw new Wrong(`no signature of ${key.name}`);
  for (const line of own) if (!(await check(key.public, line.payload.slice(4), utf8(parsed.text)))) throw new Wrong(`the signature of ${key.name} does not fit`);
  return parsed;
}

export function parseCheckpoint(words: string): Checkpoint {
  const [origin, size, root, ...more] = words.split("\n");
  const end = more.pop();
  if (!origin || !size || !root || end !== "" || more.includes("") || !/^(0|[1-9][0-9]{0,15})$/.test(size) || Number(size) > Number.MAX_SAFE_INTEGER) throw new Wrong("not a checkpoint");
  const decoded = unbase64(root);
  if (decoded.length !== 32) throw new Wrong("not a checkpoint");
  return { origin, size: Number(size), root: decoded };
}

/** A checkpoint under the log's key, whose name must be the origin. */
export async function openCheckpoint(note: string, key: Key, check: Check): Promise<Checkpoint> {
  const found = parseCheckpoint((await openNote(note, key, check)).text);
  if (found.origin !== key.name) throw new Wrong(`a checkpoint of ${found.origin}, signed as ${key.name}`);
  return found;
}

/** Names on a note besides the log's own: who says they saw it. None of them is checked here. */
export function others(note: string, name: string): string[] {
  return [...new Set(parseNote(note).lines.map((line) => line.name))].filter((one) => one !== name);
}
