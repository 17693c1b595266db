/* See sieve.h. The filter is a Bloom filter in blocks of one cache line (Putze, Sanders, Singler: Cache-, Hash- and
   Space-Efficient Bloom Filters, 2007), four bits a key, probed a batch at a time so that the misses overlap. */
#include "sieve.h"

#include "hashes.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_A_BLOCK 8 /* 512 bits */
enum { BATCH = 128 }; /* grams; about half of them are looked for */

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

static uint32_t spread[257];

void sieve_prepare(const uint32_t *table) { memcpy(spread, table, sizeof(spread)); }

/* Which part of any filter, of 2**32, a gram chooses: winnowing keeps small hashes, so the small ones get most blocks
   (reference.filter_block), and a gram that is hardly ever kept is looked for in a few blocks, which stay in the cache. */
static inline uint32_t share_of(uint64_t gram) {
    const uint32_t left = spread[gram >> 56], right = spread[(gram >> 56) + 1];
    return left + (uint32_t)((uint64_t)(right - left) * (gram >> 24 & 0xFFFFFFFF) >> 32);
}

/* Where the block begins that the share chooses of so many. */
static inline size_t block_at(uint32_t share, size_t blocks) {
    return (size_t)(share * (uint64_t)blocks >> 32) * WORDS_A_BLOCK;
}

/* What chooses the bits of a gram in its block, nine a bit: the table keeps the upper 48 bits of a gram only. */
static inline uint64_t bits_of(uint64_t gram) { return ((gram >> 16) * GRAM_BASE) >> 28; }

static inline uint64_t bit_of(const uint64_t *block, uint64_t bits) { return block[bits >> 6 & 7] >> (bits & 63); }

/* Of a filter's bits 28 % are set (measured): two bits at a time, one gram of twelve is looked at twice. */
static inline int block_holds(const uint64_t *block, uint64_t bits) {
    if (!(bit_of(block, bits) & bit_of(block, bits >> 9) & 1)) return 0;
    return (int)(bit_of(block, bits >> 18) & bit_of(block, bits >> 27) & 1);
}

void sieve_enter(uint64_t *filter, size_t blocks, uint64_t gram) {
    uint64_t *block = filter + block_at(share_of(gram), blocks);
    uint64_t bits = bits_of(gram);
    for (int i = 0; i < 4; i++, bits >>= 9) block[bits >> 6 & 7] |= UINT64_C(1) << (bits & 63);
}

int sieve_may_hold(const uint64_t *filter, size_t blocks, uint64_t gram) {
    return blocks != 0 && block_holds(filter + block_at(share_of(gram), blocks), bits_of(gram));
}

static inline uint64_t row_of(const struct sieve_table *table, size_t row) {
    return (uint64_t)table->upper[row] << 16 | table->lower[row];
}

void sieve_rows(const struct sieve_table *table, uint64_t gram, size_t *begin, size_t *end) {
    *begin = *end = 0;
    if (table->length == 0) return;
    const uint64_t bucket = gram >> table->shift, wanted = gram >> 16;
    size_t low = bucket <= table->last ? table->buckets[bucket] : 0;
    size_t high = bucket < table->last ? table->buckets[bucket + 1] : table->length;
    if (high > table->length) high = table->length; /* a damaged table of buckets leads nowhere else */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (row_of(table, middle) < wanted) low = middle + 1;
        else high = middle;
    }
    *begin = low;
    while (low < table->length && row_of(table, low) == wanted) low++;
    *end = low;
}

static int keep(struct sieve_hits *hits, uint64_t hash, size_t gram) {
    if (hits->count == hits->room) {
        const size_t room = hits->room ? hits->room * 2 : 256;
        void *bigger = realloc(hits->hashes, room * sizeof(*hits->hashes));
        if (bigger == NULL) return -1;
        hits->hashes = bigger;
        if ((bigger = realloc(hits->grams, room * sizeof(*hits->grams))) == NULL) return -1;
        hits->grams = bigger;
        hits->room = room;
    }
    hits->hashes[hits->count] = hash;
    hits->grams[hits->count++] = (uint32_t)gram;
    return 0;
}

static int stands_in(const struct sieve_table *table, uint64_t gram) {
    size_t begin, end;
    sieve_rows(table, gram, &begin, &end);
    return begin < end;
}

/* The grams of a text from `first` on: `at` of them are known, two stand before, two behind; those that are to be looked for,
   by what of them chooses a block and bits of any filter. `upper` has the upper half of each gram. */
struct span {
    uint64_t grams[BATCH + 4], bits[BATCH];
    uint32_t upper[BATCH + 4], shares[BATCH];
    uint16_t chosen[BATCH];
    size_t first, count;
};

/* The polynomial of the words from `at` on, as it rolls: `highest` is the power that the word to be left out carries. */
struct rolling {
    const uint64_t *words;
    uint64_t value, highest;
    size_t n, at, count;
};

/* Hashes the next grams. What enters the chain from gram to gram is worked out beside it: one multiplication and one
   addition a gram are all that the next gram waits for. */
static void roll(struct rolling *rolling, uint64_t *grams, uint32_t *upper, size_t count) {
    const uint64_t *leaving = rolling->words + rolling->at, *entering = leaving + rolling->n;
    const uint64_t highest = rolling->highest;
    const size_t left = rolling->count - rolling->at, well = count < left ? count : left;
    uint64_t value = rolling->value;
    for (size_t i = 0; i < well; i++) {
        grams[i] = mix(value);
        upper[i] = (uint32_t)(grams[i] >> 32);
        if (i + 1 < left) value = value * GRAM_BASE + (entering[i] - leaving[i] * highest);
    }
    for (size_t i = well; i < count; i++) upper[i] = UINT32_MAX; /* beyond the text */
    rolling->value = value;
    rolling->at += well;
}

/* Chooses the grams to look for: of every three in a row the smallest (reference.sampled). */
static void choose(struct span *span, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        const uint32_t *at = span->upper + i + 2, own = *at;
        const int before = own <= at[-1], behind = own <= at[1];
        span->chosen[count] = (uint16_t)i;
        count += (size_t)((before & ((own <= at[-2]) | behind)) | (behind & (own <= at[2])));
    }
    for (size_t i = 0; i < count; i++) {
        const uint64_t gram = span->grams[span->chosen[i] + 2];
        span->bits[i] = bits_of(gram);
        span->shares[i] = share_of(gram);
    }
    span->count = count;
}

/* Goes on to the span behind `before`, whose last four grams are hashed already. */
static void advance(struct rolling *rolling, const struct span *before, struct span *span) {
    const size_t first = before->first + BATCH, length = rolling->count - first;
    memcpy(span->grams, before->grams + BATCH, 4 * sizeof(*span->grams));
    memcpy(span->upper, before->upper + BATCH, 4 * sizeof(*span->upper));
    span->first = first;
    span->count = 0;
    if (first >= rolling->count) return;
    roll(rolling, span->grams + 4, span->upper + 4, BATCH);
    choose(span, length < BATCH ? length : BATCH);
}

static void prefetch(const struct span *span, const struct sieve_table *tables, size_t segments) {
    for (size_t s = 0; s < segments; s++)
        for (size_t i = 0; i < span->count; i++)
            if (tables[s].blocks) PREFETCH(tables[s].filter + block_at(span->shares[i], tables[s].blocks));
}

/* Marks the chosen grams that stand in a table, and says whether any does: filter first, then the sorted rows. */
static int mark(const struct span *span, const struct sieve_table *table, uint8_t passed[BATCH]) {
    int any = 0;
    if (table->blocks == 0) return 0;
    for (size_t i = 0; i < span->count; i++)
        if (block_holds(table->filter + block_at(span->shares[i], table->blocks), span->bits[i]) && !passed[i])
            any |= passed[i] = (uint8_t)stands_in(table, span->grams[span->chosen[i] + 2]);
    return any;
}

/* Keeps what a span has in common with the tables. */
static int test(const struct span *span, const struct sieve_table *tables, size_t segments, struct sieve_hits *hits) {
    uint8_t passed[BATCH] = {0};
    int any = 0;
    for (size_t s = 0; s < segments; s++) any |= mark(span, &tables[s], passed);
    for (size_t i = 0; any && i < span->count; i++)
        if (passed[i] && keep(hits, span->grams[span->chosen[i] + 2], span->first + span->chosen[i])) return -1;
    return 0;
}

/* A span is tested when the next one has been hashed: by then its blocks have come from memory. */
int sieve_grams(const uint64_t *words, size_t count, size_t n, const struct sieve_table *tables, size_t segments,
                struct sieve_hits *hits) {
    struct span spans[2];
    size_t which = 0;
    if (n < 1 || count < n) return 0;
    struct rolling rolling = {words, 0, 1, n, 0, count - n + 1};
    for (size_t i = 0; i < n; i++) {
        rolling.value = rolling.value * GRAM_BASE + words[i];
        rolling.highest *= GRAM_BASE;
    }
    spans[1].first = (size_t)0 - BATCH;
    spans[1].count = 0;
    spans[1].upper[BATCH] = spans[1].upper[BATCH + 1] = UINT32_MAX; /* before the text */
    roll(&rolling, spans[1].grams + BATCH + 2, spans[1].upper + BATCH + 2, 2);
    do {
        advance(&rolling, &spans[which ^ 1], &spans[which]);
        prefetch(&spans[which], tables, segments);
        which ^= 1;
        if (test(&spans[which], tables, segments, hits)) return -1;
    } while (spans[which ^ 1].first < rolling.count);
    return 0;
}

/* ---- stories that share two grams ---- */

struct seen {
    uint64_t id; /* 0: an empty place; an id that hashes to 0 is counted as 1 */
    uint64_t hash;
};

/* Enters an id with a gram; 1: it was there with another gram. */
static int enter_id(struct seen *table, size_t mask, uint64_t id, uint64_t hash) {
    if (id == 0) id = 1;
    size_t place = (size_t)(id * GRAM_BASE >> 20) & mask;
    for (; table[place].id; place = (place + 1) & mask)
        if (table[place].id == id) return table[place].hash != hash;
    table[place].id = id;
    table[place].hash = hash;
    return 0;
}

static uint64_t id_of(const struct sieve_table *table, size_t row) {
    const size_t story = table->stories[row] - table->first;
    return story < table->count ? table->ids[story] : 0;
}

/* Says whether the rows are of more than `rare` different stories. */
static int are_common(const struct sieve_table *table, size_t begin, size_t end, size_t rare) {
    size_t different = 0;
    if (end - begin <= rare) return 0;
    for (size_t row = begin; row < end && different <= rare; row++) {
        size_t before = begin;
        while (before < row && id_of(table, before) != id_of(table, row)) before++;
        different += before == row;
    }
    return different > rare;
}

static int by_value(const void *a, const void *b) {
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* The different grams among the hits, rising, to be freed; NULL: no memory. A page may repeat one a million times. */
static uint64_t *different_grams(const struct sieve_hits *hits, size_t *count) {
    uint64_t *grams = malloc((hits->count + 1) * sizeof(*grams));
    if (grams == NULL) return NULL;
    if (hits->count) memcpy(grams, hits->hashes, hits->count * sizeof(*grams));
    qsort(grams, hits->count, sizeof(*grams), by_value);
    *count = 0;
    for (size_t i = 0; i < hits->count; i++)
        if (*count == 0 || grams[*count - 1] != grams[i]) grams[(*count)++] = grams[i];
    return grams;
}

/* How many different ids the rows of the grams can have at most. */
static size_t most_ids(const uint64_t *grams, size_t count, const struct sieve_table *tables, size_t segments) {
    size_t rows = 0, stories = 1, begin, end; /* 1: what a damaged table leads to */
    for (size_t s = 0; s < segments; s++) {
        stories += tables[s].count;
        for (size_t i = 0; i < count; i++) {
            sieve_rows(&tables[s], grams[i], &begin, &end);
            rows += end - begin;
        }
    }
    return rows < stories ? rows : stories;
}

/* Enters the stories of all grams that are not common; 1: two grams stand in one. */
static int two_in_one(const uint64_t *grams, size_t count, const struct sieve_table *tables, size_t segments, size_t rare,
                      struct seen *seen, size_t mask) {
    size_t begin, end;
    for (size_t s = 0; s < segments; s++)
        for (size_t i = 0; i < count; i++) {
            sieve_rows(&tables[s], grams[i], &begin, &end);
            if (are_common(&tables[s], begin, end, rare)) continue;
            for (size_t row = begin; row < end; row++)
                if (enter_id(seen, mask, id_of(&tables[s], row), grams[i])) return 1;
        }
    return 0;
}

int sieve_candidate(const struct sieve_hits *hits, const struct sieve_table *tables, size_t segments, size_t rare) {
    size_t count, size = 16;
    uint64_t *grams = different_grams(hits, &count);
    if (grams == NULL) return -1;
    const size_t ids = most_ids(grams, count, tables, segments);
    while (size < 2 * ids) size *= 2;
    struct seen *seen = calloc(size, sizeof(*seen));
    const int found = seen ? two_in_one(grams, count, tables, segments, rare, seen, size - 1) : -1;
    free(seen);
    free(grams);
    return found;
}
