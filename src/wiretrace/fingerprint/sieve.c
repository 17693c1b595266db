/* See sieve.h. The filter is a Bloom filter in blocks of one cache line (Putze, Sanders, Singler: Cache-, Hash- and
   Space-Efficient Bloom Filters, 2007), four bits a key, probed a batch at a time so that the misses overlap. */
#include "sieve.h"

#include "hashes.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_A_BLOCK 8 /* 512 bits */
enum { BATCH = 64 };

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

static uint32_t spread[257];

void sieve_prepare(const uint32_t *table) { memcpy(spread, table, sizeof(spread)); }

/* The block of a gram: winnowing keeps small hashes, so the small ones get most blocks (reference.filter_block), and a
   gram that is hardly ever kept is looked for in a few blocks, which stay in the cache. */
static inline size_t block_of(uint64_t gram, size_t blocks) {
    const uint32_t left = spread[gram >> 56], right = spread[(gram >> 56) + 1];
    const uint64_t share = left + ((uint64_t)(right - left) * (gram >> 24 & 0xFFFFFFFF) >> 32);
    return (size_t)(share * (uint64_t)blocks >> 32) * WORDS_A_BLOCK;
}

/* What chooses the bits of a gram in its block, nine a bit: the table keeps the upper 48 bits of a gram only. */
static inline uint64_t bits_of(uint64_t gram) { return ((gram >> 16) * GRAM_BASE) >> 28; }

static inline int block_holds(const uint64_t *block, uint64_t gram) {
    uint64_t all = 1, bits = bits_of(gram);
    for (int i = 0; i < 4; i++, bits >>= 9) all &= block[bits >> 6 & 7] >> (bits & 63);
    return (int)all; /* one branch for whoever asks, hardly ever taken */
}

void sieve_enter(uint64_t *filter, size_t blocks, uint64_t gram) {
    uint64_t *block = filter + block_of(gram, blocks);
    uint64_t bits = bits_of(gram);
    for (int i = 0; i < 4; i++, bits >>= 9) block[bits >> 6 & 7] |= UINT64_C(1) << (bits & 63);
}

int sieve_may_hold(const uint64_t *filter, size_t blocks, uint64_t gram) {
    return blocks != 0 && block_holds(filter + block_of(gram, blocks), gram);
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

struct batch {
    uint64_t grams[BATCH];
    size_t first, count;
};

/* Keeps what a batch has in common with the tables: filter first, then the sorted rows. */
static int test(const struct batch *batch, const struct sieve_table *tables, size_t segments, struct sieve_hits *hits) {
    uint8_t passed[BATCH] = {0};
    for (size_t s = 0; s < segments; s++)
        for (size_t i = 0; i < batch->count; i++)
            if (sieve_may_hold(tables[s].filter, tables[s].blocks, batch->grams[i]) && !passed[i])
                passed[i] = (uint8_t)stands_in(&tables[s], batch->grams[i]);
    for (size_t i = 0; i < batch->count; i++)
        if (passed[i] && keep(hits, batch->grams[i], batch->first + i)) return -1;
    return 0;
}

/* A batch is tested when the next one has been hashed: by then its blocks have come from memory. */
int sieve_grams(const uint64_t *words, size_t count, size_t n, const struct sieve_table *tables, size_t segments,
                struct sieve_hits *hits) {
    uint64_t value = 0, highest = 1;
    struct batch batches[2];
    size_t at = 0, which = 0;
    if (n < 1 || count < n) return 0;
    for (size_t i = 0; i + 1 < n; i++) {
        value = value * GRAM_BASE + words[i];
        highest *= GRAM_BASE;
    }
    batches[1].count = 0;
    do {
        struct batch *batch = &batches[which];
        batch->first = at;
        batch->count = 0;
        for (; batch->count < BATCH && at + n <= count; at++) {
            value = value * GRAM_BASE + words[at + n - 1];
            const uint64_t gram = batch->grams[batch->count++] = mix(value);
            value -= words[at] * highest;
            for (size_t s = 0; s < segments; s++) PREFETCH(tables[s].filter + block_of(gram, tables[s].blocks));
        }
        which ^= 1;
        if (test(&batches[which], tables, segments, hits)) return -1;
    } while (batches[which ^ 1].count);
    return 0;
}

/* ---- stories that share two grams ---- */

struct seen {
    uint64_t id; /* 0: an empty place; an id that hashes to 0 is counted as 1 */
    uint64_t hash;
};

/* Enters an id with a gram; 1: it was there with another gram. */
static int enter_id(struct seen *table, size_t mask, uint64_t id, uint64_t hash) {
    size_t place = (size_t)(id * GRAM_BASE >> 20) & mask;
    if (id == 0) id = 1;
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

int sieve_candidate(const struct sieve_hits *hits, const struct sieve_table *tables, size_t segments, size_t rare) {
    size_t rows = 0, size = 16, begin, end;
    int found = 0;
    for (size_t s = 0; s < segments; s++)
        for (size_t i = 0; i < hits->count; i++) {
            sieve_rows(&tables[s], hits->hashes[i], &begin, &end);
            rows += end - begin;
        }
    while (size < 2 * rows) size *= 2;
    struct seen *seen = calloc(size, sizeof(*seen));
    if (seen == NULL) return -1;
    for (size_t s = 0; s < segments && !found; s++)
        for (size_t i = 0; i < hits->count && !found; i++) {
            sieve_rows(&tables[s], hits->hashes[i], &begin, &end);
            if (are_common(&tables[s], begin, end, rare)) continue;
            for (size_t row = begin; row < end && !found; row++)
                found = enter_id(seen, size - 1, id_of(&tables[s], row), hits->hashes[i]);
        }
    free(seen);
    return found;
}
