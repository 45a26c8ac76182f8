import assert from "node:assert/strict";
import { test } from "node:test";
import { edtfAt, edtfOf, htmlTime, readDate } from "../../front/src/chronology/dates.ts";

const said = (text: string, lang = "en") => {
  const date = readDate(text, lang);
  return date && `${edtfAt(date.b, 0)}..${edtfAt(date.e, 0)} ${date.manner}${date.approximate ? "~" : ""}${date.uncertain ? "?" : ""}`;
};

test("dates are read to their bounds", () => {
  const day = "1917-10-25T00:00..1917-10-25T23:59 0";
  for (const [text, bounds] of [
    ["1917", "1917-01-01T00:00..1917-12-31T23:59 0"], ["1917-10", "1917-10-01T00:00..1917-10-31T23:59 0"], ["1917-10-25", day], ["25 October 1917", day], ["October 25, 1917", day], ["25 Oct 1917", day], ["25.10.1917", day],
    ["25th October 1917", day], ["12 October 1917 O.S.", day], ["1917-10-25T21:40", "1917-10-25T21:40..1917-10-25T21:40 0"], ["25 October 1917, 21:40", "1917-10-25T21:40..1917-10-25T21:40 0"],
    ["1917~", "1917-01-01T00:00..1917-12-31T23:59 0~"], ["1917?", "1917-01-01T00:00..1917-12-31T23:59 0?"], ["1917-10%", "1917-10-01T00:00..1917-10-31T23:59 0~?"], ["c. 1917", "1917-01-01T00:00..1917-12-31T23:59 0~"],
    ["191X", "1910-01-01T00:00..1919-12-31T23:59 2"], ["19XX", "1900-01-01T00:00..1999-12-31T23:59 2"], ["1917-1X", "1917-10-01T00:00..1917-12-31T23:59 2"], ["1910s", "1910-01-01T00:00..1919-12-31T23:59 2"],
    ["1917-21", "1917-03-01T00:00..1917-05-31T23:59 2"], ["1917-24", "1917-12-01T00:00..1918-02-28T23:59 2"], ["1917-02/1917-10", "1917-02-01T00:00..1917-10-31T23:59 1"], ["[1917-02..1917-10]", "1917-02-01T00:00..1917-10-31T23:59 2"],
    ["1914-1918", "1914-01-01T00:00..1918-12-31T23:59 1"], ["1911–12", "1911-01-01T00:00..1912-12-31T23:59 1"], ["1911-12", "1911-12-01T00:00..1911-12-31T23:59 0"], ["44 BC", "-0043-01-01T00:00..-0043-12-31T23:59 0"],
    ["-0043", "-0043-01-01T00:00..-0043-12-31T23:59 0"], ["Y170000002", "Y170000002-01-01T00:00..Y170000002-12-31T23:59 0"], ["29 February 1900 O.S.", "1900-03-13T00:00..1900-03-13T23:59 0"],
  ]) assert.equal(said(text!), bounds, text);
});

test("months are known in the language of the page", () => {
  for (const [text, lang] of [["25 октября 1917", "ru"], ["25 octobre 1917", "fr"], ["25. Oktober 1917", "de"], ["25 de octubre de 1917", "es"], ["25 October 1917", "ru"]]) assert.equal(said(text!, lang), "1917-10-25T00:00..1917-10-25T23:59 0", text);
});

test("what is not certain is declined, never guessed", () => {
  for (const text of ["", "yesterday", "17", "03/04/1917", "1917-02-29", "1917-13", "31 April 1917", "1917-10/1917-02", "25 Brumaire 1917", "1917-00-01", "25 October", "1917-10-25T25:00", "29 February 1900", "5 May 17", "1917-2"]) assert.equal(readDate(text), null, text);
});

test("a date is written as EDTF and read again the same", () => {
  for (const text of ["1917", "1917-10", "1917-10-25", "1917-10-25T21:40", "1917-02/1917-10", "[1917-02..1917-10]", "1917~", "1917-10%", "-0043", "Y170000002"]) assert.equal(edtfOf(readDate(text)!), text);
});

test("HTML is told only years that it knows", () => {
  assert.equal(htmlTime(readDate("1917-10-25")!), "1917-10-25");
  assert.equal(htmlTime(readDate("44 BC")!), "");
});
