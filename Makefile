# Everything from a fresh clone with python3 (and its venv module) and make alone: `make demo`, `make test`.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
OUT ?= out

.PHONY: setup demo test lint bench soak browser clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
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

# The long runs: every nasty file, every kill, the fuzzers; the figures come at the end. `make test` runs a seeded sample of each.
soak: $(STAMP)
	$(BIN)/python -m pytest -m soak -rP $(PYTEST_ARGS)

clean:
	rm -rf $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
