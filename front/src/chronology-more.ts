/** The second script of a chronology: what the panels hold, read when one is opened, and paper. See chronology/load.ts. */
import css from "../style/chronology-more.css?inline";
import { filters } from "./chronology/filters";
import { find, goToDate } from "./chronology/find";
import { halving } from "./chronology/halving";
import { help } from "./chronology/help";
import { joinAt, lanes } from "./chronology/lanes";
import { opened } from "./chronology/opened";
import { paper } from "./chronology/print";
import { takeaway } from "./chronology/takeaway";
import words from "./chronology/words-more.json" with { type: "json" };

const made = { filters, find, goToDate, halving, help, joinAt, lanes, opened, paper, takeaway, css, words: words as Record<string, string> };

export type More = typeof made;

(globalThis as { presnyaMore?: More }).presnyaMore = made;
