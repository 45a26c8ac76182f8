/**
 * The remembering browser as a program, for whoever wants to try it on many cases: a case a line on standard input, an answer a line on standard output.
 *
 *     node --import tests/front/ts.mjs tests/front/judge.ts < cases.jsonl > answers.jsonl
 *
 * A case: `{"seen": what was remembered or null, "note": the checkpoint's note, "vkey": …, "rotations": [notes], "files": {path under register/: base64} or "folder": register folder or null}`.
 * An answer: `{"verdict": …, "accepted": true or false, "next": what is remembered from then on, "evidence": [notes], "why": …}`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { unbase64 } from "../../front/src/verify/bytes.ts";
import { ed25519 } from "../../front/src/verify/ed25519.ts";
import { ACCEPTED, remembering, type Seen } from "../../front/src/verify/remembering.ts";
import type { Get } from "../../front/src/verify/tiles.ts";

interface Case { seen: Seen | null; note: string; vkey: string; rotations?: string[]; files?: Record<string, string>; folder?: string | null; when?: string }

function tiles(one: Case): Get | null {
  if (one.files) return (path) => Promise.resolve(one.files![path] === undefined ? null : unbase64(one.files![path]!));
  if (!one.folder) return null;
  return (path) => {
    try {
      return Promise.resolve(new Uint8Array(readFileSync(join(one.folder!, path))));
    } catch {
      return Promise.resolve(null);
    }
  };
}

const check = ed25519(() => Promise.reject(new Error("this Node has no Ed25519")));
for await (const line of createInterface({ input: process.stdin })) {
  const one = JSON.parse(line) as Case;
  const given = { note: one.note, vkey: one.vkey, rotation: (number: number) => Promise.resolve(one.rotations?.[number] ?? null), tile: tiles(one), check, when: one.when ?? "2026-01-01T00:00:00Z" };
  const { verdict, next, evidence, why } = await remembering(one.seen, given);
  process.stdout.write(`${JSON.stringify({ verdict, accepted: ACCEPTED.includes(verdict), next, evidence, why })}\n`);
}
