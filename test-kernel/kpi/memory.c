/* What a kext allocates. */
#include "../kernel.h"

enum { M_ZERO = 4 };

KPI void *IOMalloc(uint64_t size) { return allocate(size, 16, BY_IOMALLOC, false, CALLER); }
KPI void *IOMallocZero(uint64_t size) { return allocate(size, 16, BY_IOMALLOC, true, CALLER); }
KPI void IOFree(void *address, uint64_t size) { if (address != NULL) release(address, size, BY_IOMALLOC, CALLER); }

/* As aligned as is asked for, and no more: so the memory ends at the page's end more often. */
static void *allocate_aligned(uint64_t size, uint64_t alignment, enum allocator by, uint64_t caller) {
    uint64_t power = 1;
    while (power < alignment && power < 1ull << 31) power *= 2;
    return allocate(size, power, by, false, caller);
}
KPI void *IOMallocAligned(uint64_t size, uint64_t alignment) { return allocate_aligned(size, alignment, BY_IOMALLOC_ALIGNED, CALLER); }
KPI void IOFreeAligned(void *address, uint64_t size) { if (address != NULL) release(address, size, BY_IOMALLOC_ALIGNED, CALLER); }

KPI void *IOMallocPageable(uint64_t size, uint64_t alignment) { return allocate_aligned(size, alignment, BY_PAGEABLE, CALLER); }
KPI void IOFreePageable(void *address, uint64_t size) { if (address != NULL) release(address, size, BY_PAGEABLE, CALLER); }

KPI void *_MALLOC(uint64_t size, int type, int flags) {
    (void)type;
    return size == 0 ? NULL : allocate(size, 16, BY_MALLOC, (flags & M_ZERO) != 0, CALLER);
}

KPI void _FREE(void *address, int type) {
    (void)type;
    if (address != NULL) release(address, ANY_SIZE, BY_MALLOC, CALLER);
}

KPI void *kalloc(uint64_t size) { return allocate(size, 16, BY_KALLOC, false, CALLER); }
KPI void kfree(void *address, uint64_t size) { if (address != NULL) release(address, size, BY_KALLOC, CALLER); }

KPI void *OSMalloc_Tagalloc(const char *name, uint32_t flags) {
    (void)name, (void)flags;
    return allocate(64, 16, BY_OSMALLOC, true, CALLER);
}
KPI void OSMalloc_Tagfree(void *tag) { release(tag, 64, BY_OSMALLOC, CALLER); }
KPI void *OSMalloc(uint32_t size, void *tag) { (void)tag; return allocate(size, 16, BY_OSMALLOC, false, CALLER); }
KPI void *OSMalloc_nowait(uint32_t size, void *tag) { (void)tag; return allocate(size, 16, BY_OSMALLOC, false, CALLER); }
KPI void *OSMalloc_noblock(uint32_t size, void *tag) { (void)tag; return allocate(size, 16, BY_OSMALLOC, false, CALLER); }
KPI void OSFree(void *address, uint32_t size, void *tag) { (void)tag; if (address != NULL) release(address, size, BY_OSMALLOC, CALLER); }

/* C++'s new and delete, by their mangled names. The kernel's new gives zeroes. */
KPI void *_Znwm(uint64_t size) { return allocate(size, 16, BY_NEW, true, CALLER); }
KPI void *_Znam(uint64_t size) { return allocate(size, 16, BY_NEW, true, CALLER); }
KPI void _ZdlPv(void *address) { if (address != NULL) release(address, ANY_SIZE, BY_NEW, CALLER); }
KPI void _ZdaPv(void *address) { if (address != NULL) release(address, ANY_SIZE, BY_NEW, CALLER); }
