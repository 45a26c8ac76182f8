import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hashes, verify } from "../../front/node_modules/@noble/ed25519/index.js";
import { sha512 } from "../../front/node_modules/@noble/hashes/sha2.js";
import { concat, hex, same, unhex, utf8, Wrong, type Bytes } from "../../front/src/verify/bytes.ts";
import { ed25519, type Check } from "../../front/src/verify/ed25519.ts";
import { partOf } from "../../front/src/verify/manifest.ts";
import { Frontier, leafHash, nodeHash, roots, type RangeHash } from "../../front/src/verify/merkle.ts";
import { openCheckpoint, openNote, parseKey } from "../../front/src/verify/note.ts";
import { sharedRoot } from "../../front/src/verify/shared.ts";
import { rootOver, tilePath, tilesOf, unbundle } from "../../front/src/verify/tiles.ts";

/** The published vectors, read by the readers of a visitor's browser: each must take what is good and refuse what is bad with an error of its own. */
type Piece = string | { hex: string; times: number };
interface Case {
  id: string; kind: string; good: boolean; why: string; entry: string; hash: string; left: string; right: string; size: number; root: string; vkey: string; name: string; type: number; note: string; keys: string[];
  text: string; signed: string[]; key: string; origin: string; acts: Record<string, string>; path: string | string[]; paths: string[]; level: number; number: number; width: number; bytes: number; pieces: Piece[]; entries: Piece[][];
  depth: number; part: string; old: number; old_root: string;
}
const FOLDER = new URL("../../docs/data/register-vectors/", import.meta.url);
const cases = ["tree", "tiles", "notes", "shared", "files"].flatMap((name) => (JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8")) as { cases: Case[] }).cases);

hashes.sha512 = sha512;
const CHECKS: Record<string, Check> = {
  "the browser's own Ed25519": ed25519(() => Promise.reject(new Error("Node has Ed25519 of its own"))),
  "the spare one": (key, signature, message) => Promise.resolve().then(() => verify(signature, message, key)).catch(() => false),
};
const LEAVES: Bytes[] = Array.from({ length: 600 }, (_, i) => leafHash(utf8(`entry ${i}`)));
const bytes = (pieces: readonly Piece[]): Bytes => concat(...pieces.map((one) => (typeof one === "string" ? unhex(one) : unhex(one.hex.repeat(one.times)))));
const hashed: RangeHash = (start, end) => Promise.resolve(rootOver(LEAVES.slice(start, end)));

/** Kinds a browser has nothing for, or cases of them. */
function left(one: Case): string {
  if (["inclusion", "consistency", "cosignature"].includes(one.kind) && !(one.kind === "consistency" && one.good && one.old > 0 && one.size <= 600)) return "a page's proofs are shared ones, and cosigners' lines are only named";
  if (one.kind === "name") return "names are judged by the page that checks copies, in a real browser";
  if (["tile", "tiles of"].includes(one.kind)) return "tiles are read, not written";
  if (one.kind === "vkey" && one.good && one.type === 4) return "a browser is given no cosigner's key";
  if (one.kind === "path" && !one.good) return "paths are written, not read";
  if (one.kind === "root" && one.size > 600) return "large";
  return "";
}

async function takes(one: Case, check: Check): Promise<boolean> {
  switch (one.kind) {
    case "leaf": return hex(leafHash(unhex(one.entry))) === one.hash;
    case "node": return hex(nodeHash(unhex(one.left), unhex(one.right))) === one.hash;
    case "root": {
      const edge = new Frontier();
      for (const leaf of LEAVES.slice(0, one.size)) edge.append(leaf);
      return hex(edge.root()) === one.root;
    }
    case "consistency": {
      const made = await roots(one.old, one.size, hashed);
      return hex(made.old) === one.old_root && hex(made.size) === one.root;
    }
    case "path": return tilePath(one.level < 0 ? "entries" : one.level, one.number, one.width) === one.path;
    case "tiles": return [...tilesOf(one.size)].map((tile) => tilePath(tile.level, tile.number, tile.width)).join() === one.paths.filter((path) => !path.startsWith("tile/entries")).join();
    case "bundle": return unbundle(bytes(one.pieces)).every((entry, i) => same(entry, bytes(one.entries[i]!)));
    case "vkey": return parseKey(one.vkey).name === one.name;
    case "note": {
      for (const key of one.good ? one.keys.filter((key) => one.signed.includes(parseKey(key).name)) : one.keys) {
        const opened = await openNote(one.note, parseKey(key), check);
        if (one.good && opened.text !== one.text) return false;
      }
      return true;
    }
    case "checkpoint": {
      const found = await openCheckpoint(one.note, parseKey(one.key), check);
      return found.origin === one.origin && found.size === one.size && hex(found.root) === one.root;
    }
    case "shared": {
      const acts = Object.keys(one.acts).map(Number).sort((a, b) => a - b);
      return hex(sharedRoot(acts, acts.map((act) => unhex(one.acts[String(act)]!)), one.size, (one.path as string[]).map(unhex))) === one.root;
    }
    case "part of": return partOf(one.name, one.depth) === one.part;
    default: throw new Error(`nobody reads ${one.kind} here`);
  }
}

for (const [name, check] of Object.entries(CHECKS)) {
  test(`vectors are taken or refused as they say, with ${name}`, async () => {
    let read = 0;
    for (const one of cases.filter((one) => !left(one))) {
      const taken = await takes(one, check).catch((error: unknown) => {
        assert.ok(error instanceof Wrong, `${one.id}: ${String(error)}`);
        return false;
      });
      assert.equal(taken, one.good, `${one.id}: ${one.why}`);
      read++;
    }
    assert.ok(read > 400, String(read));
  });
}
