# Needs python3 (3.11 or newer) with pip, and make. The first target that runs makes .venv (1.4 GB, once).
PYTHON ?= python3
PYTEST_ARGS ?= -n auto --dist worksteal
LOCKFLAGS ?=
FUZZ_SECONDS ?= 60
SHARD ?= 1 10

SAMPLES := data/samples
DATASET := data/parquet
METRICS := data/metrics.json
CURVE := docs/confidence.svg
FIGURES := build/notebooks

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
LOCK_WITH := .venv-lock/$(notdir $(BIN))
COMPILE := $(LOCK_WITH)/uv --quiet pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
           --fork-strategy fewest --no-emit-index-url --no-header $(LOCKFLAGS)

.DEFAULT_GOAL := help
.PHONY: help demo test test-kills test-faults test-cluster hostile fuzz stress lint format bench samples train dataset notebooks picture dictionary evaluate repro release lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/ready ## read the samples and show what was found in them
	@$(BIN)/python -m hyokasho.demo

test: lint ## all checks: lint and the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-kills: $(VENV)/ready ## kill 100 runs at random moments and resume them
	$(BIN)/python -m tests.archive.kills

test-faults: $(VENV)/ready ## have each call of a run to the file system fail, in every way
	$(BIN)/python -m tests.archive.faults

test-cluster: $(VENV)/cluster ## the engine and the file systems for many machines, on a cluster of processes
	$(BIN)/python -m pytest tests/cluster

hostile: $(VENV)/ready ## good documents amid part SHARD (1 10: the first of ten) of 10,000 broken and malicious files
	$(BIN)/python -m tests.hostile.acceptance --shard $(SHARD)

fuzz: $(VENV)/ready ## make up PDFs, messages of workers and files in OUT for FUZZ_SECONDS (60), led by what they reach
	$(BIN)/python -m tests.fuzzing --seconds $(FUZZ_SECONDS)

stress: $(VENV)/ready ## 1,500 random, odd and damaged prints of two printers, archives too: no wrong value that says ok
	$(BIN)/python -m tests.stress

lint: $(VENV)/ready ## style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

format: $(VENV)/ready ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready ## measure speed and memory
	$(BIN)/python -m benchmarks

samples: $(VENV)/ready ## print the sample PDFs and their gold anew
	$(BIN)/python -m data.printing

train: $(VENV)/ready ## train the networks for option boxes in scans anew, into build/training
	mkdir -p build/training
	$(BIN)/python -m data.training strokes -o build/training/strokes.npz
	$(BIN)/python -m data.training marks -o build/training/marks.npz

dataset: $(VENV)/ready ## read the samples into data/dataset, which the notebooks start from
	$(BIN)/python -m data.sample_dataset

notebooks: $(VENV)/ready ## run the notebooks; their plots go to build/notebooks
	@for notebook in notebooks/*.py; do \
		echo "== $$notebook"; MPLBACKEND=Agg HYOKASHO_FIGURES=$(FIGURES) $(BIN)/python $$notebook || exit 1; \
	done

picture: $(VENV)/ready ## draw the picture of the READMEs anew
	MPLBACKEND=Agg HYOKASHO_FIGURES=$(FIGURES) $(BIN)/python notebooks/03_media_and_routes.py
	cp $(FIGURES)/03_routes.png docs/routes.png

dictionary: $(VENV)/ready ## write docs/data-dictionary.md anew from the registry
	$(BIN)/hyokasho schema --markdown > docs/data-dictionary.md

evaluate: $(VENV)/ready ## read the samples and score the result against their gold
	$(BIN)/hyokasho ingest '$(SAMPLES)/*.pdf' --out $(DATASET)
	$(BIN)/python -m hyokasho.evaluate $(DATASET) $(SAMPLES) --metrics $(METRICS) --curve $(CURVE)

repro: $(VENV)/dvc ## the same through DVC: only what changed runs again
	PATH="$(CURDIR)/$(BIN):$$PATH" dvc repro
	$(BIN)/dvc metrics show

release: $(VENV)/ready ## build the wheel, its bill of materials (CycloneDX) and the licences of all parts, into build/release
	$(BIN)/python -m hatchling build -d build/release
	$(BIN)/python -m release build/release

lock: $(LOCK_WITH)/uv ## write requirements.lock, requirements-dvc.lock and requirements-cluster.lock anew
	$(COMPILE) --extra dev --output-file requirements.lock
	$(COMPILE) --extra dvc --constraint requirements.lock --output-file requirements-dvc.lock
	$(COMPILE) --extra cluster --constraint requirements.lock --output-file requirements-cluster.lock

clean: ## delete the environments, caches and everything that was built
	rm -rf $(VENV) .venv-lock .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist $(DATASET)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.x" if sys.version_info < (3, 11) else 0)'
	@echo "Making $(VENV): about a minute and 1.4 GB, once"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --only-binary :all: --require-hashes -r requirements.lock
	@touch $@

$(VENV)/ready: $(VENV)/locked pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q extract normalize hyokasho
	@touch $@

$(VENV)/dvc: $(VENV)/ready requirements-dvc.lock
	@$(PIP) install --no-build-isolation --require-hashes -r requirements-dvc.lock
	@touch $@

$(VENV)/cluster: $(VENV)/ready requirements-cluster.lock
	@$(PIP) install --only-binary :all: --require-hashes -r requirements-cluster.lock
	@touch $@

$(LOCK_WITH)/uv:
	@$(PYTHON) -m venv --clear .venv-lock
	@$(LOCK_WITH)/python -m pip --disable-pip-version-check --quiet install uv
