// Reads a JSON list of EDTF strings on standard input, writes what two npm libraries say of each: [first, last] day since 1970 (null: no bound), "refused", or "no number".
// Argument: the folder whose node_modules hold them. With --speed, writes strings read per second instead, medians of five.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const find = createRequire(pathToFileURL(process.argv[2] + "/package.json"));
const load = (name) => import(pathToFileURL(find.resolve(name)));
const edtf = (await load("edtf")).default;
const ts = await load("@edtf-ts/core");
const strings = JSON.parse(readFileSync(0, "utf-8"));

function day(ms) {
  if (ms === null || ms === undefined || ms === Infinity || ms === -Infinity) return null;
  const number = Number(ms);
  return Number.isNaN(number) ? "no number" : Math.floor(number / 86_400_000);
}

function days(low, high) {
  const both = [day(low), day(high)];
  return both.includes("no number") ? "no number" : both;
}

const readers = {
  "edtf.js": (text) => { const read = (edtf.default ?? edtf)(text, { level: 2 }); return days(read.min, read.max); },
  "edtf-ts": (text) => { const read = ts.parse(text); if (!read.success) throw new Error("refused"); return days(read.value.min, read.value.max); },
};

function answers(read) {
  return Object.fromEntries(strings.map((text) => { try { return [text, read(text)]; } catch { return [text, "refused"]; } }));
}

function speed(read) {
  const rates = [];
  for (let run = 0; run < 5; run++) {
    const start = process.cpuUsage();
    for (const text of strings) { try { read(text); } catch { /* a refusal is an answer */ } }
    const used = process.cpuUsage(start);
    rates.push(strings.length / ((used.user + used.system) / 1e6));
  }
  return rates.sort((a, b) => a - b)[2];
}

const what = process.argv.includes("--speed") ? speed : answers;
console.log(JSON.stringify(Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, what(read)]))));
