# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of reference.py, equal to it bit for bit; reference.py says what each function does.

It reads the code points of a string in place and folds them by a table that is fetched from ``wiretrace.text``,
256 code points at a time, when a text first needs them. The GIL is released while it works.
"""

from array import array as new_array

from cpython cimport array
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport INT32_MAX, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memcpy

from wiretrace import text as _text

VERSION = 1

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
    BLOCKS = 0x1100  # 0x110000 code points by 256

cdef enum:
    NOTHING = 0
    WORD = 1
    ONE_CHARACTER = 2

if (SEPARATOR, LETTER, CHARACTER, MARK, APOSTROPHE, DROPPED, EXPANSION, KIND_SHIFT) != (
    _text.SEPARATOR, _text.LETTER, _text.CHARACTER, _text.MARK, _text.APOSTROPHE, _text.DROPPED, _text.EXPANSION,
    _text.KIND_SHIFT,
):
    raise ImportError("the compiled kernel does not fit wiretrace.text: build it again (pip install .)")

cdef extern from *:
    """
    #define TOKEN_SEED UINT64_C(0xCBF29CE484222325)
    #define TOKEN_PRIME UINT64_C(0x100000001B3)
    #define GRAM_BASE UINT64_C(0x9E3779B97F4A7C15)
    """
    const uint64_t TOKEN_SEED, TOKEN_PRIME, GRAM_BASE

# Block b holds 256 entries, then its expansions. Written once under the GIL, never freed: at most 4,352 blocks.
cdef uint32_t* blocks[BLOCKS]

ctypedef fused code_unit:
    uint8_t
    uint16_t
    uint32_t


cdef struct Sink:
    # What was found so far, and what is open: the state of the automaton that text.split describes.
    uint64_t* hashes
    int32_t* starts
    int32_t* ends
    uint8_t* halves
    Py_ssize_t count
    Py_ssize_t room
    int open
    bint apostrophe
    uint64_t hash
    int32_t start
    int32_t end


cdef inline uint64_t mix(uint64_t value) noexcept nogil:
    value = (value ^ (value >> 30)) * <uint64_t>0xBF58476D1CE4E5B9
    value = (value ^ (value >> 27)) * <uint64_t>0x94D049BB133111EB
    return value ^ (value >> 31)


cdef uint32_t* load_block(Py_ssize_t number) except NULL with gil:
    """Fetch one block of the fold table, and check it so that nobody else has to."""
    cdef Py_ssize_t i, length
    if blocks[number] != NULL:
        return blocks[number]
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
    blocks[number] = block
    return block


cdef int grow(Sink* sink) except -1 nogil:
    cdef Py_ssize_t room = 256 if sink.room == 0 else sink.room * 2
    cdef void* bigger
    bigger = realloc(sink.hashes, room * sizeof(uint64_t))
    if bigger == NULL:
        raise MemoryError
    sink.hashes = <uint64_t*>bigger
    bigger = realloc(sink.starts, room * sizeof(int32_t))
    if bigger == NULL:
        raise MemoryError
    sink.starts = <int32_t*>bigger
    bigger = realloc(sink.ends, room * sizeof(int32_t))
    if bigger == NULL:
        raise MemoryError
    sink.ends = <int32_t*>bigger
    bigger = realloc(sink.halves, room)
    if bigger == NULL:
        raise MemoryError
    sink.halves = <uint8_t*>bigger
    sink.room = room
    return 0


cdef inline int close(Sink* sink) except -1 nogil:
    """End the open word, if there is one."""
    if sink.open != NOTHING:
        if sink.count == sink.room:
            grow(sink)
        sink.hashes[sink.count] = mix(sink.hash)
        sink.starts[sink.count] = sink.start
        sink.ends[sink.count] = sink.end
        sink.halves[sink.count] = 2 if sink.open == WORD else 1
        sink.count += 1
    sink.open = NOTHING
    sink.apostrophe = False
    return 0


cdef inline void begin(Sink* sink, int what, uint32_t code_point, int32_t place) noexcept nogil:
    sink.open = what
    sink.hash = (TOKEN_SEED ^ code_point) * TOKEN_PRIME
    sink.start = place
    sink.end = place + 1


cdef inline int take(Sink* sink, uint32_t entry, int32_t place) except -1 nogil:
    """Take one folded code point that comes from ``place`` of the text."""
    cdef uint32_t kind = entry >> KIND_SHIFT
    cdef uint32_t code_point = entry & CODE_POINT
    if kind == LETTER:
        if sink.open == WORD:
            sink.hash = (sink.hash ^ code_point) * TOKEN_PRIME
            sink.end = place + 1
            sink.apostrophe = False
        else:
            close(sink)
            begin(sink, WORD, code_point, place)
    elif kind == CHARACTER:
        close(sink)
        begin(sink, ONE_CHARACTER, code_point, place)
    elif kind == MARK and sink.open != NOTHING and not sink.apostrophe:
        sink.hash = (sink.hash ^ code_point) * TOKEN_PRIME
        sink.end = place + 1
    elif kind == APOSTROPHE and sink.open == WORD and not sink.apostrophe:
        sink.apostrophe = True
    elif kind == DROPPED:
        if not sink.apostrophe:
            sink.end = place + 1
    else:
        close(sink)
    return 0


cdef int read(const code_unit* units, Py_ssize_t length, Sink* sink) except -1 nogil:
    cdef Py_ssize_t i = 0
    cdef uint32_t code_point, entry, k, count
    cdef uint64_t hash
    cdef uint32_t* block
    while i < length:
        code_point = units[i]
        block = blocks[code_point >> 8]
        if block == NULL:
            block = load_block(code_point >> 8)
        entry = block[code_point & 255]
        if entry >> KIND_SHIFT == LETTER and sink.open == WORD:  # most code points: hashed without a call
            hash = sink.hash
            while True:
                hash = (hash ^ (entry & CODE_POINT)) * TOKEN_PRIME
                i += 1
                if i == length:
                    break
                code_point = units[i]
                block = blocks[code_point >> 8]
                if block == NULL:
                    break
                entry = block[code_point & 255]
                if entry >> KIND_SHIFT != LETTER:
                    break
            sink.hash = hash
            sink.end = <int32_t>i
            sink.apostrophe = False
            continue
        if entry >> KIND_SHIFT != EXPANSION:
            take(sink, entry, <int32_t>i)
        else:
            block += 256 + (entry & CODE_POINT)
            count = block[0]
            for k in range(1, count + 1):
                take(sink, block[k], <int32_t>i)
        i += 1
    close(sink)
    return 0


cdef array.array packed(str code, const void* data, Py_ssize_t count, Py_ssize_t size):
    cdef array.array result = array.clone(new_array(code), count, zero=False)
    if count:
        memcpy(result.data.as_voidptr, data, count * size)
    return result


def tokens(str text not None):
    cdef Sink sink
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if length > INT32_MAX:
        raise OverflowError(f"a text of {length} code points is too long: offsets have 31 bits")
    sink.hashes = NULL
    sink.starts = sink.ends = NULL
    sink.halves = NULL
    sink.count = sink.room = 0
    sink.open = NOTHING
    sink.apostrophe = False
    try:
        with nogil:
            if kind == 1:
                read(<const uint8_t*>data, length, &sink)
            elif kind == 2:
                read(<const uint16_t*>data, length, &sink)
            else:
                read(<const uint32_t*>data, length, &sink)
        return (
            packed("Q", sink.hashes, sink.count, sizeof(uint64_t)),
            packed("i", sink.starts, sink.count, sizeof(int32_t)),
            packed("i", sink.ends, sink.count, sizeof(int32_t)),
            packed("B", sink.halves, sink.count, 1),
        )
    finally:
        free(sink.hashes)
        free(sink.starts)
        free(sink.ends)
        free(sink.halves)


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


cdef inline Py_ssize_t lower_bound(const uint64_t* table, Py_ssize_t low, Py_ssize_t high, uint64_t key) noexcept nogil:
    cdef Py_ssize_t middle
    while low < high:
        middle = low + (high - low) // 2
        if table[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


def probe(const uint64_t[::1] table not None, const uint32_t[::1] buckets not None, int shift,
          const uint64_t[::1] keys not None):
    cdef array.array which = new_array("i"), where = new_array("q")
    cdef Py_ssize_t length = table.shape[0], wanted = keys.shape[0], last = buckets.shape[0] - 1
    cdef Py_ssize_t i, low, high, place, count = 0, room = 0
    cdef uint64_t bucket
    cdef int32_t* out_which = NULL
    cdef int64_t* out_where = NULL
    cdef void* bigger
    if length == 0 or wanted == 0:
        return which, where
    if not 0 <= shift < 64:
        raise ValueError(f"a shift of 64 bits lies in 0..63, not at {shift}")
    cdef const uint64_t* values = &table[0]
    try:
        with nogil:
            for i in range(wanted):
                bucket = keys[i] >> shift
                low = buckets[bucket] if last >= 0 and bucket <= <uint64_t>last else 0
                high = buckets[bucket + 1] if last >= 1 and bucket <= <uint64_t>(last - 1) else length
                if high > length:  # a damaged table of buckets leads nowhere else
                    high = length
                place = lower_bound(values, low, high, keys[i])
                while place < length and values[place] == keys[i]:
                    if count == room:
                        room = 256 if room == 0 else room * 2
                        bigger = realloc(out_which, room * sizeof(int32_t))
                        if bigger == NULL:
                            raise MemoryError
                        out_which = <int32_t*>bigger
                        bigger = realloc(out_where, room * sizeof(int64_t))
                        if bigger == NULL:
                            raise MemoryError
                        out_where = <int64_t*>bigger
                    out_which[count] = <int32_t>i
                    out_where[count] = place
                    count += 1
                    place += 1
        return packed("i", out_which, count, sizeof(int32_t)), packed("q", out_where, count, sizeof(int64_t))
    finally:
        free(out_which)
        free(out_where)
