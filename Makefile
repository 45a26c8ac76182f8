# Two commands: `make museum` and `make test`. Each does all set-up it needs; a second run is quick.
#
# Needs Python 3.11 or newer with pip and venv; no C compiler, no Node. Everything goes into .venv/ and is pinned by
# hash in requirements/. The museum built here signs with a key of its own, kept in .presnya-home/ beside it:
# a trial museum must neither touch the keys in your home nor be mistaken for the published one.

PYTHON ?= python3
SERVE ?= yes
PORT ?= 1905
BIN := .venv/bin
MUSEUM := museums/revolution
export PRESNYA_HOME := $(CURDIR)/.presnya-home
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

# The museum's drawings, drawn again byte for byte (README in each folder of art/). Their packages are no part of the engine's.
ART := $(MUSEUM)/art
ARTBIN := .venv-art/bin

.PHONY: art art-plates art-panorama art-sound museum test front lint types contracts machine tests shots messages bench-dates bench-timelines bench-register faults attacks hostile fuzz lock clean
.DEFAULT_GOAL := help

help:
	@echo "make museum            set up, build the flagship museum, serve it at http://127.0.0.1:$(PORT)"
	@echo "make museum SERVE=no   the same without serving"
	@echo "make test              set up, and every check: lint, types, contracts, tests, browser, wheel"
	@echo "make front             the front end alone;  make lock: pin the requirements anew;  make clean"
	@echo "make art               the museum's drawings drawn anew (some ten minutes; PLATES='mask watch')"
	@echo "make shots             pictures of the flagship's pages in build/shots/, to be looked at"
	@echo "make bench-dates       how fast EDTF is read beside other libraries; dates in words: exact, declined, wrong (SHARED=folder of texts)"
	@echo "make bench-timelines   chronologies beside vis-timeline and TimelineJS3 in one table (NS=100,1000 REPS=5 PHONE=0|1 PEERS=…)"
	@echo "make bench-register    the register beside the machine's limits and pymerkle; sixteen writers for a minute (N=1000000 REPS=5 ONLY=limits,sqlite,… FRESH=1)"
	@echo "make faults            the register and its copies killed, on failing and full disks, with turned bits (KILLS=200 FLIPS=40 ONLY=kills,calls,full,copies)"
	@echo "make fuzz              every reader of the register fed with changed bytes (SECONDS=60 ONLY=note,entry)"
	@echo "make attacks           the holder of a log's key against mirrors, cosigners and readers who remember (N=10000 SEED=…); stopped, it goes on"
	@echo "make hostile           pulls from hostile hosts with the real limits: seconds and memory of each"
	@echo "make messages          words of the interface, gathered anew into locale/*.po for translation"

# ── set-up ──────────────────────────────────────────────────────────────────────────────────────────────────────────
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "presnya needs Python 3.11 or newer; $(PYTHON) is older. Name another: make museum PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.museum: requirements/museum.txt $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/museum.txt
	@touch $@

.venv/.dev: requirements/dev.txt $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ .venv/.museum

# The package itself, editable; asked anew only when its metadata change.
.venv/.presnya: pyproject.toml build_front.py | .venv/.museum
	$(BIN)/python build_front.py
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

front: .venv/.museum
	@$(BIN)/python build_front.py

# ── the museum ──────────────────────────────────────────────────────────────────────────────────────────────────────
museum: .venv/.museum front .venv/.presnya
	$(BIN)/presnya publish $(MUSEUM)
	@if [ "$(SERVE)" = yes ]; then $(BIN)/presnya serve $(MUSEUM) --port $(PORT); else echo "Open $(MUSEUM)/site/index.html with a double click, or: make museum"; fi

# ── the art: only to draw the pictures anew; what is committed in $(MUSEUM)/pictures is what the museum shows ─────────────
art: art-plates art-panorama art-sound

.venv-art/.plates: $(ART)/objects/requirements.txt
	$(PYTHON) -m venv .venv-art
	$(ARTBIN)/python -m pip install --quiet -r $<
	@touch $@

.venv-art/.panorama: $(ART)/panorama/requirements.txt .venv-art/.plates
	$(ARTBIN)/python -m pip install --quiet -r $<
	@touch $@

$(ART)/objects/node_modules: $(ART)/objects/package-lock.json
	npm ci --silent --no-audit --no-fund --prefix $(ART)/objects
	@touch $@

art-plates: .venv-art/.plates $(ART)/objects/node_modules
	cd $(ART)/objects && $(CURDIR)/$(ARTBIN)/python draw.py $(or $(PLATES),all) --masters $(CURDIR)/$(MUSEUM)/pictures

art-panorama: .venv-art/.panorama
	$(ARTBIN)/python $(ART)/panorama/render.py --masters $(MUSEUM)/pictures

art-sound: .venv-art/.panorama
	$(ARTBIN)/python $(ART)/sound/sounds.py $(MUSEUM)/sounds

# ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
test: .venv/.dev front .venv/.presnya machine lint types contracts tests
	@$(BIN)/python tests/machine.py missing

machine: .venv/.dev
	@$(BIN)/python tests/machine.py fetch

lint: .venv/.dev
	$(BIN)/ruff check --quiet .

types: .venv/.dev
	$(BIN)/mypy

contracts: .venv/.dev
	$(BIN)/lint-imports

tests: .venv/.dev
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

# Pictures of the published flagship at both widths, to be looked at.
shots: .venv/.dev machine
	$(BIN)/python tests/browser/shots.py $(MUSEUM)/site build/shots

# ── benchmarks: figures that are quoted anywhere come from these ────────────────────────────────────────────────────
# SHARED is the project's folder of texts and answers, not in this repository: beside it where the project is made; without it what needs it says so.
SHARED ?= $(wildcard ../shared)
bench-dates: .venv/.dev front .venv/.presnya
	@failed=0; for part in strings.py "words.py $(SHARED)" "institutions.py $(SHARED)"; do $(BIN)/python benchmarks/dates/$$part || failed=1; echo; done; exit $$failed

bench-timelines: OPTIONS = $(if $(PEERS),--peers $(PEERS)) $(if $(REPS),--reps $(REPS)) $(if $(PHONE),--profiles $(if $(filter 0,$(PHONE)),desktop,phone)) $(if $(FRESH),--fresh)
bench-timelines: .venv/.dev front .venv/.presnya machine
	@$(BIN)/python benchmarks/timelines/compare.py $(if $(NS),--ns $(NS)) $(OPTIONS)
	@if [ -n "$(SHARED)" ]; then $(BIN)/python benchmarks/timelines/real.py $(SHARED) $(OPTIONS); fi

fuzz: .venv/.dev
	@$(BIN)/python benchmarks/register/fuzz.py $(if $(SECONDS),--seconds $(SECONDS)) $(if $(ONLY),--only $(ONLY))

attacks: .venv/.dev front .venv/.presnya
	@mkdir -p build
	@$(BIN)/python benchmarks/register/attacks.py $(or $(N),10000) $(if $(SEED),--seed $(SEED)) --state build/attacks.json

hostile: .venv/.dev .venv/.presnya
	@$(BIN)/python benchmarks/register/hostile.py

# Appends, audit, rebuild, proofs, pages, sixteen writers: each figure that was promised with met or NOT MET. Some 30 minutes; a stopped run goes on (FRESH=1 measures anew).
bench-register: .venv/.dev front .venv/.presnya machine
	@$(BIN)/python benchmarks/register/bench.py $(if $(N),--acts $(N)) $(if $(REPS),--reps $(REPS)) $(if $(ONLY),--only $(ONLY)) $(if $(FRESH),--fresh)

# Killed at any moment, disks that fail or are full, copies with turned bits: every promise of the register tried out. Root, strace and PostgreSQL; some 30 minutes; a stopped run goes on (FRESH=1 begins anew).
faults: .venv/.dev front .venv/.presnya machine
	@$(BIN)/python benchmarks/register/faults.py $(if $(KILLS),--kills $(KILLS)) $(if $(FLIPS),--flips $(FLIPS)) $(if $(ONLY),--only $(ONLY)) $(if $(EVERY),--every $(EVERY)) $(if $(FRESH),--fresh)

# ── upkeep ──────────────────────────────────────────────────────────────────────────────────────────────────────────
UV := uv pip compile --universal --generate-hashes --no-header --no-annotate --no-config --python-version 3.11 --quiet
lock:
	$(UV) pyproject.toml requirements/build.in -o requirements/museum.txt
	$(UV) pyproject.toml --extra postgresql requirements/build.in requirements/dev.in -c requirements/museum.txt -o requirements/dev.txt

# Neither dates nor line numbers nor guesses: a second run writes the same bytes. tests/publishing/test_language.py extracts in the same way.
PYBABEL := $(CURDIR)/$(BIN)/pybabel -q
messages: .venv/.museum
	$(BIN)/python front/gather_words.py
	cd src/presnya/publishing && $(PYBABEL) extract -F $(CURDIR)/babel.cfg -k mark -k marks:1,2 --omit-header --add-location=file --sort-by-file -w 160 -o locale/presnya.pot .
	cd src/presnya/publishing/locale && for lang in ru fr de es; do \
		$(PYBABEL) update -i presnya.pot -o $$lang.po -l $$lang -w 160 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; done

clean:
	rm -rf .venv .venv-art .presnya-home build dist front/node_modules src/presnya/publishing/static $(MUSEUM)/site $(MUSEUM)/.presnya
