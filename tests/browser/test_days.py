"""The day chooser in a browser: by mouse, by keyboard, without scripts; from disk there is none."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.builders import PREPARED, run

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """A museum of one text, published, then its text edited and published again; served. Gives its address, its site, and the day of its acts."""
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("days") / "street"
    run("new", str(folder), home=home)
    (folder / "texts/mill.md").write_text(PREPARED, encoding="utf-8")
    run("publish", str(folder), home=home)
    (folder / "texts/mill.md").write_text(PREPARED.replace("never spoke of it", "spoke of it once"), encoding="utf-8")
    run("publish", str(folder), home=home)
    server = subprocess.Popen([sys.executable, "-m", "presnya", "serve", str(folder), "--port", "0"], env=os.environ | {"PRESNYA_HOME": str(home), "PYTHONUNBUFFERED": "1"},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    line = next(line for line in server.stdout if "http://" in line)
    page = (folder / "site/register/index.html").read_text(encoding="utf-8")
    assert page.count('class="day"') == 1, "the acts of this museum are of one day"
    first = min(int(place.name) for place in (folder / "site/register/checkpoints").iterdir())
    yield f"http://127.0.0.1:{line.split('127.0.0.1:')[1].split('/')[0]}/", folder / "site", first
    server.terminate()
    server.wait(10)
    server.stdout.close()


def test_a_day_is_chosen_by_mouse_and_the_page_of_that_day_stays_in_it(page, street):
    address, *_ = street
    page.goto(address + "sources/index.html")
    page.get_by_label("The museum on").fill("2999-12-31")
    page.get_by_role("button", name="Show this day").click()
    expect(page.locator(".asof-b")).to_contain_text("The museum as it stood on 31 December 2999", timeout=120_000)
    assert page.url == address + "as-of/2999-12-31/sources/index.html"
    page.locator("main a").first.click()
    assert page.url.startswith(address + "as-of/2999-12-31/")
    expect(page.locator(".asof-b")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="This page today").click()
    assert "/as-of/" not in page.url
    expect(page.locator(".asof-b")).to_have_count(0)


def test_a_day_is_chosen_by_keyboard(page, street):
    address, *_ = street
    page.goto(address)
    page.get_by_label("The museum on").focus()
    page.keyboard.type("12312999")  # month, day, year, as this browser's field takes them
    page.keyboard.press("Enter")
    expect(page.locator(".asof-b")).to_contain_text("31 December 2999", timeout=120_000)


def test_days_and_changes_need_no_script(bare, street):
    address, _, first = street
    bare.goto(f"{address}as-of/{first}/")
    expect(bare.locator(".asof-b")).to_contain_text(f"The museum as it stood at {first} acts.", timeout=120_000)  # the waiting page asks again by itself
    bare.goto(address + "register/changes.html")
    bare.get_by_label("What changed after").fill("1999-12-31")
    bare.get_by_label("until").fill("2999-12-31")
    bare.get_by_role("button", name="Show changes").click()
    expect(bare.get_by_role("heading", name="What changed")).to_be_visible(timeout=120_000)
    expect(bare.locator(".ch-k", has_text="withdrawn")).to_be_visible(timeout=120_000)
    assert re.search(r"register/changes/1999-12-31--2999-12-31\.html$", bare.url)


def test_from_disk_no_chooser_stands_there(page, street):
    _, site, _ = street
    page.goto((site / "register/changes.html").as_uri())
    assert page.locator("form.asof").count() == 0
    expect(page.locator(".ch-k", has_text="withdrawn")).to_be_visible()
