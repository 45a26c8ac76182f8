"""Dates in German words: what is read, and what is declined with which reason. Document of 7 November 1917, date told before 9 December 1905."""

import pytest

from presnya import dates

DOCUMENT, ANCHOR = dates.date_value("1917-11-07"), dates.date_value("1905-12-09")

READ = {
    "neunzehnhundertachtzehn": "1918", "neunzehnhundertundfünf": "1905", "eintausendachthundertvierzig": "1840", "zweitausendfünf": "2005", "Anno 1525": "1525",
    "Anno Domini 1525": "1525", "d. 4. Sept. 1870": "1870-09-04", "o. D. [um 1890]": "1890~", "Silvester 1917": "1917-12-31", "Ostersonntag 1920": "1920-04-04",
    "Karfreitag 1918": "1918-03-29", "30. Juni/1. Juli 1934": "1934-06-30/1934-07-01", "31. Dezember/1. Januar 1934": "1933-12-31/1934-01-01",
    "entweder 1917 oder 1918": "[1917,1918]", "8ber 1700": "1700-10", "im Jahr 800": "0800", "Q2 1926": "1926-34",
    "den 9. November 1918": "1918-11-09", "9. November 1918": "1918-11-09", "9.11.1918": "1918-11-09", "am 9. Nov. 1918": "1918-11-09",
    "Samstag, den 9. November 1918": "1918-11-09", "um 1905": "1905~", "ca. 1905": "1905~", "wohl 1917": "1917?", "1920er Jahre": "192X",
    "die 1920er": "192X", "Anfang der 1920er Jahre": "1920~/1923~", "die zwanziger Jahre des 20. Jahrhunderts": "192X", "19. Jahrhundert": "18XX",
    "19. Jh.": "18XX", "erste Hälfte des 19. Jahrhunderts": "1801/1850", "1. Hälfte 19. Jh.": "1801/1850", "2. Hälfte des 19. Jh.": "1851/1900",
    "letztes Viertel des 18. Jahrhunderts": "1776/1800", "letztes Drittel 18. Jh.": "1767/1800", "Ende des 19. Jahrhunderts": "1867/1900",
    "44 v. Chr.": "-0043", "5. Jh. v. Chr.": "-04XX", "von 1905 bis 1907": "1905/1907", "zwischen 1905 und 1907": "1905/1907", "1914/18": "1914/1918",
    "vor 1917": "[..1917]", "nach 1917": "[1917..]", "seit 1917": "1917/..", "ab 1917": "1917/..", "bis 1917": "../1917", "spätestens 1917": "[..1917]",
    "1917 oder 1918": "[1917,1918]", "24.–26. Oktober 1917": "1917-10-24/1917-10-26", "vom 24. bis 26. Oktober 1917": "1917-10-24/1917-10-26",
    "Oktober/November 1917": "1917-10/1917-11", "24./25. Oktober 1917": "1917-10-24/1917-10-25",
    "in der Nacht vom 24. auf den 25. Oktober 1917": "1917-10-24/1917-10-25", "in der Nacht zum 25. Oktober 1917": "1917-10-24/1917-10-25",
    "um 21.40 Uhr am 9. November 1918": "1918-11-09T21:40", "9. November 1918, 21 Uhr 40": "1918-11-09T21:40", "Frühjahr 1918": "1918-21",
    "im Sommer 1918": "1918-22", "Winter 1917/18": "1917-24", "Mitte Juni 1917": "1917-06-11/1917-06-20", "Ende Oktober 1917": "1917-10-21/1917-10-31",
    "Anfang 1917": "1917-01/1917-04", "in den ersten Tagen des März 1917": "1917-03-01/1917-03-07", "erstes Quartal 1917": "1917-33",
    "zweites Halbjahr 1917": "1917-41", "18. Brumaire VIII": "1799-11-09", "gestern": "1917-11-06", "letztes Jahr": "1916",
    "im vergangenen Sommer": "1917-22", "letzten Juni": "1917-06", "drei Tage später": "1905-12-12", "am nächsten Tag": "1905-12-10",
    "am selben Abend": "1905-12-09", "vor drei Jahren": "1914", "nach drei Tagen": "1905-12-12", "25. Oktober (7. November) 1917": "1917-11-07",
    "im Jahre 1917": "1917", "18./19. Jh.": "17XX/18XX", "28. Februar bis 3. März 1917": "1917-02-28/1917-03-03",
    "am Vorabend des 9. November 1918": "1918-11-08", "24.-26.10.1917": "1917-10-24/1917-10-26", "Mai 1917": "1917-05", "14. d. M.": "1917-11-14",
    "um 1830/40": "1830~/1840~", "1830/40": "1830/1840", "Mitte 19. Jh.": "1834/1866", "spätes 19. Jahrhundert": "1867/1900",
    "gegen Ende 1917": "1917-10~/1917-12~", "1. Mai 1890": "1890-05-01", "November 1918": "1918-11", "7. XI. 1917": "1917-11-07",
    "zweite Hälfte der 1920er Jahre": "1925/1929", "1917 (?)": "1917?", "[1917]": "1917", "Oktober bis Dezember 1917": "1917-10/1917-12",
    "wohl um 1800": "1800%", "Herbst 1918": "1918-23", "Jänner 1848": "1848-01", "7. 11. 1917": "1917-11-07", "07.11.1917": "1917-11-07",
    "Mittwoch, 7. November 1917": "1917-11-07", "am Abend des 9. November 1918": "1918-11-09", "9. November 1918 abends": "1918-11-09",
    "um 9 Uhr abends am 9. November 1918": "1918-11-09T21", "mittags am 9. November 1918": "1918-11-09T12:00", "um 1800–1810": "1800~/1810~",
    "um 1800 bis um 1810": "1800~/1810~", "ca. 1920–1930": "1920~/1930~", "1920–1930er Jahre": "192X/193X", "die 20er Jahre des 20. Jahrhunderts": "192X",
    "in den 1840er Jahren": "184X", "Ende der 1840er Jahre": "1846~/1849~", "1. Drittel des 19. Jahrhunderts": "1801/1833", "2. Viertel 19. Jh.": "1826/1850",
    "Anfang 19. Jh.": "1801/1833", "frühes 19. Jahrhundert": "1801/1833", "Anfang des 20. Jahrhunderts": "1901/1917",
    "Ende 18./Anfang 19. Jahrhundert": "1767/1833", "Ende 18. bis Anfang 19. Jh.": "1767/1833", "3. Jh. n. Chr.": "02XX", "79 n. Chr.": "0079",
    "2.–3. Jh. n. Chr.": "01XX/02XX", "im 19. Jahrhundert": "18XX", "vor dem 9. November 1918": "[..1918-11-09]",
    "nach dem 9. November 1918": "[1918-11-09..]", "seit dem 9. November 1918": "1918-11-09/..", "nicht vor 1917": "[1917..]", "nicht nach 1917": "[..1917]",
    "frühestens 1917": "[1917..]", "1917 oder später": "[1917..]", "zwischen dem 24. und 26. Oktober 1917": "1917-10-24/1917-10-26",
    "24. oder 25. Oktober 1917": "[1917-10-24,1917-10-25]", "Oktober 1917 bis März 1918": "1917-10/1918-03",
    "vom 28. Februar bis zum 3. März 1917": "1917-02-28/1917-03-03", "von Oktober 1917 bis März 1918": "1917-10/1918-03",
    "Frühjahr/Sommer 1917": "1917-21/1917-22", "im Winter 1917/18": "1917-24", "Herbst 1917": "1917-23", "Anfang März 1917": "1917-03-01/1917-03-10",
    "gegen Mitte März 1917": "1917-03-11~/1917-03-20~", "erste Hälfte Juni 1917": "1917-06-01/1917-06-15", "im zweiten Quartal 1917": "1917-34",
    "in der ersten Hälfte des Jahres 1917": "1917-40", "erschienen 1811": "1811", "1905, gegossen 1960": "1905", "[um 1917]": "1917~", "1917?": "1917?",
    "1917 ?": "1917?", "vermutlich 1917": "1917?", "vielleicht um 1917": "1917%", "25. Oktober 1917 (a. St.)": "1917-11-07",
    "25. Oktober/7. November 1917": "1917-11-07", "7. November (25. Oktober a. St.) 1917": "1917-11-07", "18. Brumaire des Jahres VIII": "1799-11-09",
    "heute": "1917-11-07", "vorgestern": "1917-11-05", "am Vortag": "1905-12-08", "am folgenden Tag": "1905-12-10", "zwei Tage zuvor": "1905-12-07",
    "eine Woche später": "1905-12-16", "einen Monat später": "1906-01", "im folgenden Jahr": "1906", "im selben Jahr": "1905",
    "im März desselben Jahres": "1905-03", "vor zwei Wochen": "1917-10-24", "voriges Jahr": "1916", "im vorigen Monat": "1917-10", "Montag": "1917-11-05",
    "am 5. d. M.": "1917-11-05", "am 5. v. M.": "1917-10-05", "den 1. Mai": "1905-05-01", "5. Mai d. J.": "1917-05-05",
    "bis zum 9. November 1918": "../1918-11-09", "ab dem 9. November 1918": "1918-11-09/..", "9.–11. November 1918": "1918-11-09/1918-11-11",
    "November/Dezember 1918": "1918-11/1918-12", "1848–49": "1848/1849", "1848/49": "1848/1849", "1848 bis 1849": "1848/1849", "1840er": "184X",
    "1840er oder 1850er Jahre": "[184X,185X]", "Sommer oder Herbst 1917": "[1917-22,1917-23]",
}


@pytest.mark.parametrize(("words", "edtf"), READ.items())
def test_german_words_are_read(words, edtf):
    read = dates.read_words(words, lang="de", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert read.edtf == edtf, read.rule
    assert (read.begin, read.end) == dates.bounds(edtf)
    assert "@" in read.rule


DECLINED = {
    "o. J.": "the words say that the date is not known", "die zwanziger Jahre": "which century is not said", "Jahrhundertwende": "not agreed",
    "7.11.17": "its century is not said", "Donnerstag, den 7. November 1917": "one of the two is wrong, or the calendar is",
    "20er Jahre": "which century is not said", "Mitte der 20er Jahre": "which century is not said", "Winter 1917": "a winter lies in two years",
    "acht Tage später": "may be a way to say a week", "31. Februar 1917": "is no date", "Jahrhundertmitte": "is not a word of dates",
    "um die Jahrhundertwende": "no rule reads these words whole", "undatiert": "the words say that the date is not known",
    "Karfreitag 1750": "Easter was not yet the same", "9000": "no year of our era", "1. Mai 4500": "no year of our era",
    "Ostern 1917": "is not a word of dates",
}


@pytest.mark.parametrize(("words", "why"), DECLINED.items())
def test_german_words_that_are_not_certain_are_declined_with_a_reason(words, why):
    read = dates.read_words(words, lang="de", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert not read.edtf, read
    assert why in read.rule
