"""Dates in French words: what is read, and what is declined with which reason. Document of 7 November 1917, date told before 9 December 1905."""

import pytest

from presnya import dates

DOCUMENT, ANCHOR = dates.date_value("1917-11-07"), dates.date_value("1905-12-09")

READ = {
    "mil huit cent trente": "1830", "dix-huit cent quatre-vingt-dix-neuf": "1899", "mille neuf cent dix-sept": "1917", "deux mille": "2000",
    "le deux décembre 1851": "1851-12-02", "le vingt et un mai 1906": "1906-05-21", "le 2 mai mil huit cent huit": "1808-05-02", "12 8bre 1793": "1793-10-12",
    "le 3 Xbre 1805": "1805-12-03", "Noël 1943": "1943-12-25", "la Toussaint 1755": "1755-11-01", "jour de l'an 1917": "1917-01-01",
    "lundi de Pâques 1917": "1917-04-09",
    "env. 1750": "1750~", "aux environs du 10 mai 1940": "1940-05-10~", "les 27, 28 et 29 juillet 1830": "{1830-07-27,1830-07-28,1830-07-29}",
    "25 octobre 1917 (v. st.)": "1917-11-07", "s. d. [vers 1900]": "1900~", "l'an 1000": "1000", "en l'an de grâce 1515": "1515",
    "an II de la République": "1793-09-22/1794-09-21", "1er vendémiaire, an II": "1793-09-22", "s.d. [1917]": "1917",
    "1er mai 1906": "1906-05-01", "le 7 novembre 1917": "1917-11-07", "7 novembre 1917": "1917-11-07", "mercredi 7 novembre 1917": "1917-11-07",
    "vers 1905": "1905~", "peut-être 1917": "1917?", "années 1920": "192X", "début des années 1920": "1920~/1923~", "XIXe siècle": "18XX",
    "la première moitié du XIXe siècle": "1801/1850", "dernier quart du XVIIIe siècle": "1776/1800", "fin du XIXe siècle": "1867/1900",
    "44 av. J.-C.": "-0043", "Ve siècle av. J.-C.": "-04XX", "de 1905 à 1907": "1905/1907", "entre 1905 et 1907": "1905/1907", "1914-18": "1914/1918",
    "avant 1917": "[..1917]", "après 1917": "[1917..]", "depuis 1917": "1917/..", "jusqu'en 1917": "../1917", "au plus tard en 1917": "[..1917]",
    "à partir de 1917": "1917/..", "1917 ou 1918": "[1917,1918]", "24-26 octobre 1917": "1917-10-24/1917-10-26",
    "du 24 au 26 octobre 1917": "1917-10-24/1917-10-26", "octobre-novembre 1917": "1917-10/1917-11",
    "dans la nuit du 24 au 25 octobre 1917": "1917-10-24/1917-10-25", "la nuit du 25 octobre 1917": "1917-10-25/1917-10-26",
    "à 21 h 40 le 7 novembre 1917": "1917-11-07T21:40", "le 7 novembre 1917 à 21 h 40": "1917-11-07T21:40", "printemps 1918": "1918-21",
    "au printemps de 1918": "1918-21", "hiver 1917-1918": "1917-24", "été 1917": "1917-22", "mi-juin 1917": "1917-06-11/1917-06-20",
    "à la mi-juin 1917": "1917-06-11/1917-06-20", "fin octobre 1917": "1917-10-21/1917-10-31",
    "dans les premiers jours de mars 1917": "1917-03-01/1917-03-07", "premier trimestre 1917": "1917-33", "second semestre 1917": "1917-41",
    "18 brumaire an VIII": "1799-11-09", "9 Thermidor II": "1794-07-27", "an II": "1793-09-22/1794-09-21", "l'an II": "1793-09-22/1794-09-21",
    "brumaire an VIII": "1799-10-23/1799-11-21", "hier": "1917-11-06", "l'année dernière": "1916", "juin dernier": "1917-06", "l'été dernier": "1917-22",
    "trois jours plus tard": "1905-12-12", "le lendemain": "1905-12-10", "la veille": "1905-12-08", "le même soir": "1905-12-09", "il y a trois ans": "1914",
    "25 octobre (7 novembre) 1917": "1917-11-07", "7.XI.1917": "1917-11-07", "07/11/1917": "1917-11-07", "XVIIIe-XIXe siècles": "17XX/18XX",
    "fin XIXe - début XXe siècle": "1867/1933", "du 28 février au 3 mars 1917": "1917-02-28/1917-03-03", "d'octobre 1917 à mars 1918": "1917-10/1918-03",
    "début 1917": "1917-01/1917-04", "milieu du XIXe siècle": "1834/1866", "l'an 1917": "1917", "en 1917": "1917",
    "la veille du 7 novembre 1917": "1917-11-06", "le lendemain du 7 novembre 1917": "1917-11-08", "ca 1900": "1900~", "entre 1917 et 1920": "1917/1920",
    "année 1917": "1917", "au mois de mai 1917": "1917-05", "Ier siècle": "00XX", "novembre 1917": "1917-11", "1871?": "1871?",
    "vers 1830-1840": "1830~/1840~", "1830 ou 1831": "[1830,1831]", "14 courant": "1917-11-14", "le 1er janvier 1900": "1900-01-01",
    "1er-3 mai 1906": "1906-05-01/1906-05-03", "mardi 1er mai 1906": "1906-05-01", "14 novembre courant": "1917-11-14",
    "deux semaines avant le 7 novembre 1917": "1917-10-24", "il y a un mois": "1917-10", "le mois dernier": "1917-10", "l'année suivante": "1906",
    "l'année précédente": "1904", "en mai de la même année": "1905-05", "le même jour": "1905-12-09", "printemps-été 1917": "1917-21/1917-22",
    "au cours de l'année 1917": "1917", "vers la fin de 1917": "1917-10~/1917-12~", "vers le milieu du XIXe siècle": "1834~/1866~",
    "au début du XXe siècle": "1901/1917", "première moitié du 19e s.": "1801/1850", "2e moitié du XVIIIe s.": "1751/1800", "XVIIIe s.": "17XX",
    "fin XVIIIe s.": "1767/1800", "IIIe s. av. J.-C.": "-02XX", "52 av. J.-C.": "-0051", "79 apr. J.-C.": "0079", "[1917]": "1917", "[vers 1917]": "1917~",
    "1917 ?": "1917?", "avant le 7 novembre 1917": "[..1917-11-07]", "après le 7 novembre 1917": "[1917-11-07..]", "dès octobre 1917": "1917-10/..",
    "au plus tôt en 1917": "[1917..]", "entre le 24 et le 26 octobre 1917": "1917-10-24/1917-10-26", "entre octobre 1917 et mars 1918": "1917-10/1918-03",
    "le 24 ou le 25 octobre 1917": "[1917-10-24,1917-10-25]", "nuit du 7 au 8 novembre 1917": "1917-11-07/1917-11-08",
    "7 novembre 1917 au soir": "1917-11-07", "le matin du 7 novembre 1917": "1917-11-07", "à 9 heures du soir, le 7 novembre 1917": "1917-11-07T21",
    "à midi le 7 novembre 1917": "1917-11-07T12:00", "25 oct./7 nov. 1917": "1917-11-07", "25 octobre 1917 (ancien style)": "1917-11-07",
    "7 novembre 1917 (nouveau style)": "1917-11-07", "les années 1840": "184X", "fin des années 1840": "1846~/1849~", "milieu des années 1920": "1924~/1926~",
    "années trente du XIXe siècle": "183X", "1840-1849": "1840/1849", "18 brumaire an 8": "1799-11-09", "du 5 au 10 thermidor an II": "1794-07-23/1794-07-28",
    "an II-an III": "1793-09-22/1795-09-22", "5e jour complémentaire an III": "1795-09-21", "publié en 1811": "1811", "1905, exposé en 1906": "1905",
    "au XIXe siècle": "18XX", "depuis le 7 novembre 1917": "1917-11-07/..", "1917-1918": "1917/1918", "vers mars 1917": "1917-03~",
    "juin 1917-février 1918": "1917-06/1918-02", "4e trimestre 1917": "1917-36", "avant-hier": "1917-11-05", "dimanche dernier": "1917-11-04",
    "mai 1871": "1871-05", "floréal an III": "1795-04-20/1795-05-19", "le 7 de ce mois": "1917-11-07", "jusqu'au 7 novembre 1917": "../1917-11-07",
    "à partir du 7 novembre 1917": "1917-11-07/..", "dans la première quinzaine de mai 1917": "1917-05-01/1917-05-15", "vers 1880-vers 1890": "1880~/1890~",
    "mi-XIXe siècle": "1834/1866", "1830 environ": "1830~",
}


@pytest.mark.parametrize(("words", "edtf"), READ.items())
def test_french_words_are_read(words, edtf):
    read = dates.read_words(words, lang="fr", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert read.edtf == edtf, read.rule
    assert (read.begin, read.end) == dates.bounds(edtf)
    assert "@" in read.rule


DECLINED = {
    "s. d.": "the words say that the date is not known", "les années vingt": "which century is not said", "an XV": "Republican calendar",
    "tournant du siècle": "not agreed", "un mai 1906": "an article", "1er mai 4500": "no year of our era",
    "lundi 1er mai 1906": "one of the two is wrong, or the calendar is", "courant 1917": "no rule reads these words whole",
    "huit jours après": "may be a way to say a week", "quinze jours plus tard": "may be a way to say a week",
    "la semaine dernière": "which days of the week before are meant is not said", "cette année-là": "is not a word of dates",
    "hiver 1917": "a winter lies in two years", "les années 1840-1850": "two ways",
    "18 brumaire": "Republican calendar", "3 mars 17": "its century is not said", "trimestre 1917": "no rule reads these words whole",
    "l'avant-veille": "no rule reads these words whole", "31 février 1917": "is no date", "vendémiaire": "Republican calendar",
    "XIXe-début XXe siècle": "no rule reads these words whole",
}


@pytest.mark.parametrize(("words", "why"), DECLINED.items())
def test_french_words_that_are_not_certain_are_declined_with_a_reason(words, why):
    read = dates.read_words(words, lang="fr", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert not read.edtf, read
    assert why in read.rule
