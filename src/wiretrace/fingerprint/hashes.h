/* The numbers and the mixing that reference.py sets down. */
#ifndef WIRETRACE_HASHES_H
#define WIRETRACE_HASHES_H

#include <stdint.h>

#define TOKEN_SEED UINT64_C(0xCBF29CE484222325)
#define GRAM_BASE UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t mix(uint64_t value) {
    value = (value ^ (value >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94D049BB133111EB);
    return value ^ (value >> 31);
}

#endif
