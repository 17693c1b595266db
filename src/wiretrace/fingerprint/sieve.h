/* Which grams of a text stand in tables of fingerprints: filter first, then the sorted table. See sieve.c. */
#ifndef WIRETRACE_SIEVE_H
#define WIRETRACE_SIEVE_H

#include <stddef.h>
#include <stdint.h>

/* One segment of an index. Fingerprints are the upper 48 bits of a gram, split in 32 and 16, sorted; `stories[i]` is
   the ordinal of the story that row i belongs to, counted from `first`; `ids` has the hash of each story's id.
   `filter` has `blocks` blocks of 512 bits; bucket b of `buckets` (1 + `last` of them) says where the first row stands
   whose gram >> shift is b or more. */
struct sieve_table {
    const uint64_t *filter;
    const uint32_t *buckets, *upper, *stories;
    const uint16_t *lower;
    const uint64_t *ids;
    size_t blocks, last, length, first, count;
    int shift;
};

/* What passed. `grams` are places in the text, rising, each once. */
struct sieve_hits {
    uint64_t *hashes;
    uint32_t *grams;
    size_t count, room;
};

/* Hashes every run of `n` of the words, looks for about half of them (reference.sampled) and keeps those that stand in a
   table. 0: well; -1: no memory. */
int sieve_grams(const uint64_t *words, size_t count, size_t n, const struct sieve_table *tables, size_t segments,
                struct sieve_hits *hits);

/* Call once before anything else: the 257 numbers of reference.SPREAD. */
void sieve_prepare(const uint32_t *table);

/* Enters a gram into a filter, and says whether one may have been entered. */
void sieve_enter(uint64_t *filter, size_t blocks, uint64_t gram);
int sieve_may_hold(const uint64_t *filter, size_t blocks, uint64_t gram);

/* Rows [*begin, *end) of a table hold the gram. */
void sieve_rows(const struct sieve_table *table, uint64_t gram, size_t *begin, size_t *end);

/* Says whether some story has two of the grams that passed, counting only grams of at most `rare` stories (ids) in a
   table. -1: no memory. */
int sieve_candidate(const struct sieve_hits *hits, const struct sieve_table *tables, size_t segments, size_t rare);

#endif
