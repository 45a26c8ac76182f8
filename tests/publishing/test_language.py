"""The interface in five languages: complete, up to date, true to its placeholders, and really spoken."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from django.db import connections
from presnya import publishing
from presnya.publishing.frame import NAV, environment
from presnya.publishing.language import OWN_NAMES, direction, speak, translations
from presnya.publishing.words import ACTS, FURNITURE, KINDS, NEARNESS, ONE, QUALIFIERS, ROLES, STATES, STATUS, within
from presnya.terms import ACTS as ALL_ACTS, Decide, NEARNESSES, Number, Role
from presnya.terms.properties import properties
from tests.builders import found

LANGUAGES = ("ru", "fr", "de", "es")
ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "presnya" / "publishing"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%(?!\()")
TAG = re.compile(r"<[^>]*>")
NEXT = "next: make messages, then translate what is empty in src/presnya/publishing/locale"


def read(place: Path, lang: str | None = None) -> Catalog:
    return read_po(BytesIO(place.read_bytes()), locale=lang)


def po(lang: str) -> Catalog:
    return read(PACKAGE / "locale" / f"{lang}.po", lang)


def key(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def messages(catalog: Catalog) -> dict[tuple[str, ...], Message]:
    return {key(message): message for message in catalog if message.id}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """A catalogue extracted just now, in the way of `make messages`."""
    place = tmp_path_factory.mktemp("messages") / "presnya.pot"
    flags = ["-k", "mark", "-k", "marks:1,2", "--omit-header", "--add-location=file", "--sort-by-file", "-w", "160"]
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(ROOT / "babel.cfg"), *flags, "-o", str(place), "."], cwd=PACKAGE, check=True)
    return place


# ── complete and up to date ─────────────────────────────────────────────────────────────────────────────────────


def test_template_of_catalogues_knows_exactly_the_messages_of_the_sources(fresh):
    difference = messages(read(fresh)).keys() ^ messages(read(PACKAGE / "locale" / "presnya.pot")).keys()
    assert not difference, f"presnya.pot differs in {sorted(difference)}; {NEXT}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogue_knows_exactly_the_messages_of_the_sources(lang, fresh):
    wanted, known = messages(read(fresh)), messages(po(lang))
    assert len(wanted) > 350
    missing, stale = wanted.keys() - known.keys(), known.keys() - wanted.keys()
    assert not missing, f"{lang}.po lacks {sorted(missing)}; {NEXT}"
    assert not stale, f"{lang}.po still has {sorted(stale)}; {NEXT}"
    assert not po(lang).obsolete


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated_in_every_form(lang):
    catalog = po(lang)
    assert [key(one) for one in catalog if one.id and (one.fuzzy or not all(form.strip() for form in forms(one)))] == []
    assert [key(one) for one in catalog if one.pluralizable and len(forms(one)) != catalog.num_plurals] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_header_is_the_language_s_own(lang):
    right = get_plural(lang)
    assert f'"Plural-Forms: nplurals={right.num_plurals}; plural={right.plural_expr};\\n"' in (PACKAGE / "locale" / f"{lang}.po").read_text(encoding="utf-8")


def test_every_language_that_has_a_name_has_a_catalogue():
    assert set(OWN_NAMES) == {"en", *LANGUAGES}
    assert {place.name for place in resources.files("presnya.publishing").joinpath("locale").iterdir()} == {"presnya.pot", *(f"{lang}.po" for lang in LANGUAGES)}


# ── true to the messages ────────────────────────────────────────────────────────────────────────────────────────


def numbers_of(lang: str) -> list[set[int]]:
    """For each plural form, which numbers up to 200 it is used for."""
    spoken = translations(lang)
    found: list[set[int]] = [set() for _ in range(po(lang).num_plurals)]
    for number in range(201):
        found[spoken.plural(number)].add(number)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_and_tags_are_kept(lang):
    for message in po(lang):
        if not message.id or message.pluralizable:
            continue
        source, words = message.id, message.string
        assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(source)), f"{lang}: {source}"
        assert sorted(TAG.findall(words)) == sorted(TAG.findall(source)), f"{lang}: {source}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_forms_keep_tags_and_every_placeholder_they_need(lang):
    """A form for one alone may leave the number out where English does; one that also serves 21 (Russian) or 0 (French) may not hide another number."""
    for message in po(lang):
        if not message.pluralizable or not message.id:
            continue
        one, many = message.id
        known = set(PLACEHOLDER.findall(one)) | set(PLACEHOLDER.findall(many))
        for words, numbers in zip(forms(message), numbers_of(lang), strict=True):
            held = set(PLACEHOLDER.findall(words))
            counted = {name for name in ("%(count)s", "%(num)s") if name in known}
            needed = set(PLACEHOLDER.findall(one)) if numbers <= {0, 1} else set(PLACEHOLDER.findall(one)) | counted
            if 1 not in numbers:
                needed = set(PLACEHOLDER.findall(many))
            assert needed <= held <= known, f"{lang}: {many} | {words}"
            assert sorted(TAG.findall(words)) == sorted(TAG.findall(many)), f"{lang}: {many} | {words}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_cannot_break_the_page_around_them(lang):
    """Messages are put into pages, also into attributes, as they are: outside their own tags no straight quotation mark, angle or bare ampersand."""
    broken = [form for message in po(lang) if message.id for form in forms(message) if re.search(r'["<>&]', TAG.sub("", form))]
    assert broken == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_beginnings_and_ends_are_as_in_english(lang):
    """A blank, a comma or a full stop at an end belongs to the sentence the message is put into."""
    for message in po(lang):
        for words in forms(message) if message.id else ():
            source = key(message)[-1]
            assert words == words.strip(), f"{lang}: {source}"
            assert words.startswith(",") == source.startswith(","), f"{lang}: {source}"
            assert " " not in source or source.endswith(".") == words.endswith("."), f"{lang}: {source}"


# ── what is looked up by value ──────────────────────────────────────────────────────────────────────────────────

VALUES = {
    "roles": (get_args(Role), ROLES), "nearness": (tuple(filter(None, NEARNESSES)), NEARNESS), "acts": (ALL_ACTS, ACTS),
    "qualifiers": (tuple(word.replace("-", " ") for word in get_args(get_type_hints(Number)["qualifier"]) if word), QUALIFIERS), "verdicts": (get_args(get_type_hints(Decide)["verdict"]), ("accepted", *STATUS)),
}


@pytest.mark.parametrize("name", VALUES)
def test_every_value_that_pages_look_up_has_words(name):
    values, words = VALUES[name]
    assert values
    assert set(values) <= set(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_looked_up_by_value_are_translated(lang):
    words = {*NEARNESS.values(), *KINDS.values(), *ONE.values(), *ACTS.values(), *STATUS, *QUALIFIERS, *STATES, *ROLES, *FURNITURE, *(words for _, words, _ in NAV)}
    assert words <= {one for message in po(lang) for one in key(message)}


def test_labels_are_small_within_sentences_where_their_language_writes_them_small():
    born, member = properties()["born_in"], properties()["member_of"]
    assert [within(one.label(lang)[:1].upper() + one.label(lang)[1:], lang=lang) for one in (born, member) for lang in ("en", "ru", "fr", "de", "es")] == [
        "born in", "место рождения", "né à", "geboren in", "nacido en", "member of", "член", "membre de", "Mitglied von", "miembro de"]
    assert within("A title of a proposal", lang="en") == "a title of a proposal"


# ── spoken ──────────────────────────────────────────────────────────────────────────────────────────────────────

COUNTED = {
    "en": ["1 claim", "2 claims", "5 claims", "21 claims"],
    "ru": ["1 утверждение", "2 утверждения", "5 утверждений", "21 утверждение"],
    "fr": ["1 assertion", "2 assertions", "5 assertions", "21 assertions"],
    "de": ["1 Aussage", "2 Aussagen", "5 Aussagen", "21 Aussagen"],
    "es": ["1 afirmación", "2 afirmaciones", "5 afirmaciones", "21 afirmaciones"],
}


@pytest.mark.parametrize("lang", COUNTED)
def test_templates_count_in_their_language(lang):
    template = environment(lang).from_string("{% trans count=count %}{{ count }} claim{% pluralize %}{{ count }} claims{% endtrans %}")
    assert [template.render(count=number) for number in (1, 2, 5, 21)] == COUNTED[lang]


EARLY = {
    "ru": ["закрыта на 1 день раньше срока", "закрыта на 2 дня раньше срока", "закрыта на 5 дней раньше срока"],
    "fr": ["fermée 1 jour avant la date prévue", "fermée 2 jours avant la date prévue", "fermée 5 jours avant la date prévue"],
    "de": ["1 Tag vorzeitig geschlossen", "2 Tage vorzeitig geschlossen", "5 Tage vorzeitig geschlossen"],
    "es": ["cerrada 1 día antes de lo previsto", "cerrada 2 días antes de lo previsto", "cerrada 5 días antes de lo previsto"],
}


@pytest.mark.parametrize("lang", EARLY)
def test_stamps_count_in_their_language(lang):
    template = environment(lang).from_string('{{ ngettext("closed %(num)s day early", "closed %(num)s days early", days) }}')
    assert [template.render(days=number) for number in (1, 2, 5)] == EARLY[lang]


FOLDED = {
    "ru": ["<b>1905, свёрнуто:</b> 1 год без отметок во всех столбцах", "<b>1905 – 1907, свёрнуто:</b> 3 года без отметок во всех столбцах",
           "<b>1905, свёрнуто:</b> 21 год без отметок во всех столбцах"],
    "de": ["<b>1905 eingeklappt:</b> ein Jahr ohne Marke in irgendeiner Spalte", "<b>1905 – 1907 eingeklappt:</b> 3 Jahre ohne Marke in irgendeiner Spalte",
           "<b>1905 – 1925 eingeklappt:</b> 21 Jahre ohne Marke in irgendeiner Spalte"],
}


@pytest.mark.parametrize("lang", FOLDED)
def test_a_form_that_serves_one_and_many_names_the_number(lang):
    template = environment(lang).from_string("{% import 'time.html' as t with context %}{{ t.fold(fold) }}")
    folds = [{"unit": "year", "length": length, "first": "1905", "last": str(1904 + length)} for length in (1, 3, 21)]
    assert [template.render(fold=fold, apparatus=None, to=None).strip() for fold in folds] == FOLDED[lang]


@pytest.mark.parametrize(("lang", "words"), [("en", "“so”"), ("ru", "«so»"), ("fr", "«\N{NO-BREAK SPACE}so\N{NO-BREAK SPACE}»"), ("de", "„so“"), ("es", "«so»")])
def test_quotation_marks_are_the_language_s_own(lang, words):
    assert environment(lang).from_string("{% import 'macros.html' as m with context %}{{ m.quoted('so') }}").render() == words


def test_words_put_into_a_message_are_escaped():
    assert environment("ru").from_string("{% import 'macros.html' as m with context %}{{ m.quoted('<i>') }}").render() == "«&lt;i&gt;»"


def test_english_and_a_language_without_catalogue_are_left_as_written():
    assert speak("en")("Reading room") == speak("la")("Reading room") == "Reading room"
    assert speak("ru")("Reading room") == "Читальный зал"


@pytest.mark.parametrize("lang", OWN_NAMES)
def test_all_five_languages_are_written_left_to_right(lang):
    assert direction(lang) == "ltr"


def test_direction_of_a_right_to_left_language():
    assert direction("ar") == "rtl"


# ── a whole museum ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def site(tmp_path) -> Iterator[Path]:
    street = found(tmp_path / "street", toml='languages = ["en", "ru", "fr", "de", "es"]\n')
    yield publishing.publish(street.museum, curator=street.curator).site
    connections.close_all()


def test_every_page_of_a_language_speaks_it_alone(site):
    """No sentence of the interface is left in English; names, titles and quoted words are the museum's own."""
    for lang in LANGUAGES:
        untold = [message.id for message in po(lang) if message.id and not message.pluralizable and len(message.id) > 24 and "%" not in message.id and message.string != message.id]
        pages = sorted((site / lang).rglob("*.html"))
        assert {place.relative_to(site / lang).as_posix() for place in pages} == {place.relative_to(site).as_posix() for place in site.rglob("*.html")
                                                                                  if place.relative_to(site).parts[0] not in (*LANGUAGES, "verify.html")}, "the verifier speaks all languages in one file"
        for place in pages:
            page = place.read_text(encoding="utf-8")
            assert f'<html lang="{lang}"' in page
            assert speak(lang)("The small letters after a statement are its witness. Open one to see the passage, its number and its proof.") in page
            assert [words for words in untold if words in page] == [], place
