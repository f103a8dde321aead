# `make refresh` on a bare machine with Python 3.11 or newer, git and make: builds .venv from the lock, runs the main job.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
# `make test PYTHON=python3.12` chooses; an environment of another Python is not taken for it.
ifneq ($(origin PYTHON),file)
ifeq ($(shell $(PYTHON) -V 2>/dev/null),)
$(error $(PYTHON) cannot be run)
endif
ifneq ($(shell $(BIN)/python -V 2>/dev/null || $(PYTHON) -V),$(shell $(PYTHON) -V))
$(error .venv does not hold $(shell $(PYTHON) -V); remove .venv first)
endif
endif
DEV := .[dev,ocr]
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DAGSTER_DISABLE_TELEMETRY := true
export DO_NOT_TRACK := 1

# From the lock; with uv where it can be had, which takes a third of the time.
INSTALL = $(BIN)/python -m pip install --quiet --constraint constraints.txt uv && \
	$(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt \
	--editable $(1) || $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable $(1)

.PHONY: refresh test browser lint unit rebuild bench dagster

refresh: .venv/core
	$(BIN)/ogi refresh

# Everything that CI runs, in its order.
test: browser lint unit rebuild

browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
		echo "The tests look at pages in a browser, chromium or google-chrome; on Debian: apt-get install chromium"; exit 1; }

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check dagster_project expectations tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 0 dbt
	OGI_DATA=$(CURDIR)/data $(BIN)/dbt parse --quiet --project-dir dbt --profiles-dir dbt

unit: .venv/dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

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
	$(call INSTALL,.)
	touch $@

.venv/dev: .venv/core
	$(call INSTALL,'$(DEV)')
	touch $@
