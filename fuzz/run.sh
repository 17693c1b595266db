#!/usr/bin/env bash
# Fuzz the C kernel: fuzz/run.sh [SECONDS], 60 if not said. See README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kernel=$here/../src/wiretrace/fingerprint
build=${FUZZ_BUILD:-$here/build}
clang=${CLANG:-clang}
target=$build/page
seconds=${1:-60}

# Shell words, so that several options can be given.
read -ra more_options <<<"${FUZZ_CFLAGS:-}"
options=(-std=c11 -g -O1 "-fsanitize=fuzzer,address,undefined" -fno-sanitize-recover=all "${more_options[@]}")

fail() {
    printf 'fuzz: %s\n' "$@" >&2
    exit 2
}

check_clang() {
    command -v "$clang" >/dev/null || fail "$clang is missing. Install it with its sanitizers, as root:" \
        "  Debian, Ubuntu:  apt-get install clang libclang-rt-14-dev   (the number is that of 'clang --version')" \
        "  Fedora:          dnf install clang compiler-rt" \
        "Another compiler: CLANG=/path/to/clang fuzz/run.sh"
    printf '%s\n' '#include <stddef.h>' '#include <stdint.h>' \
        'int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { return (void)d, (void)n, 0; }' >"$build/probe.c"
    "$clang" "${options[@]}" "$build/probe.c" -o "$build/probe" 2>"$build/probe.log" && return
    cat "$build/probe.log" >&2
    fail "$clang cannot link libFuzzer and AddressSanitizer. Install its run-time libraries, as root:" \
        "  Debian, Ubuntu:  apt-get install libclang-rt-14-dev   (the number is that of 'clang --version')" \
        "  Fedora:          dnf install compiler-rt"
}

compile() {
    "$clang" "${options[@]}" -I "$kernel" "$here"/{page,folds,tables}.c "$kernel"/{markup,words,sieve}.c -o "$target"
}

# Writes one seed: the page from standard input, and a tail of 48 bytes ("0" is 48) that chooses the tables.
seed() {
    { cat; printf '%s' 'Qe7#kP2m<x9;Zt4&bR1!uW8vLc5"Jh3~Gy6=Sd0%Fn,Ma-:w0'; } >"$build/seeds/$1"
}

write_seeds() {
    local words='the mayor said on Monday that the new bridge would open late, and that no one had asked her about it'
    local prose="$words; $words; \\u00e9t\\u00e9 \\ud83d\\ude00 \\\\\"quoted\\\\\" \\n<p>a second one<\\/p> $words"
    seed plain <<<"$words $words"
    seed paragraphs <<<"<!doctype html><html lang=en><h1>Bridge opens</h1><p>$words</p><p class='a b'>$words<br/>$words"
    seed inline <<<"<p>By<b>Jane</b><i>DOE</i>2024<span>12</span><a href=x>3Days</a> $words <em>$words</em><wbr>x</p>"
    seed comments <<<"a<!-- b <p> -- --!>c<!-->d<!--->e<!---->f<!-- $words -->$words<!-- never closed"
    seed declarations <<<"<?xml version='1.0'?><![CDATA[ $words > ]]><!x>a</ b></1>c < d <3 <<p>$words</p"
    seed entities <<<"&amp;&lt&gt;&eacute;&eacutes&notit;&notin;&nGt;&Afr;&#8217;&#x2019;&#128;&#xD800;&#0;&#;&#x;&&nosuch; $words"
    seed long_entity <<<"&CounterClockwiseContourIntegral;&CounterClockwiseContourIntegralAndMore; & $words"
    seed quotes <<<"<p title=\"a > b\" data-x='c > d' e=f'g\" h = \"i>j\" \"k\">$words<img alt='>' src=\"x\"/>$words<a b=\"never"
    seed long_tag <<<"<p a=\"$words\" b=\"$words > $words\" c='$words' d=\"$words\">$words</p><p a=\"$words\"d=\"$words\" '>$words"
    seed skipped <<<"<title>no <b></title >$words<style>p{a:b}</style/>$words<svg><title/><desc/></svg>$words<noframes>x"
    seed script <<<"<script>var a={\"t\":\"$prose\",\"u\":\"short\"};f(\"$prose\")</script><p>$words</p>"
    seed script_lines <<<"<script>x=\"$words"$'\n'"$words\\"$'\n'"$words\"</script><script>y = \"$prose"
    seed json_ld <<<"<SCRIPT type=\"application/LD+JSON\">{\"articleBody\": \"$prose"$'\n'"$prose\"}</sCript>$words"
    seed many_bytes <<<"<p>Ça coûte 5 €, l’été – «dit-il» 😀 café Ελλάδα<b>РУССКИЙ</b> 中文 日本語 ภาษาไทย it's o\`clock $words don’t"
    printf '<p>ok \200\300\200\355\240\200\364\220\200\200\342\202 \360\237\230<b>\303</b> \377\376 %s' "$words" | seed broken
    printf '\357\273\277<td>a<td>\tb\f<tr>\v\r\n  x\0y<p>%s \357\277\275 \302\240 %s' "$words" "$words" | seed spaces
    printf '%s' "${words// /}${words// /}é${words// /}'s" | seed long_word
    printf '' | seed empty
}

# Pages that end in the midst of something, once for every place in a block of 64 bytes. The last byte: no tail.
write_ends() {
    local padding number=0 begin length
    printf -v padding '%130s' ''
    padding=${padding// /.}
    for begin in '<p>' '<script>var a = "' '<p a="' "<p a='" '<!-- ' '<style>' '<div' '&' '<title>' '<p>&#1'; do
        for length in {64..127}; do
            printf '%s\0' "$begin${padding:0:length}" >"$build/seeds/end$number"
            number=$((number + 1))
        done
    done
}

# One word again and again, so that many rows have its gram: grams of one word, common from 21 ids on, tables by chance.
write_repeats() {
    local number octal
    for number in {16..79}; do
        printf -v octal '%03o' "$number"
        printf '%b' "ha ha ha ha\\0000\\0024\\0$octal\\0003" >"$build/seeds/repeat$number"
    done
}

how_to_reproduce() {
    local finding
    printf '\nfuzz: FOUND something; the report stands above and in %s\n' "$build/run.log"
    for finding in "$build"/findings/*; do
        [ -e "$finding" ] || continue
        printf '  reproduce: %q %q\n' "$target" "$finding"
        printf '  minimise:  %q -minimize_crash=1 -max_total_time=60 -exact_artifact_path=%q %q\n' \
            "$target" "$build/smallest" "$finding"
    done
    printf '  after a fix: %q  (tries all of this first)\n' "$here/run.sh"
}

runs_done() {
    sed -n 's/^stat::number_of_executed_units: *//p' "$build/run.log" | tail -n 1
}

# A function, so that bash has read all of the script before it runs.
main() {
    case $seconds in
    '' | *[!0-9]*) fail "usage: fuzz/run.sh [SECONDS]" ;;
    esac
    mkdir -p "$build"/{seeds,corpus,findings} || fail "cannot write to $build; choose another folder: FUZZ_BUILD=/tmp/fuzz fuzz/run.sh"
    find "$build/findings" -type f -exec mv {} "$build/corpus" \; # so that they are tried first
    check_clang
    compile
    write_seeds
    write_ends
    write_repeats

    local code=0 runs
    "$target" -max_total_time="$seconds" -max_len=4096 -len_control=20 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -dict="$here/kernel.dict" -artifact_prefix="$build/findings/" "$build/corpus" "$build/seeds" 2>&1 |
        tee "$build/run.log" || code=$?
    if [ "$code" -ne 0 ]; then
        how_to_reproduce
        runs=$(runs_done)
        printf 'fuzz: failed after %s runs\n' "${runs:-an unknown number of}"
        exit 1
    fi
    printf 'fuzz: nothing found in %s runs (%s seconds asked for)\n' "$(runs_done)" "$seconds"
}

main
exit
