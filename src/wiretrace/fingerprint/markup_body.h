/* The body of markup.c, compiled once for each instruction set: NAME(x) and TARGET say which. */

/* Where the first of three bytes stands at or behind `at`; `length` if it does not. */
TARGET static inline size_t NAME(find)(const uint8_t *data, size_t length, size_t at, uint8_t a, uint8_t b, uint8_t c) {
#ifdef MARKUP_AVX2
    const __m256i as = _mm256_set1_epi8((char)a), bs = _mm256_set1_epi8((char)b), cs = _mm256_set1_epi8((char)c);
    for (; at + 32 <= length; at += 32) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(data + at));
        const __m256i hit = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(block, as), _mm256_cmpeq_epi8(block, bs)),
                                            _mm256_cmpeq_epi8(block, cs));
        const uint32_t mask = (uint32_t)_mm256_movemask_epi8(hit);
        if (mask) return at + (size_t)__builtin_ctz(mask);
    }
#endif
    while (at < length && data[at] != a && data[at] != b && data[at] != c) at++;
    return at;
}

/* Behind the white space at `at`. */
TARGET static inline size_t NAME(skip_space)(const uint8_t *data, size_t length, size_t at) {
    if (at < length && !is_space(data[at])) return at;
#ifdef MARKUP_AVX2
    for (; at + 32 <= length; at += 32) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(data + at));
        const uint32_t space = MASK_OF(block, ' ') | MASK_OF(block, '\n') | MASK_OF(block, '\t') |
                               MASK_OF(block, '\r') | MASK_OF(block, '\f');
        if (~space) return at + (size_t)__builtin_ctz(~space);
    }
#endif
    while (at < length && is_space(data[at])) at++;
    return at;
}

/* Behind the end of a tag, from `at` in it, where no value is open; a quote counts only behind an equals sign
   (WHATWG, 13.2.5.32). `name` is where the tag's name begins: nothing in front of it is looked at. */
TARGET static size_t NAME(end_of_odd_tag)(const uint8_t *data, size_t length, size_t at, size_t name) {
    while ((at = NAME(find)(data, length, at, '>', '"', '\'')) < length) {
        if (data[at] == '>') return at + 1;
        size_t before = at - 1;
        while (before > name && is_space(data[before])) before--;
        if (data[before] == '=') {
            at = NAME(find)(data, length, at + 1, data[at], data[at], data[at]);
            if (at == length) break;
        }
        at++;
    }
    return length;
}

/* Behind the end of a tag whose name stands at `name` and ends at `at`. Nearly all tags have their values in double
   quotes right behind an equals sign: of such a one 64 bytes are looked at in one go (as simdjson finds strings:
   Langdale, Lemire, Parsing Gigabytes of JSON per Second, 2019). */
TARGET static inline size_t NAME(end_of_tag)(const uint8_t *data, size_t length, size_t at, size_t name) {
    if (at < length && data[at] == '>') return at + 1; /* half of all tags are end tags */
#ifdef MARKUP_AVX2
    size_t begin = at; /* no value is open here */
    uint64_t open = 0, equals = 0; /* the block before ended in a value; in an equals sign */
    for (; at + 64 <= length; at += 64) {
        const __m256i low = _mm256_loadu_si256((const __m256i *)(data + at));
        const __m256i high = _mm256_loadu_si256((const __m256i *)(data + at + 32));
        const uint64_t quotes = EQUAL_MASK(low, high, '"'), ends = EQUAL_MASK(low, high, '>');
        const uint64_t signs = EQUAL_MASK(low, high, '='), others = EQUAL_MASK(low, high, '\'');
        const uint64_t inside = open ^ PREFIX_XOR(quotes); /* bit i: an odd number of quotes up to byte i */
        const uint64_t end = ends & ~inside;
        const uint64_t looked_at = end ? (end & (~end + 1)) - 1 : ~UINT64_C(0); /* the bytes before the end */
        const uint64_t opening = quotes & inside;
        if (((opening & ~(signs << 1 | equals)) | (others & ~inside)) & looked_at) break;
        if (end) return at + (size_t)__builtin_ctzll(end) + 1;
        open = (uint64_t)((int64_t)inside >> 63);
        equals = signs >> 63;
        if (!open) begin = at + 64;
    }
    return NAME(end_of_odd_tag)(data, length, begin, name);
#else
    return NAME(end_of_odd_tag)(data, length, at, name);
#endif
}

/* Behind a comment (which begins at `at` with "<!--"). */
TARGET static size_t NAME(end_of_comment)(const uint8_t *data, size_t length, size_t at) {
    at += 4;
    if (at < length && data[at] == '>') return at + 1;
    if (at + 1 < length && data[at] == '-' && data[at + 1] == '>') return at + 2;
    while ((at = NAME(find)(data, length, at, '-', '-', '-')) < length) {
        if (at + 2 < length && data[at + 1] == '-' && data[at + 2] == '>') return at + 3;
        if (at + 3 < length && data[at + 1] == '-' && data[at + 2] == '!' && data[at + 3] == '>') return at + 4;
        at++;
    }
    return length;
}

#include "markup_raw.h"

/* Copies text up to the next "<" (a literal one at `at` itself is copied too). Without `references` it is no markup:
   all of it is copied as it is. */
TARGET static inline size_t NAME(copy)(struct reading *reading, const uint8_t *data, size_t length, size_t at,
                                       bool references) {
    const struct markup_tables *tables = reading->tables;
    uint8_t *out = reading->text + reading->count.written;
    const size_t begin = at;
    const uint8_t less_than = references ? '<' : 0x80, and = references ? '&' : 0x80;
    while (at < length) {
#ifdef MARKUP_AVX2
        const __m256i less = _mm256_set1_epi8((char)less_than), ampersand = _mm256_set1_epi8((char)and);
        while (at + 32 <= length) {
            const __m256i block = _mm256_loadu_si256((const __m256i *)(data + at));
            const __m256i hit = _mm256_or_si256(_mm256_cmpeq_epi8(block, less), _mm256_cmpeq_epi8(block, ampersand));
            const uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(hit, block)); /* or not ASCII */
            _mm256_storeu_si256((__m256i *)out, block);
            const size_t plain = mask ? (size_t)__builtin_ctz(mask) : 32;
            at += plain;
            out += plain;
            if (mask) break;
        }
        if (at == length) break;
        if (is_pair(tables, data, length, at)) { /* more of them follow, as a rule */
            for (; is_pair(tables, data, length, at); at += 2, out += 2) {
                memcpy(out, data + at, 2);
                reading->count.beyond_ascii++;
            }
            continue;
        }
#endif
        const uint8_t c = data[at];
        if (c == less_than && c < 0x80 && at > begin) break;
        if (c >= 0x80) {
            const uint32_t value = tables->high ? (at++, tables->high[c - 0x80]) : read_utf8(data, length, &at);
            out += write_utf8(value, out);
            if (value == 0xFFFD) reading->count.broken++;
            else reading->count.beyond_ascii++;
            continue;
        }
        at++;
        size_t written = 0, taken = 0;
        if (c == and && at < length) {
            taken = data[at] == '#' ? read_number(data, length, at, out, &written)
                                    : read_named(data, length, at, tables, out, &written);
        }
        if (!taken) out[written++] = c;
        out += written;
        at += taken;
    }
    reading->count.written = (size_t)(out - reading->text);
    reading->ending = out[-1] == '\n' ? LINE_ENDING : (enum ending)is_space(out[-1]);
    return at;
}

#ifdef MARKUP_AVX2
/* A tag that read_tag has read. */
struct NAME(tag) {
    enum tag_kind kind;
    bool is_end, spaced; /* "</"; white space stands behind the tag */
    size_t name, letters;
    size_t end, behind; /* behind the tag, 0: its end was not found; behind its white space too */
};

/* Reads the tag at `at`, if it is one whose name is short; and finds its end, if it lies in the next 64 bytes and the tag's
   values, if any, stand in double quotes: most are such. What is hard to foresee is no branch: how long a tag is, what kind
   it is of, what stands behind it. A quote opens a value only behind an equals sign and white space, so that where anything
   else stands before the last quote in front of the first ">", no value is open there. */
TARGET static inline bool NAME(read_tag)(const uint8_t *data, size_t at, struct NAME(tag) *tag) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(data + at));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(data + at + 32));
    const uint64_t ends = EQUAL_MASK(low, high, '>'), spaces = (uint64_t)SPACE_MASK(high) << 32 | SPACE_MASK(low);
    const uint32_t slashes = MASK_OF(low, '/');
    tag->is_end = slashes >> 1 & 1;
    tag->name = at + 1 + tag->is_end;
    tag->letters = _tzcnt_u64((ends | spaces | slashes) >> (1 + tag->is_end));
    uint64_t name;
    memcpy(&name, data + tag->name, 8);
    if (!is_letter(name & 0xFF) || tag->letters > SHORT_NAME) return false;
    tag->kind = kind_of_short((name | UINT64_C(0x2020202020202020)) & ~(~UINT64_C(0) << 8 * tag->letters));

    const uint64_t end = ends & (~ends + 1), inside = end - 1; /* the first ">", and all in front of it */
    const uint64_t quotes = EQUAL_MASK(low, high, '"') & inside, others = EQUAL_MASK(low, high, '\'') & inside;
    const uint8_t before = data[at + 62 - (size_t)__builtin_clzll(quotes | 2)]; /* "<" itself, if there is no quote */
    const uint64_t behind = ~spaces & (~(end << 1) + 1); /* what stands behind it and is no white space */
    const bool is_clear = end != 0 && others == 0 && before > ' ' && before != '=';
    tag->end = is_clear ? at + _tzcnt_u64(end) + 1 : 0;
    tag->behind = behind ? at + _tzcnt_u64(behind) : tag->end;
    tag->spaced = tag->behind > tag->end;
    return true;
}
#endif

/* Behind what begins with "<" at `at`, if it is markup: a tag, a comment, a declaration; else `at`. */
TARGET static size_t NAME(element)(struct reading *reading, const uint8_t *data, size_t length, size_t at, bool scripts) {
    if (at + 1 == length) return at;
    const uint8_t next = data[at + 1];
    const bool is_end = next == '/';
    if (next == '!' && length - at >= 4 && data[at + 2] == '-' && data[at + 3] == '-')
        return NAME(end_of_comment)(data, length, at);
    if (next == '!' || next == '?' || (is_end && at + 2 < length && !is_letter(data[at + 2])))
        return smaller(NAME(find)(data, length, at + 2, '>', '>', '>') + 1, length);
    const size_t name = at + 1 + is_end;
    if (name >= length || !is_letter(data[name])) return at;
    enum tag_kind kind;
    const size_t letters = read_name(data, length, name, &kind);
    const size_t end = NAME(end_of_tag)(data, length, name + letters, name);
    pass_tag(reading, kind, is_end, false);
    if (is_end || kind < SCRIPT_TAG) return end;
    return NAME(pass_raw)(reading, data, length, end, name, letters, scripts && kind == SCRIPT_TAG);
}

/* As element(), and behind white space, if it says so. */
TARGET static inline size_t NAME(pass)(struct reading *reading, const uint8_t *data, size_t length, size_t at,
                                       bool scripts) {
    reading->spaced = false;
#ifdef MARKUP_AVX2
    struct NAME(tag) tag;
    if (length - at >= 64 && NAME(read_tag)(data, at, &tag)) {
        if (tag.end == 0) {
            tag.behind = tag.end = NAME(end_of_tag)(data, length, tag.name + tag.letters, tag.name);
            tag.spaced = false;
        }
        if (tag.kind < SCRIPT_TAG || tag.is_end) {
            pass_tag(reading, tag.kind, tag.is_end, tag.spaced);
            return tag.behind;
        }
        const bool is_script = scripts && tag.kind == SCRIPT_TAG;
        return NAME(pass_raw)(reading, data, length, tag.end, tag.name, tag.letters, is_script);
    }
#endif
    return NAME(element)(reading, data, length, at, scripts);
}

TARGET static void NAME(markup)(struct reading *reading, const uint8_t *data, size_t length, bool scripts) {
    size_t at = 0, piece = reading->count.written; /* where the last piece of text between two tags began */
    bool fresh = true;
    reading->seam = reading->spaced = false;
    while (at < length) {
        if (data[at] == '<') {
            const size_t behind = NAME(pass)(reading, data, length, at, scripts);
            if (behind != at) {
                at = behind;
                fresh = true;
                continue;
            }
        }
        if (fresh) {
            const size_t begin = at;
            at = NAME(skip_space)(data, length, at);
            part(reading, (enum ending)(at > begin));
            reading->spaced |= at > begin;
            if (at == length || (data[at] == '<' && at > begin)) continue;
            if (!reading->spaced && reading->seam &&
                would_join(reading->tables, reading->text + piece, reading->count.written - piece, data, length, at))
                reading->text[reading->count.written++] = ' ';
            piece = reading->count.written;
            fresh = reading->seam = false;
        }
        at = NAME(copy)(reading, data, length, at, true);
    }
}

TARGET struct markup_count NAME(markup_text)(const uint8_t *data, size_t length, const struct markup_tables *tables,
                                             uint8_t *text, uint8_t *scratch) {
    struct reading reading = {tables, text, scratch, {0, 0, 0}, LINE_ENDING, false, false};
    if (scratch) NAME(markup)(&reading, data, length, true);
    else if (length) NAME(copy)(&reading, data, length, 0, false);
    memset(text + reading.count.written, 0, WORDS_BEHIND);
    return reading.count;
}
