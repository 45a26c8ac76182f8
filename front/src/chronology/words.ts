/**
 * The viewer's words. The English stands in words.json and, for what chronology-more.js shows, in words-more.json, which the publisher of
 * the pages reads too: what it translates comes back as `meta.say`.
 * A phrase with a number has a form for each plural category of its language: `key.one`, `key.other`, in other languages also `key.few`, `key.many` …
 */
import english from "./words.json" with { type: "json" };

export type Values = Record<string, string | number>;
export type Say = (key: string, values?: Values) => string;

const BUILT_IN: Record<string, string> = { ...english };

/** More words, when more script was read. */
export const learn = (words: Record<string, string>): void => { Object.assign(BUILT_IN, words); };

/** The phrase for a key in one table: by the plural category of `values.n` where the table has such forms. */
function phrase(table: Record<string, string>, key: string, values: Values, rules: Intl.PluralRules): string | undefined {
  const n = values.n;
  return (typeof n === "number" ? (table[`${key}.${rules.select(n)}`] ?? table[`${key}.other`]) : undefined) ?? table[key];
}

/** A language tag that Intl takes; English where it does not know the tag at all. */
function known(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? "en";
  } catch {
    return "en";
  }
}

/**
 * Words in a language: `over` first, then English. `{name}` is filled from `values`, numbers as the language writes them.
 * A key that nobody knows is answered by itself, so that a missing phrase is seen and breaks nothing.
 */
export function sayer(lang: string, over: Record<string, string> = {}): Say {
  const tag = known(lang);
  const here = new Intl.PluralRules(tag);
  const there = new Intl.PluralRules("en");
  const figures = new Intl.NumberFormat(tag);
  return (key, values = {}) => {
    const found = phrase(over, key, values, here) ?? phrase(BUILT_IN, key, values, there) ?? key;
    return found.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? figures.format(value) : value;
    });
  };
}
