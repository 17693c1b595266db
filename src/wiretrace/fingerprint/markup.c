/* See markup.h. One body (markup_body.h) is compiled once for any processor and, where there is one, for AVX2. */
#include "markup.h"

#include "hashes.h"
#include "words.h"

#include <stdbool.h>
#include <string.h>

enum { MARKUP_LONG_STRING = 200, MARKUP_PROSE = 30 }; /* LONG_STRING and PROSE of markup.py */

enum tag_kind { INLINE_TAG = 0, BREAK_TAG = 1, VOID_TAG = 2, SCRIPT_TAG = 4, SKIPPED_TAG = 8 }; /* from 4 on: not markup */

static inline uint8_t lower(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 32) : c; }
/* Space, tab, line feed, form feed, carriage return, without a branch. */
static inline bool is_space(uint32_t c) { return (c <= ' ') & (UINT64_C(0x100003600) >> (c & 63)); }
static inline bool is_upper(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_lower(uint32_t c) { return c >= 'a' && c <= 'z'; }
static inline bool is_letter(uint32_t c) { return is_lower(c | 32); }
static inline bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static inline bool ends_name(uint8_t c) { return is_space(c) || c == '/' || c == '>'; }
static inline size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* ---- tags ---- */

enum { NAMES = 1024, SHORT_NAME = 7, LONGEST_NAME = 12, MOST_TRIES = 100000 };

/* A name with bit 5 of every byte set, which folds the case of letters. */
struct tag_name {
    uint64_t front; /* its first eight bytes, the first one lowest */
    uint32_t rest;  /* the others */
    uint8_t length; /* 0: an empty place */
    uint8_t kind;
};

/* Each name stands in a place of its own (enter_names sees to that), so that it takes one look, and no branch, to say
   what kind of element it is: which kind comes next, no processor foresees. A short name stands in `short_names` too, its
   kind in the byte that it leaves free. */
static struct tag_name tag_names[NAMES];
static uint64_t short_names[NAMES], name_spread;

static inline size_t place_of(uint64_t front, uint32_t rest) { return (size_t)(((front + rest) * name_spread) >> 54); }

static inline enum tag_kind kind_of(uint64_t front, uint32_t rest, size_t length) {
    const struct tag_name *name = &tag_names[place_of(front, rest)];
    const bool is_same = name->front == front && name->rest == rest && name->length == length;
    return is_same ? (enum tag_kind)name->kind : INLINE_TAG;
}

static inline enum tag_kind kind_of_short(uint64_t name) {
    const uint64_t found = short_names[place_of(name, 0)];
    return (enum tag_kind)((found ^ name) << 8 ? 0 : found >> 56);
}

/* Reads the name that begins at data[at]: its length and what kind of element it is. */
static inline size_t read_name(const uint8_t *data, size_t length, size_t at, enum tag_kind *kind) {
    uint64_t front = 0;
    uint32_t rest = 0;
    size_t i = 0;
    for (; at + i < length && !ends_name(data[at + i]); i++) {
        if (i < 8) front |= (uint64_t)(data[at + i] | 0x20) << 8 * i;
        else if (i < LONGEST_NAME) rest |= (uint32_t)(data[at + i] | 0x20) << 8 * (i - 8);
    }
    *kind = kind_of(front, rest, i);
    return i;
}

static bool enter_names(const char *names, enum tag_kind kind) {
    while (*names) {
        struct tag_name name = {0, 0, 0, (uint8_t)kind};
        for (; *names && *names != ' '; names++, name.length++) {
            if (name.length < 8) name.front |= (uint64_t)(uint8_t)*names << 8 * name.length;
            else name.rest |= (uint32_t)(uint8_t)*names << 8 * (name.length - 8);
        }
        struct tag_name *place = &tag_names[place_of(name.front, name.rest)];
        if (place->length) return false;
        *place = name;
        if (name.length <= SHORT_NAME)
            short_names[place_of(name.front, 0)] = name.front | (uint64_t)kind << 56;
        if (*names) names++;
    }
    return true;
}

/* The 80 names of markup.py find places of their own with the 68th number that is tried; a hundred would take some
   hundreds. */
int markup_prepare(const char *breaks, const char *voids, const char *skipped) {
    name_spread = UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < MOST_TRIES; i++, name_spread = mix(name_spread) | 1) {
        memset(tag_names, 0, sizeof(tag_names));
        memset(short_names, 0, sizeof(short_names));
        if (enter_names(breaks, BREAK_TAG) && enter_names(voids, VOID_TAG) && enter_names(skipped, SKIPPED_TAG) &&
            enter_names("script", SCRIPT_TAG))
            return 0;
    }
    return -1;
}

/* ---- characters ---- */

/* Decodes one character of UTF-8 at data[*at] (not ASCII) and passes it; the largest piece that is none is U+FFFD
   (Unicode 15, 3.9, table 3-7). */
static uint32_t read_utf8(const uint8_t *data, size_t length, size_t *at) {
    uint8_t lead = data[(*at)++], least = 0x80, most = 0xBF;
    int more;
    uint32_t c;
    if (lead >= 0xC2 && lead <= 0xDF) more = 1, c = lead & 0x1F;
    else if (lead >= 0xE0 && lead <= 0xEF) more = 2, c = lead & 0x0F;
    else if (lead >= 0xF0 && lead <= 0xF4) more = 3, c = lead & 0x07;
    else return 0xFFFD;
    if (lead == 0xE0) least = 0xA0;
    else if (lead == 0xED) most = 0x9F;
    else if (lead == 0xF0) least = 0x90;
    else if (lead == 0xF4) most = 0x8F;
    for (; more; more--, least = 0x80, most = 0xBF) {
        if (*at == length || data[*at] < least || data[*at] > most) return 0xFFFD;
        c = c << 6 | (data[(*at)++] & 0x3F);
    }
    return c;
}

/* Says whether a well-formed character of two bytes stands there: Latin, Greek, Cyrillic, Hebrew and Arabic letters. */
static inline bool is_pair(const struct markup_tables *tables, const uint8_t *data, size_t length, size_t at) {
    return at + 1 < length && (uint8_t)(data[at] - 0xC2) < 0x1E && (data[at + 1] & 0xC0) == 0x80 && !tables->high;
}

static size_t write_utf8(uint32_t c, uint8_t *out) {
    if (c < 0x80) return out[0] = (uint8_t)c, 1;
    if (c < 0x800) return out[0] = (uint8_t)(0xC0 | c >> 6), out[1] = (uint8_t)(0x80 | (c & 63)), 2;
    if (c < 0x10000) {
        out[0] = (uint8_t)(0xE0 | c >> 12);
        out[1] = (uint8_t)(0x80 | (c >> 6 & 63));
        out[2] = (uint8_t)(0x80 | (c & 63));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | c >> 18);
    out[1] = (uint8_t)(0x80 | (c >> 12 & 63));
    out[2] = (uint8_t)(0x80 | (c >> 6 & 63));
    out[3] = (uint8_t)(0x80 | (c & 63));
    return 4;
}

/* What HTML reads for &#128; to &#159;: windows-1252 (WHATWG HTML, 13.2.5.80). */
static const uint16_t numbered[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static inline int digit_of(uint8_t c, int base) {
    if (is_digit(c)) return c - '0';
    if (base == 16 && lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
    return -1;
}

/* Reads "#123;" or "#x1F;" behind an ampersand; 0: there is none. */
static size_t read_number(const uint8_t *data, size_t length, size_t at, uint8_t *out, size_t *written) {
    size_t begin = at++;
    int base = 10, digit;
    if (at < length && lower(data[at]) == 'x') base = 16, at++;
    size_t digits = at;
    uint32_t value = 0;
    for (; at < length && (digit = digit_of(data[at], base)) >= 0; at++)
        value = value > 0x10FFFF ? value : value * (uint32_t)base + (uint32_t)digit;
    if (at == digits) return 0;
    if (at < length && data[at] == ';') at++;
    if (value >= 0x80 && value < 0xA0) value = numbered[value - 0x80];
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
    *written += write_utf8(value, out + *written);
    return at - begin;
}

static const struct markup_entity *find_entity(const struct markup_tables *tables, uint64_t hash) {
    const struct markup_entity *found;
    for (size_t place = hash & tables->mask; (found = &tables->entities[place])->hash; place = (place + 1) & tables->mask)
        if (found->hash == hash) return found;
    return NULL;
}

enum { LONGEST_ENTITY = 32, LONGEST_BARE = 6 };

/* Reads a named reference behind an ampersand: the whole name with its semicolon, or the longest front of it that
   stands without one. Returns how many bytes it takes, 0: there is none. */
static size_t read_named(const uint8_t *data, size_t length, size_t at, const struct markup_tables *tables,
                         uint8_t *out, size_t *written) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325), bare[LONGEST_BARE + 1];
    const struct markup_entity *found = NULL;
    size_t i = 0, taken = 0;
    for (; i < LONGEST_ENTITY && at + i < length && (is_letter(data[at + i]) || is_digit(data[at + i])); i++) {
        hash = (hash ^ data[at + i]) * UINT64_C(0x100000001B3);
        if (i < LONGEST_BARE) bare[i + 1] = hash;
    }
    if (i && at + i < length && data[at + i] == ';') {
        found = find_entity(tables, (hash ^ ';') * UINT64_C(0x100000001B3));
        taken = i + 1;
    }
    for (size_t front = smaller(i, LONGEST_BARE); !found && front >= 2; front--) {
        found = find_entity(tables, bare[front]);
        taken = front;
    }
    if (!found) return 0;
    *written += write_utf8(found->first, out + *written);
    if (found->second) *written += write_utf8(found->second, out + *written);
    return taken;
}

static inline uint32_t class_of(const struct markup_tables *tables, uint32_t c) {
    return c < MARKUP_CLASSES ? tables->classes[c] : 0;
}

/* The classes of the last characters of a piece of text, the last one first; 0 where it has no more. */
static void last_classes(const struct markup_tables *tables, const uint8_t *text, size_t length, uint32_t classes[4]) {
    for (int i = 0; i < 4; i++) {
        size_t at = length;
        while (at > 0 && (text[at - 1] & 0xC0) == 0x80) at--;
        if (at == 0) {
            classes[i] = 0;
            continue;
        }
        length = --at;
        classes[i] = class_of(tables, text[at] < 0x80 ? text[at] : read_utf8(text, at + 4, &at));
    }
}

/* Two inline elements with nothing between them are set apart by style sheets; html/dom.py says when. `before` is the
   piece of text in front of the seam; what is behind it begins at data[at]. */
static bool would_join(const struct markup_tables *tables, const uint8_t *before, size_t piece, const uint8_t *data,
                       size_t length, size_t at) {
    uint32_t behind[2] = {0, 0}, last[4];
    for (int i = 0; i < 2 && at < length; i++) {
        uint32_t c = data[at];
        if (c < 0x80) at++;
        else if (tables->high) c = tables->high[data[at++] - 0x80];
        else c = read_utf8(data, length, &at);
        behind[i] = class_of(tables, c);
        if (i == 0 && !(behind[0] & (MARKUP_DIGIT | MARKUP_UPPER))) return false;
    }
    last_classes(tables, before, piece, last);
    if (behind[0] & MARKUP_DIGIT) return last[0] & last[1] & MARKUP_ALPHA;
    if (last[0] & MARKUP_ALPHA)
        return (last[0] & MARKUP_LOWER) || ((last[0] & last[1] & MARKUP_UPPER) && (behind[1] & MARKUP_LOWER));
    return last[0] & last[1] & last[2] & last[3] & MARKUP_DIGIT;
}

/* Reads the escape at data[*at], however many backslashes begin it, and writes what it means; `*half` is the first of two
   surrogates, if the escape before this one was one. Returns how many bytes were written, or taken back. */
static ptrdiff_t read_escape(const uint8_t *data, size_t length, size_t *at, uint8_t *out, uint32_t *half) {
    while (*at < length && data[*at] == '\\') ++*at;
    if (*at == length) return 0;
    const uint8_t what = data[(*at)++];
    const size_t digits = what == 'u' ? 4 : what == 'x' ? 2 : 0;
    const uint32_t first = *half;
    uint32_t value = 0;
    size_t read = 0;
    for (int digit; read < digits && *at + read < length && (digit = digit_of(data[*at + read], 16)) >= 0; read++)
        value = value << 4 | (uint32_t)digit;
    *half = 0;
    if (digits == 0 || read < digits) {
        *out = what == 'n' || what == 'r' || what == 't' || what == 'b' || what == 'f' ? ' ' : what;
        return 1;
    }
    *at += digits;
    if (first && value >= 0xDC00 && value < 0xE000) /* it goes where the U+FFFD of the first half stands */
        return (ptrdiff_t)write_utf8(0x10000 + ((first - 0xD800) << 10) + (value - 0xDC00), out - 3) - 3;
    if (value >= 0xD800 && value < 0xDC00) *half = value;
    return (ptrdiff_t)write_utf8(value >= 0xD800 && value < 0xE000 ? 0xFFFD : value, out);
}

static inline bool opens_string(uint8_t before) {
    return is_space(before) || before == ':' || before == '=' || before == '(' || before == ',' || before == '[' ||
           before == '{';
}

/* Says whether an odd number of backslashes stands before data[at]. */
static inline bool is_escaped(const uint8_t *data, size_t at) {
    size_t before = at;
    while (before > 0 && data[before - 1] == '\\') before--;
    return (at - before) % 2;
}

/* What a text ends in; an empty one takes neither a space nor a line break in front. */
enum ending { OTHER_ENDING, SPACE_ENDING, LINE_ENDING };

/* What came out so far. */
struct reading {
    const struct markup_tables *tables;
    uint8_t *text, *scratch;
    struct markup_count count;
    enum ending ending;
    bool seam;   /* an inline element ended, and no text came since */
    bool spaced; /* white space behind the last tag was read already */
};

/* Sees to it that the text ends in white space of this kind, or one that parts more. Without a branch: what a text ends
   in, no processor foresees. */
static inline void part(struct reading *reading, enum ending wanted) {
    reading->text[reading->count.written] = wanted == LINE_ENDING ? '\n' : ' ';
    reading->count.written += wanted > reading->ending;
    reading->ending = wanted > reading->ending ? wanted : reading->ending;
}

/* Does what a tag of this kind, and white space behind it, do to the text around them. */
static inline void pass_tag(struct reading *reading, enum tag_kind kind, bool is_end, bool spaced) {
    part(reading, kind & BREAK_TAG ? LINE_ENDING : (enum ending)spaced);
    reading->seam = (reading->seam | is_end | (kind & VOID_TAG) >> 1) & ~kind & 1;
    reading->spaced = spaced;
}

#define TARGET
#define NAME(name) name##_portable
#include "markup_body.h"
#undef TARGET
#undef NAME

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define MARKUP_AVX2
#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,pclmul")))
#define MASK_OF(block, byte) ((uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, _mm256_set1_epi8(byte))))
#define EQUAL_MASK(low, high, byte) ((uint64_t)MASK_OF(high, byte) << 32 | MASK_OF(low, byte))
/* White space of 32 bytes: a byte's lower half looks up the one white space that ends in it; 0xFF: there is none. */
#define SPACES _mm256_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, '\f', '\r', -1, -1, \
                                ' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, '\f', '\r', -1, -1)
#define SPACE_MASK(block) \
    ((uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(SPACES, block), block)))
/* Bit i of it: an odd number of bits up to bit i are set. */
#define PREFIX_XOR(bits) \
    ((uint64_t)_mm_cvtsi128_si64( \
        _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)(bits)), _mm_set1_epi8(-1), 0)))
#define NAME(name) name##_avx2
#include "markup_body.h"
#endif

#ifdef MARKUP_AVX2
/* All that TARGET, here and in words.c, asks for. Every processor that has AVX2 and BMI has LZCNT, which older compilers
   cannot ask for. */
static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("pclmul");
}
#endif

markup_reader *markup_reader_named(const char *wanted, const char **name) {
#ifdef MARKUP_AVX2
    if ((wanted == NULL || strcmp(wanted, "avx2") == 0) && has_avx2()) {
        *name = "avx2";
        return markup_text_avx2;
    }
#endif
    if (wanted != NULL && strcmp(wanted, "portable") != 0) return NULL;
    *name = "portable";
    return markup_text_portable;
}
