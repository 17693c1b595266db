# The parts of the kernel that are plain C: words.c, markup.c, sieve.c. Their headers say what each does.

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef enum:
    BLOCKS = 0x1100  # 0x110000 code points by 256

cdef extern from "hashes.h" nogil:
    const uint64_t GRAM_BASE
    uint64_t mix(uint64_t value)

cdef extern from "words.h" nogil:
    uint32_t* words_blocks[BLOCKS]
    uint32_t* (*words_fetch)(size_t number) noexcept
    struct words:
        uint64_t* hashes
        int32_t* starts
        int32_t* ends
        uint8_t* halves
        size_t count
        int with_places
    int words_read_1(words* found, const uint8_t* text, size_t length)
    int words_read_2(words* found, const uint16_t* text, size_t length)
    int words_read_4(words* found, const uint32_t* text, size_t length)
    ctypedef int words_reader(words* found, const uint8_t* text, size_t length)
    words_reader words_read_utf8_portable
    words_reader words_read_utf8_avx2
    size_t WORDS_BEHIND
    void words_free(words* found)

cdef extern from "markup.h" nogil:
    struct markup_entity:
        uint64_t hash
        uint32_t first
        uint32_t second
    struct markup_tables:
        const uint8_t* classes
        const markup_entity* entities
        size_t mask
        const uint32_t* high
    struct markup_count:
        size_t written
        size_t broken
        size_t beyond_ascii
    ctypedef markup_count markup_reader(const uint8_t* data, size_t length, const markup_tables* tables,
                                        uint8_t* text, uint8_t* scratch)
    int markup_prepare(const char* breaks, const char* voids, const char* skipped)
    markup_reader* markup_reader_named(const char* wanted, const char** name)
    size_t MARKUP_ROOM(size_t length)
    size_t MARKUP_SCRATCH(size_t length)

cdef extern from "sieve.h" nogil:
    struct sieve_table:
        const uint64_t* filter
        const uint32_t* buckets
        const uint32_t* upper
        const uint32_t* stories
        const uint16_t* lower
        const uint64_t* ids
        size_t blocks
        size_t last
        size_t length
        size_t first
        size_t count
        int shift
    struct sieve_hits:
        uint64_t* hashes
        uint32_t* grams
        size_t count
        size_t room
    int sieve_grams(const uint64_t* words, size_t count, size_t n, const sieve_table* tables, size_t segments,
                    sieve_hits* hits)
    void sieve_prepare(const uint32_t* table)
    void sieve_enter(uint64_t* filter, size_t blocks, uint64_t gram)
    int sieve_may_hold(const uint64_t* filter, size_t blocks, uint64_t gram)
    void sieve_rows(const sieve_table* table, uint64_t gram, size_t* begin, size_t* end)
    int sieve_candidate(const sieve_hits* hits, const sieve_table* tables, size_t segments, size_t rare)
