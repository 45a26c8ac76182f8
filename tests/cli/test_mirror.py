"""Two archives on one machine, by the commands: one publishes, the other mirrors and cosigns, over HTTP."""

import json
import threading

import pytest
import waitress
import waitress.wasyncore

from presnya.cli import main
from presnya.register import cosigner
from presnya.web import mirroring
from tests.builders import run


@pytest.fixture
def street_site(tmp_path):
    """A museum with a founding act, published with keys of its own; the mirror's home is the test's."""
    home = tmp_path / "street-home"
    run("new", str(tmp_path / "our-street"), "--name", "Our Street", home=home)
    run("publish", str(tmp_path / "our-street"), home=home)
    return tmp_path / "our-street", home


def told(capsys, *words):
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


def served():
    server = waitress.create_server(mirroring.application(cosigner.cosigner_key("archive.example/cosigner")), host="127.0.0.1", port=0, threads=2)
    server.stopping = False

    def loop():
        while not server.stopping:
            waitress.wasyncore.poll(0.05, server._map)

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    return server, thread


def test_two_archives_cosign_each_other_by_commands(street_site, capsys):
    museum, home = street_site
    code, key = told(capsys, "mirror", "key", "archive.example/cosigner")
    assert code == 0
    code, added = told(capsys, "mirror", "add", "-", str(museum / "site"))
    assert (code, added["origin"]) == (0, "our-street.invalid/presnya")
    code, pulled = told(capsys, "mirror", "pull")
    assert (code, len(pulled["pulled"])) == (0, 1)
    server, thread = served()
    try:
        address = f"http://127.0.0.1:{server.effective_port}"
        (museum / "policy").write_text(f"witness archive {key['vkey']} {address}\nwitness away {cosigner.cosigner_key('away.example/c').verifier} http://127.0.0.1:1\nquorum archive\n")
        published = json.loads(run("publish", str(museum), "--json", home=home).splitlines()[-1])  # in a process of its own: the museum's keys are not the mirror's
        assert [(one["name"], one["signed"]) for one in published["cosigners"]] == [("archive", True), ("away", False)]
        assert "does not answer" in published["cosigners"][1]["problem"]
        note = (museum / "site/register/checkpoint").read_text()
        assert note.count("\n— ") == 2
        run("publish", str(museum), home=home)
        assert (museum / "site/register/checkpoint").read_text() == note
        code, report = told(capsys, "verify", str(museum / "site"), "--policy", str(museum / "policy"), "--remember")
        assert (code, report["problems"]) == (0, [])
        page = (museum / "site/acts/0.html") if (museum / "site/acts/0.html").exists() else next((museum / "site").rglob("act*/0*.html"))
        assert "archive.example/cosigner" in page.read_text()
    finally:
        server.stopping = True
        server.pull_trigger()
        thread.join(5)
        server.close()
    code, compared = told(capsys, "mirror", "compare", added["name"], str(museum / "site"))
    assert (code, compared["relation"]) == (0, "same")
    code, listed = told(capsys, "mirror", "list")
    assert listed["mirrors"][0]["cosigned"] == pulled["pulled"][0]["size"]
    assert told(capsys, "mirror", "note", added["name"])[1]["note"].startswith("our-street.invalid/presnya\n")
    assert told(capsys, "mirror", "remove", added["name"])[0] == 0
    assert told(capsys, "mirror", "list")[1]["mirrors"] == []


def test_a_pull_that_is_refused_is_told_and_the_exit_code_says_so(street_site, capsys):
    museum, _ = street_site
    told(capsys, "mirror", "add", "street", str(museum / "site"))
    (museum / "site/index.html").write_text("<h1>Another street</h1>")
    code, pulled = told(capsys, "mirror", "pull", "street")
    assert code == 1
    assert "index.html" in pulled["pulled"][0]["error"]


@pytest.mark.parametrize("words", [("mirror", "pull", "nobody"), ("mirror", "add", "x", "/nowhere"), ("mirror", "evidence", "/nowhere", "--key", "x"), ("mirror", "key", "a b"), ("mirror",), ("mirror", "note", "nobody")])
def test_what_is_given_wrongly_is_told(words, capsys):
    assert main(list(words)) == 2
    assert "presnya: " in capsys.readouterr().err
