# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of reference.py, equal to it bit for bit; reference.py says what each function does.

It reads the code points of a string in place and folds them by a table that is fetched from ``wiretrace.text``,
256 code points at a time, when a text first needs them. The GIL is released while it works.
"""

from array import array as new_array

from cpython cimport array
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_DecodeUTF8, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport INT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy, memset

from wiretrace import text as _text
from wiretrace.fingerprint import markup as _markup
from wiretrace.fingerprint import reference as _reference

VERSION = 2

cdef enum:
    SEPARATOR = 0
    LETTER = 1
    CHARACTER = 2
    MARK = 3
    APOSTROPHE = 4
    DROPPED = 5
    EXPANSION = 7
    KIND_SHIFT = 21
    CODE_POINT = (1 << 21) - 1

if (SEPARATOR, LETTER, CHARACTER, MARK, APOSTROPHE, DROPPED, EXPANSION, KIND_SHIFT) != (
    _text.SEPARATOR, _text.LETTER, _text.CHARACTER, _text.MARK, _text.APOSTROPHE, _text.DROPPED, _text.EXPANSION,
    _text.KIND_SHIFT,
):
    raise ImportError("the compiled kernel does not fit wiretrace.text: build it again (pip install .)")


# Why a block could not be fetched: raised by whoever reads the words.
cdef object block_error = None


cdef uint32_t* fetch_block(size_t number) noexcept with gil:
    """Fetch one block of the fold table; blocks are never freed: at most 4,352 of them."""
    global block_error
    if words_blocks[number] == NULL:
        try:
            words_blocks[number] = checked_block(number)
        except BaseException as error:
            block_error = error
    return words_blocks[number]


cdef uint32_t* checked_block(size_t number) except NULL:
    """Copy a block, and check it so that nobody else has to."""
    cdef size_t i, length
    first, expansions = _text.fold_block(number)
    length = len(expansions)
    if len(first) != 256:
        raise ValueError(f"the fold table's block {number} has {len(first)} entries, not 256")
    for entry in first:
        if entry >> KIND_SHIFT == EXPANSION:
            place = entry & CODE_POINT
            if place >= length or place + expansions[place] >= length:
                raise ValueError(f"the fold table's block {number} points outside of its expansions")
    cdef uint32_t* block = <uint32_t*>malloc((256 + length) * sizeof(uint32_t))
    if block == NULL:
        raise MemoryError
    for i in range(256):
        block[i] = first[i]
    for i in range(length):
        block[256 + i] = expansions[i]
    return block


cdef int well(int code) except -1:
    """Raise what made a reader of words give up."""
    global block_error
    if code:
        error, block_error = block_error, None
        raise error or MemoryError
    return 0


words_fetch = fetch_block


cdef array.array packed(str code, const void* data, Py_ssize_t count, Py_ssize_t size):
    cdef array.array result = array.clone(new_array(code), count, zero=False)
    if count:
        memcpy(result.data.as_voidptr, data, count * size)
    return result


def tokens(str text not None):
    cdef words found
    cdef size_t length = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text), code
    cdef const void* data = PyUnicode_DATA(text)
    if length > INT32_MAX:
        raise OverflowError(f"a text of {length} code points is too long: offsets have 31 bits")
    memset(&found, 0, sizeof(found))
    found.with_places = True
    try:
        with nogil:
            if kind == 1:
                code = words_read_1(&found, <const uint8_t*>data, length)
            elif kind == 2:
                code = words_read_2(&found, <const uint16_t*>data, length)
            else:
                code = words_read_4(&found, <const uint32_t*>data, length)
        well(code)
        return (
            packed("Q", found.hashes, found.count, sizeof(uint64_t)),
            packed("i", found.starts, found.count, sizeof(int32_t)),
            packed("i", found.ends, found.count, sizeof(int32_t)),
            packed("B", found.halves, found.count, 1),
        )
    finally:
        words_free(&found)


def grams(const uint64_t[::1] hashes not None, Py_ssize_t n):
    if n < 1:
        raise ValueError(f"a gram has at least one token, not {n}")
    cdef Py_ssize_t count = hashes.shape[0] - n + 1
    cdef array.array result = array.clone(new_array("Q"), count if count > 0 else 0, zero=False)
    if count <= 0:
        return result
    cdef uint64_t* out = <uint64_t*>result.data.as_voidptr
    cdef const uint64_t* tokens = &hashes[0]
    cdef uint64_t value = 0, highest = 1
    cdef Py_ssize_t i
    with nogil:
        for i in range(n - 1):
            value = value * GRAM_BASE + tokens[i]
            highest *= GRAM_BASE
        for i in range(count):
            value = value * GRAM_BASE + tokens[i + n - 1]
            out[i] = mix(value)
            value -= tokens[i] * highest
    return result


cdef inline Py_ssize_t rightmost_smallest(const uint64_t* grams, Py_ssize_t left, Py_ssize_t right) noexcept nogil:
    cdef Py_ssize_t best = right - 1, i
    for i in range(right - 2, left - 1, -1):
        if grams[i] < grams[best]:
            best = i
    return best


def winnow(const uint64_t[::1] grams not None, Py_ssize_t window):
    if window < 1:
        raise ValueError(f"a window has at least one gram, not {window}")
    cdef Py_ssize_t count = grams.shape[0]
    cdef array.array result = array.clone(new_array("i"), count, zero=False)
    if count == 0:
        return result
    cdef int32_t* out = <int32_t*>result.data.as_voidptr
    cdef const uint64_t* values = &grams[0]
    cdef Py_ssize_t kept = 1, right, chosen
    if window > count:
        window = count
    with nogil:
        chosen = rightmost_smallest(values, 0, window)
        out[0] = <int32_t>chosen
        for right in range(window, count):
            if chosen <= right - window:
                chosen = rightmost_smallest(values, right - window + 1, right + 1)
            elif values[right] < values[chosen]:
                chosen = right
            else:
                continue
            out[kept] = <int32_t>chosen
            kept += 1
    array.resize(result, kept)
    return result


# ---- the text of a page from its bytes (markup.c) ----

cdef markup_tables named_references
cdef bytes class_table = _markup.class_table()
cdef const uint8_t* classes = class_table


cdef int prepare_markup() except -1:
    """Give markup.c the tables of markup.py."""
    cdef size_t size = 8192, place
    cdef markup_entity* table = <markup_entity*>calloc(size, sizeof(markup_entity))
    cdef uint64_t hash
    if table == NULL:
        raise MemoryError
    for name, first, second in _markup.entity_table():
        hash = <uint64_t>0xCBF29CE484222325
        for byte in name:
            hash = (hash ^ <uint64_t>byte) * <uint64_t>0x100000001B3
        place = hash & (size - 1)
        while table[place].hash:
            place = (place + 1) & (size - 1)
        table[place].hash, table[place].first, table[place].second = hash, first, second
    named_references.entities = table
    named_references.mask = size - 1
    named_references.classes = classes
    named_references.high = NULL
    breaks, voids, skipped = (
        " ".join(sorted(names)).encode() for names in (_markup.BREAK_TAGS, _markup.VOID_TAGS, _markup.SKIPPED_TAGS)
    )
    if markup_prepare(breaks, voids, skipped):
        raise ImportError("markup.c has no room for so many names of elements")
    return 0


prepare_markup()


cdef tuple built_readers():
    cdef const char* name = NULL
    return tuple(wanted for wanted in ("avx2", "portable") if markup_reader_named(wanted.encode(), &name) != NULL)


READERS = built_readers()


def raw_text(const uint8_t[::1] data not None, high=None, bint markup=True, str using=None):
    cdef Buffers buffers = Buffers(using)
    cdef markup_count count = buffers.read(data, high, markup)
    return _markup.RawText(PyUnicode_DecodeUTF8(<const char*>buffers.text, count.written, NULL), count.broken, count.beyond_ascii)


cdef class Buffers:
    """What a reader of pages writes to, kept from page to page; and the reader."""

    cdef markup_reader* reader
    cdef words_reader* read_words
    cdef uint8_t* text
    cdef uint8_t* scratch
    cdef size_t room
    cdef words words

    def __cinit__(self, str using):
        cdef const char* name = NULL
        cdef bytes wanted = using.encode() if using else b""
        self.reader = markup_reader_named(<const char*>wanted if using else NULL, &name)
        if self.reader == NULL:
            raise ValueError(f"this processor has no reader {using!r}")
        self.read_words = words_read_utf8_avx2 if name == b"avx2" else words_read_utf8_portable

    def __dealloc__(self):
        free(self.text)
        free(self.scratch)
        words_free(&self.words)

    cdef int reserve(self, size_t length) except -1:
        if length > self.room or self.text == NULL:
            self.room = 0
            free(self.text)
            free(self.scratch)
            self.text = <uint8_t*>malloc(MARKUP_ROOM(length))
            self.scratch = <uint8_t*>malloc(MARKUP_SCRATCH(length))
            if self.text == NULL or self.scratch == NULL:
                raise MemoryError
            self.room = length
        return 0

    cdef markup_count read(self, const uint8_t[::1] data, object high, bint markup):
        """Write the text of a page to ``text``. ``high`` holds 128 code points, or is None."""
        cdef size_t length = data.shape[0]
        cdef markup_tables tables = named_references
        cdef uint32_t[128] points
        cdef markup_count count
        if high is not None:
            for i in range(128):
                points[i] = ord(high[i])
            tables.high = points
        self.reserve(length)
        with nogil:
            count = self.reader(&data[0] if length else NULL, length, &tables, self.text, self.scratch if markup else NULL)
        return count


# ---- tables of fingerprints (sieve.c) ----

cdef const uint32_t[::1] spread = _reference.SPREAD
sieve_prepare(&spread[0])


def enter(uint64_t[::1] bits not None, const uint64_t[::1] grams not None):
    cdef size_t blocks = bits.shape[0] // 8, count = grams.shape[0] if bits.shape[0] >= 8 else 0, i
    with nogil:
        for i in range(count):
            sieve_enter(&bits[0], blocks, grams[i])


def may_hold(const uint64_t[::1] bits not None, const uint64_t[::1] grams not None):
    cdef size_t blocks = bits.shape[0] // 8, i
    return [bool(blocks and sieve_may_hold(&bits[0], blocks, grams[i])) for i in range(grams.shape[0])]


cdef int check_table(table) except -1:
    """Refuse a table whose parts do not fit together: nothing below looks again."""
    if not 16 <= table.shift < 64:
        raise ValueError(f"a shift lies in 16..63, not at {table.shift}")
    if not len(table.upper) == len(table.lower) == len(table.stories) or len(table.filter) % 8 or not len(table.buckets):
        raise ValueError("the parts of a table of fingerprints do not fit together")
    return 0


cdef class Sieve:
    cdef sieve_table* tables
    cdef size_t segments
    cdef Buffers buffers
    cdef sieve_hits hits
    cdef list held

    def __cinit__(self, tables, using=None):
        cdef const uint64_t[::1] filter, ids
        cdef const uint32_t[::1] buckets, upper, stories
        cdef const uint16_t[::1] lower
        cdef sieve_table* t
        self.held = []
        self.buffers = Buffers(using)
        self.tables = <sieve_table*>calloc(max(1, len(tables)), sizeof(sieve_table))
        if self.tables == NULL:
            raise MemoryError
        for table in tables:
            check_table(table)
            filter, buckets, upper, lower = table.filter, table.buckets, table.upper, table.lower
            stories, ids = table.stories, table.ids
            self.held.append((filter, buckets, upper, lower, stories, ids))
            t = &self.tables[self.segments]
            self.segments += 1
            if not len(table.upper) or not len(table.ids):
                continue  # an empty table: no row is ever found
            t.filter, t.blocks = &filter[0] if filter.shape[0] else NULL, filter.shape[0] // 8
            t.buckets, t.last = &buckets[0], buckets.shape[0] - 1
            t.upper, t.lower, t.stories, t.length = &upper[0], &lower[0], &stories[0], upper.shape[0]
            t.ids, t.count, t.first, t.shift = &ids[0], ids.shape[0], table.first, table.shift

    def __dealloc__(self):
        free(self.tables)
        free(self.hits.hashes)
        free(self.hits.grams)

    def probe(self, const uint64_t[::1] keys not None, size_t number):
        cdef array.array which = new_array("i"), where = new_array("q")
        cdef size_t begin, end, row
        cdef Py_ssize_t i
        if number >= self.segments:
            raise IndexError(f"there is no table {number}")
        for i in range(keys.shape[0]):
            sieve_rows(&self.tables[number], keys[i], &begin, &end)
            for row in range(begin, end):
                which.append(i)
                where.append(row)
        return which, where

    def sift(self, const uint8_t[::1] data not None, high, bint markup, size_t n, size_t rare):
        cdef markup_count count = self.buffers.read(data, high, markup)
        cdef words* found = &self.buffers.words
        cdef int code, kept = 0, candidate = 0
        found.count = 0
        self.hits.count = 0
        with nogil:
            code = self.buffers.read_words(found, self.buffers.text, count.written)
            if code == 0:
                kept = sieve_grams(found.hashes, found.count, n, self.tables, self.segments, &self.hits)
                if kept == 0 and self.hits.count > 1:
                    candidate = sieve_candidate(&self.hits, self.tables, self.segments, rare)
        well(code)
        if kept < 0 or candidate < 0:
            raise MemoryError
        hashes = packed("Q", found.hashes, found.count, sizeof(uint64_t)) if candidate else None
        return hashes, count.broken, count.beyond_ascii
