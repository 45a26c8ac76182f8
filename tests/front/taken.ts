/** Prints the CSV that the viewer's "Take away" makes of a whole tree: `node --import ts.mjs taken.ts FOLDER`. */
import { existsSync, readFileSync } from "node:fs";
import { csvOf, type Taken } from "../../front/src/chronology/takeaway.ts";
import { decodeMeta, store } from "../../front/src/chronology/tiles.ts";

const folder = process.argv[2]!;
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const tree = decodeMeta(0, { base: "https://a.museum/tiles/", async get(name) { return read(name); } }, read("meta.json"));
const held = store(() => undefined);
const taken: Taken[] = [];

async function take(z: number, x: number): Promise<void> {
  const first = await held.read(tree, z, x);
  for (let part = 0; part < first.parts; part++) {
    const tile = part ? await held.read(tree, z, x, part) : first;
    const cards = existsSync(`${folder}/${z}/${x}.cards.json`) ? await held.cards(tile) : new Map();
    for (const mark of tile.marks) taken.push({ mark, card: cards.get(mark.at) });
  }
  if (first.kids & 1) await take(z + 1, 2 * x);
  if (first.kids & 2) await take(z + 1, 2 * x + 1);
}

await take(0, 0);
process.stdout.write(csvOf(taken));
