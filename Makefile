# Everything that a person does with Broadsheet; `make` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# SAM's environment is made, and the template looked at, while the other things are.
MAKEFLAGS += --no-print-directory --jobs=2

PORT ?= 8080
ARGS ?=
# An environment of samconfig.toml: which stack, where, with which parameters. Shells have an ENV, too: only one given to make counts.
ifneq ($(firstword $(origin ENV)),command)
ENV := default
endif
STACK_OF_ENV = $(BIN)/python -m operate.samconfig --env '$(ENV)'
COMPILER ?=

VENV := .venv
BIN := $(VENV)/bin
SAM := $(VENV)/sam/bin
# What is made there would be made in somebody else's folder.
LINKED := $(strip $(foreach folder,$(VENV) $(VENV)/sam .local,$(shell test -L $(folder) && echo $(folder))))
ifneq ($(LINKED),)
$(error $(LINKED) is a symbolic link, and nothing is written through it. Remove it: rm $(LINKED))
endif
# PYTHON, or the quickest of those on the PATH that are new enough and can make an environment: one compiled without its makers' optimisations takes a third longer for everything.
define QUICKEST
tried() { "$$1" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); import ensurepip, timeit, venv; \
	print(min(timeit.repeat("for i in range(9999): d[i & 99] = str(i)", "d = {}", number=10)), sys.executable)' 2>/dev/null; }; \
{ tried '$(PYTHON)' || { IFS=:; for folder in $$PATH; do for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	tried "$$folder/$$name"; done; done; }; } | sort -n | sed -n '1s/^[^ ]* //p'
endef

# `operate`, `local`, `tools`, `bench` and the tests import the package from its source.
export PYTHONPATH := $(CURDIR)/layers/broadsheet/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export SAM_CLI_TELEMETRY := 0
# Where it is set, each of hundreds of processes compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE
# What one command is given is not meant for those that its tests run.
unexport ARGS

.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## This list
	@echo "Broadsheet. First: make run"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: local ## The whole of it on this machine, on PORT=8080
	@exec $(BIN)/python -m local.run --port $(PORT)

# In the order of the folders: what takes long, browsers and faults, is not left for the end.
test: lint browser checkers ## All checks and all tests
	@$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: dev sam browser ## What make test plays a sample of: every crash, fault, look and sequence, and the deploy guide
	@BROADSHEET_LONG=yes $(BIN)/python -m pytest --numprocesses 3 --dist loadfile tests/faults tests/properties tests/unit/media tests/end_to_end tests/hostile tests/browser -o timeout=7200 -o faulthandler_timeout=7500 $(ARGS)

golden: dev ## Accept how every kind of page looks now; git diff shows it
	@ACCEPT_GOLDEN=yes $(BIN)/python -m pytest -q tests/pages/test_golden_pages.py tests/pages/test_desk_pages.py

rights: dev ## What each role allows, into docs/rights.md, and what each right is worth: ARGS=break takes each away
	@$(BIN)/python -m tests.support.rights.report $(ARGS)

lint: lint-python lint-template ## Style, types, imports and the template

lint-python: dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_site

lint-template: sam
	@$(SAM)/cfn-lint template.yaml docs/examples/replica.yaml
	@AWS_DEFAULT_REGION=$${AWS_DEFAULT_REGION:-eu-west-1} $(SAM)/sam validate --lint

# Large, and so not a part of make test, which looks at the answers alone unless this was made.
security: dev $(VENV)/.security ## What checkov and cloudsplaining have against the template, beside what is answered
	@$(BIN)/python -m pytest -q tests/unit/stack/test_findings.py $(ARGS)

bench: dev ## How fast it is, and what a write costs
	@$(BIN)/python -m bench $(ARGS)

bench-compare: dev ## What got dearer or cheaper since another revision: BASE=main
	@$(BIN)/python -m bench compare --since '$(or $(BASE),HEAD)' $(ARGS)

budget: dev ## What writes, pages and starts take becomes what is agreed on, in bench/budget.json
	@$(BIN)/python -m bench budget

# USER is in every shell's environment: only one given to make counts.
token: local ## An API token of a local user: USER=amina, editor or nadia; of a machine: CLIENT=articles:write
	@$(BIN)/python -m local.token $(if $(CLIENT),--client '$(subst ','\'',$(CLIENT))',$(if $(filter command,$(firstword $(origin USER))),'$(subst ','\'',$(USER))',editor))

publish: local ## A Markdown file through the local API: FILE=article.md
	@test -n "$(FILE)" || { echo "which file? make publish FILE=article.md" >&2; exit 2; }
	@$(BIN)/python -m command.publish '$(subst ','\'',$(FILE))' $(if $(filter command,$(firstword $(origin USER))),--user '$(subst ','\'',$(USER))')

import: local ## A whole site: an archive of another system, a folder of Markdown, what export wrote: FILE=export.xml (STACK=broadsheet ARGS=--dry-run)
	@test -n "$(FILE)" || { echo "which file or folder? make import FILE=export.xml" >&2; exit 2; }
	@$(BIN)/python -m operate.import_site '$(subst ','\'',$(FILE))' $(if $(STACK),--stack '$(STACK)') $(ARGS)

export: local ## The whole newsroom as files: DIR=backup (STACK=broadsheet)
	@test -n "$(DIR)" || { echo "where to? make export DIR=backup" >&2; exit 2; }
	@$(BIN)/python -m operate.export_site '$(subst ','\'',$(DIR))' $(if $(STACK),--stack '$(STACK)') $(ARGS)

import-comments: local ## Comments of WordPress, Disqus or our own file: FILE=export.xml (STACK=broadsheet)
	@test -n "$(FILE)" || { echo "which file? make import-comments FILE=export.xml" >&2; exit 2; }
	@$(BIN)/python -m operate.import_comments '$(subst ','\'',$(FILE))' $(if $(STACK),--stack '$(STACK)') $(ARGS)

export-comments: local ## Every comment as JSON Lines: FILE=comments.jsonl (STACK=broadsheet)
	@test -n "$(FILE)" || { echo "which file? make export-comments FILE=comments.jsonl" >&2; exit 2; }
	@$(BIN)/python -m operate.export_comments '$(subst ','\'',$(FILE))' $(if $(STACK),--stack '$(STACK)') $(ARGS)

rebuild: local ## Every page anew, here or of a stack on AWS: STACK=broadsheet
	@$(BIN)/python -m operate.rebuild $(if $(STACK),--stack '$(STACK)')

status: local ## What fails, waits or is late, on one screen, here or of a stack on AWS: STACK=broadsheet
	@$(BIN)/python -m $(if $(STACK),operate.status --stack '$(STACK)',local.status)

redrive: local ## What lies among the dead letters is done after all: STACK=broadsheet ARGS=--dry-run
	@$(BIN)/python -m operate.redrive $(if $(STACK),--stack '$(STACK)') $(ARGS)

mails: local ## The mails that the local newspaper sent
	@$(BIN)/python -m local.mails

erase-versions: local ## Earlier versions of pages, for good: PATHS="/2026/11/a-story/" (STACK=broadsheet)
	@$(BIN)/python -m operate.erase_versions $(if $(STACK),--stack '$(STACK)') $(PATHS)

empty-bucket: local ## Every version of what is in a bucket that no stack has any more: BUCKET=name
	@test -n "$(BUCKET)" || { echo "which bucket? make empty-bucket BUCKET=…; see docs/leaving.md" >&2; exit 2; }
	@$(BIN)/python -m operate.empty_bucket '$(BUCKET)'

erase-again: local ## What was erased since a backup was made: LIVE=table RESTORED=table
	@test -n "$(LIVE)" -a -n "$(RESTORED)" || { echo "which tables? make erase-again LIVE=… RESTORED=…; see docs/restoring.md" >&2; exit 2; }
	@$(BIN)/python -m operate.erase_again --live '$(LIVE)' --restored '$(RESTORED)'

restore-table: local ## The table becomes what a restored copy is: RESTORED=table (STACK=broadsheet ARGS=--dry-run)
	@test -n "$(RESTORED)" || { echo "which table? make restore-table RESTORED=…; see docs/restoring.md" >&2; exit 2; }
	@$(BIN)/python -m operate.restore_table --restored '$(RESTORED)' $(if $(STACK),--stack '$(STACK)') $(ARGS)

freeze: local ## Nothing writes to the table while it is put right, and make thaw ends that: STACK=broadsheet
	@$(BIN)/python -m operate.freeze $(if $(STACK),--stack '$(STACK)')

thaw: local ## What make freeze stopped goes on: STACK=broadsheet
	@$(BIN)/python -m operate.freeze --thaw $(if $(STACK),--stack '$(STACK)')

rotate-edge: local ## What CloudFront says to the API, made anew (STACK=broadsheet)
	@$(BIN)/python -m operate.rotate_edge $(if $(STACK),--stack '$(STACK)')

rotate-keys: local ## What addresses are hashed with, made anew (STACK=broadsheet ARGS=--again, or --forget for the earlier ones)
	@$(BIN)/python -m operate.rotate_keys $(if $(STACK),--stack '$(STACK)') $(ARGS)

sign-out: local ## All sessions of somebody end: USER=ann, CLIENT=id or USER=--everybody (STACK=broadsheet ARGS=--disable or --delete)
	@test -n "$(CLIENT)" -o "$(firstword $(origin USER))" = command || { echo "whose? make sign-out USER=ann" >&2; exit 2; }
	@$(BIN)/python -m operate.sign_out $(if $(CLIENT),--client '$(subst ','\'',$(CLIENT))','$(subst ','\'',$(USER))') $(if $(STACK),--stack '$(STACK)') $(ARGS)

reset: local ## Forget the local newspaper
	@$(BIN)/python -m local.reset

screenshots: dev browser ## The pictures in docs/images, of what make run shows
	@$(BIN)/python -m tools.screenshot

editor: dev ## The desk's editor from its sources and packages; needs npm and node
	@$(BIN)/python -m tools.editor

fonts: dev $(VENV)/.fonts ## The faces of readers' pages from their packages; needs npm
	@$(BIN)/python -m tools.fonts

icons: dev browser ## The icons of all sizes from layers/site/icon.svg
	@$(BIN)/python -m tools.icons

messages: local ## The interface's words, collected for translators
	@$(BIN)/python -m tools.messages

# The locks first: the bill is made of them.
lock: dev sam ## What requirements name, with all that these need, by hash; and the bill of materials
	@$(BIN)/python -m tools.lock
	@$(BIN)/python -m tools.sbom

audit: dev sam ## Known weaknesses of what is deployed and used to build; needs internet
	@$(BIN)/python -m tools.audit

build: local sam ## The layers and functions as Lambda gets them, into .aws-sam
	@$(BIN)/python -m tools.check_site
	@compiler="$$($(LAMBDA_PYTHON))" && PYTHON=$(CURDIR)/$(BIN)/python COMPILER="$$compiler" $(SAM)/sam build

deploy: build ## Build, look, deploy to AWS with SAM, render every page, and try it: ENV=staging
	@$(MAKE) ship ENV='$(ENV)' ARGS='$(ARGS)'
	@$(BIN)/python -m operate.smoke_test --stack "$$($(STACK_OF_ENV))" --if-possible

# A pipeline ships to one environment after the other what it built once, and goes back where only the test fails.
ship: local sam ## Look, deploy what was built before, render every page: ENV=staging
	@$(BIN)/python -m operate.deploy --env '$(ENV)' --sam $(SAM)/sam $(ARGS)
	@$(BIN)/python -m operate.rebuild --stack "$$($(STACK_OF_ENV))"

preflight: local ## What would make a deployment fail, and what to do about it: ENV=staging
	@$(BIN)/python -m operate.preflight --env '$(ENV)'

smoke: local ## One unlisted story through the site and away again: STACK=broadsheet
	@$(BIN)/python -m operate.smoke_test $(if $(STACK),--stack '$(STACK)')

roll-back: local ## Every function to the release before, in seconds: STACK=broadsheet (ARGS=--undo)
	@$(BIN)/python -m operate.roll_back $(if $(STACK),--stack '$(STACK)') $(ARGS)

# Lambda's own Python compiles the layers: the one that is named or here, or one that uv brings.
define LAMBDA_PYTHON
{ test -n "$(COMPILER)" && echo "$(COMPILER)"; } || command -v python3.14 || { \
	export UV_PYTHON_INSTALL_DIR='$(CURDIR)/$(VENV)/pythons'; \
	$(SAM)/uv python find --quiet 3.14 2>/dev/null || { \
		echo "  fetching Python 3.14, which compiles the layers" >&2; \
		$(SAM)/uv python install --quiet --no-bin 3.14 2>/dev/null; \
		$(SAM)/uv python find --quiet 3.14 2>/dev/null; }; } || { \
	echo "Python 3.14 is missing, which compiles the layers for Lambda, and could not be fetched. With internet: $(SAM)/uv python install 3.14; macOS: brew install python@3.14; or make build COMPILER=/where/it/is/python3.14" >&2; \
	exit 1; }
endef

# ---- What has to be here first. Each is made once, and again when its list changes.
local: $(VENV)/.local $(BIN)/broadsheet $(if $(shell command -v node),,$(VENV)/.node)
dev: local $(VENV)/.dev
sam: $(VENV)/.sam

# As in tools/chromium.py: a browser is the system's, installed where that may be done unasked, named where it may not.
# The one without windows is quicker, and not everywhere to be had.
browser:
	@command -v "$${CHROMIUM:-chromium-headless-shell}" >/dev/null || command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "  installing Chromium" >&2 && apt-get update -qq && { \
		apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1 || apt-get install -y -qq chromium >/dev/null; }; } || { \
		echo "Chromium is missing. Debian: sudo apt-get install chromium-headless-shell; Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium" >&2; exit 1; }

# Without these, tests that need them are skipped and say so.
checkers: | browser
	@command -v npm >/dev/null && command -v java >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "  installing npm and Java, for the checkers" >&2 && apt-get update -qq && \
		apt-get install -y -qq npm default-jre-headless >/dev/null; } || \
		echo "  some checkers will be skipped: npm or Java is missing. Debian, Ubuntu: sudo apt-get install npm default-jre-headless; macOS: brew install node java" >&2

$(BIN)/python:
	@found="$$($(QUICKEST))"; test -n "$$found" || { echo "Python 3.11 or later with its venv is missing. Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python" >&2; exit 1; }; \
	echo "  making $(VENV) with $$found" >&2; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.local: requirements/local.lock | $(BIN)/python
	@echo "  installing what requirements/local.txt names" >&2
	@$(BIN)/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@

# The command, from its source: what is changed there counts at once.
$(BIN)/broadsheet: pyproject.toml $(VENV)/.local
	@$(BIN)/python -m pip install -qq --no-build-isolation --no-deps --editable .
	@touch $@

# One after the other: they write into the same environment.
$(VENV)/.dev: requirements/dev.lock $(VENV)/.local | $(BIN)/broadsheet
	@echo "  installing what requirements/dev.txt names" >&2
	@$(BIN)/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@

$(VENV)/.node: requirements/node.lock $(VENV)/.local
	@echo "  there is no Node.js: installing one into $(VENV)" >&2
	@$(BIN)/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@

$(VENV)/.sam: requirements/sam.lock | $(BIN)/python
	@echo "  installing SAM and cfn-lint" >&2
	@$(BIN)/python -m venv $(VENV)/sam
	@$(SAM)/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@

$(VENV)/.fonts: requirements/fonts.lock | $(BIN)/python
	@echo "  installing fontTools" >&2
	@$(BIN)/python -m venv $(VENV)/fonts
	@$(VENV)/fonts/bin/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@

$(VENV)/.security: requirements/security.lock | $(BIN)/python
	@echo "  installing checkov and cloudsplaining" >&2
	@$(BIN)/python -m venv $(VENV)/security
	@$(VENV)/security/bin/python -m pip install -qq --no-compile --no-deps --require-hashes --requirement $<
	@touch $@
