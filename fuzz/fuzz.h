/* What the parts of the fuzz target share. */
#ifndef WIRETRACE_FUZZ_H
#define WIRETRACE_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Aborts, which libFuzzer reports with the input that led there. */
#define CHECK(condition, what) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, what); \
            abort(); \
        } \
    } while (0)

/* The input's tail, from which everything but the page is chosen; when it is used up, numbers that follow from it. */
struct choices {
    const uint8_t *data;
    size_t length, at;
    uint64_t state;
};

uint64_t choose(struct choices *choices, uint64_t below); /* below <= 256 takes one byte of the tail */
uint64_t choose_any(struct choices *choices);             /* 64 bits that follow from the tail */

/* A buffer of exactly so many bytes, so that ASan sees one byte more. Never NULL; free() it. */
void *exactly(size_t count, size_t size);

/* folds.c: words of a text */
void folds_prepare(void);
struct hashes {
    uint64_t *values; /* exactly `count` of them; NULL: a block of the fold table could not be fetched */
    size_t count;
};
struct hashes folds_check(const uint8_t *text, size_t length, int has_avx2);

/* tables.c: grams of the words, in tables of fingerprints */
void tables_prepare(void);
void tables_check(const struct hashes *words, struct choices *choices);

#endif
