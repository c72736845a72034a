# `make site` builds, `make serve` previews, `make test` checks everything.
# Each target sets up what it needs; nothing has to be installed by hand.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve check test test-example faults mutants conformance lint golden words screenshots bench bench-curate bench-publish bench-search bench-words bench-related bench-email compare dist handbook lock audit audit-html clean help

help:
	@echo "make site    build the site into site/"
	@echo "make serve   preview it, drafts included, at http://127.0.0.1:8000"
	@echo "make check   look for mistakes in content/"
	@echo "make test    lint, type-check and test the engine, in a real browser too"
	@echo "make test-example   test what content/ and mkdocs.yml of this repository hold"
	@echo "make screenshots OUT=folder   each kind of page in light, dark, on a phone, and in Arabic"
	@echo "make words   collect the words of pages, scripts, feeds and letters for translation"
	@echo "make handbook  write the handbook's tables anew, out of what the code says"
	@echo "make conformance CORPORA='folder folder'   public corpora through loader, importers, notes, feeds and pages"
	@echo "make faults  every command, failing or killed at each step on the disk"
	@echo "make mutants MODULE=digestry.check.dates   small wrong changes that its tests do not notice"
	@echo "make golden  rewrite the golden files after a change that is meant"
	@echo "make compare SINCE=commit   what a change does to the example's site, byte for byte"
	@echo "make bench CORPUS=papers.jsonl.gz   time builds beside plain MkDocs Material"
	@echo "make bench-curate CORPUS=papers.jsonl.gz   time importing a corpus and checking it"
	@echo "make bench-publish CORPUS=papers.jsonl.gz SINCE=commit   what a change adds to a build"
	@echo "make bench-search CORPUS=papers.jsonl.gz   the search beside Pagefind and Material"
	@echo "make bench-words CORPUS=papers.jsonl.gz   the search, asked in other words than the papers'"
	@echo "make bench-related CORPUS=papers.jsonl.gz   how good related papers are, and what they take"
	@echo "make bench-email   a letter to a thousand recipients"
	@echo "make dist    build sdist and wheel into dist/"
	@echo "make lock    pin dependencies that pyproject.toml has newly named; with UPGRADE=1, the newest of all"
	@echo "make audit-html   the Nu Html Checker on all pages of the example; needs Java"
	@echo "make audit   ask PyPI what is known against what is pinned"

site: .venv/.site
	$(BIN)/digest build

serve: .venv/.site
	$(BIN)/digest serve

check: .venv/.site
	$(BIN)/digest check

test: lint .venv/.browser .venv/.tex
	$(BIN)/python -m pytest -n 2 --ignore tests/example

test-example: .venv/.dev
	$(BIN)/python -m pytest tests/example

conformance: .venv/.browser
	$(BIN)/python -m tests.corpora.conformance $(CORPORA)

faults: .venv/.dev
	$(BIN)/python -m tests.faults.everywhere $(COMMAND)

mutants: .venv/.browser
	$(BIN)/python -m tests.mutants $(MODULE) $(if $(TESTS),--tests $(TESTS))

lint: .venv/.dev tests/types/node_modules/.made
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/types/node_modules/.bin/tsc -p tests/types

bench-search: .venv/.browser
	$(BIN)/python -m tests.benchmarks.search $(CORPUS)

bench-words: .venv/.browser
	$(BIN)/python -m tests.benchmarks.other_words $(CORPUS)

bench-related: .venv/.dev
	$(BIN)/python -m tests.benchmarks.related $(CORPUS)

bench-email: .venv/.dev
	$(BIN)/python -m tests.benchmarks.mail

dist: .venv/.dev
	$(BIN)/python -m build --no-isolation --outdir dist .

compare: .venv/.dev
	$(BIN)/python -m tests.compare --since $(SINCE)

handbook: .venv/.dev
	$(BIN)/python -m tests.handbook

screenshots: .venv/.browser
	$(BIN)/python -m tests.screenshots $(OUT)

words: .venv/.dev
	$(BIN)/python -m tests.words

golden: .venv/.dev
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/test_golden.py

bench: .venv/.dev
	$(BIN)/python -m tests.benchmarks.build $(CORPUS)

bench-curate: .venv/.dev
	$(BIN)/python -m tests.benchmarks.curate $(CORPUS)

bench-publish: .venv/.dev
	$(BIN)/python -m tests.benchmarks.publish $(CORPUS) --since $(SINCE)

# Debian ships Python without venv; root can mend that, anybody else is told how.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Digestry needs Python 3.11 or newer; try: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null \
	  || { rm -rf .venv; [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv .venv; } \
	  || { rm -rf .venv; echo "Python's venv module is missing; try: sudo apt install python3-venv"; exit 1; }

.venv/.site: .venv/bin/python requirements.lock pyproject.toml setup.py
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.site requirements-dev.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# TypeScript only checks the JavaScript. npm comes from PyPI, since not every machine has it.
tests/types/node_modules/.made: $(addprefix tests/types/,package.json package-lock.json .npmrc) .venv/.dev
	cd tests/types && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --silent
	@touch $@

.venv/.browser: .venv/.dev tests/browser.py
	$(BIN)/python -m tests.browser
	@touch $@

.venv/.tex: .venv/.dev tests/tex.py
	$(BIN)/python -m tests.tex
	@touch $@

# Hashes, but no index address: whoever installs brings their own.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
       --no-header --no-annotate --no-emit-index-url pyproject.toml -
lock: .venv/bin/python
	$(BIN)/pip install --quiet --upgrade uv
	echo setuptools | $(LOCK) $(if $(UPGRADE),--upgrade) -o requirements.lock
	echo setuptools | $(LOCK) $(if $(UPGRADE),--upgrade) --extra dev -c requirements.lock -o requirements-dev.lock

# The checker is 30 MB and needs Java, so it is no part of `make test`.
tests/html/node_modules/.made: $(addprefix tests/html/,package.json package-lock.json .npmrc) .venv/.dev
	cd tests/html && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --silent
	@touch $@

audit-html: .venv/.site tests/html/node_modules/.made
	$(BIN)/digest build
	$(BIN)/python -m tests.html_check tests/html/node_modules/vnu-jar/build/dist/vnu.jar site

audit: .venv/.dev audit-html
	$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off -r requirements.lock
	$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off -r requirements-dev.lock

clean:
	rm -rf site build dist .pytest_cache .mypy_cache .ruff_cache
