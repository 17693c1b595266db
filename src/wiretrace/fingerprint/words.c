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

/* What is open: the hash of its full chunks, the chunk that fills up, how many bits of it are full. A reader keeps it
   in registers. */
struct word {
    uint64_t hash, chunk;
    unsigned filled;
    enum open open;
    int apostrophe;
    int32_t start, end;
};

static inline int put(struct words *words, uint64_t hash) {
    if (words->count == words->room && grow(words)) return -1;
    words->hashes[words->count++] = hash;
    return 0;
}

/* Ends the open word, if there is one. */
static inline int end_word(struct words *words, struct word *word) {
    if (word->open != NOTHING) {
        if (put(words, word->filled ? mix(word->hash ^ word->chunk) : word->hash)) return -1;
        if (words->with_places) {
            words->starts[words->count - 1] = word->start;
            words->ends[words->count - 1] = word->end;
            words->halves[words->count - 1] = word->open == WORD ? 2 : 1;
        }
    }
    word->open = NOTHING;
    word->apostrophe = 0;
    return 0;
}

/* Adds the UTF-8 of a code point to the word: one to four bytes, the first one lowest. */
static inline void add(struct word *word, uint32_t c) {
    uint64_t bytes = c;
    unsigned bits = 8;
    if (c >= 0x10000) {
        bytes = (0xF0 | c >> 18) | (0x80 | (c >> 12 & 63)) << 8 | (0x80 | (c >> 6 & 63)) << 16 | (0x80 | (c & 63)) << 24;
        bits = 32;
    } else if (c >= 0x800) {
        bytes = (0xE0 | c >> 12) | (0x80 | (c >> 6 & 63)) << 8 | (0x80 | (c & 63)) << 16;
        bits = 24;
    } else if (c >= 0x80) {
        bytes = (0xC0 | c >> 6) | (0x80 | (c & 63)) << 8;
        bits = 16;
    }
    word->chunk |= bytes << word->filled;
    word->filled += bits;
    if (word->filled >= 64) {
        word->hash = mix(word->hash ^ word->chunk);
        word->filled -= 64;
        word->chunk = bytes >> (bits - word->filled); /* what of the bytes is left: none, if filled is 0 */
    }
}

static inline void begin(struct word *word, enum open what, uint32_t code_point, int32_t place) {
    word->open = what;
    word->hash = TOKEN_SEED;
    word->chunk = 0;
    word->filled = 0;
    word->start = place;
    word->end = place + 1;
    add(word, code_point);
}

/* Takes one folded code point that comes from `place` of the text. */
static inline int take(struct words *words, struct word *word, uint32_t entry, int32_t place) {
    const enum kind kind = (enum kind)(entry >> WORDS_KIND_SHIFT);
    const uint32_t code_point = entry & CODE_POINT;
    if (kind == LETTER && word->open == WORD) {
        add(word, code_point);
        word->end = place + 1;
        word->apostrophe = 0;
    } else if (kind == LETTER || kind == CHARACTER) {
        if (end_word(words, word)) return -1;
        begin(word, kind == LETTER ? WORD : ONE_CHARACTER, code_point, place);
    } else if (kind == MARK && word->open != NOTHING && !word->apostrophe) {
        add(word, code_point);
        word->end = place + 1;
    } else if (kind == APOSTROPHE && word->open == WORD && !word->apostrophe) {
        word->apostrophe = 1;
    } else if (kind == DROPPED) {
        if (!word->apostrophe) word->end = place + 1;
    } else {
        return end_word(words, word);
    }
    return 0;
}

static inline const uint32_t *block_of(uint32_t code_point) {
    const uint32_t *block = words_blocks[code_point >> 8];
    return block ? block : words_fetch(code_point >> 8);
}

/* Takes the code point at `place`, whatever it folds to. */
static inline int take_folded(struct words *words, struct word *word, uint32_t code_point, int32_t place) {
    const uint32_t *block = block_of(code_point);
    if (block == NULL) return -1;
    const uint32_t entry = block[code_point & 255];
    if (entry >> WORDS_KIND_SHIFT != EXPANSION) return take(words, word, entry, place);
    const uint32_t *expansion = block + 256 + (entry & CODE_POINT);
    for (uint32_t k = 1; k <= expansion[0]; k++)
        if (take(words, word, expansion[k], place)) return -1;
    return 0;
}

#define READER(name, unit) \
    int name(struct words *words, const unit *text, size_t length) { \
        struct word word = {0, 0, 0, NOTHING, 0, 0, 0}; \
        for (size_t i = 0; i < length; i++) \
            if (take_folded(words, &word, text[i], (int32_t)i)) return -1; \
        return end_word(words, &word); \
    }

READER(words_read_1, uint8_t)
READER(words_read_2, uint16_t)
READER(words_read_4, uint32_t)

/* ---- UTF-8 ----
   A run is bytes in a row of which each is plain (an ASCII letter or digit) or odd: beyond ASCII, or an apostrophe. Any
   other byte parts words. Eight runs of nine are plain, and such a one is a word as it stands. */

static inline int is_plain(uint8_t c) { return (uint8_t)((c | 32) - 'a') < 26 || (uint8_t)(c - '0') < 10; }
static inline int is_odd(uint8_t c) { return c >= 0x80 || c == '\'' || c == '`'; }

/* Reads a character beyond ASCII; the text is well-formed, so its lead byte tells all. */
static inline uint32_t read_character(const uint8_t *text, size_t *at) {
    const uint8_t *c = text + *at;
    if (c[0] < 0xE0) return *at += 2, (uint32_t)(c[0] & 31) << 6 | (c[1] & 63);
    if (c[0] < 0xF0) return *at += 3, (uint32_t)(c[0] & 15) << 12 | (uint32_t)(c[1] & 63) << 6 | (c[2] & 63);
    *at += 4;
    return (uint32_t)(c[0] & 7) << 18 | (uint32_t)(c[1] & 63) << 12 | (uint32_t)(c[2] & 63) << 6 | (c[3] & 63);
}

/* Adds the words of any run. */
static int add_any(struct words *words, const uint8_t *text, size_t length) {
    struct word word = {0, 0, 0, NOTHING, 0, 0, 0};
    for (size_t at = 0; at < length;) {
        const uint32_t c = text[at] < 0x80 ? text[at++] : read_character(text, &at);
        if (take_folded(words, &word, c, 0)) return -1;
    }
    return end_word(words, &word);
}

/* Writes the UTF-8 of a code point (four bytes, of which it says how many count). Most letters have one byte or two, and
   which of them comes next no processor foresees. */
static inline size_t write_character(uint32_t c, uint8_t *out) {
    const uint32_t is_longer = c >= 0x80;
    uint32_t bytes = is_longer ? (0xC0 | c >> 6) | (0x80 | (c & 63)) << 8 : c;
    size_t length = 1 + is_longer;
    if (c >= 0x800) {
        const uint32_t lead = c >= 0x10000 ? (0xF0 | c >> 18) | (0x80 | (c >> 12 & 63)) << 8 : 0xE0 | c >> 12;
        const int behind = c >= 0x10000 ? 16 : 8;
        bytes = lead | (0x80 | (c >> 6 & 63)) << behind | (0x80 | (c & 63)) << (behind + 8);
        length = c >= 0x10000 ? 4 : 3;
    }
    memcpy(out, &bytes, 4);
    return length;
}

static const uint64_t fold_plain = UINT64_C(0x2020202020202020); /* setting bit 5 folds ASCII letters and digits */

/* Adds the word of so many bytes, of which eight more may be read, each with the bits of `fold` set. */
static inline int put_bytes(struct words *words, const uint8_t *bytes, size_t length, uint64_t fold) {
    uint64_t hash = TOKEN_SEED, chunk;
    for (; length >= 8; bytes += 8, length -= 8) {
        memcpy(&chunk, bytes, 8);
        hash = mix(hash ^ (chunk | fold));
    }
    if (length) {
        memcpy(&chunk, bytes, 8);
        hash = mix(hash ^ ((chunk | fold) & (~UINT64_C(0) >> (64 - 8 * length))));
    }
    return put(words, hash);
}

enum { SHORT_RUN = 64 };

/* Adds the words of a run: take() for runs of letters and what parts them, which nearly all are. A word is written down
   folded, then hashed at once. */
static int add_odd(struct words *words, const uint8_t *text, size_t length) {
    uint8_t folded[4 * SHORT_RUN + 8]; /* a character has four bytes at most; put_bytes reads ahead */
    const size_t count = words->count;
    size_t filled = 0;
    int apostrophe = 0;
    if (length > SHORT_RUN) return add_any(words, text, length);
    for (size_t at = 0; at < length;) {
        const uint32_t c = text[at] < 0x80 ? text[at++] : read_character(text, &at);
        const uint32_t *block = block_of(c);
        if (block == NULL) return -1;
        const enum kind kind = (enum kind)(block[c & 255] >> WORDS_KIND_SHIFT);
        if (kind == LETTER) {
            filled += write_character(block[c & 255] & CODE_POINT, folded + filled);
            apostrophe = 0;
        } else if (kind == APOSTROPHE && filled && !apostrophe) {
            apostrophe = 1;
        } else if (kind == SEPARATOR || kind == APOSTROPHE) {
            if (filled && put_bytes(words, folded, filled, 0)) return -1;
            apostrophe = 0;
            filled = 0;
        } else {
            words->count = count;
            return add_any(words, text, length);
        }
    }
    return filled ? put_bytes(words, folded, filled, 0) : 0;
}

/* Adds a plain run. */
static int add_plain(struct words *words, const uint8_t *text, size_t length) {
    return put_bytes(words, text, length, fold_plain);
}

/* Adds the run at `at`, if there is one, and steps behind it. */
static int add_run(struct words *words, const uint8_t *text, size_t length, size_t *at) {
    const size_t start = *at;
    size_t end = start;
    int odd = 0;
    while (end < length && is_plain(text[end])) end++;
    for (; end < length && (is_plain(text[end]) || is_odd(text[end])); end++) odd = 1; /* the first one is odd */
    *at = end;
    if (end == start) return 0;
    return odd ? add_odd(words, text + start, end - start) : add_plain(words, text + start, end - start);
}

int words_read_utf8_portable(struct words *words, const uint8_t *text, size_t length) {
    for (size_t at = 0; at < length; at++)
        if (add_run(words, text, length, &at)) return -1;
    return 0;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2"))) /* has_avx2 of markup.c asks for it */

enum { CHUNK = 2048, BLOCK = 64 }; /* bytes; the edges of a chunk stay in the cache */

/* Where the runs of a chunk begin and end, in turn; a bit for each byte that is odd. */
struct edges {
    uint16_t places[CHUNK + BLOCK];
    uint64_t odd[CHUNK / BLOCK + 1];
    size_t count;
};

/* A bit for each byte of 32 that is plain, and for each that is odd. */
TARGET static inline uint32_t plain_mask(__m256i block) {
    const __m256i letter = _mm256_sub_epi8(_mm256_or_si256(block, _mm256_set1_epi8(32)), _mm256_set1_epi8('a'));
    const __m256i digit = _mm256_sub_epi8(block, _mm256_set1_epi8('0'));
    const __m256i is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8(25)), letter);
    const __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8(9)), digit);
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(is_letter, is_digit));
}

TARGET static inline uint32_t odd_mask(__m256i block) {
    const __m256i apostrophe = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\'')),
                                               _mm256_cmpeq_epi8(block, _mm256_set1_epi8('`')));
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(block, apostrophe));
}

/* Writes down where the bits of a mask stand, eight at a time so that the branches are foreseen (as simdjson does:
   Langdale, Lemire, Parsing Gigabytes of JSON per Second, 2019). */
TARGET static inline void put_places(struct edges *edges, uint64_t mask, size_t first) {
    uint16_t *out = edges->places + edges->count;
    edges->count += (size_t)__builtin_popcountll(mask);
    while (mask) {
        for (int i = 0; i < 8; i++, mask &= mask - 1) out[i] = (uint16_t)(first + _tzcnt_u64(mask));
        out += 8;
    }
}

/* Finds the edges of text[0..length), of which BLOCK bytes more may be read. The last run may stay open. */
TARGET static void find_edges(struct edges *edges, const uint8_t *text, size_t length) {
    uint64_t before = 0; /* the last byte was one of a run */
    edges->count = 0;
    for (size_t at = 0; at < length; at += BLOCK) {
        const __m256i low = _mm256_loadu_si256((const __m256i *)(text + at));
        const __m256i high = _mm256_loadu_si256((const __m256i *)(text + at + 32));
        const uint64_t inside = length - at >= BLOCK ? ~UINT64_C(0) : (UINT64_C(1) << (length - at)) - 1;
        const uint64_t odd = ((uint64_t)odd_mask(high) << 32 | odd_mask(low)) & inside;
        const uint64_t run = (((uint64_t)plain_mask(high) << 32 | plain_mask(low)) & inside) | odd;
        edges->odd[at / BLOCK] = odd;
        put_places(edges, run ^ (run << 1 | before), at);
        before = run >> 63;
    }
    edges->odd[(length + BLOCK - 1) / BLOCK] = 0;
}

/* Says whether a run of up to 56 bytes holds an odd one. */
TARGET static inline int has_odd(const struct edges *edges, size_t start, size_t length) {
    uint64_t bits;
    memcpy(&bits, (const uint8_t *)edges->odd + start / 8, sizeof(bits));
    return bits >> start % 8 << (64 - length) != 0;
}

/* Sees to it that a word of each run of a chunk has room: to look at every one costs time. */
static inline int make_room(struct words *words) {
    while (words->room - words->count < CHUNK)
        if (grow(words)) return -1;
    return 0;
}

/* Adds the runs of a chunk that make_room was called for. Nearly all are plain and of at most 16 bytes: two chunks, of which the second one may turn
   out not to be needed, without a branch, so that the processor works on several words at once. */
TARGET static int add_runs(struct words *words, const struct edges *edges, const uint8_t *text) {
    for (size_t i = 0; i + 1 < edges->count; i += 2) {
        size_t start = edges->places[i];
        const size_t length = edges->places[i + 1] - start;
        if (length > 16) {
            if (add_run(words, text, edges->places[i + 1], &start) || make_room(words)) return -1;
            continue;
        }
        if (has_odd(edges, start, length)) {
            if (add_odd(words, text + start, length) || make_room(words)) return -1;
            continue;
        }
        uint64_t chunks[2];
        memcpy(chunks, text + start, sizeof(chunks));
        const uint64_t kept = length < 8 ? ~(~UINT64_C(0) << 8 * length) : ~UINT64_C(0);
        const uint64_t also = ~UINT64_C(0) >> (8 * (16 - length) & 63);
        const uint64_t one = mix(TOKEN_SEED ^ ((chunks[0] | fold_plain) & kept));
        const uint64_t two = mix(one ^ ((chunks[1] | fold_plain) & also));
        words->hashes[words->count++] = length > 8 ? two : one;
    }
    return 0;
}

int words_read_utf8_avx2(struct words *words, const uint8_t *text, size_t length) {
    struct edges edges;
    for (size_t at = 0; at < length;) {
        size_t size = length - at < CHUNK ? length - at : CHUNK;
        find_edges(&edges, text + at, size);
        if (edges.count % 2 && at + size == length) edges.places[edges.count++] = (uint16_t)size;
        if (edges.count % 2) size = edges.places[--edges.count]; /* this run goes on: leave it to the next chunk */
        if (make_room(words) || add_runs(words, &edges, text + at)) return -1;
        at += size;
        if (size == 0 && add_run(words, text, length, &at)) return -1; /* longer than a chunk */
    }
    return 0;
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
