/* Part of markup_body.h: elements whose content is not markup, and the long strings of scripts. */

/* The name of an element whose content is not markup, as it stands in its start tag. */
struct NAME(name) {
    const uint8_t *text;
    size_t letters;
};

/* Says whether an end tag of this name begins with the "<" at `at`. */
TARGET static inline bool NAME(is_end_of_raw)(const uint8_t *data, size_t length, size_t at, struct NAME(name) name) {
    const size_t begin = at + 2;
    size_t i = 0;
    if (begin + name.letters >= length || data[at + 1] != '/' || !ends_name(data[begin + name.letters])) return false;
    while (i < name.letters && lower(data[begin + i]) == lower(name.text[i])) i++;
    return i == name.letters;
}

/* Where the end tag of such an element begins. */
TARGET static size_t NAME(end_of_raw)(const uint8_t *data, size_t length, size_t at, struct NAME(name) name) {
    for (; (at = NAME(find)(data, length, at, '<', '<', '<')) < length; at++)
        if (NAME(is_end_of_raw)(data, length, at, name)) break;
    return at;
}

TARGET static void NAME(markup)(struct reading *reading, const uint8_t *data, size_t length, bool scripts);

#ifdef MARKUP_AVX2
/* A bit for each byte of a block that an odd number of backslashes stands in front of; bit 0 of `*escaped` says it of the
   first byte, and then of the next block's. Added to itself, a run of backslashes carries to the byte behind it: where
   the place it began at is even, and this one odd, or the other way round, their number is odd (as in simdjson). */
TARGET static inline uint64_t NAME(escaped)(uint64_t backslashes, uint64_t *escaped) {
    const uint64_t even = UINT64_C(0x5555555555555555);
    const uint64_t live = backslashes & ~*escaped; /* one that is escaped escapes nothing */
    const uint64_t starts = live & ~(live << 1);
    const uint64_t from_even = live + (starts & even), from_odd = live + (starts & ~even);
    const uint64_t found = ((from_even & ~even) | (from_odd & even)) & ~live;
    const uint64_t first = *escaped;
    *escaped = from_odd < live;
    return found | first;
}
#endif

/* Undoes the escapes of a string of JavaScript or JSON, however often it was escaped; writes up to 32 bytes ahead. */
TARGET static size_t NAME(unescape)(const uint8_t *data, size_t length, uint8_t *out) {
    size_t written = 0;
    uint32_t half = 0;
    for (size_t at = 0; at < length;) {
        const size_t begin = at;
#ifdef MARKUP_AVX2
        for (uint32_t mask = 0; at + 32 <= length && mask == 0;) {
            const __m256i block = _mm256_loadu_si256((const __m256i *)(data + at));
            mask = MASK_OF(block, '\\');
            _mm256_storeu_si256((__m256i *)(out + written), block);
            at += _tzcnt_u32(mask);
            written += _tzcnt_u32(mask);
        }
#endif
        while (at < length && data[at] != '\\') out[written++] = data[at++];
        if (at > begin) half = 0;
        if (at < length) written += (size_t)read_escape(data, length, &at, out + written, &half);
    }
    return written;
}

/* Says whether a string has spaces, or characters beyond ASCII, as prose has them. */
TARGET static bool NAME(may_be_prose)(const uint8_t *data, size_t length) {
    size_t marks = 0, at = 0;
#ifdef MARKUP_AVX2
    for (; at + 32 <= length; at += 32) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(data + at));
        const __m256i leads = _mm256_cmpeq_epi8(_mm256_max_epu8(block, _mm256_set1_epi8((char)0xC0)), block);
        marks += (size_t)__builtin_popcount(MASK_OF(block, ' ') | (uint32_t)_mm256_movemask_epi8(leads));
    }
#endif
    for (; at < length; at++) marks += (data[at] == ' ') | (data[at] >= 0xC0);
    return marks * MARKUP_PROSE >= length;
}

/* Says whether a script's tag names the type of JSON-LD. */
TARGET static bool NAME(is_json_ld)(const uint8_t *tag, size_t length) {
    for (size_t at = 2; (at = NAME(find)(tag, length, at, '+', '+', '+')) + 5 <= length; at++) {
        static const char wanted[] = "ld+json";
        size_t i = 0;
        while (i < 7 && lower(tag[at - 2 + i]) == (uint8_t)wanted[i]) i++;
        if (i == 7) return true;
    }
    return false;
}

/* Reads what stands between two quotes, if it is a string that may be prose. */
TARGET static void NAME(string)(struct reading *reading, const uint8_t *data, size_t begin, size_t end, bool lines) {
    if (begin < 2 || !opens_string(data[begin - 2])) return;
    for (size_t at = begin; !lines && (at = NAME(find)(data, end, at, '\n', '\n', '\n')) < end; at++)
        if (data[at - 1] != '\\') return;
    const size_t plain = NAME(unescape)(data + begin, end - begin, reading->scratch);
    if (!NAME(may_be_prose)(reading->scratch, plain)) return;
    part(reading, LINE_ENDING);
    NAME(markup)(reading, reading->scratch, plain, false);
    part(reading, LINE_ENDING);
}

#ifdef MARKUP_AVX2
/* Which of 64 bytes from `at` on stand in front of the end tag: where that does not begin among them, all. */
TARGET static inline uint64_t NAME(in_front)(const uint8_t *data, size_t length, size_t at, uint64_t less_than,
                                             struct NAME(name) name) {
    for (; less_than; less_than &= less_than - 1)
        if (NAME(is_end_of_raw)(data, length, at + _tzcnt_u64(less_than), name)) return (less_than & (~less_than + 1)) - 1;
    return ~UINT64_C(0);
}
#endif

/* The long strings of the script at `data`, each as markup of its own; returns where its end tag begins. Two quotes in one
   block of 64 bytes are too close. */
TARGET static size_t NAME(script)(struct reading *reading, const uint8_t *data, size_t length, struct NAME(name) name,
                                  bool lines) {
    size_t at = 0, begin = length; /* behind the last quote */
#ifdef MARKUP_AVX2
    uint64_t is_first_escaped = 0, inside = ~UINT64_C(0);
    for (; at + 64 <= length; at += 64) {
        const __m256i low = _mm256_loadu_si256((const __m256i *)(data + at));
        const __m256i high = _mm256_loadu_si256((const __m256i *)(data + at + 32));
        const uint64_t escaped = NAME(escaped)(EQUAL_MASK(low, high, '\\'), &is_first_escaped);
        const uint64_t less_than = EQUAL_MASK(low, high, '<');
        if (less_than) inside = NAME(in_front)(data, length, at, less_than, name);
        const uint64_t quotes = EQUAL_MASK(low, high, '"') & ~escaped & inside;
        const size_t first = at + _tzcnt_u64(quotes);
        if ((quotes != 0) & (first >= begin + MARKUP_LONG_STRING)) NAME(string)(reading, data, begin, first, lines);
        begin = quotes ? at + 64 - (size_t)__builtin_clzll(quotes) : begin;
        if (~inside) return at + _tzcnt_u64(~inside);
    }
#endif
    length = NAME(end_of_raw)(data, length, at, name);
    for (; (at = NAME(find)(data, length, at, '"', '"', '"')) < length; at++) {
        if (is_escaped(data, at)) continue;
        if (at >= begin + MARKUP_LONG_STRING) NAME(string)(reading, data, begin, at, lines);
        begin = at + 1;
    }
    return length;
}

/* Behind an element whose content is no markup, from its start tag's end on. */
TARGET static size_t NAME(pass_raw)(struct reading *reading, const uint8_t *data, size_t length, size_t end, size_t name,
                                    size_t letters, bool is_script) {
    const bool is_of_svg = lower(data[name]) == 't' || lower(data[name]) == 'd'; /* a title or desc may be empty */
    if (is_of_svg && data[end - 2] == '/') return end;
    const struct NAME(name) wanted = {data + name, letters};
    if (!is_script) return NAME(end_of_raw)(data, length, end, wanted);
    return end + NAME(script)(reading, data + end, length - end, wanted, NAME(is_json_ld)(data + name, end - name));
}
