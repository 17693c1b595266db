/* See words.h. */
#include "words.h"

#include "hashes.h"

#include <stdlib.h>
#include <string.h>

enum kind { SEPARATOR, LETTER, CHARACTER, MARK, APOSTROPHE, DROPPED, EXPANSION = 7 };
enum open { NOTHING, WORD, ONE_CHARACTER };
enum { CODE_POINT = (1 << WORDS_KIND_SHIFT) - 1 };

uint32_t *words_blocks[WORDS_BLOCKS];
uint32_t *(*words_fetch)(size_t number);

static int resized(void **array, size_t bytes) {
    void *bigger = realloc(*array, bytes);
    if (bigger) *array = bigger;
    return bigger ? 0 : -1;
}

static int grow(struct words *words) {
    const size_t room = words->room ? words->room * 2 : 1024;
    if (resized((void **)&words->hashes, room * sizeof(uint64_t))) return -1;
    if (words->with_places && (resized((void **)&words->starts, room * sizeof(int32_t)) ||
                               resized((void **)&words->ends, room * sizeof(int32_t)) ||
                               resized((void **)&words->halves, room)))
        return -1;
    words->room = room;
    return 0;
}

/* Ends the open word, if there is one. */
static inline int end_word(struct words *words) {
    if (words->open != NOTHING) {
        if (words->count == words->room && grow(words)) return -1;
        words->hashes[words->count] = words->filled ? mix(words->hash ^ words->chunk) : words->hash;
        if (words->with_places) {
            words->starts[words->count] = words->start;
            words->ends[words->count] = words->end;
            words->halves[words->count] = words->open == WORD ? 2 : 1;
        }
        words->count++;
    }
    words->open = NOTHING;
    words->apostrophe = 0;
    return 0;
}

/* Adds the UTF-8 of a code point to the word. */
static inline void add_byte(struct words *words, uint32_t byte) {
    words->chunk |= (uint64_t)byte << words->filled;
    words->filled += 8;
    if (words->filled == 64) {
        words->hash = mix(words->hash ^ words->chunk);
        words->chunk = 0;
        words->filled = 0;
    }
}

static inline void add(struct words *words, uint32_t c) {
    if (c >= 0x80) {
        if (c < 0x800) {
            add_byte(words, 0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                add_byte(words, 0xE0 | c >> 12);
            } else {
                add_byte(words, 0xF0 | c >> 18);
                add_byte(words, 0x80 | (c >> 12 & 63));
            }
            add_byte(words, 0x80 | (c >> 6 & 63));
        }
        c = 0x80 | (c & 63);
    }
    add_byte(words, c);
}

static inline void begin(struct words *words, enum open what, uint32_t code_point, int32_t place) {
    words->open = what;
    words->hash = TOKEN_SEED;
    words->chunk = 0;
    words->filled = 0;
    words->start = place;
    words->end = place + 1;
    add(words, code_point);
}

/* Takes one folded code point that comes from `place` of the text. */
static inline int take(struct words *words, uint32_t entry, int32_t place) {
    const enum kind kind = (enum kind)(entry >> WORDS_KIND_SHIFT);
    const uint32_t code_point = entry & CODE_POINT;
    if (kind == LETTER && words->open == WORD) {
        add(words, code_point);
        words->end = place + 1;
        words->apostrophe = 0;
    } else if (kind == LETTER || kind == CHARACTER) {
        if (end_word(words)) return -1;
        begin(words, kind == LETTER ? WORD : ONE_CHARACTER, code_point, place);
    } else if (kind == MARK && words->open != NOTHING && !words->apostrophe) {
        add(words, code_point);
        words->end = place + 1;
    } else if (kind == APOSTROPHE && words->open == WORD && !words->apostrophe) {
        words->apostrophe = 1;
    } else if (kind == DROPPED) {
        if (!words->apostrophe) words->end = place + 1;
    } else {
        return end_word(words);
    }
    return 0;
}

static inline const uint32_t *block_of(uint32_t code_point) {
    const uint32_t *block = words_blocks[code_point >> 8];
    return block ? block : words_fetch(code_point >> 8);
}

/* Takes the code point at `place`, whatever it folds to. */
static inline int take_folded(struct words *words, uint32_t code_point, int32_t place) {
    const uint32_t *block = block_of(code_point);
    if (block == NULL) return -1;
    const uint32_t entry = block[code_point & 255];
    if (entry >> WORDS_KIND_SHIFT != EXPANSION) return take(words, entry, place);
    const uint32_t *expansion = block + 256 + (entry & CODE_POINT);
    for (uint32_t k = 1; k <= expansion[0]; k++)
        if (take(words, expansion[k], place)) return -1;
    return 0;
}

#define READER(name, unit) \
    int name(struct words *words, const unit *text, size_t length) { \
        for (size_t i = 0; i < length; i++) \
            if (take_folded(words, text[i], (int32_t)i)) return -1; \
        return end_word(words); \
    }

READER(words_read_1, uint8_t)
READER(words_read_2, uint16_t)
READER(words_read_4, uint32_t)

/* ---- UTF-8 ---- */

/* Reads code point by code point until no word is open; the text is well-formed, so its lead bytes tell all. */
static size_t read_slowly(struct words *words, const uint8_t *text, size_t length, size_t at) {
    do {
        uint32_t c = text[at++];
        if (c >= 0x80) {
            const int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
            c &= 0x3F >> more;
            for (int i = 0; i < more && at < length; i++) c = c << 6 | (text[at++] & 63);
        }
        if (take_folded(words, c, 0)) return 0;
    } while (at < length && words->open != NOTHING);
    return at;
}

/* Adds the word of ASCII letters and digits text[0..length): setting bit 5 folds both. */
static inline int add_plain(struct words *words, const uint8_t *text, size_t length) {
    const uint64_t small = UINT64_C(0x2020202020202020);
    uint64_t hash = TOKEN_SEED, chunk;
    if (words->count == words->room && grow(words)) return -1;
    for (; length >= 8; text += 8, length -= 8) {
        memcpy(&chunk, text, 8);
        hash = mix(hash ^ (chunk | small));
    }
    if (length) {
        memcpy(&chunk, text, 8);
        hash = mix(hash ^ ((chunk | small) & (~UINT64_C(0) >> (64 - 8 * length))));
    }
    words->hashes[words->count++] = hash;
    return 0;
}

static inline int is_plain(uint8_t c) { return (uint8_t)((c | 32) - 'a') < 26 || (uint8_t)(c - '0') < 10; }

/* Says whether a word that a byte follows may go on behind it: accents and apostrophes do not end one. */
static inline int goes_on(uint8_t c) { return c >= 0x80 || c == '\'' || c == '`'; }

int words_read_utf8_portable(struct words *words, const uint8_t *text, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t end = at;
        while (end < length && is_plain(text[end])) end++;
        if (end < length && goes_on(text[end])) {
            if ((at = read_slowly(words, text, length, at)) == 0) return -1;
        } else {
            if (end > at && add_plain(words, text + at, end - at)) return -1;
            at = end + 1;
        }
    }
    return end_word(words);
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* A bit for each byte of 32 that is an ASCII letter or digit. */
__attribute__((target("avx2,bmi"))) static inline uint32_t plain_mask(__m256i block) {
    const __m256i letter = _mm256_sub_epi8(_mm256_or_si256(block, _mm256_set1_epi8(32)), _mm256_set1_epi8('a'));
    const __m256i digit = _mm256_sub_epi8(block, _mm256_set1_epi8('0'));
    const __m256i is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8(25)), letter);
    const __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8(9)), digit);
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(is_letter, is_digit));
}

__attribute__((target("avx2,bmi"))) int words_read_utf8_avx2(struct words *words, const uint8_t *text, size_t length) {
    for (size_t at = 0; at < length;) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(text + at)); /* may look WORDS_BEHIND the end */
        uint32_t plain = plain_mask(block), slow = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(
            block, _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\'')),
                                   _mm256_cmpeq_epi8(block, _mm256_set1_epi8('`')))));
        size_t left = length - at < 32 ? length - at : 32;
        size_t i = 0;
        if (left < 32) plain &= (UINT32_C(1) << left) - 1;
        while (i < left) {
            const uint32_t ahead = plain >> i;
            if (ahead == 0 && slow >> i == 0) { /* nothing more in this block */
                i = left;
                break;
            }
            const size_t start = i + (size_t)__builtin_ctz(ahead | slow >> i);
            if (start >= left) {
                i = left;
                break;
            }
            const uint32_t beyond = ~(plain >> start);
            const size_t end = start + (beyond ? (size_t)__builtin_ctz(beyond) : 32);
            if (end >= 32 && at + 32 < length) { /* the word may go on in the next block */
                i = start;
                break;
            }
            if (end < left && slow >> end & 1) {
                const size_t behind = read_slowly(words, text, length, at + start);
                if (behind == 0) return -1;
                i = behind - at;
                continue;
            }
            if (add_plain(words, text + at + start, end - start)) return -1;
            i = end + 1;
        }
        if (i == 0) { /* a word longer than a block */
            size_t end = at;
            while (end < length && is_plain(text[end])) end++;
            if (end < length && goes_on(text[end])) {
                if ((at = read_slowly(words, text, length, at)) == 0) return -1;
            } else {
                if (add_plain(words, text + at, end - at)) return -1;
                at = end + 1;
            }
            continue;
        }
        at += i;
    }
    return end_word(words);
}
#else
int words_read_utf8_avx2(struct words *words, const uint8_t *text, size_t length) {
    return words_read_utf8_portable(words, text, length);
}
#endif

void words_free(struct words *words) {
    free(words->hashes);
    free(words->starts);
    free(words->ends);
    free(words->halves);
}
