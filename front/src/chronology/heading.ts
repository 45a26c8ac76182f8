/** The window in words, as a page of a book would be headed. */
import type { Say } from "./layout";
import { civil, DAY, dateWords, isOld, MONTH, names, shortYear, spanWords, YEAR, yearWords } from "./time";
import type { Style, Window } from "./types";

export function headingWords({ a, b }: Window, lang: string, style: Style, cutover: number | null | undefined, say: Say): string {
  const size = b - a;
  const julian = isOld(a, style, cutover);
  const last = b - 1;
  if (size > 1.6 * YEAR) {
    const [from, to] = [civil(a, julian).year, civil(last, julian).year];
    return from === to ? yearWords(from, lang) : `${shortYear(from, lang)} – ${shortYear(to, lang)}`;
  }
  const signed = (words: string) => (julian ? `${words} ${say("old")}` : words);
  if (size > 1.4 * MONTH) return signed(spanWords(a, last, lang, julian, 3));
  if (size > 20 * DAY) {
    const middle = civil((a + b) / 2, julian);
    return signed(`${names(lang).long[middle.month - 1]} ${yearWords(middle.year, lang)}`);
  }
  if (size > 1.3 * DAY) return signed(spanWords(a, last, lang, julian, 2));
  return signed(dateWords((a + b) / 2, 2, lang, julian));
}
