# Everything from a fresh clone with python3 (and its venv module) and make alone: `make demo`, `make test`.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
OUT ?= out

.PHONY: setup demo test lint bench fast soak lock audit release browser clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, this is %d.%d: name another one, as in make PYTHON=python3.12" % sys.version_info[:2])'
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(STAMP)
	$(BIN)/kg build corpus/articles -o $(OUT)
	$(BIN)/kg validate $(OUT)
	$(BIN)/kg verify $(OUT)
	@echo "open $(OUT)/graph.html"

# On Debian as root the tests of the page install their browser and a Chinese font themselves; elsewhere they skip and say so.
browser:
	@if ! command -v chromium >/dev/null 2>&1 || ! fc-list :lang=zh 2>/dev/null | grep -q .; then \
	  if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; \
	  else echo "no chromium or no Chinese font here: tests that need a browser will skip"; fi; fi

test: $(STAMP) browser
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# BENCH_ARGS=--small takes a minute or two, all of it an hour.
bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

# The same program with its busiest modules compiled, for large folders: `PYTHONPATH=build/fast .venv/bin/kg build ...`; takes two minutes.
fast: $(STAMP)
	$(BIN)/python -m benchmarks.compiled build/fast

# The long runs: every nasty file, every kill, the fuzzers; the figures come at the end. `make test` runs a seeded sample of each.
soak: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]' || echo "no fuzzer for this machine: its two tests will skip"
	$(BIN)/python -m pytest -m soak -rP $(PYTEST_ARGS)

# The versions that the tests pass with here; `pip install -r requirements-dev.lock && pip install --no-deps -e .` brings them back.
lock: $(STAMP)
	@{ echo "# Made by \`make lock\` with $$($(BIN)/python -VV | cut -d' ' -f1-2) on $$(uname -s): what \`pip install -e .[dev]\` chose and the tests passed with."; \
	  $(BIN)/python -m pip freeze --disable-pip-version-check --exclude-editable | LC_ALL=C sort; } > requirements-dev.lock

# Versions against bounds, licences, consistency: offline. Known vulnerabilities: asked for where there is a network.
audit: $(STAMP)
	$(BIN)/python benchmarks/supply.py
	$(BIN)/python -m pip check --disable-pip-version-check
	@rm -f build/audit.json
	@$(PYTHON) -m venv build/tools
	@build/tools/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.8,<3' && \
	  build/tools/bin/pip-audit --requirement requirements-dev.lock --no-deps --disable-pip --progress-spinner off \
	  --format json --output build/audit.json >build/audit.log 2>&1 || true
	$(BIN)/python benchmarks/supply.py --audit build/audit.json

# Wheel, sdist and what the wheel brings along, in dist/; the wheel is tried where nothing else is.
release: $(STAMP)
	rm -rf dist build/release build/tried
	$(BIN)/python -m hatchling build -d dist
	$(PYTHON) -m venv --without-pip build/release
	$(BIN)/python -m pip --python build/release/bin/python install --quiet --disable-pip-version-check dist/*.whl
	build/release/bin/kg build corpus/articles -o build/tried -q
	build/release/bin/kg verify build/tried
	@$(PYTHON) -m venv build/tools
	@build/tools/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7.0,<8'
	build/tools/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --of JSON \
	  -o dist/localgov-kg.cdx.json build/release/bin/python
	build/release/bin/python benchmarks/supply.py --sbom dist/localgov-kg.cdx.json
	@ls -l dist

clean:
	rm -rf $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
