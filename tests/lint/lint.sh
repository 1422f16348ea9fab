#!/usr/bin/env bash
# The rules that a compiler cannot hold, checked over the text of a source tree:
#   lint.sh ROOT [GROUP...]
# prints "path:line: rule: what to do" for each breach and fails if there is one. selftest.sh proves
# of every rule that it can fail. Needs grep, sed, find and shellcheck; no build.
# Patterns hold backticks and dollars that are not for the shell; groups are called by their name.
# shellcheck disable=SC2016,SC2317
set -uo pipefail
cd "${1:?usage: lint.sh ROOT [GROUP...]}" || exit 2
shift

files=$(find . \( -name .git -o -name build -o -name .cache \) -prune -o -type f -print | sed 's|^\./||' | sort)
layers='^(app|ui|models)/.*\.(h|cpp)$'
below_app='^(ui|models)/.*\.(h|cpp)$'
cpp='^(app|ui|models|tests)/.*\.(h|cpp)$'
code='^(?:(?!//).)*?' # before a comment

# breach PLACE RULE REMEDY
breach() { printf '%s: %s: %s\n' "$@"; }

# forbid RULE PATHS EXCEPT PATTERN REMEDY: no line of a file in PATHS, EXCEPT some, matches PATTERN.
forbid() {
    local match
    grep -P -- "$2" <<<"$files" | grep -vP -- "$3" | xargs -r -d '\n' grep -snHIP -- "$4" /dev/null |
        while IFS= read -r match; do breach "$(cut -d: -f1-2 <<<"$match")" "$1" "$5"; done
}

none='^$'
look_down='layers look down only: core <- wire <- probes <- models <- ui <- app'
frame_time='only models/clock.cpp reads a clock; take the time from the frame'

layering() {
    forbid include-prefix "$cpp" "$none" '^\s*#\s*include\s*"(\.\./|(core|wire|probes|models|ui|app)/)' \
        'include by the name inside its layer: "frame.h", "charts/lane.h"'
    # A module path compiles even in a target that does not link the module.
    forbid include-module "$layers" "$none" '^\s*#\s*include\s*<Qt[A-Z]\w*/' 'name the class only: <QString>'
    forbid core-pure '^models/core/.*\.(h|cpp)$' "$none" \
        '^\s*#\s*include\s*<(Q(Object|Timer|Thread\w*|Mutex|File|SaveFile|Dir|Process|Settings|EventLoop|Debug|LoggingCategory)|fstream|iostream|thread|mutex|future|ctime|sys/.*|unistd\.h|time\.h)>' \
        'core holds values and functions: no object, I/O, thread, timer or log'
    forbid include-library "$below_app" '^models/wire/' '^\s*#\s*include\s*<(hiredis|sqlite3|zstd|toml)' \
        'only models/wire sees this library'
    forbid include-library "$below_app" '^models/probes/' \
        '^\s*#\s*include\s*<(libpq|mysql|mariadb|QHostInfo|QNetwork|QTcp|QSsl|QLocalSocket|QAbstractSocket)' \
        'only models/probes asks servers'
    local gui='Qt6::(Gui|Widgets|Charts|Svg|DBus|OpenGL\w*)'
    forbid layer-link '^models/core/CMakeLists\.txt$' "$none" "^[^#]*(Qt6::(?!Core\b)|PkgConfig::|spillway_(wire|probes|models|ui)\b)" "$look_down"
    forbid layer-link '^models/wire/CMakeLists\.txt$' "$none" "^[^#]*(Qt6::(?!Core\b)|spillway_(probes|models|ui)\b)" "$look_down"
    forbid layer-link '^models/probes/CMakeLists\.txt$' "$none" "^[^#]*($gui|spillway_(models|ui)\b)" "$look_down"
    forbid layer-link '^models/CMakeLists\.txt$' "$none" "^[^#]*($gui|spillway_ui\b)" "$look_down"
    forbid layer-link '^ui/CMakeLists\.txt$' "$none" '^[^#]*(PkgConfig::|spillway_(wire|probes)\b|Qt6::Network)' "$look_down"
}

clocks() {
    forbid clock "$layers" '^models/clock\.cpp$' \
        "$code"'(Q(DateTime|Date|Time)::current|_clock::now\b|\b(clock_gettime|gettimeofday)\b|(?<![\w.>:])(std::)?time\s*\(\s*(nullptr|NULL|0|&))' \
        "$frame_time"
    forbid clock '^models/(core|wire)/.*\.(h|cpp)$' "$none" "$code"'\bQ(ElapsedTimer|DeadlineTimer)\b' "$frame_time"
}

# Is the word in the nearest CMakeLists.txt at or above the file, outside its comments?
declare -A listText
listed() {
    local folder=${1%/*}
    while [ ! -f "$folder/CMakeLists.txt" ] && [[ $folder == */* ]]; do folder=${folder%/*}; done
    [ -n "${listText[$folder]:-}" ] ||
        listText[$folder]=" $(sed "s/#.*//; s|[^A-Za-z0-9_.-]| |g" "$folder/CMakeLists.txt" 2>/dev/null | tr "\n" " ") "
    [[ ${listText[$folder]} == *" $2 "* ]]
}

built() {
    local file name
    while IFS= read -r file; do
        name=${file##*/}
        name=${name%.cpp}
        listed "$file" "${name#*_}" || breach "$file:1" test-registered 'name it in the CMakeLists.txt of its folder'
    done < <(grep -P '^tests/.*/(tst|bench|fuzz)_\w+\.cpp$' <<<"$files")
    while IFS= read -r file; do
        listed "$file" "${file##*/}" || breach "$file:1" dead-file 'no CMakeLists.txt builds it; list it or delete it'
    done < <(grep -P '^(app|ui|models)/.*\.cpp$' <<<"$files")
    while IFS= read -r name; do
        listed tests/x "$name" || breach "tests/$name/CMakeLists.txt:1" test-registered 'tests/CMakeLists.txt does not add this folder'
    done < <(sed -nE 's|^tests/(\w+)/CMakeLists\.txt$|\1|p' <<<"$files")
}

tests() {
    forbid test-skipped '^tests/.*\.(h|cpp)$' "$none" '\bQSKIP\b' 'a missing server or display fails; it is not skipped'
    forbid test-skipped '^tests/.*CMakeLists\.txt$' "$none" '\b(DISABLED|WILL_FAIL|SKIP_RETURN_CODE)\b' 'no test is switched off'
    forbid test-commented '^tests/.*\.(h|cpp)$' "$none" '^\s*(//\s*(void \w+\(\)|QTest::|Q(COMPARE|VERIFY|TRY_\w+)\b.*;)|#\s*if\s+0\b)' \
        'mend the test or delete it'
    forbid test-commented '^tests/.*CMakeLists\.txt$' "$none" '^\s*#\s*(spillway_\w+|add_test|add_subdirectory)\(\s*[a-z$]' \
        'mend the test or delete it'
}

shape() {
    local file lines
    grep -P '\.(h|cpp|sh|cmake)$|CMakeLists\.txt$|^dev$' <<<"$files" | xargs -r -d '\n' wc -l /dev/null |
        while read -r lines file; do
            [ "$lines" -le 400 ] || [ "$file" = total ] ||
                breach "$file:$lines" size 'over 400 lines: it holds more than one concept'
        done
    forbid name "$cpp" "$none" '^\s*(class|struct|enum class)\s+\w*(Manager|Helpers?|Utils?|Handler|Impl|(?<!Data)Base)\b' \
        'say what it does: no Manager, Helper, Util, Base, Handler, Impl'
    grep -P '(manager|helpers?|utils?|handler|impl)\.(h|cpp)$' <<<"$files" |
        while IFS= read -r file; do breach "$file:1" name 'say what it holds: no manager, helper, util, handler, impl'; done
    forbid name '^(app|ui|models)/.*\.h$' "$none" "$code"'\s[*&]?get[A-Z]\w*\(' 'a getter is named for what it gives'
    forbid unfinished '\.(h|cpp|sh|cmake|txt|md)$' '^LICENSE' '\b(TO[D]O|FIX[M]E|X[X]X)\b' 'finish it, or file it where issues are kept'
    forbid machine-path . '^LICENSE$' '(?<![\w.:/-])/(home|root|Users|work)/\w' 'this path exists on one machine only'
}

# Every `path` and [link](path) in a document exists; every `./dev command` is one.
documents() {
    local commands
    commands=" $(sed -nE 's/^([a-z]+)( \|.*)?\).*/\1/p' dev 2>/dev/null | tr '\n' ' ') "
    local file line word
    grep -P '\.md$' <<<"$files" | grep -v '^CHANGELOG' | xargs -r -d '\n' grep -snoHP -- '`[^`]+`|\]\([^)#\s]+' /dev/null |
        while IFS=: read -r file line word; do
            case $word in
            '`./dev '*)
                word=${word#'`./dev '}
                word=${word%%[ \`]*}
                [[ $commands == *" $word "* ]] || breach "$file:$line" document-command "./dev has no command '$word'"
                ;;
            *[[:space:]\<\>*\$]* | *://*) ;;
            ']('* | '`'*)
                if [[ $word == ']('* ]] || [[ $word =~ ^.\.?/?(app|ui|models|resources|tests|cmake|\.ci|\.githooks)/ ]] ||
                    [[ $word =~ ^.[A-Za-z0-9_./-]+\.(h|cpp|md|cmake|scenario).$ ]]; then
                    word=${word#']('}
                    word=${word//\`/}
                    [ -e "$word" ] || [ -e "$word.h" ] || [ -e "${file%/*}/$word" ] || [[ $'\n'$files$'\n' == *"/$word"$'\n'* ]] ||
                        breach "$file:$line" document-path "there is no '$word'"
                fi
                ;;
            esac
        done
}

licence() {
    { grep -q 'GNU GENERAL PUBLIC LICENSE' LICENSE && grep -q 'Version 3' LICENSE; } 2>/dev/null ||
        breach LICENSE:1 licence 'the text of the GPL, version 3, stands here'
    grep -q 'GPL-3.0-or-later' README.md 2>/dev/null || breach README.md:1 licence 'name the licence: GPL-3.0-or-later'
}

shells() {
    local scripts
    mapfile -t scripts < <(grep -P '\.sh$|^dev$|^\.ci/run$|^\.githooks/' <<<"$files")
    [ ${#scripts[@]} = 0 ] || shellcheck --format=gcc -- "${scripts[@]}" 2>&1 | sed -E 's/^([^:]+:[0-9]+):[0-9]+:/\1: shellcheck:/'
}

[ $# -gt 0 ] || set -- layering clocks built tests shape documents licence shells
breaches=$(for group in "$@"; do "$group"; done)
[ -z "$breaches" ] && exit 0
printf '%s\n' "$breaches"
exit 1
