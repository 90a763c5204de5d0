/* Atomic operations, which give back the old value. */
#include "../kernel.h"

#define ARITHMETIC(name, type, amount) \
    KPI type name(amount value, volatile type *at) { return __atomic_fetch_add(at, (type)value, __ATOMIC_SEQ_CST); }

ARITHMETIC(OSAddAtomic, int32_t, int32_t)
ARITHMETIC(OSAddAtomic8, int8_t, int32_t)
ARITHMETIC(OSAddAtomic16, int16_t, int32_t)
ARITHMETIC(OSAddAtomic64, int64_t, int64_t)
ARITHMETIC(OSAddAtomicLong, long, long)

#define STEP(name, type, by) \
    KPI type name(volatile type *at) { return __atomic_fetch_add(at, (type)(by), __ATOMIC_SEQ_CST); }

STEP(OSIncrementAtomic, int32_t, 1)
STEP(OSDecrementAtomic, int32_t, -1)
STEP(OSIncrementAtomic8, int8_t, 1)
STEP(OSDecrementAtomic8, int8_t, -1)
STEP(OSIncrementAtomic16, int16_t, 1)
STEP(OSDecrementAtomic16, int16_t, -1)

KPI uint32_t OSBitOrAtomic(uint32_t mask, volatile uint32_t *at) { return __atomic_fetch_or(at, mask, __ATOMIC_SEQ_CST); }
KPI uint32_t OSBitAndAtomic(uint32_t mask, volatile uint32_t *at) { return __atomic_fetch_and(at, mask, __ATOMIC_SEQ_CST); }
KPI uint32_t OSBitXorAtomic(uint32_t mask, volatile uint32_t *at) { return __atomic_fetch_xor(at, mask, __ATOMIC_SEQ_CST); }

#define SWAP(name, type) \
    KPI int name(type old, type new, volatile type *at) { return __atomic_compare_exchange_n(at, &old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); }

SWAP(OSCompareAndSwap, uint32_t)
SWAP(OSCompareAndSwap8, uint8_t)
SWAP(OSCompareAndSwap16, uint16_t)
SWAP(OSCompareAndSwap64, uint64_t)
KPI int OSCompareAndSwapPtr(void *old, void *new, void *volatile *at) { return __atomic_compare_exchange_n(at, &old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); }

/* Bits are counted from the highest of the first byte. */
KPI int OSTestAndSet(uint32_t bit, volatile uint8_t *at) {
    uint8_t mask = (uint8_t)(0x80 >> (bit & 7));
    return (__atomic_fetch_or(at + bit / 8, mask, __ATOMIC_SEQ_CST) & mask) != 0;
}
KPI int OSTestAndClear(uint32_t bit, volatile uint8_t *at) {
    uint8_t mask = (uint8_t)(0x80 >> (bit & 7));
    return (__atomic_fetch_and(at + bit / 8, (uint8_t)~mask, __ATOMIC_SEQ_CST) & mask) == 0;
}
