#!/usr/bin/env bash
# Proves of every lint rule that it can fail, and that it lets the right way pass: each row writes one
# file into a small sound tree and runs lint.sh on it.
# shellcheck disable=SC2016 # samples hold backticks and dollars that are not for the shell
set -uo pipefail
lint=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/lint.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
passed=0 failed=0

sound_tree() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree"/{app,ui,models/{core,wire,probes},tests/{core,lint}}
    printf 'GNU GENERAL PUBLIC LICENSE\nVersion 3\n' >"$tree/LICENSE"
    printf 'Licence: GPL-3.0-or-later\n' >"$tree/README.md"
    printf '#!/bin/sh\ncase $1 in\nrun) ;;\nesac\n' >"$tree/dev"
    printf 'foreach(folder core)\nendforeach()\n' >"$tree/tests/CMakeLists.txt"
    printf 'spillway_test(deriver spillway_core)\n' >"$tree/tests/core/CMakeLists.txt"
    printf 'spillway_layer(spillway_core SOURCES a.cpp PUBLIC Qt6::Core)\n' | tee "$tree"/{app,ui,models,models/core,models/wire,models/probes}/CMakeLists.txt >/dev/null
}

result() { # result OK SENTENCE OUTPUT
    if [ "$1" = yes ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL: %s\n%s\n' "$2" "$3"
    fi
}

# refuses RULE PATH CONTENT: with this file the lint fails, and names the rule and the file. The rows
# of one group of rules follow its name.
refuses() {
    local out ok=no
    sound_tree
    mkdir -p "$(dirname "$tree/$2")"
    printf '%b\n' "$3" >"$tree/$2"
    out=$("$lint" "$tree" "$group") || { grep -qF -- "$2:" <<<"$out" && grep -qF -- ": $1: " <<<"$out" && ok=yes; }
    result $ok "refuses $1 in $2" "$out"
}

# accepts PATH CONTENT: with this file the lint passes.
accepts() {
    local out ok=no
    sound_tree
    mkdir -p "$(dirname "$tree/$1")"
    printf '%b\n' "$2" >"$tree/$1"
    out=$("$lint" "$tree" "$group") && ok=yes
    result $ok "accepts $1: $2" "$out"
}

group=layering
accepts models/core/a.cpp '#include "frame.h"\n#include <QString>'
accepts ui/a.cpp '#include "charts/lane.h"\n#include <QWidget>'
refuses include-prefix ui/a.cpp '#include "core/frame.h"'
refuses include-prefix models/a.cpp '#include "../models/core/frame.h"'
refuses include-prefix tests/core/tst_deriver.cpp '#include "wire/recording.h"'
refuses include-module models/core/a.cpp '#include <QtWidgets/QWidget>'
refuses core-pure models/core/a.h '#include <QTimer>'
refuses core-pure models/core/a.cpp '#include <fstream>'
accepts models/wire/a.cpp '#include <sqlite3.h>\n#include <hiredis/read.h>\n#include <toml++/toml.h>'
refuses include-library models/a.cpp '#include <sqlite3.h>'
refuses include-library ui/a.cpp '#include <libpq-fe.h>'
refuses include-library models/wire/a.cpp '#include <QTcpSocket>'
refuses layer-link models/core/CMakeLists.txt 'spillway_layer(spillway_core SOURCES a.cpp PUBLIC Qt6::Core Qt6::Network)'
refuses layer-link models/wire/CMakeLists.txt 'spillway_layer(spillway_wire SOURCES a.cpp PUBLIC spillway_models)'
refuses layer-link models/probes/CMakeLists.txt 'spillway_layer(spillway_probes SOURCES a.cpp PUBLIC Qt6::Widgets)'
refuses layer-link models/CMakeLists.txt 'spillway_layer(spillway_models SOURCES a.cpp PUBLIC spillway_ui)'
refuses layer-link ui/CMakeLists.txt 'spillway_layer(spillway_ui SOURCES a.cpp PRIVATE PkgConfig::LIBPQ)'

group=clocks
accepts models/core/a.cpp 'Duration runtime(Instant a); // not QDateTime::currentDateTime()\nint x = a.time(0);'
refuses clock models/core/a.cpp 'auto t = QDateTime::currentDateTimeUtc();'
refuses clock ui/a.cpp 'auto t = std::chrono::steady_clock::now();'
refuses clock app/a.cpp 'srand(time(nullptr));'
refuses clock models/a.cpp 'gettimeofday(&tv, nullptr);'
refuses clock models/core/a.cpp 'QElapsedTimer watch;'
accepts models/a.cpp 'QElapsedTimer watch;'

group=built
accepts tests/core/tst_deriver.cpp 'void derives();'
refuses test-registered tests/core/tst_engine.cpp 'void consumes();'
refuses test-registered tests/core/tst_derive.cpp 'void ishiddenbyalongername();'
refuses test-registered tests/lost/CMakeLists.txt 'spillway_test(thing spillway_core)'
refuses dead-file models/core/b.cpp 'int unused();'

group=tests
refuses test-skipped tests/core/tst_deriver.cpp 'QSKIP("no server");'
refuses test-skipped tests/core/CMakeLists.txt 'set_tests_properties(deriver PROPERTIES DISABLED TRUE)'
refuses test-commented tests/core/tst_deriver.cpp '    // QCOMPARE(a, b);'
refuses test-commented tests/core/tst_deriver.cpp '// void derives();'
refuses test-commented tests/core/tst_deriver.cpp '#if 0'
refuses test-commented tests/core/CMakeLists.txt '# spillway_test(deriver spillway_core)'
accepts tests/core/CMakeLists.txt '# spillway_test(NAME LAYER) adds one'

group=shape
accepts models/core/a.h "$(yes 'int a;' | head -400)"
refuses size models/core/a.h "$(yes 'int a;' | head -401)"
accepts models/core/a.h 'struct Database {};\nstruct Baseline {};\nQNetworkAccessManager *m;\nint target();'
refuses name models/a.h 'class PollManager {'
refuses name models/a.h 'struct ProbeBase;'
refuses name models/stringutils.h 'int a;'
refuses name models/a.h '    int getValue() const;'
refuses unfinished models/a.h "// TO""DO: later"
refuses machine-path tests/core/a.txt 'path = /ho''me/someone/spillway'
accepts tests/core/a.txt 'url = redis://host/root/1 and https://example.org/home/page'

group=documents
accepts ARCHITECTURE.md 'See `models/core/`, `LICENSE`, [the licence](LICENSE), `./dev run`, `tst_<file>.cpp`, `a.png` and https://x.y/z.md'
refuses document-path ARCHITECTURE.md 'See `models/core/engine.cpp`.'
refuses document-path ARCHITECTURE.md 'See `engine.h`.'
refuses document-path README.md 'GPL-3.0-or-later ![picture](resources/screens/wall.png)'
refuses document-command README.md 'GPL-3.0-or-later, run `./dev fly`'

group=licence
refuses licence README.md 'Free as in beer'
refuses licence LICENSE 'MIT'

group=shells
refuses shellcheck tests/a.sh '#!/bin/sh\necho $1'

printf '%d passed, %d failed\n' $passed $failed
[ $failed = 0 ]
