# Two commands: `make run` serves PeaceKB on this machine, `make test` proves it.
# CONTRIBUTING.md tells the others.

# The system's own, where it is new enough and can make environments: distributions compile Python for
# speed, which pyenv and its like leave out unless told to: loops take a third less, pages a tenth.
SYSTEM_PYTHON := /usr/bin/python3
IS_FIT := import ensurepip, sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell $(SYSTEM_PYTHON) -c '$(IS_FIT)' 2>/dev/null && echo $(SYSTEM_PYTHON) || echo python3)
PORT ?= 8000
NAME ?= editor
BIN := .venv/bin
# Three for two cores: now and then one waits for a program that it started.
TOGETHER := -n 3 --dist worksteal
PYTEST := $(BIN)/pytest $(TOGETHER)
PRODUCT := peacekb records organizations legal missions knowledge
# What the check of the fixtures leaves to the tests of the documentation.
LOADED := .loaded.sqlite3
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(addprefix --upgrade-package=,$(UPGRADE))

# A machine that forbids Python to keep what it compiled pays for it at each of some hundred starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run base refresh check quick test on-postgresql prove lint bench weaknesses audit-dependencies fixtures pictures description format messages lock check-python editor
.DEFAULT_GOAL := run

# The worker ends with the server, into which the shell that starts both turns.
run: .venv/run
	@$(MAKE) --no-print-directory --jobs=2 base .static/staticfiles.json
	@echo
	@echo "  PeaceKB     http://localhost:$(PORT)/"
	@echo "  API         http://localhost:$(PORT)/api/v1/docs/"
	@echo "  Editing     http://localhost:$(PORT)/admin/   (make the first editor: make editor NAME=ann)"
	@echo
	@$(BIN)/python manage.py work --beside $$$$ & exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 \
		--blocking-threads 2 --log-level warning --no-ws peacekb.wsgi:application

base:
	@$(BIN)/python -m peacekb.up_to_date || $(BIN)/python manage.py prepare

# Those of libraries too, which change with what is installed.
.static/staticfiles.json: $(shell find static -type f) peacekb/static_files.py .venv/run
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0

editor: .venv/run
	@$(BIN)/python manage.py add_editor $(NAME)

# What the publishers have issued since; docs/refreshing.md says how to let it run by itself.
refresh: .venv/run
	@$(BIN)/python manage.py refresh

# While working: no second database, no browser, nothing slow, no walk over every address, form or table.
check: .venv/test
	$(MAKE) --jobs=2 --output-sync lint quick

quick: .venv/test
	$(PYTEST) -m "not browser and not slow and not walk"

# What CI runs.
test: .venv/test
	tests/ensure_programs
	$(MAKE) --jobs=2 --output-sync lint fixtures on-postgresql
	LOADED_BASE=$(LOADED) $(BIN)/python -m slipcover --json --out .coverage.json -m pytest -p tests.met $(TOGETHER) --durations=20

on-postgresql: .venv/test
	tests/with_postgresql $(PYTEST) -m "not browser and not own_base"

# Runs on one core, as the linters do: what else is asked goes beside them.
fixtures: .venv/test
	$(BIN)/python tests/check_fixtures $(LOADED)
	$(BIN)/python tests/plant_defects 2

# Before a release: the same with many rounds of what is random, hostile or killed.
prove: test weaknesses
	$(BIN)/python tests/plant_defects
	tests/with_postgresql $(PYTEST) -m "walk" --prove
	$(PYTEST) -m "walk" --prove

# In the code and what it is made of; asks no other host. The list of libraries is left in .bom.json.
weaknesses: .audit/bin/semgrep
	.audit/bin/bandit --quiet --recursive --configfile pyproject.toml $(PRODUCT)
	.audit/bin/semgrep scan --quiet --error --metrics off --disable-version-check --config .semgrep.yml $(PRODUCT) templates
	git ls-files -z -- ':!fixtures' ':!locale' ':!.requirements' | xargs -0 .audit/bin/detect-secrets-hook --baseline .secrets.json
	.audit/bin/cyclonedx-py requirements --output-reproducible --output-file .bom.json .requirements/run.txt

# Asks which known weaknesses the locked libraries have.
audit-dependencies: .audit/bin/semgrep
	.audit/bin/pip-audit --strict --disable-pip --require-hashes -r .requirements/run.txt -r .requirements/parquet.txt -r .requirements/mcp.txt

# After a change of the design or of a kind's words: what shared pages are shown by elsewhere.
pictures: .venv/test
	tests/ensure_programs
	$(BIN)/python manage.py make_pictures

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py describe --check

# What answers cost, beside others; the table is docs/performance.md. Needs the base of `make run`.
bench: .bench/bin/datasette
	.bench/bin/python -m benchmarks.beside
	.bench/bin/python -m benchmarks.kept

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# After a change of what the API is asked or answers; lint refuses a description that is behind.
description: .venv/run
	$(BIN)/python manage.py describe

# Gathers the words of code and templates for locale/fr, and compiles what is translated there.
messages: .venv/run
	$(BIN)/python manage.py messages

# pip-tools writes the locks, without addresses; what is locked stays unless named: make lock UPGRADE=django
lock: .venv/test
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(LOCK) --output-file .requirements/run.txt pyproject.toml
	$(LOCK) --extra parquet --output-file .requirements/parquet.txt pyproject.toml
	$(LOCK) --extra mcp --output-file .requirements/mcp.txt pyproject.toml
	$(LOCK) --extra bench --output-file .requirements/bench.txt pyproject.toml
	$(LOCK) --no-strip-extras --output-file .requirements/audit.txt .requirements/audit.in
	$(LOCK) --extra test --output-file .requirements/test.txt pyproject.toml

.venv/run: .requirements/run.txt | check-python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || tests/ensure_programs venv $(PYTHON)
	@echo "Installing what PeaceKB needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/test: .requirements/test.txt .venv/run
	@echo "Installing what its tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.bench/bin/datasette: .requirements/bench.txt | check-python
	@$(PYTHON) -m venv .bench
	@echo "Installing what it is measured beside …"
	@.bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.audit/bin/semgrep: .requirements/audit.txt | check-python
	@$(PYTHON) -m venv .audit
	@echo "Installing what looks for weaknesses …"
	@.audit/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "PeaceKB needs Python 3.11 or later; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
