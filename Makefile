# Two commands: `make run` and `make test`. Everything is built once, in release.

SWIFT ?= swift
# Undeclared sideways imports between layers are errors (ARCHITECTURE.md).
FLAGS := -c release --explicit-target-dependency-import-check error
BINARY := .build/release/frontdesk
# Folders too: a deleted file is seen by the time of the folder it stood in.
SOURCES := Package.swift $(shell find Sources)

.PHONY: build run test bench lint format libraries clean

build: $(BINARY)

# SwiftPM takes seconds to find that nothing changed; make knows it by the files' times.
$(BINARY): $(SOURCES) | libraries
	@$(SWIFT) build $(FLAGS) --product frontdesk
	@touch $@

run: build
	@$(BINARY) serve --hints

# The tests drive the built program, too, so both are built with the same flags, once.
test: libraries
	@Scripts/install-browser || echo "no browser: its tests are skipped" >&2
	@$(SWIFT) build $(FLAGS) --build-tests
	@SWIFT=$(SWIFT) Scripts/run-tests $(FLAGS)

bench: libraries
	@$(SWIFT) build $(FLAGS) --product frontdesk-bench
	@$(SWIFT) build $(FLAGS) --product frontdesk
	@.build/release/frontdesk-bench

lint:
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format:
	@$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

libraries:
	@Scripts/install-libraries

clean:
	@$(SWIFT) package clean
