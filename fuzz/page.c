/* The libFuzzer target: reads one input as a page by every reader of markup.c, then hands its text to words.c (folds.c
   here) and its words to sieve.c (tables.c here). The input: the page, a tail of T bytes, one byte that is T. */
#include "fuzz.h"

#include "markup.h"
#include "words.h"

#include <string.h>

enum { READERS = 2, ENTITIES = 128 };

static markup_reader *readers[READERS]; /* NULL: not on this processor */
static struct markup_tables tables;
static uint32_t high[128];

/* ---- what all parts use ---- */

void *exactly(size_t count, size_t size) {
    void *buffer = malloc(count * size);
    if (buffer == NULL) abort();
    return buffer;
}

uint64_t choose_any(struct choices *choices) {
    choices->state = (choices->state ^ (choices->state >> 29)) * UINT64_C(0xD6E8FEB86659FD93) + 1;
    return choices->state ^ choices->state >> 32;
}

uint64_t choose(struct choices *choices, uint64_t below) {
    if (below <= 256 && choices->at < choices->length) {
        choices->state += choices->data[choices->at];
        return choices->data[choices->at++] % below;
    }
    return choose_any(choices) % below;
}

/* ---- stand-ins for the tables of markup.py: small, but with every case in them ---- */

struct reference {
    const char *name;
    uint32_t first, second;
};

static const struct reference references[] = {
    {"amp;", '&', 0},         {"amp", '&', 0},           {"lt;", '<', 0},          {"lt", '<', 0},
    {"gt;", '>', 0},          {"gt", '>', 0},            {"quot;", '"', 0},        {"quot", '"', 0},
    {"nbsp;", 0xA0, 0},       {"nbsp", 0xA0, 0},         {"eacute;", 0xE9, 0},     {"eacute", 0xE9, 0},
    {"not;", 0xAC, 0},        {"not", 0xAC, 0},          {"notin;", 0x2209, 0},    {"rsquo;", 0x2019, 0},
    {"fjlig;", 'f', 'j'},     {"nGt;", 0x226B, 0x20D2},  {"Afr;", 0x1D504, 0},     {"NewLine;", '\n', 0},
    {"gg;", 0x226B, 0},       {"bne;", '=', 0x20E5},     {"mp;", 0x2213, 0},       {"acE;", 0x223E, 0x333},
    {"CounterClockwiseContourIntegral;", 0x2233, 0},
};

static const struct markup_entity *entity_table(void) {
    struct markup_entity *table = calloc(ENTITIES, sizeof(*table));
    if (table == NULL) abort();
    for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
        uint64_t hash = UINT64_C(0xCBF29CE484222325);
        for (const char *c = references[i].name; *c; c++) hash = (hash ^ (uint8_t)*c) * UINT64_C(0x100000001B3);
        size_t place = hash % ENTITIES;
        while (table[place].hash) place = (place + 1) % ENTITIES;
        table[place] = (struct markup_entity){hash, references[i].first, references[i].second};
    }
    return table;
}

static uint8_t class_of(uint32_t c) {
    if (c >= '0' && c <= '9') return MARKUP_DIGIT;
    if (c >= 'A' && c <= 'Z') return MARKUP_ALPHA | MARKUP_UPPER;
    if (c >= 'a' && c <= 'z') return MARKUP_ALPHA | MARKUP_LOWER;
    if (c < 0xC0 || c >= 0x2000 - 0x100) return 0;
    if (c % 16 == 0) return MARKUP_DIGIT;
    return c % 16 == 1 ? MARKUP_ALPHA : (uint8_t)(MARKUP_ALPHA | (c % 2 ? MARKUP_UPPER : MARKUP_LOWER));
}

static const uint8_t *class_table(void) {
    uint8_t *table = exactly(MARKUP_CLASSES, 1);
    for (uint32_t c = 0; c < MARKUP_CLASSES; c++) table[c] = class_of(c);
    return table;
}

/* A charset of one byte a character: such code points are below U+10000 and no surrogates. */
static uint32_t high_of(uint32_t i) {
    if (i % 8 == 7) return 0xFFFD;
    return i < 32 ? 0x2010 + i : i < 64 ? 0x80 + i : 0x400 + i;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    static const char *names[READERS] = {"portable", "avx2"};
    const char *name;
    (void)argc, (void)argv;
    for (size_t i = 0; i < READERS; i++) readers[i] = markup_reader_named(names[i], &name);
    for (uint32_t i = 0; i < 128; i++) high[i] = high_of(i);
    tables.classes = class_table();
    tables.entities = entity_table();
    tables.mask = ENTITIES - 1;
    markup_prepare("blockquote br div h1 li p td tr amp-img figcaption", "img wbr input meta", "style title desc noframes");
    folds_prepare();
    tables_prepare();
    return 0;
}

/* ---- the readers ---- */

struct text {
    uint8_t *bytes; /* MARKUP_ROOM of the page */
    struct markup_count count;
};

/* Reads the page as the binding does, but from and to buffers with nothing to spare. What they held before (`before`)
   must not matter. */
static struct text read_page(markup_reader *reader, const uint8_t *page, size_t length, const struct markup_tables *with,
                             int is_markup, int before) {
    uint8_t *data = exactly(length, 1), *scratch = exactly(MARKUP_SCRATCH(length), 1);
    struct text text = {exactly(MARKUP_ROOM(length), 1), {0, 0, 0}};
    memcpy(data, page, length);
    memset(scratch, before, MARKUP_SCRATCH(length));
    memset(text.bytes, before, MARKUP_ROOM(length));
    text.count = reader(length ? data : NULL, length, with, text.bytes, is_markup ? scratch : NULL);
    CHECK(memcmp(data, page, length) == 0, "a reader wrote to the page");
    free(data);
    free(scratch);
    return text;
}

/* How many bytes the character at `at` has; 0: it is not well-formed (Unicode 15, table 3-7, put in another way than
   markup.c does). */
static size_t character(const uint8_t *text, size_t length, size_t at) {
    const uint8_t lead = text[at];
    if (lead < 0x80) return 1;
    const size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    static const uint32_t least[4] = {0, 0x80, 0x800, 0x10000};
    if (lead < 0xC0 || lead > 0xF7 || more >= length - at) return 0;
    uint32_t value = lead & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((text[at + i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (text[at + i] & 0x3F);
    }
    return value < least[more] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0 : more + 1;
}

static void check_text(const struct text *text, size_t length) {
    CHECK(text->count.written + WORDS_BEHIND <= MARKUP_ROOM(length), "more text than there is room for");
    for (size_t at = 0, bytes; at < text->count.written; at += bytes) {
        bytes = character(text->bytes, text->count.written, at);
        CHECK(bytes, "the text is not well-formed UTF-8");
    }
}

/* Reads the page by every reader; all must write the same. The text of the first one comes back. */
static struct text read_by_all(const uint8_t *page, size_t length, const struct markup_tables *with, int is_markup) {
    struct text first = read_page(readers[0], page, length, with, is_markup, 0x00);
    check_text(&first, length);
    for (size_t i = 1; i < READERS; i++) {
        if (readers[i] == NULL) continue;
        struct text other = read_page(readers[i], page, length, with, is_markup, 0xFF);
        check_text(&other, length);
        CHECK(other.count.written == first.count.written, "the readers write texts of different lengths");
        CHECK(memcmp(other.bytes, first.bytes, first.count.written) == 0, "the readers write different texts");
        CHECK(other.count.broken == first.count.broken, "the readers count different broken bytes");
        CHECK(other.count.beyond_ascii == first.count.beyond_ascii, "the readers count different characters");
        free(other.bytes);
    }
    return first;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const size_t rest = size ? size - 1 : 0;
    const size_t tail = size && data[rest] < rest ? data[rest] : 0, length = rest - tail;
    struct choices choices = {data + length, tail, 0, 1};
    for (int variant = 0; variant < 4; variant++) {
        struct markup_tables with = tables;
        with.high = variant & 1 ? high : NULL;
        struct text text = read_by_all(data, length, &with, !(variant & 2));
        struct hashes words = folds_check(text.bytes, text.count.written, readers[1] != NULL);
        if (words.values && variant == 0) tables_check(&words, &choices);
        free(words.values);
        free(text.bytes);
    }
    const size_t cut = choose(&choices, length + 1); /* the end of the buffer anywhere, in a script or a tag */
    struct text text = read_by_all(data, cut, &tables, 1);
    free(text.bytes);
    return 0;
}
