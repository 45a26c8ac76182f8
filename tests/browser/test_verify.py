"""The check of a page in its visitor's browser, and the verifier page: what holds, what was altered, what is older or another than what was seen."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chronologies
from tests.builders import run

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

PAGE = "people/bertha-miller.html"


class Museums(NamedTuple):
    """One museum as it was, grown by an act, and grown by two others under the same key: a fork that its key signed. Grown again after its key was changed; and signed by a stranger."""

    first: Path
    grown: Path
    forked: Path
    rekeyed: Path
    stolen: Path


@pytest.fixture(scope="session")
def museums(read_site: Path, visitor: Path, tmp_path_factory: pytest.TempPathFactory) -> Museums:
    root = tmp_path_factory.mktemp("museums")
    other = root / "keys-only"
    shutil.copytree(visitor, other, ignore=shutil.ignore_patterns("marks"))  # the same key on a machine that remembers nothing
    for name, home, texts in (("grown", visitor, ["One."]), ("forked", other, ["Two.", "Three."])):
        folder = root / name / read_site.parent.name  # which is the museum's name
        shutil.copytree(read_site.parent, folder)
        for nth, words in enumerate(texts):
            (root / f"{name}-{nth}.txt").write_text(words)
            run("accession", str(root / f"{name}-{nth}.txt"), "--title", words, "--museum", str(folder), home=home)
        run("publish", str(folder), home=home)
    for name, home in (("rekeyed", visitor), ("stolen", root / "stranger")):
        folder = root / name / read_site.parent.name
        shutil.copytree(root / "grown" / read_site.parent.name, folder)
        if name == "rekeyed":
            run("keys", "rotate", str(folder), home=home)
        else:
            shutil.rmtree(folder / "site")  # with what it says of its key
        run("publish", str(folder), home=home)
    return Museums(read_site, *(root / name / read_site.parent.name / "site" for name in ("grown", "forked", "rekeyed", "stolen")))


class Host(NamedTuple):
    """A web host that shows one site now and may show another later, under one address."""

    address: str
    show: Callable[[Path], Path]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    def show(site: Path) -> Path:
        shutil.rmtree(tmp_path / "web/museum", ignore_errors=True)
        shutil.copytree(site, tmp_path / "web/museum")
        return tmp_path / "web/museum"

    (tmp_path / "web").mkdir()
    with chronologies.server(tmp_path / "web") as address:
        yield Host(f"{address}museum/", show)


def standing(page: Page, address: str) -> str:
    page.goto(address)
    page.wait_for_function("document.getElementById('verify').dataset.standing", timeout=20_000)
    return str(page.evaluate("document.getElementById('verify').dataset.standing"))


def opened(page: Page) -> str:
    page.locator(".vm").first.click()
    return page.get_by_role("dialog").inner_text()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    """A visitor with a memory of their own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# ── a page that holds ───────────────────────────────────────────────────────────────────────────────────────────


def test_page_that_holds_says_so_in_its_foot(page, museums, host):
    host.show(museums.first)
    assert standing(page, host.address + PAGE) == "verified"
    assert re.fullmatch(r"Verified, with \d+ acts?", page.locator(".vm").inner_text())
    assert page.locator(".vb").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    said = opened(page)
    assert "byte for byte" in said
    assert "remembered from now on" in said
    assert "It cannot prove that the museum is honest" in said
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]


def test_page_that_holds_is_told_from_a_disk_without_its_words(page, museums):
    assert standing(page, (museums.first / PAGE).as_uri()) == "acts"
    assert re.fullmatch(r"\d+ acts? verified", page.locator(".vm").inner_text())
    assert "from a disk a page cannot read itself" in opened(page)


def test_every_kind_of_page_of_the_flagship_holds(visit, site):
    with chronologies.server(site) as address:
        for path in ("", "people/victor-serge.html", "register/index.html", "register/acts/100.html", "chronologies/presnya/1905.html", "search.html", "sources/essay/5.html"):
            assert standing(visit, address + path) == "verified", path


def test_panel_is_worked_by_keys_and_gives_focus_back(page, museums, host):
    host.show(museums.first)
    standing(page, host.address + PAGE)
    page.locator(".vm").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "vp-h"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.className").startswith("vm")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.className").startswith("vm")


def test_panel_has_no_fault_that_axe_finds(page, museums, host):
    host.show(museums.first)
    standing(page, host.address + PAGE)
    opened(page)
    page.add_script_tag(path=str(Path(__file__).parents[2] / "front/node_modules/axe-core/axe.min.js"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join()))")
    assert found == []


def test_page_without_scripts_has_a_link_and_no_mark(bare, museums):
    bare.goto((museums.first / PAGE).as_uri())
    assert bare.locator(".vm").count() == 0
    bare.get_by_role("link", name="How to verify this page").click()
    bare.wait_for_url("**/copy.html#check-h")


def test_check_waits_until_the_page_stands(visit, museums, host):
    host.show(museums.first)
    asked: list[str] = []
    visit.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    visit.goto(host.address + PAGE, wait_until="commit")
    standing(visit, host.address + PAGE)
    assert visit.evaluate("performance.getEntriesByName(document.querySelector('script[src*=\"verify.en\"]').src)[0].startTime >= performance.getEntriesByType('navigation')[0].loadEventStart")
    assert "ed25519.js" not in asked, "a browser that knows Ed25519 is not sent another"


def test_browser_without_ed25519_of_its_own_reads_one(visit, museums, host):
    host.show(museums.first)
    visit.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    assert standing(visit, host.address + PAGE) == "verified"
    assert visit.evaluate("typeof presnyaEd25519") == "function"


# ── a page that does not ────────────────────────────────────────────────────────────────────────────────────────


def edit(place: Path, change: Callable[[str], str]) -> None:
    before = place.read_text(encoding="utf-8")
    place.write_text(change(before), encoding="utf-8")
    assert place.read_text(encoding="utf-8") != before


def proved(text: str, change: Callable[[dict[str, list[object]]], object]) -> str:
    """The page with its proof changed."""
    def one(found: re.Match[str]) -> str:
        held = json.loads(found[2])
        change(held)
        return found[1] + json.dumps(held, ensure_ascii=False).replace("<", "\\u003c") + found[3]

    return re.sub(r'(<script type="application/json" id="proof">)(\{.*?)(</script>)', one, text, flags=re.DOTALL)


@pytest.mark.parametrize(("name", "change", "expected", "words"), [
    ("a letter of its text", lambda text: text.replace("Miller", "Muller", 1), "altered", "not the one in the museum’s signed list"),
    ("an act no proof holds", lambda text: text.replace("register/acts/", "register/acts/9", 1), "altered", "not in its proof"),
    ("an entry of its proof", lambda text: proved(text, lambda held: held["entries"].__setitem__(0, str(held["entries"][0]).replace('commit":"', 'commit":"0'))), "altered", "do not lead to the signed root"),
])
def test_altered_page_says_so_where_it_is_seen(visit, museums, host, name, change, expected, words):  # noqa: PLR0917  fixtures and a row of the table
    place = host.show(museums.first) / PAGE
    edit(place, change)
    assert standing(visit, host.address + PAGE) == expected, name
    assert visit.get_by_role("alert").is_visible()
    visit.get_by_role("alert").get_by_role("button").click()
    said = visit.get_by_role("dialog").inner_text()
    assert words in said
    assert "Do not rely on this page" in said


def test_act_taken_out_of_a_proof_is_missed_from_a_disk_too(visit, museums, tmp_path):
    shutil.copytree(museums.first, tmp_path / "copy")
    edit(tmp_path / "copy" / PAGE, lambda text: text.replace('id="proof">', 'id="proof"></script><script type="application/json" id="gone">'))
    assert standing(visit, (tmp_path / "copy" / PAGE).as_uri()) == "missing"
    assert "carries no proof" in opened(visit)


def test_list_that_was_not_signed_is_refused(visit, museums, host):
    root = host.show(museums.first)
    edit(root / "manifest.json", lambda text: text.replace('"size":', '"size": ', 1))
    assert standing(visit, host.address + PAGE) == "altered"


def test_museum_that_cannot_be_reached_is_not_called_altered(visit, museums, host):
    host.show(museums.first)
    visit.route("**/register/checkpoint", lambda route: route.abort())
    assert standing(visit, host.address + PAGE) == "unproved"


# ── what was seen before ────────────────────────────────────────────────────────────────────────────────────────


def test_register_that_grew_is_accepted_and_remembered(visit, museums, host):
    host.show(museums.first)
    standing(visit, host.address + PAGE)
    host.show(museums.grown)
    assert standing(visit, host.address + PAGE) == "verified"
    assert "it continues the register of" in opened(visit)
    visit.reload()
    host.show(museums.first)
    assert standing(visit, host.address + PAGE) == "older"
    said = opened(visit)
    assert "You have seen more than this" in said
    assert visit.get_by_role("link", name="Save the checkpoint you saw").get_attribute("download") == "checkpoint-seen.txt"
    visit.reload()
    visit.wait_for_selector(".vm")
    assert "older" in visit.locator(".vm").first.inner_text().lower(), "an older register does not move the memory"


@pytest.fixture(scope="session")
def erased_since(museums: Museums, visitor: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first museum as it stood, written after an act of it was erased: that act is empty there, and the acts that account for it came later."""
    folder = tmp_path_factory.mktemp("past") / museums.rekeyed.parent.name
    shutil.copytree(museums.rekeyed.parent, folder)
    home = tmp_path_factory.mktemp("past-home") / "home"
    shutil.copytree(visitor, home)
    shutil.rmtree(home / "marks")  # the museum is a copy, which its other copies have left behind
    size = (museums.first / "register/checkpoint").read_text().splitlines()[1]
    first = json.loads(run("appoint", "--list", "--json", "--museum", str(folder), home=home).splitlines()[0])
    run("appoint", "C. Keeper", "--role", "conservator", "--museum", str(folder), home=home)
    read = next(json.loads(place.read_bytes())["act"] and place.name.partition(".")[0] for place in sorted((folder / "site/register/acts").glob("*.entry.json"))
                if json.loads(place.read_bytes())["act"] == "propose")
    run("erase", read, "--ground", "court-order", "--authority", "District Court", "--decider", str(first.get("name", first)), "--decider", "C. Keeper", "--review", "2099-01-01", "--yes",
        "--museum", str(folder), home=home)
    run("publish", str(folder), home=home)
    run("publish", str(folder), "--as-of", size, "--to", str(folder / "then"), home=home)
    return folder / "then"


def test_earlier_day_is_no_alarm_when_the_museum_shows_it_on_purpose(visit, museums, erased_since, host):
    host.show(museums.rekeyed)
    standing(visit, host.address + "index.html")
    place = host.show(erased_since)
    assert standing(visit, host.address + "index.html?then") == "verified"
    assert "an earlier day, shown on purpose" in opened(visit)
    visit.reload()
    shutil.rmtree(place)
    shutil.copytree(museums.first, place)
    shutil.copyfile(erased_since / "register/as-of.json", place / "register/as-of.json")  # no list of this museum names it
    assert standing(visit, host.address + "index.html?now") != "verified"
    assert "an earlier day, shown on purpose" not in opened(visit)


def test_earlier_day_holds_by_the_acts_that_erased_since_and_not_without_them(visit, museums, erased_since, tmp_path):
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    assert json.loads((erased_since / "register/as-of.json").read_bytes())["later"]
    assert checked(visit, erased_since).startswith("It is whole.")
    visit.get_by_role("button", name="Check another copy").click()
    shutil.copytree(erased_since, tmp_path / "copy")
    (proof,) = list((tmp_path / "copy/register/later").glob("*.tlog-proof"))[:1]
    data = proof.read_bytes()
    proof.write_bytes(data.replace(b"index ", b"index 1"))
    said = checked(visit, tmp_path / "copy")
    assert said.startswith("It does not hold.")
    assert "without it nothing accounts for what is empty here" in said


def test_fork_is_told_and_both_checkpoints_are_offered(visit, museums, host):
    host.show(museums.grown)
    standing(visit, host.address + PAGE)
    host.show(museums.forked)
    assert standing(visit, host.address + PAGE) == "fork"
    assert "You are shown another history" in opened(visit)
    with visit.expect_download() as seen:
        visit.get_by_role("link", name="Save the checkpoint you saw").click()
    assert seen.value.path().read_text() == (museums.grown / "register/checkpoint").read_text()
    with visit.expect_download() as now:
        visit.get_by_role("link", name="Save the one shown now").click()
    assert now.value.path().read_text() == (museums.forked / "register/checkpoint").read_text()


def test_person_may_decide_to_go_on_with_another_register(visit, museums, host):
    host.show(museums.grown)
    standing(visit, host.address + PAGE)
    host.show(museums.forked)
    standing(visit, host.address + PAGE)
    opened(visit)
    visit.get_by_role("button", name="Remember this one from now on").click()
    visit.wait_for_function("document.getElementById('verify')?.dataset.standing === 'verified'")


def test_key_that_was_changed_in_order_is_followed(visit, museums, host):
    host.show(museums.grown)
    standing(visit, host.address + PAGE)
    host.show(museums.rekeyed)
    assert standing(visit, host.address + PAGE) == "verified"
    assert "its key was changed, and the old key signed the change" in opened(visit)


def test_key_of_a_stranger_is_told(visit, museums, host):
    host.show(museums.grown)
    standing(visit, host.address + PAGE)
    host.show(museums.stolen)
    assert standing(visit, host.address + PAGE) == "key"
    assert "no signed change leads from that to this" in opened(visit)


def test_key_that_was_changed_in_order_is_followed_from_a_disk(visit, museums, tmp_path):
    shutil.copytree(museums.rekeyed, tmp_path / "copy")
    assert standing(visit, (tmp_path / "copy" / PAGE).as_uri()) == "acts"


def test_other_museum_at_the_same_place_is_told(visit, museums, host, site):
    host.show(museums.first)
    standing(visit, host.address + PAGE)
    root = host.show(museums.first)
    for name in ("checkpoint", "vkey"):
        shutil.copy(site / "register" / name, root / "register" / name)
    assert standing(visit, host.address + PAGE) in ("altered", "renamed")
    assert "you saw" in opened(visit)


def test_older_copy_on_a_disk_is_told(visit, museums, tmp_path):
    shutil.copytree(museums.grown, tmp_path / "copy")
    standing(visit, (tmp_path / "copy" / PAGE).as_uri())
    shutil.rmtree(tmp_path / "copy")
    shutil.copytree(museums.first, tmp_path / "copy")
    assert standing(visit, (tmp_path / "copy" / PAGE).as_uri()) == "older"


# ── the verifier page ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def verifier(page: Page, museums: Museums) -> Page:
    page.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    return page


def checked(page: Page, where: Path) -> str:
    page.set_input_files("#in-zip" if where.is_file() else "#in-folder", str(where))
    page.wait_for_selector("#told:not([hidden])", timeout=60_000)
    return page.locator("#told").inner_text()


def test_good_copy_is_whole_with_its_own_key_and_holds_with_a_given_one(verifier, museums):
    said = checked(verifier, museums.grown)
    assert said.startswith("It is whole.")
    assert "not whose it is" in said
    assert "earlier checkpoints are beginnings of this register" in said
    assert verifier.evaluate("document.documentElement.scrollWidth <= innerWidth")
    verifier.get_by_role("button", name="Check another copy").click()
    verifier.fill("#key", (museums.grown / "register/vkey").read_text())
    assert checked(verifier, museums.grown).startswith("It holds.")


def test_older_key_vouches_for_a_copy_whose_key_was_changed(visit, museums):
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    visit.fill("#key", (museums.first / "register/vkey").read_text())
    assert checked(visit, museums.rekeyed).startswith("It holds.")
    visit.get_by_role("button", name="Check another copy").click()
    assert "another has signed as" in checked(visit, museums.stolen)


def zipped(folder: Path, place: Path, packing: int) -> Path:
    with zipfile.ZipFile(place, "w", packing) as made:
        for file in sorted(folder.rglob("*")):
            made.write(file, f"our museum/{file.relative_to(folder).as_posix()}")
    return place


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archive_is_checked_as_a_folder_is(visit, museums, tmp_path, packing):
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    assert checked(visit, zipped(museums.first, tmp_path / "copy.zip", packing)).startswith("It is whole.")


def test_verifier_page_asks_nothing_of_any_network(visit, museums):
    asked: list[str] = []
    visit.on("request", lambda request: asked.append(request.url))
    visit.goto((museums.first / "verify.html").as_uri())
    checked(visit, museums.first)
    assert len(asked) == 1


def _body(root: Path, change: Callable[[list[str]], None]) -> None:
    place = root / "register/bodies/000.jsonl"
    lines = place.read_text(encoding="utf-8").split("\n")
    change(lines)
    place.write_text("\n".join(lines), encoding="utf-8")


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a page altered": (lambda root: edit(root / PAGE, lambda text: text.replace("Miller", "Muller", 1)), f"{PAGE} is not the file that was published"),
    "a page gone": (lambda root: (root / PAGE).unlink(), f"{PAGE} is missing"),
    "a file added": (lambda root: (root / "extra.txt").write_text("x"), "extra.txt was not published by the museum"),
    "a body erased in silence": (lambda root: _body(root, lambda lines: lines.__setitem__(1, '{"index":1,"erased":true}')), "of act 1 was removed in silence"),
    "a body altered": (lambda root: _body(root, lambda lines: lines.__setitem__(1, lines[1].replace("a", "b"))), "act 1"),
    "a body planted": (lambda root: _body(root, lambda lines: lines.__setitem__(1, lines[1][:-1] + ',"erased":true}')), "act 1 is called erased, and yet something stands in its place"),
    "the list altered": (lambda root: edit(root / "manifest.json", lambda text: text.replace('"size"', '"size" ', 1)), "manifest.json is not the list the museum signed"),
    "a checkpoint altered": (lambda root: edit(root / "register/checkpoint", lambda text: re.sub(r"\n(\d+)\n", "\n99\n", text, count=1)), "register/checkpoint does not bear a signature that holds"),
    "a tile altered": (lambda root: next((root / "register/tile/0").rglob("*")).is_dir() and _flip(next(place for place in (root / "register/tile/0").rglob("*") if place.is_file())), "holds other hashes than the entries give"),
    "entries altered": (lambda root: _flip(next(place for place in (root / "register/tile/entries").rglob("*") if place.is_file())), "entries"),
    "a tile added": (lambda root: (root / "register/tile/0/999").write_bytes(bytes(8192)), "register/tile/0/999 is no tile of this register"),
}


def _flip(place: Path) -> None:
    data = bytearray(place.read_bytes())
    data[40] ^= 1
    place.write_bytes(data)


def test_each_fault_of_a_copy_is_named(visit, museums, tmp_path):
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    for nth, (name, (spoil, words)) in enumerate(BAD.items()):
        copy = tmp_path / str(nth)
        shutil.copytree(museums.first, copy)
        spoil(copy)
        said = checked(visit, copy)
        assert said.startswith("It does not hold."), name
        assert words in said, (name, said)
        visit.get_by_role("button", name="Check another copy").click()


def test_fork_in_a_copy_is_named(visit, museums, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(museums.grown, copy)
    size = (museums.grown / "register/checkpoint").read_text().split("\n")[1]
    shutil.copy(museums.forked / "register/checkpoint", copy / "register/checkpoints" / size)
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    assert f"register/checkpoints/{size} signs another history" in checked(visit, copy)


def test_key_of_somebody_else_and_what_is_no_key_are_told(verifier, museums, site):
    verifier.fill("#key", "nonsense")
    verifier.set_input_files("#in-folder", str(museums.first))
    assert verifier.get_by_text("This is not a key.").is_visible()
    verifier.fill("#key", (site / "register/vkey").read_text())
    assert "does not follow from the key you gave" in checked(verifier, museums.first)


def test_folder_without_a_museum_is_told(verifier, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/letter.txt").write_text("x")
    verifier.set_input_files("#in-folder", str(tmp_path / "elsewhere"))
    verifier.get_by_text("There is no museum in it").wait_for()


def test_museum_is_found_below_the_folder_that_was_chosen(visit, museums, tmp_path):
    shutil.copytree(museums.first, tmp_path / "stick/archive/museum")
    (tmp_path / "stick/letter.txt").write_text("x")
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    said = checked(visit, tmp_path / "stick")
    assert said.startswith("It is whole.")
    assert "1 file beside the museum’s folder was not looked at" in said


def test_check_of_a_copy_can_be_stopped(visit, museums):
    visit.goto((museums.first / "verify.html").as_uri() + "?lang=en")
    visit.evaluate("document.getElementById('in-folder').addEventListener('change', () => document.getElementById('stop').click())")
    said = checked(visit, museums.first)
    assert said.startswith("It was stopped.")


def test_verifier_page_has_no_fault_that_axe_finds(verifier, museums):
    script = (Path(__file__).parents[2] / "front/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    for _ in range(2):
        verifier.evaluate(script)
        assert verifier.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join()))") == []
        if verifier.locator("#told").is_hidden():
            checked(verifier, museums.first)
