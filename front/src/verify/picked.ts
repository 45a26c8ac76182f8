/** What a visitor picked or dropped, as a copy: a folder's files, or one .zip archive. The museum is where `manifest.json` lies beside `register/`. */
import { Wrong, type Bytes } from "./bytes";
import { Sha256, sha256 } from "./sha256";
import type { Copy } from "./whole";
import { openZip } from "./zip";

export interface Picked { copy: Copy; beside: number; top: string }

const AT_ONCE = 32 * 2 ** 20;

/** Path → file, of a folder that was picked. */
export const ofFolder = (files: Iterable<File>): Map<string, File> => new Map(Array.from(files, (file) => [file.webkitRelativePath || file.name, file]));

/** Path → file, of what was dropped. */
export async function ofDrop(items: DataTransferItemList): Promise<Map<string, File>> {
  const found = new Map<string, File>();
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.isFile) {
      const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
      found.set(entry.fullPath.replace(/^\//, ""), file);
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
      if (some.length === 0) return;
      for (const one of some) await walk(one);
    }
  };
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  for (const entry of entries) await walk(entry);
  return found;
}

async function digest(data: Bytes): Promise<Bytes> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", data)) : sha256(data);
}

async function hashed(file: Blob): Promise<Bytes> {
  if (file.size <= AT_ONCE) return digest(new Uint8Array(await file.arrayBuffer()));
  const made = new Sha256();
  const reader = file.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) made.add(piece.value);
  return made.end();
}

/** The folder that holds the museum: the shallowest with a list and a register. Wrong when there is none. */
function topOf(names: Iterable<string>): string {
  const all = new Set(names);
  const tops = [...all].filter((name) => /(^|\/)(manifest\.json|register\/checkpoint)$/.test(name)).map((name) => name.replace(/(manifest\.json|register\/checkpoint)$/, ""));
  const found = tops.sort((one, other) => one.split("/").length - other.split("/").length)[0];
  if (found === undefined) throw new Wrong("no museum");
  return found;
}

export async function asCopy(files: Map<string, File>): Promise<Picked> {
  const [only] = files.size === 1 ? [...files.values()] : [];
  if (only && /\.zip$/i.test(only.name)) {
    const zip = await openZip(only);
    return under(zip.keys(), (name) => zip.sizes.get(name)!, (name) => zip.get(name)!(), async (name) => digest(await zip.get(name)!()));
  }
  return under(files.keys(), (name) => files.get(name)!.size, async (name) => new Uint8Array(await files.get(name)!.arrayBuffer()), (name) => hashed(files.get(name)!));
}

function under(names: Iterable<string>, size: (name: string) => number, read: (name: string) => Promise<Bytes>, hash: (name: string) => Promise<Bytes>): Picked {
  const all = [...names];
  const top = topOf(all);
  const inside = all.filter((name) => name.startsWith(top)).map((name) => name.slice(top.length)).sort();
  return { top, beside: all.length - inside.length, copy: { names: inside, size: (name) => size(top + name), read: (name) => read(top + name), hash: (name) => hash(top + name) } };
}
