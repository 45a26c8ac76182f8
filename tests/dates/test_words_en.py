"""Dates in English words: what is read, and what is declined with which reason. Document of 7 November 1917, date told before 9 December 1905."""

import pytest

from presnya import dates

DOCUMENT, ANCHOR = dates.date_value("1917-11-07"), dates.date_value("1905-12-09")

READ = {
    "nineteen hundred and five": "1905", "nineteen seventeen": "1917", "nineteen oh five": "1905", "one thousand eight hundred and forty-eight": "1848",
    "two thousand and five": "2005", "the eighteen-forties": "184X", "May nineteen hundred and five": "1905-05", "Jany 1, 1863": "1863-01-01",
    "10ber 1700": "1700-12",
    "Christmas Day 1914": "1914-12-25", "Easter Monday 1916": "1916-04-24", "Good Friday 1917": "1917-04-06", "Q2 1926": "1926-34",
    "either 3 or 4 June 1832": "[1832-06-03,1832-06-04]", "n.d. [ca. 1910]": "1910~", "n.d. (1910?)": "1910?", "11 February 1731/2": "1732-02-22",
    "February 11, 1731/32": "1732-02-22", "the 9th of Thermidor, Year II": "1794-07-27", "-0199": "-0199", "-3500": "-3500", "year 711": "0711",
    "7000 BC": "-6999",
    "30 June/1 July 1934": "1934-06-30/1934-07-01",
    "7 November 1917": "1917-11-07", "Nov. 7th 1917": "1917-11-07", "7.XI.1917": "1917-11-07", "25/11/1917": "1917-11-25", "1917-11-07": "1917-11-07",
    "the 7th of November, 1917": "1917-11-07", "7th day of November 1917": "1917-11-07", "at 9.40 p.m. on 7 November 1917": "1917-11-07T21:40",
    "7 November 1917, 21:40": "1917-11-07T21:40", "the night of 24 to 25 October 1917": "1917-10-24/1917-10-25",
    "the night of 24–25 October 1917": "1917-10-24/1917-10-25", "c.1785": "1785~", "c.?1807": "1807%", "1930–8, cast 1937–8": "1930/1938",
    "?late 1810s to mid–1820s": "1816%/1826%", "exhibited 1805": "1805", "published 1811": "1811", "1927, reconstructed 1998": "1927",
    "1780–1802": "1780/1802", "before 1799": "[..1799]", "c.1827–30": "1827~/1830~", "1819, engraved 1820": "1819", "[1917]": "1917", "[1917?]": "1917?",
    "[191-?]": "191X", "mid-June 1917": "1917-06-11/1917-06-20", "the end of October 1917": "1917-10-21/1917-10-31",
    "the first days of March 1917": "1917-03-01/1917-03-07", "late 19th century": "1867/1900", "first third of the 18th century": "1701/1733",
    "5th century BC": "-04XX", "44 BC": "-0043", "AD 64": "0064", "64 AD": "0064", "1917-18": "1917/1918", "1917/18": "1917/1918",
    "from 1914 to 1918": "1914/1918", "between 24 and 26 October 1917": "1917-10-24/1917-10-26", "October–November 1917": "1917-10/1917-11",
    "28 Feb.–3 March 1917": "1917-02-28/1917-03-03", "not before 1917": "[1917..]", "no later than 1917": "[..1917]", "since 1917": "1917/..",
    "until 1917": "../1917", "by March 1917": "../1917-03", "1917 or 1918": "[1917,1918]", "Wednesday, 7 November 1917": "1917-11-07",
    "7 November (25 October) 1917": "1917-11-07", "18 Brumaire Year VIII": "1799-11-09", "9 Thermidor II": "1794-07-27",
    "the day after 7 November 1917": "1917-11-08", "on the eve of 7 November 1917": "1917-11-06", "two weeks before 7 November 1917": "1917-10-24",
    "Nov 17": "1905-11-17", "early to mid-1917": "1917-01/1917-08", "early March 1917": "1917-03-01/1917-03-10", "late-1920s": "1926~/1929~",
    "1920s–1930s": "192X/193X", "spring or summer 1917": "[1917-21,1917-22]", "1833 and 1836": "{1833,1836}", "1995–6, 2007": "{1995..1996,2007}",
    "1765 or 69": "[1765,1769]", "1828 (or 1836)": "[1828,1836]", "1795–c. 1805": "1795/1805~", "1827–?36": "1827/1836?",
    "late 1960s–early 1970s": "1966~/1973~", "?mid 1830s or later": "[1834%..]", "c.1793 or earlier": "[..1793~]", "1942, printed later": "1942",
    "first published 1831, reprinted 1993": "1831", "c.1809–10, cast 1955–6": "1809~/1810~", "ca. 1900?": "1900%", "7 November 1917?": "1917-11-07?",
    "perhaps 7 November 1917": "1917-11-07?", "around March 1917": "1917-03~", "late spring 1917": "1917-21~", "in the 1840s": "184X",
    "18th–19th centuries": "17XX/18XX", "late 19th to early 20th century": "1867/1933", "509–27 BC": "-0508/-0026", "27 BC – 14 AD": "-0026/0014",
    "2nd half of 1917": "1917-41", "Oct. 24-26, 1917": "1917-10-24/1917-10-26", "October 28 – November 3, 1917": "1917-10-28/1917-11-03", "1600 BCE": "-1599",
    "noon on 7 November 1917": "1917-11-07T12:00", "25 October 1917 (O.S.)": "1917-11-07", "25 October O.S. (7 November N.S.) 1917": "1917-11-07",
    "7 November [O.S. 25 October] 1917": "1917-11-07", "the evening of 7 November 1917": "1917-11-07", "from 1917 onwards": "1917/..",
    "1917 and after": "[1917..]", "after 1917 but before 1920": "[1917..1920]", "Feb–Mar 1917": "1917-02/1917-03",
    "1 January 1917 to 3 March 1918": "1917-01-01/1918-03-03", "1917, 7 November": "1917-11-07", "1917 ca.": "1917~", "1st quarter of 1917": "1917-33",
    "mid-19th c.": "1834/1866", "19th-century": "18XX", "c. 1850–1900": "1850~/1900~", "1850s?": "185X?", "1848 Feb. 24": "1848-02-24",
    "February 1917 (O.S.)": "1917-02-14/1917-03-13", "the last days of October 1917": "1917-10-25/1917-10-31",
    "the first half of June 1917": "1917-06-01/1917-06-15", "in the second half of November 1917": "1917-11-16/1917-11-30", "the early 1920s": "1920~/1923~",
    "the mid-1880s": "1884~/1886~", "1880s or 1890s": "[188X,189X]", "last quarter of the nineteenth century": "1876/1900",
    "mid-seventeenth century": "1634/1666", "4th century B.C.": "-03XX", "the third century AD": "02XX", "c. 500 BC": "-0499~", "circa 300 BCE": "-0299~",
    "AD 79": "0079", "2nd-3rd century AD": "01XX/02XX", "between about 1800 and 1810": "1800~/1810", "between c. 1800 and c. 1810": "1800~/1810~",
    "from about 1900 to 1910": "1900~/1910", "sometime in 1917": "1917", "some time between 1905 and 1907": "1905/1907",
    "on or about 7 November 1917": "1917-11-07~", "on or before 7 November 1917": "[..1917-11-07]", "7–8 November 1917": "1917-11-07/1917-11-08",
    "night of 7-8 November 1917": "1917-11-07/1917-11-08", "Nov. 7, 1917": "1917-11-07", "Wednesday, November 7, 1917": "1917-11-07",
    "in the summer of 1917": "1917-22", "autumn 1917": "1917-23", "fall of 1917": "1917-23", "Winter 1917-18": "1917-24", "early 1917": "1917-01/1917-04",
    "late in 1917": "1917-10/1917-12", "at the end of 1917": "1917-10/1917-12", "the beginning of 1918": "1918-01/1918-04", "yesterday": "1917-11-06",
    "the day before yesterday": "1917-11-05", "last June": "1917-06", "last summer": "1917-22", "last night": "1917-11-06", "three days later": "1905-12-12",
    "a fortnight later": "1905-12-23", "the same evening": "1905-12-09", "the next day": "1905-12-10", "two years earlier": "1903",
    "ten days ago": "1917-10-28", "five years ago": "1912", "the 5th inst.": "1917-11-05", "12th ult.": "1917-10-12", "3rd prox.": "1917-12-03",
    "later that year": "1905", "the previous month": "1905-11", "in March of that year": "1905-03", "25 Oct./7 Nov. 1917": "1917-11-07",
    "25 October/7 November 1917": "1917-11-07", "10 Thermidor An II": "1794-07-28", "Germinal Year III": "1795-03-21/1795-04-19",
    "dated 7 November 1917": "1917-11-07", "13.2.1917": "1917-02-13", "2/13/1917": "1917-02-13", "17th c.": "16XX", "early 18th c.": "1701/1733",
    "18th century (?)": "17XX?", "[c. 1880]": "1880~", "[before 1890]": "[..1890]", "[187-]": "187X", "[18--?]": "18XX", "1917 or later": "[1917..]",
    "not after 1917": "[..1917]", "up to 1917": "../1917", "till March 1918": "../1918-03", "from October 1917 until March 1918": "1917-10/1918-03",
    "October 1917 to March 1918": "1917-10/1918-03", "Oct 1917-Mar 1918": "1917-10/1918-03", "October 25-November 7, 1917": "1917-10-25/1917-11-07",
    "at noon on 7 November 1917": "1917-11-07T12:00", "in the morning of 7 November 1917": "1917-11-07", "1731/2": "1731/1732",
    "1640s and 1650s": "{164X,165X}", "1914–1918 and 1939–1945": "{1914..1918,1939..1945}", "third quarter of 1917": "1917-35",
    "last third of 1917": "1917-39", "July of the same year": "1905-07", "7 November of this year": "1917-11-07", "1917 A.D.": "1917", "a.d. 1066": "1066",
    "1066 AD": "1066", "c1900": "1900~", "ca1900": "1900~", "1900c": "1900~", "twentieth century": "19XX", "the 1910s": "191X", "1917 [?]": "1917?",
    "1917(?)": "1917?", "?1917": "1917?", "1917?-1918?": "1917?/1918?", "1917?–1918": "1917?/1918",
    "late 1917 or early 1918": "[1917-10..1917-12,1918-01..1918-04]", "between March and May 1917": "1917-03/1917-05",
    "the evening of the 7th of November 1917": "1917-11-07", "3 o'clock in the afternoon of 7 November 1917": "1917-11-07T15", "1917 (New Style)": "1917",
    "the spring of that year": "1905-21", "a month ago": "1917-10", "the year 1917": "1917", "the years 1917–18": "1917/1918", "12th of May": "1905-05-12",
    "May 12": "1905-05-12", "May the 12th, 1917": "1917-05-12", "first of May 1917": "1917-05-01", "the first of May, 1917": "1917-05-01",
    "twenty-fifth of October 1917": "1917-10-25", "summer 1917–spring 1918": "1917-22/1918-21", "1st May 1906": "1906-05-01", "the 1st of May": "1905-05-01",
    "mid-1917": "1917-05/1917-08", "mid 19th to early 20th century": "1834/1933", "1917 BC": "-1916", "c. 1750-1650 BC": "-1749~/-1649~",
    "ca. 1500–1450 B.C.": "-1499~/-1449~", "3rd millennium BC": "-2XXX", "the 2nd millennium": "1XXX", "586 or 539 BCE": "[-0585,-0538]",
    "31/30 BC": "-0030/-0029", "12000 BC": "Y-11999", "1845, 1846 and 1850": "{1845,1846,1850}", "1845, exhibited 1846, 1850": "1845",
    "from 1917 on": "1917/..", "1917 and October 1918": "{1917,1918-10}", "1920–1930s": "1920/193X",
}


@pytest.mark.parametrize(("words", "edtf"), READ.items())
def test_english_words_are_read(words, edtf):
    read = dates.read_words(words, lang="en", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert read.edtf == edtf, read.rule
    assert (read.begin, read.end) == dates.bounds(edtf)
    assert "@" in read.rule


DECLINED = {
    "07.11.1917": "may be day and month or month and day", "7/11/1917": "may be day and month or month and day",
    "date not known": "the words say that the date is not known", "n.d.": "the words say that the date is not known",
    "turn of the 20th century": "not agreed", "A or B": "is not a word of dates", "Thursday, 7 November 1917": "one of the two is wrong, or the calendar is",
    "three days after the coup": "it hangs on", "'17": "no rule reads these words whole", "1905-07": "two years or a month",
    "winter of 1917": "a winter lies in two years", "week of 7 November 1917": "no rule reads these words whole", "Easter 1917": "is not a word of dates",
    "1870–?": "no rule reads these words whole", "1870-": "no rule reads these words whole", "the sixties": "which century is not said",
    "first decade of the 20th century": "no rule reads these words whole", "the 1900s": "ten years or a hundred",
    "Sunday 25 October 1917": "one of the two is wrong, or the calendar is", "the following week": "not a day of it",
    "that winter": "no rule reads these words whole", "Year II": "no rule reads these words whole", "posthumously 1920": "is not a word of dates",
    "7 Nov 17": "its century is not said", "1.2.1917": "may be day and month or month and day", "decade without century": "is not a word of dates",
    "undated": "the words say that the date is not known", "July to September": "no rule reads these words whole", "midnight 7 November 1917": "midnight",
    "9.40 on 7 November 1917": "morning or evening", "at about 9 p.m. on 7 November 1917": "no rule reads these words whole",
    "11 February 1731/3": "two days are not one day", "11 May 1731/2": "no double year", "29 February 1917": "is no date",
    "31 November 1917": "is no date", "Q5 1917": "no part 5 of 4",
    "before Christmas 1917": "it hangs on", "since March": "no rule reads these words whole", "the Thursday before": "no rule reads these words whole",
    "1900s": "ten years or a hundred", "7? November 1917": "no rule reads these words whole", "spring of 1917 or 1918": "whole year is not said",
    "between 7 and 9 November": "no rule reads these words whole", "the week before 7 November 1917": "only a day follows a day",
    "two or three days later": "no rule reads these words whole", "about three weeks later": "no rule reads these words whole",
    "several days later": "it hangs on", "a few days later": "it hangs on", "half a century later": "no rule reads these words whole",
    "not dated": "the words say that the date is not known", "1,917": "no rule reads these words whole", "19170": "no year of our era",
    "001917": "no year of our era", "twelve thirty": "no rule reads these words whole", "twenty seven": "no rule reads these words whole",
    "3000": "no year of our era",
    "1 May 4500": "no year of our era", "5/5/7208": "no rule reads these words whole", "-1917": "no rule reads these words whole",
    "Easter Monday 1750": "Easter was not yet the same", "711": "no rule reads these words whole",
    "early March–mid-April 1917": "no rule reads these words whole", "before the war": "it hangs on", "turn of the century": "not agreed",
}


@pytest.mark.parametrize(("words", "why"), DECLINED.items())
def test_english_words_that_are_not_certain_are_declined_with_a_reason(words, why):
    read = dates.read_words(words, lang="en", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert not read.edtf, read
    assert why in read.rule
