/**
 * Words by key, with numbers and plural forms as a language has them.
 * A phrase with a number has a form for each plural category of its language: `key.one`, `key.other`, in other languages also `key.few`, `key.many` …
 */
export type Values = Record<string, string | number>;
export type Say = (key: string, values?: Values) => string;

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
 * Words in a language: `over` first, then `english`. `{name}` is filled from `values`, numbers as the language writes them.
 * A key that nobody knows is answered by itself, so that a missing phrase is seen and breaks nothing.
 */
export function sayer(lang: string, over: Record<string, string>, english: Record<string, string>): Say {
  const tag = known(lang);
  const here = new Intl.PluralRules(tag);
  const there = new Intl.PluralRules("en");
  const figures = new Intl.NumberFormat(tag);
  return (key, values = {}) => {
    const found = phrase(over, key, values, here) ?? phrase(english, key, values, there) ?? key;
    return found.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? figures.format(value) : value;
    });
  };
}
