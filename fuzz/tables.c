/* Grams in tables of fingerprints. Sound tables must give what a plain search gives; damaged ones, of which only that
   holds what check_table of _kernel.pyx checks, may give anything, but nothing outside of them may be read. */
#include "fuzz.h"

#include "hashes.h"
#include "sieve.h"

#include <string.h>

enum { SEGMENTS = 2, MOST_ROWS = 24, MOST_STORIES = 24, MOST_IDS = 64, MOST_GRAM = 8 };

struct row {
    uint64_t fingerprint; /* 48 bits */
    uint32_t story;
};

/* A table as the kernel gets it, and the same as it was made. All its arrays have exactly the length they should. */
struct made {
    struct sieve_table table;
    struct row rows[MOST_ROWS];
    uint64_t *filter, *ids;
    uint32_t *buckets, *upper, *stories;
    uint16_t *lower;
};

struct grams {
    uint64_t *values;
    size_t count;
};

/* ---- the spread of reference.py (SPREAD), to the bit ---- */

static uint64_t kept_below(unsigned part) {
    const unsigned q = 256 - part;
    unsigned __int128 power = 1; /* q ** 8 */
    for (int i = 0; i < 8; i++) power *= q;
    const unsigned __int128 above = (9 * power * 256 - 7 * power * q) << 32;
    return (UINT64_C(1) << 32) - (uint64_t)(above >> 73); /* 2 * 256 ** 9 */
}

void tables_prepare(void) {
    uint32_t spread[257];
    for (unsigned i = 0; i < 257; i++) {
        const uint64_t place = (15 * kept_below(i) + ((uint64_t)i << 24)) / 16;
        spread[i] = place > UINT32_MAX ? UINT32_MAX : (uint32_t)place;
    }
    sieve_prepare(spread);
}

/* ---- making tables ---- */

static void reserve(struct made *made, size_t rows, size_t buckets, size_t ids, size_t blocks) {
    made->upper = exactly(rows, sizeof(uint32_t));
    made->lower = exactly(rows, sizeof(uint16_t));
    made->stories = exactly(rows, sizeof(uint32_t));
    made->buckets = exactly(buckets, sizeof(uint32_t));
    made->ids = exactly(ids, sizeof(uint64_t));
    made->filter = exactly(blocks * 8, sizeof(uint64_t));
    memset(made->filter, 0, blocks * 64);
    made->table = (struct sieve_table){
        .filter = blocks ? made->filter : NULL, .buckets = made->buckets, .upper = made->upper, .lower = made->lower,
        .stories = made->stories, .ids = made->ids, .blocks = blocks, .last = buckets - 1, .length = rows, .count = ids,
    };
}

static void release(struct made *made) {
    free(made->upper), free(made->lower), free(made->stories);
    free(made->buckets), free(made->ids), free(made->filter);
}

/* Mostly a fingerprint of the page, now and then its neighbour or any. */
static uint64_t choose_fingerprint(const struct grams *grams, struct choices *choices) {
    const uint64_t what = choose(choices, 8);
    if (what == 0 || grams->count == 0) return choose_any(choices) >> 16;
    const uint64_t fingerprint = grams->values[choose(choices, grams->count)] >> 16;
    return what == 1 && fingerprint ? fingerprint - 1 : fingerprint;
}

static void fill_rows(struct made *made) {
    for (size_t i = 0; i < made->table.length; i++) {
        made->upper[i] = (uint32_t)(made->rows[i].fingerprint >> 16);
        made->lower[i] = (uint16_t)made->rows[i].fingerprint;
        made->stories[i] = made->rows[i].story;
    }
}

static int by_fingerprint(const void *left, const void *right) {
    const uint64_t a = ((const struct row *)left)->fingerprint, b = ((const struct row *)right)->fingerprint;
    return (a > b) - (a < b);
}

/* Bucket b: the first row whose gram >> shift is b or more. */
static void fill_buckets(struct made *made) {
    for (size_t b = 0, row = 0; b <= made->table.last; b++) {
        while (row < made->table.length && made->rows[row].fingerprint << 16 >> made->table.shift < b) row++;
        made->buckets[b] = (uint32_t)row;
    }
}

static void make_sound(struct made *made, const struct grams *grams, struct choices *choices) {
    memset(made, 0, sizeof(*made));
    const size_t rows = choose(choices, MOST_ROWS + 1);
    if (rows == 0) return; /* the binding leaves the table of an empty segment all zero */
    reserve(made, rows, 1 + choose(choices, 64), 1 + choose(choices, MOST_STORIES), 1 + choose(choices, 4));
    made->table.shift = 16 + (int)choose(choices, 48);
    made->table.first = choose(choices, 256);
    for (size_t i = 0; i < made->table.count; i++) made->ids[i] = 2 + choose(choices, MOST_IDS - 2); /* may come twice */
    for (size_t i = 0; i < rows; i++) {
        made->rows[i].fingerprint = choose_fingerprint(grams, choices);
        made->rows[i].story = (uint32_t)(made->table.first + choose(choices, made->table.count));
        sieve_enter(made->filter, made->table.blocks, made->rows[i].fingerprint << 16);
    }
    qsort(made->rows, rows, sizeof(struct row), by_fingerprint);
    fill_rows(made);
    fill_buckets(made);
}

/* A number as a damaged file may have it: near what is right, at an end of its range, or any. */
static uint64_t choose_damaged(struct choices *choices, uint64_t right) {
    switch (choose(choices, 6)) {
    case 0: return right;
    case 1: return right + 1;
    case 2: return right - 1;
    case 3: return UINT64_MAX >> choose(choices, 64);
    case 4: return 0;
    default: return choose_any(choices);
    }
}

static void make_damaged(struct made *made, const struct grams *grams, struct choices *choices) {
    memset(made, 0, sizeof(*made));
    const size_t rows = 1 + choose(choices, MOST_ROWS);
    reserve(made, rows, 1 + choose(choices, 64), 1 + choose(choices, MOST_STORIES), choose(choices, 4));
    made->table.shift = 16 + (int)choose(choices, 48);
    made->table.first = choose_damaged(choices, made->table.count);
    for (size_t i = 0; i < made->table.count; i++) made->ids[i] = choose_damaged(choices, 1);
    for (size_t b = 0; b <= made->table.last; b++) made->buckets[b] = (uint32_t)choose_damaged(choices, rows);
    for (size_t i = 0; i < rows; i++) {
        made->rows[i].fingerprint = choose_fingerprint(grams, choices);
        made->rows[i].story = (uint32_t)choose_damaged(choices, made->table.first + made->table.count);
    }
    if (choose(choices, 2)) qsort(made->rows, rows, sizeof(struct row), by_fingerprint);
    fill_rows(made);
    const int is_full = choose(choices, 4) != 0; /* a filter that lets everything pass shows most */
    for (size_t i = 0; i < made->table.blocks * 8; i++) made->filter[i] = is_full ? UINT64_MAX : choose_any(choices);
}

/* ---- the same by a plain search ---- */

static struct grams plain_grams(const struct hashes *words, size_t n) {
    struct grams grams = {NULL, words->count >= n ? words->count - n + 1 : 0};
    grams.values = exactly(grams.count, sizeof(uint64_t));
    for (size_t i = 0; i < grams.count; i++) {
        uint64_t value = 0;
        for (size_t k = 0; k < n; k++) value = value * GRAM_BASE + words->values[i + k];
        grams.values[i] = mix(value);
    }
    return grams;
}

static size_t plain_rows(const struct made *made, uint64_t gram, size_t *begin) {
    size_t end = 0;
    *begin = 0;
    while (*begin < made->table.length && made->rows[*begin].fingerprint < gram >> 16) ++*begin;
    for (end = *begin; end < made->table.length && made->rows[end].fingerprint == gram >> 16;) end++;
    return end;
}

static int plain_stands_in(const struct made made[SEGMENTS], uint64_t gram) {
    size_t begin, found = 0;
    for (size_t s = 0; s < SEGMENTS; s++) {
        const size_t end = plain_rows(&made[s], gram, &begin);
        found += end - begin;
    }
    return found != 0;
}

/* Ids of sound tables are small: whether an id was seen, and with which gram, fits in a short table. */
struct seen {
    int is_seen[MOST_IDS];
    uint64_t gram[MOST_IDS];
};

/* Enters the ids of a gram; 1: one of them had another gram. */
static int plain_enter(const struct made *made, uint64_t gram, size_t rare, struct seen *seen) {
    size_t begin, different = 0;
    int is_here[MOST_IDS] = {0}, found = 0;
    const size_t end = plain_rows(made, gram, &begin);
    for (size_t row = begin; row < end; row++) is_here[made->ids[made->rows[row].story - made->table.first]] = 1;
    for (int id = 0; id < MOST_IDS; id++) different += (size_t)is_here[id];
    for (int id = 0; id < MOST_IDS && different <= rare; id++) {
        if (!is_here[id]) continue;
        found |= seen->is_seen[id] && seen->gram[id] != gram;
        if (!seen->is_seen[id]) seen->gram[id] = gram;
        seen->is_seen[id] = 1;
    }
    return found;
}

/* Says whether a gram is the smallest, by its upper half, of some three in a row that hold it (reference.sampled). */
static int plain_is_looked_for(const struct grams *grams, size_t i) {
    for (size_t first = i < 2 ? 0 : i - 2; first <= i; first++) {
        int is_smallest = 1;
        for (size_t j = first; j < first + 3 && j < grams->count; j++)
            is_smallest &= grams->values[i] >> 32 <= grams->values[j] >> 32;
        if (is_smallest) return 1;
    }
    /* before the first gram and behind the last there is none that could be smaller */
    return i == 0 || i + 1 == grams->count || (i == 1 && grams->values[1] >> 32 <= grams->values[0] >> 32);
}

static int plain_candidate(const struct made made[SEGMENTS], const struct grams *grams, size_t rare) {
    struct seen seen = {{0}, {0}};
    for (size_t s = 0; s < SEGMENTS; s++)
        for (size_t i = 0; i < grams->count; i++)
            if (plain_is_looked_for(grams, i) && plain_enter(&made[s], grams->values[i], rare, &seen)) return 1;
    return 0;
}

/* ---- checks ---- */

static void check_rows(const struct made *made, uint64_t gram, int is_sound) {
    size_t begin, end, plain_begin;
    sieve_rows(&made->table, gram, &begin, &end);
    CHECK(begin == end || (begin < end && end <= made->table.length), "rows outside of the table");
    if (!is_sound) return;
    const size_t plain_end = plain_rows(made, gram, &plain_begin);
    CHECK(end - begin == plain_end - plain_begin, "sieve_rows gives too few rows, or too many");
    CHECK(begin == end || begin == plain_begin, "sieve_rows gives other rows");
}

static void check_hits(const struct made made[SEGMENTS], const struct grams *grams, const struct sieve_hits *hits,
                       int is_sound) {
    size_t next = 0;
    for (size_t i = 0; i < grams->count; i++) {
        const int is_hit = next < hits->count && hits->grams[next] == i;
        const int is_wanted = plain_is_looked_for(grams, i) && plain_stands_in(made, grams->values[i]);
        CHECK(!is_sound || is_hit == is_wanted, "sieve_grams keeps other grams");
        CHECK(!is_hit || hits->hashes[next] == grams->values[i], "sieve_grams keeps another hash");
        next += (size_t)is_hit;
    }
    CHECK(next == hits->count, "sieve_grams keeps grams that are not in the text, or not in order");
}

static void check_tables(const struct hashes *words, size_t n, const struct grams *grams,
                         const struct made made[SEGMENTS], size_t rare, int is_sound) {
    struct sieve_hits hits = {NULL, NULL, 0, 0};
    struct sieve_table *tables = exactly(SEGMENTS, sizeof(*tables));
    for (size_t s = 0; s < SEGMENTS; s++) {
        tables[s] = made[s].table;
        for (size_t i = 0; i < grams->count; i++) check_rows(&made[s], grams->values[i], is_sound);
        check_rows(&made[s], 0, is_sound);
        check_rows(&made[s], UINT64_MAX, is_sound);
    }
    CHECK(sieve_grams(words->values, words->count, n, tables, SEGMENTS, &hits) == 0, "sieve_grams failed");
    check_hits(made, grams, &hits, is_sound);
    const int candidate = sieve_candidate(&hits, tables, SEGMENTS, rare);
    CHECK(candidate == 0 || candidate == 1, "sieve_candidate failed");
    CHECK(!is_sound || candidate == plain_candidate(made, grams, rare), "sieve_candidate is wrong");
    free(hits.hashes);
    free(hits.grams);
    free(tables);
}

/* Lengths of grams that leave none must be well, too. */
static void check_odd_lengths(const struct hashes *words) {
    const size_t lengths[] = {0, words->count + 1, SIZE_MAX};
    struct sieve_hits hits = {NULL, NULL, 0, 0};
    for (size_t i = 0; i < 3; i++)
        CHECK(sieve_grams(words->values, words->count, lengths[i], NULL, 0, &hits) == 0 && !hits.count, "grams of none");
}

void tables_check(const struct hashes *words, struct choices *choices) {
    struct made made[SEGMENTS];
    const size_t n = 1 + choose(choices, MOST_GRAM), rare = choose(choices, MOST_ROWS);
    struct grams grams = plain_grams(words, n);
    check_odd_lengths(words);
    for (int is_sound = 0; is_sound < 2; is_sound++) {
        for (size_t s = 0; s < SEGMENTS; s++) {
            if (is_sound) make_sound(&made[s], &grams, choices);
            else make_damaged(&made[s], &grams, choices);
        }
        check_tables(words, n, &grams, made, rare, is_sound);
        for (size_t s = 0; s < SEGMENTS; s++) release(&made[s]);
    }
    free(grams.values);
}
