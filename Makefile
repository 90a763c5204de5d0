# kextir's chores. `make` sets this machine up, builds kextir and runs it on the example;
# `make test` tests it. Run `make help` for the rest.
#
#   make RUSTC=... CLANG=...       use these compilers instead of those that setup/install finds
#   KEXTIR_CACHE=...               where to keep what outlives a checkout (see setup/install)

SHELL := bash
.DELETE_ON_ERROR:
.PHONY: all build setup core example demo-redzone test fixtures matrix bench lint pack clean help FORCE

all: example ## set up, build, and run the main job: Rust to a kext that has run (the default)

# --- tools: setup/install finds or installs them and writes their paths into build/tools.mk -------

GOALS := $(or $(MAKECMDGOALS),all)
ifneq ($(filter all setup core example demo-redzone test fixtures matrix bench,$(GOALS)),)
# An empty one to begin with: make would add "no such file" to the message of a set-up that failed.
$(shell [ -e build/tools.mk ] || { mkdir -p build && : >build/tools.mk; })
include build/tools.mk
export PATH := $(KEXTIR_TOOLS_PATH)$(PATH)
endif

# Asked at every run, for a tool may have gone; the file's time changes only if its contents do.
LEVEL := $(if $(filter test fixtures matrix,$(GOALS)),test,build)
build/tools.mk: FORCE
	@RUSTC='$(RUSTC)' CARGO='$(CARGO)' CLANG='$(CLANG)' setup/install $(LEVEL)

setup: build/tools.mk core ## install what this machine lacks (nothing is removed or replaced)

core: build/tools.mk ## build Rust's core for x86_64-apple-darwin (once, kept in the cache)
	@RUSTC='$(KEXTIR_RUSTC)' CARGO='$(KEXTIR_CARGO)' setup/core x86_64-apple-darwin >/dev/null

# --- kextir itself --------------------------------------------------------------------------------

SOURCES := $(sort $(shell find packages/*/src src passes test bench -name '*.ts'))
MODULES := node_modules/.package-lock.json

build: dist/kextir.cjs ## compile the TypeScript and bundle the command

# npm ci installs exactly what the lock file says; npm writes MODULES last. No package needs its
# install script: esbuild's only replaces a starter by the program, which comes as a package.
$(MODULES): package.json package-lock.json $(wildcard packages/*/package.json)
	@command -v npm >/dev/null || { echo "make: there is no npm; kextir needs Node 20.19 or later with npm" >&2; exit 1; }
	@echo "npm ci: TypeScript, the test runner and the libraries named in package.json"
	npm ci --ignore-scripts --no-progress --no-update-notifier
	@touch $@

# The compiler does not take away what it made of a source that is gone: start afresh then.
dist/.sources: FORCE
	@printf '%s\n' $(SOURCES) | cmp -s - $@ || { rm -rf dist packages/*/dist; mkdir dist; printf '%s\n' $(SOURCES) >$@; }

dist/.compiled: $(SOURCES) dist/.sources tsconfig.json src/page/tsconfig.json $(wildcard packages/*/tsconfig.json) $(MODULES)
	node_modules/.bin/tsc -b
	node_modules/.bin/tsc -p src/page
	@touch $@

dist/kextir.cjs: dist/.compiled src/bundle.mjs $(wildcard src/bundling/* src/page/*)
	node src/bundle.mjs
	@touch $@

# --- the example ----------------------------------------------------------------------------------

example: dist/kextir.cjs core ## run kextir on examples/hello-kext, show what it changed, and run the kext
	@$(MAKE) --no-print-directory -C examples/hello-kext all table run

demo-redzone: dist/kextir.cjs core ## run the example's kext made without kextir and with it, under interrupts
	@$(MAKE) --no-print-directory -C examples/hello-kext redzone

# --- tests and the rest ---------------------------------------------------------------------------

test: dist/kextir.cjs core ## run all tests, installing the older compilers they need
	node_modules/.bin/mocha

fixtures: dist/.compiled core ## rewrite the expected outputs in ir-fixtures/ and docs/ (read the diff before committing)
	node dist/test/update-fixtures.js
	node dist/test/update-docs.js
	node dist/test/update-bindings.js

matrix: dist/kextir.cjs core ## try every rustc here with every clang here and rewrite docs/versions.md (half an hour)
	node dist/test/update-versions.js

bench: dist/kextir.cjs core ## measure speed and memory against opt, ld64.lld and llvm-objdump
	node dist/bench/main.js

lint: $(MODULES) ## check the sources with oxlint
	npm run --silent lint

pack: dist/kextir.cjs ## make the npm packages kextir-VERSION.tgz and llvm-bitcode-reader-VERSION.tgz
	npm pack --workspaces --include-workspace-root

clean: ## remove what was built here (not the cache)
	rm -rf dist packages/*/dist build coverage *.tgz
	@$(MAKE) --no-print-directory -C examples/hello-kext clean
	rm -rf examples/*/target

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target text; do printf '  make %-12s %s\n' "$$target" "$$text"; done
