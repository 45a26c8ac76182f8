/**
 * The viewer's words. The English stands in words.json and, for what chronology-more.js shows, in words-more.json, which the publisher of
 * the pages reads too: what it translates comes back as `meta.say`.
 */
import { sayer as saying, type Say } from "../say";
import english from "./words.json" with { type: "json" };

export type { Say, Values } from "../say";

const BUILT_IN: Record<string, string> = { ...english };

/** More words, when more script was read. */
export const learn = (words: Record<string, string>): void => { Object.assign(BUILT_IN, words); };

/** Words in a language: `over` first, then English. */
export const sayer = (lang: string, over: Record<string, string> = {}): Say => saying(lang, over, BUILT_IN);
