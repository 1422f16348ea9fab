#!/usr/bin/env bash
# install.sh BUILD: installs a build into a folder of its own and judges what a desktop, a shell and `man`
# make of it.
# shellcheck disable=SC2317 # functions that expect() calls
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
prefix=$root/usr
share=$prefix/share
id=org.spillway.Spillway
failures=0

# expect WHAT COMMAND...: the command succeeds; else its output is shown and counted.
expect() {
    local what=$1 output
    shift
    if ! output=$("$@" 2>&1); then
        printf 'FAIL %s\n%s\n' "$what" "$output" >&2
        failures=$((failures + 1))
    fi
}

# A page is right when `man` has nothing to say about it and it holds every word of a list.
pageHolds() {
    local page=$1 text word
    shift
    text=$(MANWIDTH=200 man --warnings -E UTF-8 -l "$page" 2>&1)
    [[ $text != *warning:* ]] || { echo "$text" | grep warning: && return 1; }
    for word in "$@"; do
        [[ $text == *"$word"* ]] || { echo "$page does not say $word" && return 1; }
    done
}

# completes WANTED WORD...: what bash offers for the last of the words.
completes() {
    local wanted=$1 offered
    shift
    # shellcheck disable=SC2016 # for the inner shell
    offered=$(bash --norc -c '
        source /usr/share/bash-completion/bash_completion
        source "$1"
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        _spillway
        echo "${COMPREPLY[*]}"' bash "$share/bash-completion/completions/spillway" "$@")
    [ "$offered" = "$wanted" ] || { echo "offered \"$offered\", not \"$wanted\"" && return 1; }
}

# Every page of the window stands in the guide and in its contents, and no number was left unnamed.
guideHolds() {
    local guide=$1 page title
    for page in "$(dirname "$0")"/../../resources/learn/*.md; do
        title=$(sed -n '1s/^# //p' "$page")
        [ "$(grep -c -e "^## $title\$" -e "^- \[$title\](#" "$guide")" = 2 ] ||
            { echo "$guide does not hold $title" && return 1; }
    done
    ! grep -n '{[a-z_]*}' "$guide"
}

cmake --install "$build" --prefix "$prefix" >/dev/null

expect "the program runs from where it is installed" "$prefix/bin/spillway" --version
expect "the example is a right configuration" \
    "$prefix/bin/spillway" check "$share/doc/spillway/examples/spillway.example.toml"
expect "the bundled outage is where the program looks for it" test -s "$share/spillway/recordings/march-3.spill"
expect "the guide holds every topic" guideHolds "$share/doc/spillway/guide.md"
expect "desktop entry" desktop-file-validate "$share/applications/$id.desktop"
expect "AppStream metadata" appstreamcli validate --no-net "$share/metainfo/$id.metainfo.xml"
expect "MIME type" update-mime-database "$share/mime"
expect "recordings have their type" grep -q 'vnd.spillway.recording:\*\.spill' "$share/mime/globs2"

mapfile -t commands < <("$prefix/bin/spillway" --help | sed -n 's/^  spillway \([a-z]\+\) .*/\1/p' | sort -u)
expect "--help lists commands" test "${#commands[@]}" -ge 8
expect "spillway(1) holds every command" pageHolds "$share/man/man1/spillway.1.gz" "${commands[@]}" --json
expect "spillway(5) holds keys and metrics" pageHolds "$share/man/man5/spillway.5.gz" keep_firing_for hit_ratio

expect "bash completes commands" completes "wall watch" spillway wa
expect "bash completes options" completes "--record" spillway watch --rec

exit $((failures > 0))
