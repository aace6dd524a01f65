# Two commands: `make run` serves PeaceKB on this machine, `make test` proves it.

PYTHON ?= python3
PORT ?= 8000
NAME ?= editor
BIN := .venv/bin

.PHONY: run test check-python editor lint
.DEFAULT_GOAL := run

run: .venv/run
	@$(BIN)/python manage.py prepare
	@echo
	@echo "  PeaceKB     http://localhost:$(PORT)/"
	@echo "  API         http://localhost:$(PORT)/api/v1/docs/"
	@echo "  Editing     http://localhost:$(PORT)/admin/   (make the first editor: make editor NAME=ann)"
	@echo
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 \
		--blocking-threads 2 --log-level warning --no-ws peacekb.wsgi:application

editor: .venv/run
	@$(BIN)/python manage.py add_editor $(NAME)

test: .venv/test lint
	tests/ensure_programs
	$(BIN)/python tests/check_fixtures
	tests/with_postgresql $(BIN)/pytest -m "not browser"
	$(BIN)/pytest

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null

.venv/run: .requirements/run.txt | check-python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || tests/ensure_programs venv $(PYTHON)
	@echo "Installing what PeaceKB needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/test: .requirements/test.txt .venv/run
	@echo "Installing what its tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "PeaceKB needs Python 3.11 or later; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
