/** The museum's signed list of files: the twin of presnya.register.manifest. */
import { hex, text, utf8, Wrong, type Bytes } from "./bytes";
import type { Check } from "./ed25519";
import { openNote, type Key } from "./note";
import { sha256 } from "./sha256";

export interface Listed { file: string; sha256: string; size: number }
export interface Head { origin: string; root: string; size: number; parts: Listed[] }

export const MANIFEST = "manifest.json";
export const SIGNATURE = "manifest.sig";
export const PARTS = "manifest/";
const TITLE = "presnya manifest v2";

/** Files of the list itself, which no part lists. */
export const isOwn = (name: string): boolean => name === MANIFEST || name === SIGNATURE || name.startsWith(PARTS);

function rows(value: unknown): Listed[] {
  if (!Array.isArray(value)) throw new Wrong("not a list of files");
  const found = value as Partial<Listed>[];
  for (const [i, one] of found.entries()) {
    if (typeof one?.file !== "string" || typeof one.sha256 !== "string" || !Number.isSafeInteger(one.size)) throw new Wrong("not a list of files");
    if (i > 0 && !rises(found[i - 1]!.file!, one.file)) throw new Wrong("a list of files out of order");
  }
  return found as Listed[];
}

/** Whether `one` stands before `other` by code points, as Python sorts: UTF-16 puts what lies beyond U+FFFF elsewhere. */
export function rises(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]!.codePointAt(0)! < b[i]!.codePointAt(0)!;
  return a.length < b.length;
}

function json(data: Bytes): Record<string, unknown> {
  try {
    return JSON.parse(text(data)) as Record<string, unknown>;
  } catch {
    throw new Wrong("not JSON");
  }
}

export function readHead(data: Bytes): Head {
  const { v, origin, root, size, parts } = json(data) ?? {};
  if (v !== 2 || typeof origin !== "string" || typeof root !== "string" || !Number.isSafeInteger(size)) throw new Wrong("not a list of files");
  return { origin, root, size: size as number, parts: rows(parts) };
}

export const readPart = (data: Bytes): Listed[] => rows(json(data)?.files);

/** Hex digits of a part's prefix, read off the parts' names. */
export function depthOf(head: Head): number {
  const stems = head.parts.map((part) => part.file.slice(PARTS.length, -".json".length));
  const depth = stems.length === 0 || (stems.length === 1 && stems[0] === "all") ? 0 : stems[0]!.length;
  if (head.parts.some((part) => !part.file.startsWith(PARTS) || !part.file.endsWith(".json")) || (depth && (depth > 3 || stems.some((stem) => stem.length !== depth || /[^0-9a-f]/.test(stem))))) throw new Wrong("parts of no list");
  return depth;
}

/** The part that lists this file. */
export const partOf = (name: string, depth: number): string => `${PARTS}${depth ? hex(sha256(utf8(name))).slice(0, depth) : "all"}.json`;

/** What manifest.json says, when its signature by this key holds. */
export async function openManifest(data: Bytes, signature: string, key: Key, check: Check): Promise<Head> {
  const head = readHead(data);
  const signed = await openNote(signature, key, check);
  if (head.origin !== key.name || signed.text !== `${TITLE}\n${key.name}\n${hex(sha256(data))}\n${head.size}\n`) throw new Wrong("not the list that was signed");
  return head;
}
