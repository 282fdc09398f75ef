# Two commands do all the set-up: `make run` and `make test`. Both use .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: run test setup lint lock clean
.DEFAULT_GOAL := run

run: setup
	$(BIN)/searchapp serve --host $(HOST) --port $(PORT)

test: $(VENV)/.test chromium html
	$(BIN)/python -m pytest $(PYTEST)

setup: $(VENV)/.setup

# The stamps are remade only when what they stand for has changed.
$(VENV)/.setup: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "searchapp needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# The browser tests drive Debian's chromium. Where it may be installed it is; elsewhere they are skipped, saying so.
.PHONY: chromium
chromium:
	@if command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	  echo "Installing Debian's chromium for the browser tests"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } >/dev/null \
	    || echo "chromium could not be installed; the browser tests will be skipped"; \
	else echo "No chromium here and no right to install it; the browser tests will be skipped"; fi

# The Nu Html Checker looks over every page in the tests; npm verifies it by the hash in the lock file, java runs it.
.PHONY: html
html:
	@if ! command -v java >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then \
	  echo "No java or no npm here; the pages' HTML will not be checked"; \
	elif ! cmp -s tests/html/package-lock.json $(VENV)/html/package-lock.json || [ ! -d $(VENV)/html/node_modules/vnu-jar ]; then \
	  mkdir -p $(VENV)/html && cp tests/html/*.json $(VENV)/html/ && \
	  (cd $(VENV)/html && npm ci --ignore-scripts --silent --no-audit --no-fund) \
	    || echo "The HTML checker could not be fetched; the pages' HTML will not be checked"; fi

# The same tests on the other distribution of Whoosh, so that we can move to it.
# WITH_WHOOSH3 names parts: CI asks for those that an index takes part in, since the whole suite takes CI past half an hour.
.PHONY: test-whoosh3
test-whoosh3: $(VENV)/.test
	rm -rf $(VENV)-whoosh3
	$(PYTHON) -m venv $(VENV)-whoosh3
	$(VENV)-whoosh3/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(VENV)-whoosh3/bin/python -m pip uninstall --quiet --yes whoosh-reloaded
	$(VENV)-whoosh3/bin/python -m pip install --quiet --disable-pip-version-check whoosh3==3.54.0
	$(VENV)-whoosh3/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(VENV)-whoosh3/bin/python -m pytest -m "not browser" $(WITH_WHOOSH3) $(PYTEST)

# The same contract with the functions that numba compiles (searchapp[fast]), which all other tests leave out.
.PHONY: test-compiled
test-compiled: $(VENV)/.test
	SEARCHAPP_COMPILED=on $(BIN)/python -m pytest tests/engine/test_contract.py tests/engine/test_said.py tests/engine/test_scores.py $(PYTEST)

# The same contract on OpenSearch: a real node is started for it, and stopped. Needs Java 17 and Maven; elsewhere it says so.
.PHONY: test-opensearch
test-opensearch: $(VENV)/.test
	$(BIN)/python -m tests.opensearch.cluster $(BIN)/python -m pytest $(PYTEST) tests/opensearch \
	  tests/engine/test_contract.py tests/engine/test_contract_writing.py tests/engine/test_said.py

# What a user gets who has no checkout: the wheel, and then the sdist, in an environment of its own, run in an empty folder.
.PHONY: test-wheel
test-wheel: $(VENV)/.test
	rm -rf dist build/wheel-env build/hatchling
	$(PYTHON) -m venv build/wheel-env
	build/wheel-env/bin/python -m pip install --quiet --disable-pip-version-check --target build/hatchling 'hatchling>=1.27,<2'
	PYTHONPATH=build/hatchling $(BIN)/python -m hatchling build -d dist
	build/wheel-env/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	for made in dist/*.whl dist/*.tar.gz; do \
	  build/wheel-env/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall $$made && \
	  $(BIN)/python -m pytest tests/wheel --wheel-env build/wheel-env || exit 1; done

# Measures the engine beside its peers; Xapian takes part where Debian's python3-xapian is installed.
SIZE ?= 10k
OUT ?= bench.json
.PHONY: bench
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks --size $(SIZE) --out $(OUT)

$(VENV)/.bench: requirements-bench.lock $(VENV)/.setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# The long tests whole: half an hour of mixed load, 200 kills at random moments, 2,000 flipped bits of each file, 1,000 spoilt files of each format.
SECONDS ?= 1800
.PHONY: soak
soak: $(VENV)/.test
	$(BIN)/python -m benchmarks.soak --seconds $(SECONDS) $(if $(SOURCE),--source $(SOURCE))
	SEARCHAPP_TEST_KILLS=200 SEARCHAPP_TEST_FLIPS=2000 SEARCHAPP_TEST_FUZZ=1000 $(BIN)/python -m pytest -s tests/reliability

# Every reader, the extractor, the query parser and the API, each led bytes by atheris for FUZZ seconds. Linux, CPython.
FUZZ ?= 60
.PHONY: fuzz
fuzz: $(VENV)/.fuzz
	$(BIN)/python -c 'from tests.fuzz.targets import TARGETS; print(*TARGETS)' | tr ' ' '\n' | while read target; do \
	  echo "== $$target"; $(BIN)/python -m tests.fuzz $$target $(FUZZ) || exit 1; done

$(VENV)/.fuzz: requirements-fuzz.lock $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

# What is known against the versions in the lock, where PyPI can be asked; where it cannot, it says so, and tests/test_locks.py holds the hashes.
.PHONY: audit
audit:
	@test -x build/audit/bin/pip-audit || { $(PYTHON) -m venv build/audit && build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1 || echo "pip-audit cannot be installed here"; }
	@build/audit/bin/pip-audit --disable-pip --require-hashes -r requirements-test.lock >build/audit/told 2>&1; status=$$?; \
	  if ! grep -q "^Found .* known vulnerabilit" build/audit/told && { [ $$status -gt 1 ] || grep -qE "could not be audited|Max retries|rror" build/audit/told; }; then \
	    echo "From here PyPI does not tell what is known; not all dependencies are audited"; \
	  else cat build/audit/told; exit $$status; fi

# How well readouts are read, on ../shared/labels, and ranked, on ../shared/corpora; skipped, saying so, where they are absent.
FIGURES ?= eval.json
.PHONY: eval
eval: $(VENV)/.setup
	$(BIN)/python -m evaluation --json $(FIGURES)

# The pages of docs/ that come from the program; DOCS=--picture also takes the picture of the search page.
.PHONY: docs
docs: $(VENV)/.test
	$(BIN)/python -m tools $(DOCS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Exact versions with hashes, for every Python and platform that pyproject.toml allows.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --all-extras --group test --group lint -c requirements.lock -o requirements-test.lock
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group bench -c requirements.lock -o requirements-bench.lock
	uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --group fuzz -c requirements.lock -o requirements-fuzz.lock

clean:
	rm -rf $(VENV) $(VENV)-whoosh3 dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find index -mindepth 1 ! -name README.md -delete
