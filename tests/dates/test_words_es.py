"""Dates in Spanish words: what is read, and what is declined with which reason. Document of 7 November 1917, date told before 9 December 1905."""

import pytest

from presnya import dates

DOCUMENT, ANCHOR = dates.date_value("1917-11-07"), dates.date_value("1905-12-09")

READ = {
    "mil novecientos diecisiete": "1917", "mil ochocientos treinta y ocho": "1838", "dos mil cinco": "2005",
    "el dos de mayo de mil ochocientos ocho": "1808-05-02",
    "treinta y uno de mayo de 1906": "1906-05-31", "10 de 9bre de 1820": "1820-11-10", "Nochebuena de 1917": "1917-12-24",
    "Domingo de Resurrección de 1931": "1931-04-05",
    "por el 20 de noviembre de 1910": "1910-11-20~", "los días 14 y 15 de abril de 1931": "{1931-04-14,1931-04-15}", "hacia el año 711": "0711~",
    "s. f. [ca. 1910]": "1910~",
    "los días 14, 15 y 16 de abril de 1931": "{1931-04-14,1931-04-15,1931-04-16}", "1914, copia de 1930": "1914",
    "7 de noviembre de 1917": "1917-11-07", "el 7 de noviembre de 1917": "1917-11-07", "miércoles 7 de noviembre de 1917": "1917-11-07",
    "1.º de mayo de 1890": "1890-05-01", "1º de mayo de 1890": "1890-05-01", "primero de mayo de 1890": "1890-05-01", "7/11/1917": "1917-11-07",
    "hacia 1905": "1905~", "c. 1905": "1905~", "quizá 1917": "1917?", "los años 1920": "192X", "principios de los años 1920": "1920~/1923~",
    "década de 1920": "192X", "siglo XIX": "18XX", "s. XIX": "18XX", "primera mitad del siglo XIX": "1801/1850", "último tercio del siglo XVIII": "1767/1800",
    "finales del siglo XIX": "1867/1900", "a finales del siglo XIX": "1867/1900", "44 a. C.": "-0043", "siglo V a. C.": "-04XX",
    "de 1905 a 1907": "1905/1907", "entre 1905 y 1907": "1905/1907", "1914-18": "1914/1918", "antes de 1917": "[..1917]", "después de 1917": "[1917..]",
    "desde 1917": "1917/..", "hasta 1917": "../1917", "a más tardar en 1917": "[..1917]", "1917 o 1918": "[1917,1918]",
    "24-26 de octubre de 1917": "1917-10-24/1917-10-26", "del 24 al 26 de octubre de 1917": "1917-10-24/1917-10-26",
    "octubre-noviembre de 1917": "1917-10/1917-11", "en la noche del 24 al 25 de octubre de 1917": "1917-10-24/1917-10-25",
    "la noche del 25 de octubre de 1917": "1917-10-25/1917-10-26", "a las 21.40 del 7 de noviembre de 1917": "1917-11-07T21:40",
    "a las 9 de la noche del 7 de noviembre de 1917": "1917-11-07T21", "primavera de 1918": "1918-21", "invierno de 1917-1918": "1917-24",
    "verano de 1917": "1917-22", "a mediados de junio de 1917": "1917-06-11/1917-06-20", "a fines de octubre de 1917": "1917-10-21/1917-10-31",
    "los primeros días de marzo de 1917": "1917-03-01/1917-03-07", "primer trimestre de 1917": "1917-33", "segundo semestre de 1917": "1917-41",
    "18 de brumario del año VIII": "1799-11-09", "ayer": "1917-11-06", "el año pasado": "1916", "junio pasado": "1917-06", "el verano pasado": "1917-22",
    "tres días después": "1905-12-12", "al día siguiente": "1905-12-10", "la víspera": "1905-12-08", "la misma noche": "1905-12-09", "hace tres años": "1914",
    "25 de octubre (7 de noviembre) de 1917": "1917-11-07", "noviembre de 1917": "1917-11", "en 1917": "1917", "a principios de 1917": "1917-01/1917-04",
    "siglos XVIII-XIX": "17XX/18XX", "del 28 de febrero al 3 de marzo de 1917": "1917-02-28/1917-03-03",
    "de octubre de 1917 a marzo de 1918": "1917-10/1918-03", "desde 1905 hasta 1907": "1905/1907", "en octubre y noviembre de 1917": "1917-10/1917-11",
    "mediados del siglo XIX": "1834/1866", "14 del corriente": "1917-11-14", "fines del siglo XIX y principios del XX": "1867/1933",
    "1 de mayo de 1890": "1890-05-01", "el 7 y el 8 de noviembre de 1917": "{1917-11-07,1917-11-08}", "el día 7 de noviembre de 1917": "1917-11-07",
    "7 de nov. de 1917": "1917-11-07", "7-XI-1917": "1917-11-07", "7.11.1917": "1917-11-07", "07-11-1917": "1917-11-07", "noviembre 7 de 1917": "1917-11-07",
    "un mes después": "1906-01", "un día después": "1905-12-10", "dos semanas antes del 7 de noviembre de 1917": "1917-10-24", "hace dos meses": "1917-09",
    "el mes pasado": "1917-10", "el domingo pasado": "1917-11-04", "el año siguiente": "1906", "el año anterior": "1904", "en mayo del mismo año": "1905-05",
    "aquel año": "1905", "ese mismo día": "1905-12-09", "a comienzos del siglo XX": "1901/1917", "primer tercio del siglo XIX": "1801/1833",
    "segundo cuarto del s. XIX": "1826/1850", "2.ª mitad del siglo XIX": "1851/1900", "años veinte del siglo XX": "192X", "la década de 1840": "184X",
    "década de los años 1840": "184X", "fines de la década de 1920": "1926~/1929~", "hacia 1800-1810": "1800~/1810~",
    "hacia mediados del siglo XIX": "1834~/1866~", "ca. 1890": "1890~", "[ca. 1890]": "1890~", "¿1917?": "1917?", "1917 (?)": "1917?",
    "siglos XVIII y XIX": "17XX/18XX", "finales del siglo XVIII-principios del XIX": "1767/1833", "siglo III d. C.": "02XX", "siglo III a. C.": "-02XX",
    "79 d. C.": "0079", "52 a. C.": "-0051", "entre el 24 y el 26 de octubre de 1917": "1917-10-24/1917-10-26",
    "24 o 25 de octubre de 1917": "[1917-10-24,1917-10-25]", "octubre o noviembre de 1917": "[1917-10,1917-11]",
    "entre octubre de 1917 y marzo de 1918": "1917-10/1918-03", "octubre de 1917 - marzo de 1918": "1917-10/1918-03",
    "antes del 7 de noviembre de 1917": "[..1917-11-07]", "después del 7 de noviembre de 1917": "[1917-11-07..]", "a partir de 1917": "1917/..",
    "desde octubre de 1917": "1917-10/..", "hasta el 7 de noviembre de 1917": "../1917-11-07", "no antes de 1917": "[1917..]",
    "no después de 1917": "[..1917]", "1917 o después": "[1917..]", "primavera de 1917": "1917-21", "a finales de 1917": "1917-10/1917-12",
    "a principios de marzo de 1917": "1917-03-01/1917-03-10", "en la segunda quincena de marzo de 1917": "1917-03-16/1917-03-31",
    "primera mitad de 1917": "1917-40", "tercer trimestre de 1917": "1917-35", "noche del 7 al 8 de noviembre de 1917": "1917-11-07/1917-11-08",
    "el 7 de noviembre de 1917 por la tarde": "1917-11-07", "a mediodía del 7 de noviembre de 1917": "1917-11-07T12:00",
    "a las 9 de la mañana del 7 de noviembre de 1917": "1917-11-07T09", "a las 21 horas del 7 de noviembre de 1917": "1917-11-07T21",
    "25 de octubre de 1917 (estilo antiguo)": "1917-11-07", "25 de octubre/7 de noviembre de 1917": "1917-11-07", "publicado en 1811": "1811",
    "1905, fundido en 1960": "1905", "anteayer": "1917-11-05", "la víspera del 7 de noviembre de 1917": "1917-11-06",
    "al día siguiente del 7 de noviembre de 1917": "1917-11-08", "5 del actual": "1917-11-05", "marzo": "1905-03", "martes": "1917-11-06",
    "siglo XIX (?)": "18XX?", "fines de 1917": "1917-10/1917-12", "1917-1918": "1917/1918", "1917/18": "1917/1918", "de 1917 en adelante": "1917/..",
    "en torno a 1900": "1900~", "año 1917": "1917", "el 1 de mayo": "1905-05-01", "a inicios de la década de 1920": "1920~/1923~",
}


@pytest.mark.parametrize(("words", "edtf"), READ.items())
def test_spanish_words_are_read(words, edtf):
    read = dates.read_words(words, lang="es", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert read.edtf == edtf, read.rule
    assert (read.begin, read.end) == dates.bounds(edtf)
    assert "@" in read.rule


DECLINED = {
    "s. f.": "the words say that the date is not known", "los años veinte": "which century is not said",
    "lunes 7 de noviembre de 1917": "one of the two is wrong, or the calendar is", "7/11/17": "its century is not said",
    "quince días después": "may be a way to say a week", "mediados de los años veinte": "which century is not said", "años 20": "which century is not said",
    "los años cuarenta": "which century is not said", "invierno de 1917": "a winter lies in two years",
    "a las 12 de la noche del 7 de noviembre de 1917": "which twelve", "31 de febrero de 1917": "is no date", "cambio de siglo": "not agreed",
    "un mayo de 1808": "an article", "1 de mayo de 4500": "no year of our era",
}


@pytest.mark.parametrize(("words", "why"), DECLINED.items())
def test_spanish_words_that_are_not_certain_are_declined_with_a_reason(words, why):
    read = dates.read_words(words, lang="es", document_date=DOCUMENT, anchor=ANCHOR, kind="news")
    assert not read.edtf, read
    assert why in read.rule
