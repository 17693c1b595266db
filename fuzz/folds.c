/* Words of a text: all readers of words.c must give the same hashes, over a fold table made up here. */
#include "fuzz.h"

#include "hashes.h"
#include "words.h"

#include <string.h>

enum { SEPARATOR, LETTER, CHARACTER, MARK, APOSTROPHE, DROPPED, UNKNOWN, EXPANSION };
enum { BROKEN_BLOCK = 0xE0, LONGEST = 3 }; /* the block of U+E000: it can never be fetched */

/* ---- a fold table: ASCII as wiretrace.text has it (the fast paths of words.c rely on that), the rest by chance ---- */

static uint32_t entry(uint32_t kind, uint32_t code_point) { return kind << WORDS_KIND_SHIFT | code_point; }

static uint32_t ascii_entry(uint32_t c) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) return entry(LETTER, c);
    if (c >= 'A' && c <= 'Z') return entry(LETTER, c + 32);
    return c == '\'' || c == '`' ? entry(APOSTROPHE, '\'') : entry(SEPARATOR, c);
}

/* A kind by the code point alone, letters most often, so that words get long. */
static uint32_t kind_of(uint32_t c) {
    static const uint8_t kinds[16] = {LETTER,    LETTER,     LETTER,  LETTER, LETTER,    LETTER, MARK,      MARK,
                                      CHARACTER, APOSTROPHE, DROPPED, MARK,   SEPARATOR, UNKNOWN, EXPANSION, EXPANSION};
    return kinds[mix(c) % 16];
}

/* Every expansion gets its count and LONGEST entries of any kind; the last one of the block ends with the block. */
static uint32_t *make_block(size_t number) {
    size_t expansions = 0, place = 0;
    for (uint32_t i = 0; i < 256; i++) expansions += kind_of((uint32_t)number << 8 | i) == EXPANSION;
    uint32_t *block = exactly(256 + expansions * (1 + LONGEST), sizeof(uint32_t));
    for (uint32_t i = 0; i < 256; i++) {
        const uint32_t c = (uint32_t)number << 8 | i, kind = kind_of(c);
        block[i] = c < 0x80 ? ascii_entry(c) : entry(kind, kind == EXPANSION ? (uint32_t)place : c ^ 1);
        if (kind != EXPANSION) continue;
        block[256 + place++] = i >= 250 ? LONGEST : i % (LONGEST + 1);
        for (uint32_t k = 0; k < LONGEST; k++) block[256 + place++] = entry((c + k) % 7, mix(c + k) % 0x110000);
    }
    return block;
}

static uint32_t *fetch(size_t number) {
    CHECK(number < WORDS_BLOCKS, "a block beyond the last one was asked for");
    if (number == BROKEN_BLOCK) return NULL;
    return words_blocks[number] = make_block(number);
}

void folds_prepare(void) { words_fetch = fetch; }

/* ---- the readers ---- */

/* Reads the text from a buffer that has WORDS_BEHIND bytes more of one value, and nothing else. */
static int read_utf8(words_reader *reader, const uint8_t *text, size_t length, int behind, struct words *found) {
    uint8_t *exact = exactly(length + WORDS_BEHIND, 1);
    memcpy(exact, text, length);
    memset(exact + length, behind, WORDS_BEHIND);
    memset(found, 0, sizeof(*found));
    const int code = reader(found, exact, length);
    free(exact);
    return code;
}

static void same(const struct words *a, int code_of_a, const struct words *b, int code_of_b) {
    CHECK(code_of_a == code_of_b, "one reader of words failed, another did not");
    if (code_of_a) return;
    CHECK(a->count == b->count, "the readers find different numbers of words");
    CHECK(a->count == 0 || memcmp(a->hashes, b->hashes, a->count * sizeof(uint64_t)) == 0, "the hashes differ");
}

static void check_utf8(words_reader *reader, const uint8_t *text, size_t length, const struct words *first, int code) {
    static const int behind[] = {0x00, 'a', '\'', 0xF4};
    for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
        struct words other;
        same(first, code, &other, read_utf8(reader, text, length, behind[i], &other));
        words_free(&other);
    }
}

/* Decodes well-formed UTF-8 and returns how many code points it has. */
static size_t decode(const uint8_t *text, size_t length, uint32_t *points, uint32_t *greatest) {
    size_t count = 0;
    *greatest = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c = text[at++];
        const int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
        if (more) c &= 0x3Fu >> more;
        for (int i = 0; i < more; i++) c = c << 6 | (text[at++] & 0x3F);
        points[count++] = c;
        if (c > *greatest) *greatest = c;
    }
    return count;
}

static void check_places(const struct words *found, size_t length) {
    for (size_t i = 0; i < found->count; i++) {
        CHECK(found->starts[i] >= 0 && found->starts[i] < found->ends[i], "a word has no length");
        CHECK((size_t)found->ends[i] <= length, "a word ends behind the text");
        CHECK(found->halves[i] == 1 || found->halves[i] == 2, "a word weighs neither one nor a half");
    }
}

/* Reads code points of `width` bytes each, with places: exactly as many as there are. */
static void check_points(const uint32_t *points, size_t count, size_t width, const struct words *first, int code) {
    uint8_t *exact = exactly(count, width);
    struct words found;
    int code_found;
    memset(&found, 0, sizeof(found));
    found.with_places = 1;
    for (size_t i = 0; i < count; i++) memcpy(exact + i * width, &points[i], width); /* little-endian */
    if (width == 1) code_found = words_read_1(&found, exact, count);
    else if (width == 2) code_found = words_read_2(&found, (const uint16_t *)(const void *)exact, count);
    else code_found = words_read_4(&found, (const uint32_t *)(const void *)exact, count);
    same(first, code, &found, code_found);
    check_places(&found, count);
    words_free(&found);
    free(exact);
}

struct hashes folds_check(const uint8_t *text, size_t length, int has_avx2) {
    struct words first;
    uint32_t *points = exactly(length, sizeof(uint32_t)), greatest;
    const int code = read_utf8(words_read_utf8_portable, text, length, 0xFF, &first);
    check_utf8(words_read_utf8_portable, text, length, &first, code);
    if (has_avx2) check_utf8(words_read_utf8_avx2, text, length, &first, code);
    const size_t count = decode(text, length, points, &greatest);
    check_points(points, count, 4, &first, code);
    if (greatest < 0x10000) check_points(points, count, 2, &first, code);
    if (greatest < 0x100) check_points(points, count, 1, &first, code);
    free(points);
    struct hashes hashes = {code ? NULL : exactly(first.count, sizeof(uint64_t)), first.count};
    if (hashes.values && first.count) memcpy(hashes.values, first.hashes, first.count * sizeof(uint64_t));
    words_free(&first);
    return hashes;
}
