/* The words of a text as hashes: the automaton that wiretrace.text.split describes, over code points. */
#ifndef WIRETRACE_WORDS_H
#define WIRETRACE_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum { WORDS_BLOCKS = 0x1100, WORDS_KIND_SHIFT = 21 }; /* 0x110000 code points by 256 */

/* Block b of the fold table (wiretrace.text.fold_block): 256 entries, then its expansions. NULL: not fetched yet. */
extern uint32_t *words_blocks[WORDS_BLOCKS];

/* Fetches a block, checked: every expansion lies inside of it. NULL: it failed, and `words_read_*` gives up. */
extern uint32_t *(*words_fetch)(size_t number);

/* What was found so far. `starts`, `ends` and `halves` are left out where `with_places` is 0. */
struct words {
    uint64_t *hashes;
    int32_t *starts, *ends;
    uint8_t *halves;
    size_t count, room;
    int with_places;
};

/* Reads `length` code points and adds their words. 0: well; -1: no memory, or a block could not be fetched. */
int words_read_1(struct words *words, const uint8_t *text, size_t length);
int words_read_2(struct words *words, const uint16_t *text, size_t length);
int words_read_4(struct words *words, const uint32_t *text, size_t length);

/* Reads `length` bytes of well-formed UTF-8. Words have no places. `text` has WORDS_BEHIND bytes more, of any value. */
enum { WORDS_BEHIND = 64 };
typedef int words_reader(struct words *words, const uint8_t *text, size_t length);
words_reader words_read_utf8_portable;
words_reader words_read_utf8_avx2; /* only where markup_reader_named finds "avx2" */

void words_free(struct words *words);

#endif
