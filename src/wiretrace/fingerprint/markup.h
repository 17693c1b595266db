/* The text of a page straight from its bytes, without a parser: markup.py says what comes out, this equals it. */
#ifndef WIRETRACE_MARKUP_H
#define WIRETRACE_MARKUP_H

#include <stddef.h>
#include <stdint.h>

/* A named character reference: the 64-bit FNV-1a of its name (with its semicolon, if it has one) and what it stands
   for. The table is open addressing with linear steps; its size is a power of two, a hash of 0 is an empty place. */
struct markup_entity {
    uint64_t hash;
    uint32_t first, second;
};

/* What a character is, where that matters for whether two words are one. */
enum { MARKUP_ALPHA = 1, MARKUP_LOWER = 2, MARKUP_UPPER = 4, MARKUP_DIGIT = 8, MARKUP_CLASSES = 0x2000 };

struct markup_tables {
    const uint8_t *classes; /* of the first MARKUP_CLASSES code points */
    const struct markup_entity *entities;
    size_t mask;          /* size of the table less one */
    const uint32_t *high; /* code points of bytes 128 to 255; NULL: the bytes are UTF-8 */
};

/* How many bytes the text of `length` bytes needs at most: a byte that is no character becomes U+FFFD, and some more are
   written ahead or read behind the end. */
#define MARKUP_ROOM(length) (3 * (length) + 128)
#define MARKUP_SCRATCH(length) ((length) + 32)

/* What came out: bytes of UTF-8 written, bytes that were no character, characters beyond ASCII. */
struct markup_count {
    size_t written, broken, beyond_ascii;
};

typedef struct markup_count markup_reader(const uint8_t *data, size_t length, const struct markup_tables *tables,
                                          uint8_t *text, uint8_t *scratch);

/* Call once before any reader: the names, parted by spaces, of elements that break a line, that have no end tag, and
   whose content is skipped. At most 12 letters each and about a hundred together. 0: well; -1: too many. */
int markup_prepare(const char *breaks, const char *voids, const char *skipped);

/* The fastest reader for this processor, and its name; `wanted` chooses one by name, NULL: the fastest. NULL comes
   back where this processor, or this build, lacks it. A reader writes the text of `data` to `text`, which has
   MARKUP_ROOM(length) bytes, and reads nothing outside of data[0..length). `scratch` has MARKUP_SCRATCH(length) bytes;
   NULL: the data is plain text, no markup. Cost: linear. */
markup_reader *markup_reader_named(const char *wanted, const char **name);

#endif
