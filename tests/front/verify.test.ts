import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { base64, hex, same, text, unbase64, unhex, utf8, Wrong, type Bytes } from "../../front/src/verify/bytes.ts";
import { ed25519 } from "../../front/src/verify/ed25519.ts";
import { depthOf, openManifest, partOf, readPart, rises } from "../../front/src/verify/manifest.ts";
import { Frontier, leafHash, roots } from "../../front/src/verify/merkle.ts";
import { openCheckpoint, openNote, others, parseCheckpoint, parseKey, parseNote } from "../../front/src/verify/note.ts";
import { recalled } from "../../front/src/verify/remembering.ts";
import { hmac, Sha256, sha256 } from "../../front/src/verify/sha256.ts";
import { readShared, sharedRoot, verifyShared } from "../../front/src/verify/shared.ts";
import { numberPath, rangeHash, rootOver, tilePath, tilesOf, unbundle } from "../../front/src/verify/tiles.ts";
import { random } from "./given.ts";

interface Told { key: string; other: string; notes: { note: string; key: string; text: string | null }[]; shared: { proof: unknown; size: number | null }[]; manifest: string; signature: string; parts: Record<string, string>; listed: string[]; vkey: string }
const told = JSON.parse(readFileSync(process.env.VERIFY!, "utf8")) as Told;
const check = ed25519(() => Promise.reject(new Error("Node has Ed25519 of its own")));
const leaves = (size: number): Bytes[] => Array.from({ length: size }, (_, i) => leafHash(utf8(`entry ${i}`)));

test("hashes are those of another implementation, in pieces of any length", () => {
  const next = random(1);
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 70_000]) {
    const data = Uint8Array.from({ length }, () => Math.floor(next() * 256));
    assert.equal(hex(sha256(data)), createHash("sha256").update(data).digest("hex"));
    const made = new Sha256();
    for (let at = 0; at < length;) {
      const end = Math.min(length, at + 1 + Math.floor(next() * 90));
      made.add(data.subarray(at, end));
      at = end;
    }
    assert.equal(hex(made.end()), createHash("sha256").update(data).digest("hex"));
    for (const key of [data.subarray(0, 32), data.subarray(0, 100)]) assert.equal(hex(hmac(key, data)), createHmac("sha256", key).update(data).digest("hex"));
  }
});

test("base64 and hex are read in the one way they can be written", () => {
  for (let length = 0; length < 70; length++) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
    assert.equal(base64(data), Buffer.from(data).toString("base64"));
    assert.ok(same(unbase64(base64(data)), data) && same(unhex(hex(data)), data));
  }
  for (const bad of ["A", "AB=", "AB==\n", "AA=A", "====", "QR==", "QUJ=", "A_==", " QQ=="]) assert.throws(() => unbase64(bad), Wrong, bad);
  for (const bad of ["a", "AA", "0g"]) assert.throws(() => unhex(bad), Wrong, bad);
  assert.throws(() => text(Uint8Array.of(0xff)), Wrong);
});

test("notes are judged as Python judges them", async () => {
  let good = 0;
  for (const { note, key, text } of told.notes) {
    const opened = await openNote(note, parseKey(key), check).then((found) => found.text, (error: unknown) => { assert.ok(error instanceof Wrong, String(error)); return null; });
    assert.equal(opened, text, JSON.stringify(note));
    if (text !== null) good++;
  }
  assert.ok(good > 3 && told.notes.length - good > 10);
});

test("keys that do not fit themselves are refused", () => {
  const [name, id, material] = told.key.split("+") as [string, string, string];
  assert.equal(parseKey(`${told.key}\n`).name, name);
  for (const bad of ["", name, `${name}+${id}`, `${name}+00000000+${material}`, `other+${id}+${material}`, `+${id}+${material}`, `${name}+${id}+AA==`, `${name}+${id}+${material.slice(0, -4)}`]) assert.throws(() => parseKey(bad), Wrong, bad);
});

test("checkpoints that are not of their form are refused", () => {
  const root = base64(sha256());
  assert.equal(parseCheckpoint(`a.example/b\n7\n${root}\n`).size, 7);
  assert.equal(parseCheckpoint(`a.example/b\n7\n${root}\nmore\n`).size, 7);
  for (const bad of ["", "a\n1\n", `a\n01\n${root}\n`, `a\n-1\n${root}\n`, `a\n1.0\n${root}\n`, `a\n9007199254740993\n${root}\n`, `\n1\n${root}\n`, `a\n1\nAA==\n`, `a\n1\n${root}`, `a\n1\n${root}\n\n`]) assert.throws(() => parseCheckpoint(bad), Wrong, bad);
});

test("a checkpoint signed under another name than its origin is refused", async () => {
  const bad = told.notes.find(({ note, text }) => text !== null && !note.startsWith(parseKey(told.key).name));
  assert.ok(bad);
  await assert.rejects(openCheckpoint(bad.note, parseKey(bad.key), check), Wrong);
});

test("names of others on a note are told once each", () => {
  const line = `AAAA${"A".repeat(4)}`;
  assert.deepEqual(others(`text\n\n— log.example ${line}\n— one.example ${line}\n— one.example ${line}\n`, "log.example"), ["one.example"]);
  assert.throws(() => parseNote("text\n\n"), Wrong);
});

test("shared proofs are judged as Python judges them", async () => {
  let good = 0;
  for (const { proof, size } of told.shared) {
    const found = await Promise.resolve().then(() => verifyShared(readShared(proof), check)).then((head) => head.size, (error: unknown) => { assert.ok(error instanceof Wrong, String(error)); return null; });
    assert.equal(found, size, JSON.stringify(proof).slice(0, 200));
    if (size !== null) good++;
  }
  assert.ok(good >= 40 && told.shared.length - good >= 40, `${good} of ${told.shared.length}`);
});

test("a shared proof of every act needs no hash, and too few or too many are refused", () => {
  const all = leaves(7);
  const edge = new Frontier();
  for (const leaf of all) edge.append(leaf);
  const every = all.map((_, i) => i);
  assert.ok(same(sharedRoot(every, all, 7, []), edge.root()));
  assert.throws(() => sharedRoot(every, all, 7, [all[0]!]), Wrong);
  assert.throws(() => sharedRoot([0], [all[0]!], 7, []), Wrong);
  for (const acts of [[], [1, 1], [2, 1], [7], [-1]]) assert.throws(() => sharedRoot(acts, acts.map(() => all[0]!), 7, []), Wrong);
});

test("tiles lie where the format says", () => {
  assert.equal(numberPath(1234067), "x001/x234/067");
  assert.equal(numberPath(0), "000");
  assert.equal(tilePath(0, 1, 256), "tile/0/001");
  assert.equal(tilePath("entries", 1000, 7), "tile/entries/x001/000.p/7");
  assert.deepEqual([...tilesOf(256)].map(({ level, number, width }) => tilePath(level, number, width)), ["tile/0/000", "tile/1/000.p/1"]);
  assert.throws(() => unbundle(Uint8Array.of(0, 5, 1)), Wrong);
  assert.throws(() => unbundle(Uint8Array.of(0)), Wrong);
  assert.deepEqual(unbundle(Uint8Array.of(0, 1, 9, 0, 0)).map(hex), ["09", ""]);
});

test("roots of both sizes come out of the same tiles, and partial tiles are looked for as full ones", async () => {
  const all = leaves(600);
  for (const [old, size] of [[1, 2], [255, 256], [256, 257], [3, 600], [511, 513], [600, 600], [300, 511]] as const) {
    const files = new Map<string, Bytes>();
    for (const { level, number, width } of tilesOf(size)) {
      const stride = 256 ** level;
      const hashes = Array.from({ length: width }, (_, i) => rootOver(all.slice((number * 256 + i) * stride, (number * 256 + i + 1) * stride)));
      files.set(tilePath(level, number, width), Uint8Array.from(hashes.flatMap((hash) => [...hash])));
    }
    const asked: string[] = [];
    const get = (path: string) => { asked.push(path); return Promise.resolve(files.get(path) ?? null); };
    const found = await roots(old, size, rangeHash(size, get));
    assert.ok(same(found.old, rootOver(all.slice(0, old))) && same(found.size, rootOver(all.slice(0, size))), `${old} ${size}`);
    assert.equal(new Set(asked).size, asked.length, "each tile is asked for once");
    for (const [path, data] of [...files]) if (path.includes(".p/")) { files.delete(path); files.set(path.replace(/\.p\/.*/, ""), data); }
    assert.ok(same((await roots(old, size, rangeHash(size, get))).old, found.old));
    files.clear();
    await assert.rejects(roots(old, size, rangeHash(size, get)), /tile\//);
  }
});

test("the signed list is read as Python wrote it", async () => {
  const data = utf8(told.manifest);
  const head = await openManifest(data, told.signature, parseKey(told.vkey), check);
  const depth = depthOf(head);
  for (const name of told.listed) {
    const part = readPart(utf8(told.parts[partOf(name, depth)]!));
    assert.ok(part.some((one) => one.file === name), name);
  }
  await assert.rejects(openManifest(utf8(told.manifest.replace("\"v\":2", "\"v\":2 ")), told.signature, parseKey(told.vkey), check), Wrong);
  await assert.rejects(openManifest(data, told.signature, parseKey(told.other), check), Wrong);
  assert.ok(rises("a\uffee", "a\u{10000}") && !rises("b", "a") && rises("a", "ab"));
});

test("what is not of the form was never seen", () => {
  const good = { origin: "a", size: 3, root: base64(sha256()), vkey: "k", note: "n", when: "2026" };
  assert.deepEqual(recalled(JSON.stringify(good)), good);
  for (const bad of [null, "", "{", "[]", JSON.stringify({ ...good, size: "3" }), JSON.stringify({ ...good, root: "AA==" }), JSON.stringify({ ...good, note: 1 })]) assert.equal(recalled(bad), null);
});
