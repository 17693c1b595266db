# Every target sets up what it needs: a fresh Debian with Python 3.11, gcc and make is enough.
# Packages come from wherever pip and uv are configured to look; every one is checked against its locked hash.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
KERNEL_SOURCES := $(filter-out %/_kernel.c,$(wildcard $(foreach kind,pyx pxd c h,src/wiretrace/fingerprint/*.$(kind))))
LOCK := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--quiet --custom-compile-command "make lock"
PYTEST_ARGS ?=
DEMO_PORT ?= 8000
DEMO_BEACON_PORT ?= 8001
DEMO := rm -rf demo-out/service && WIRECOPY_DATA=demo-out/service WIRECOPY_URL=http://127.0.0.1:$(DEMO_PORT) \
	WIRECOPY_BEACON_URL=http://127.0.0.1:$(DEMO_BEACON_PORT)

.DEFAULT_GOAL := help
.PHONY: help demo demo-check test check format gold bench bench-beacon bench-service docs lock dist clean setup

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: setup ## check the sample wire's copies, then run the service on it (until Ctrl-C; unattended it stops by itself)
	@$(BIN)/wiretrace demo
	@$(DEMO) $(BIN)/wirecopy demo

demo-check: setup ## the same unattended: look at what is shown, and stop
	@$(BIN)/wiretrace demo
	@$(DEMO) $(BIN)/wirecopy demo --check

test: setup ## run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## put the code into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gold: setup ## measure accuracy on the shared data (WIRECOPY_SHARED, default ../shared) and print the tables
	@$(BIN)/python -m tests.gold

bench: setup ## measure speed against peers and floors, in some 20 minutes (the first time 20 more to make what it runs on)
	@$(BIN)/python -m benchmarks

bench-beacon: setup ## measure the beacon against pixel-ping (needs npm)
	@$(BIN)/python -m benchmarks.beacon

bench-service: setup ## measure pages, feeds, search and releases at 100,000 stories, on SQLite and PostgreSQL
	@$(BIN)/python -m benchmarks.service

docs: setup ## write the reference pages anew from the running code
	@$(BIN)/python -m docs.generate

dist: setup ## build the wheel and the source archive into dist/
	@rm -rf build dist
	@$(UV) build --quiet --python $(BIN)/python --no-build-isolation --out-dir dist .
	@ls dist

lock: $(UV) ## resolve the dependencies anew and write requirements/*.txt
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --all-extras --group dev --group build --constraint requirements/run.txt --output-file requirements/dev.txt
	$(UV) pip compile --group bootstrap --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--quiet --custom-compile-command "make lock" --output-file requirements/bootstrap.txt

clean: ## remove what was built, the environment too
	rm -rf $(VENV) build dist demo-out *.egg-info src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f src/wiretrace/fingerprint/_kernel.c src/wiretrace/fingerprint/_kernel*.so
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(VENV)/.installed

$(UV): requirements/bootstrap.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh requirements/bootstrap.sh

$(VENV)/.packages: $(UV) requirements/dev.txt
	@echo "setup: installing the locked packages"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.packages pyproject.toml setup.py $(KERNEL_SOURCES)
	@echo "setup: compiling the kernel, installing wiretrace"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m wiretrace --version >&2
	@touch $@
