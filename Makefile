# `make refresh` on a bare machine with Python 3.11 or newer, git and make: builds .venv from the lock, runs the main job.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DAGSTER_DISABLE_TELEMETRY := true
export DO_NOT_TRACK := 1

.PHONY: refresh test lint unit rebuild bench dagster

refresh: .venv/core
	$(BIN)/ogi refresh

# Everything that CI runs, in its order.
test: lint unit rebuild

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check dagster_project expectations tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt
	OGI_DATA=$(CURDIR)/data $(BIN)/dbt parse --quiet --project-dir dbt --profiles-dir dbt

unit: .venv/dev
	$(BIN)/python -m pytest

# raw/ is built twice from nothing; both marts must hold the same.
rebuild: .venv/dev
	$(BIN)/python tests/rebuild_twice.py

bench: .venv/dev
	$(BIN)/python -m bench

dagster: .venv/core
	mkdir -p data/.dagster && cp dagster.yaml data/.dagster/
	DAGSTER_HOME=$(CURDIR)/data/.dagster $(BIN)/dagster dev -w workspace.yaml

.venv/core: constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/dev: .venv/core
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,ocr]'
	touch $@
