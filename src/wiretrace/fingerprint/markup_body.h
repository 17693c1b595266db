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

#ifdef MARKUP_AVX2
/* As read_name, without a loop for names of up to eight bytes. */
TARGET static inline size_t NAME(read_short_name)(const uint8_t *data, size_t length, size_t at, enum tag_kind *kind) {
    if (at + 8 > length) return read_name(data, length, at, kind);
    uint64_t front;
    memcpy(&front, data + at, 8);
    const __m128i block = _mm_cvtsi64_si128((long long)front);
    const __m128i control = _mm_sub_epi8(block, _mm_set1_epi8('\t')); /* \t \n \v \f \r are 0 to 4 */
    const __m128i is_control = _mm_cmpeq_epi8(_mm_min_epu8(control, _mm_set1_epi8(4)), control);
    const __m128i is_tab = _mm_cmpeq_epi8(block, _mm_set1_epi8('\v'));
    const __m128i is_end = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(' ')),
                                                     _mm_cmpeq_epi8(block, _mm_set1_epi8('/'))),
                                        _mm_cmpeq_epi8(block, _mm_set1_epi8('>')));
    const uint32_t ends = (uint32_t)_mm_movemask_epi8(_mm_or_si128(is_end, _mm_andnot_si128(is_tab, is_control))) & 0xFF;
    if (ends == 0) return read_name(data, length, at, kind);
    const size_t letters = (size_t)__builtin_ctz(ends);
    front = (front | UINT64_C(0x2020202020202020)) & ((UINT64_C(1) << 8 * letters) - 1);
    *kind = kind_of(front, 0, letters);
    return letters;
}
#endif

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
        uint64_t inside = open; /* bit i: an odd number of quotes up to byte i */
        if (quotes)
            inside ^= (uint64_t)_mm_cvtsi128_si64(
                _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quotes), _mm_set1_epi8(-1), 0));
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

/* Where the end tag of an element begins whose content is not markup, and whose name stands at `name`. */
TARGET static size_t NAME(end_of_raw)(const uint8_t *data, size_t length, size_t at, size_t name, size_t letters) {
    while ((at = NAME(find)(data, length, at, '<', '<', '<')) < length) {
        size_t i = 0, begin = at + 2;
        if (begin + letters < length && data[at + 1] == '/' && ends_name(data[begin + letters])) {
            while (i < letters && lower(data[begin + i]) == lower(data[name + i])) i++;
            if (i == letters) return at;
        }
        at++;
    }
    return length;
}

TARGET static void NAME(markup)(const uint8_t *data, size_t length, const struct markup_tables *tables, uint8_t *text,
                                uint8_t *scratch, struct markup_count *count);

static inline void NAME(put_break)(uint8_t *text, struct markup_count *count) {
    if (count->written && text[count->written - 1] != '\n') text[count->written++] = '\n';
}

/* Reads what stands between two quotes, if it is a string that may be prose. */
TARGET static void NAME(string)(const uint8_t *data, size_t begin, size_t end, bool lines,
                                const struct markup_tables *tables, uint8_t *text, uint8_t *scratch,
                                struct markup_count *count) {
    if (begin < 2 || !opens_string(data[begin - 2])) return;
    for (size_t at = begin; !lines && (at = NAME(find)(data, end, at, '\n', '\n', '\n')) < end; at++)
        if (data[at - 1] != '\\') return;
    const size_t plain = unescape(data + begin, end - begin, scratch);
    if (!may_be_prose(scratch, plain)) return;
    NAME(put_break)(text, count);
    NAME(markup)(scratch, plain, tables, text, NULL, count);
    NAME(put_break)(text, count);
}

/* The long strings of a script, each as markup of its own. Two quotes in one block of 64 bytes are too close. */
TARGET static void NAME(script)(const uint8_t *data, size_t length, bool lines, const struct markup_tables *tables,
                                uint8_t *text, uint8_t *scratch, struct markup_count *count) {
    size_t at = 0, begin = length; /* behind the last quote */
#ifdef MARKUP_AVX2
    for (; at + 64 <= length; at += 64) {
        const __m256i low = _mm256_loadu_si256((const __m256i *)(data + at));
        const __m256i high = _mm256_loadu_si256((const __m256i *)(data + at + 32));
        uint64_t quotes = EQUAL_MASK(low, high, '"');
        while (quotes && is_escaped(data, at + (size_t)__builtin_ctzll(quotes))) quotes &= quotes - 1;
        if (quotes == 0) continue;
        const size_t first = at + (size_t)__builtin_ctzll(quotes);
        if (first >= begin + MARKUP_LONG_STRING) NAME(string)(data, begin, first, lines, tables, text, scratch, count);
        size_t last = at + 63 - (size_t)__builtin_clzll(quotes);
        while (is_escaped(data, last)) {
            quotes &= ~(UINT64_C(1) << (last - at));
            last = at + 63 - (size_t)__builtin_clzll(quotes);
        }
        begin = last + 1;
    }
#endif
    for (; (at = NAME(find)(data, length, at, '"', '"', '"')) < length; at++) {
        if (is_escaped(data, at)) continue;
        if (at >= begin + MARKUP_LONG_STRING) NAME(string)(data, begin, at, lines, tables, text, scratch, count);
        begin = at + 1;
    }
}

/* Copies text up to the next "<" (a literal one at `at` itself is copied too). Without `references` it is no markup:
   all of it is copied as it is. */
TARGET static inline size_t NAME(copy)(const uint8_t *data, size_t length, size_t at,
                                       const struct markup_tables *tables, bool references, uint8_t *text,
                                       struct markup_count *count) {
    uint8_t *out = text + count->written;
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
#endif
        const uint8_t c = data[at];
        if (c == less_than && c < 0x80 && at > begin) break;
        if (c >= 0x80) {
            const uint32_t value = tables->high ? (at++, tables->high[c - 0x80]) : read_utf8(data, length, &at);
            out += write_utf8(value, out);
            if (value == 0xFFFD) count->broken++;
            else count->beyond_ascii++;
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
    count->written = (size_t)(out - text);
    return at;
}

/* Behind what begins with "<" at `at`, if it is markup: a tag, a comment, a declaration; else `at`. */
TARGET static size_t NAME(element)(const uint8_t *data, size_t length, size_t at, const struct markup_tables *tables,
                                   uint8_t *text, uint8_t *scratch, struct markup_count *count, bool *seam) {
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
#ifdef MARKUP_AVX2
    const size_t letters = NAME(read_short_name)(data, length, name, &kind);
#else
    const size_t letters = read_name(data, length, name, &kind);
#endif
    const size_t end = NAME(end_of_tag)(data, length, name + letters, name);
    if (kind == BREAK_TAG) {
        NAME(put_break)(text, count);
        *seam = false;
    } else if (is_end || kind == VOID_TAG) {
        *seam = true;
    } else if (kind == SCRIPT_TAG || kind == SKIPPED_TAG) {
        const bool is_of_svg = lower(data[name]) == 't' || lower(data[name]) == 'd'; /* a title or desc may be empty */
        if (is_of_svg && data[end - 2] == '/') return end;
        const size_t raw = NAME(end_of_raw)(data, length, end, name, letters);
        if (kind == SCRIPT_TAG && scratch)
            NAME(script)(data + end, raw - end, is_json_ld(data + name, end - name), tables, text, scratch, count);
        return raw;
    }
    return end;
}

TARGET static void NAME(markup)(const uint8_t *data, size_t length, const struct markup_tables *tables, uint8_t *text,
                                uint8_t *scratch, struct markup_count *count) {
    size_t at = 0, piece = count->written; /* where the last piece of text between two tags began */
    bool fresh = true, seam = false;
    while (at < length) {
        if (data[at] == '<') {
            const size_t behind = NAME(element)(data, length, at, tables, text, scratch, count, &seam);
            if (behind != at) {
                at = behind;
                fresh = true;
                continue;
            }
        }
        if (fresh) {
            const size_t begin = at;
            at = NAME(skip_space)(data, length, at);
            if (at > begin && count->written && !is_space(text[count->written - 1])) text[count->written++] = ' ';
            if (at == length || (data[at] == '<' && at > begin)) continue;
            if (at == begin && seam && would_join(tables, text + piece, count->written - piece, data, length, at))
                text[count->written++] = ' ';
            piece = count->written;
            fresh = seam = false;
        }
        at = NAME(copy)(data, length, at, tables, true, text, count);
    }
}

TARGET struct markup_count NAME(markup_text)(const uint8_t *data, size_t length, const struct markup_tables *tables,
                                             uint8_t *text, uint8_t *scratch) {
    struct markup_count count = {0, 0, 0};
    if (scratch) NAME(markup)(data, length, tables, text, scratch, &count);
    else NAME(copy)(data, length, 0, tables, false, text, &count);
    memset(text + count.written, 0, WORDS_BEHIND);
    return count;
}
