/*
 * Memory for the kext, each allocation on pages of its own: its end lies (as far as its alignment
 * allows) at a page that is not mapped, so that the instruction that runs over it faults. What is
 * freed is unmapped, and its addresses are not used again. The bytes behind an allocation on its own
 * pages, and some before it, are filled with a pattern that is looked at when it is freed, and at the end.
 *
 *   | pattern | the allocation | pattern (< 16 bytes, mostly) | not mapped |
 */
#include "kernel.h"

enum { PATTERN = 0xc7, FRESH = 0xa5, CAPACITY = 1 << 17, MARGIN = 256, CALLERS = 6 };
static const uint64_t pattern_word = PATTERN * 0x0101010101010101ull;

struct allocation {
    uint64_t address, size, pages, page_count, caller, freed_by;
    uint64_t callers[CALLERS]; /* of the function that called, innermost first, 0 behind the last */
    enum allocator by;
    bool is_live, is_counted;
};

static struct allocation allocations[CAPACITY];
static uint64_t made; /* in all; the place of one is its number modulo the capacity */
static uint64_t next_address = HEAP_BASE + PAGE;
static uint64_t live_bytes, most_live_bytes;

/*
 * The entry of a page that is not present is the kernel's to write in: it says which allocation lies
 * before the page, or lay there.
 */
static uint64_t tag(uint64_t number) { return (number + 1) << 12; }
static struct allocation *tagged(uint64_t entry) { return (entry & PRESENT) != 0 || entry == 0 ? NULL : &allocations[((entry >> 12) - 1) % CAPACITY]; }

static struct allocation *free_place(void) {
    for (uint64_t i = 0; i < CAPACITY; i++, made++)
        if (!allocations[made % CAPACITY].is_live) return &allocations[made % CAPACITY];
    return NULL;
}

/* Where the pattern before an allocation begins: to fill all of a page each time takes too long. */
static uint64_t pattern_start(const struct allocation *of) { return of->address - of->pages > MARGIN ? of->address - MARGIN : of->pages; }
static uint64_t end_of_pages(const struct allocation *of) { return of->pages + of->page_count * PAGE; }

static void fill(uint64_t from, uint64_t to, uint8_t byte) {
    uint64_t words = (to - from) / 8, rest = (to - from) % 8;
    __asm__ volatile("rep stosq; movq %3, %1; rep stosb" : "+D"(from), "+c"(words) : "a"(byte * 0x0101010101010101ull), "r"(rest) : "memory");
}

void *allocate(uint64_t size, uint64_t alignment, enum allocator by, bool zeroed, uint64_t caller) {
    KERNEL_DATA;
    if (size > 1ull << 32 || alignment > 1ull << 30) return NULL;
    struct allocation *place = free_place();
    if (place == NULL) return NULL;
    uint64_t count = size == 0 ? 1 : (size + PAGE - 1) / PAGE;
    if (alignment > PAGE) next_address = (next_address + alignment - 1) & -alignment;
    uint64_t end = next_address + count * PAGE;
    uint64_t address = (end - (size == 0 ? 1 : size)) & -alignment;
    uint64_t *guard = page_entry(end, true);
    if (end >= HEAP_END || guard == NULL || !map_new(next_address, count * PAGE, WRITABLE | NOT_EXECUTABLE)) return NULL;
    *guard = tag(made);
    *place = (struct allocation){.address = address, .size = size, .pages = next_address, .page_count = count, .caller = caller, .by = by, .is_live = true};
    find_callers(caller, place->callers, CALLERS);
    made++;
    next_address = end + PAGE;
    fill(pattern_start(place), address, PATTERN);
    if (!zeroed) fill(address, address + size, FRESH);
    fill(address + size, end_of_pages(place), PATTERN);
    watch(place->pages, end_of_pages(place));
    live_bytes += size;
    if (live_bytes > most_live_bytes) most_live_bytes = live_bytes;
    return (void *)address;
}

/* The allocation whose pages an address lies in, or lay in before they were freed, or that ends before the page. */
static struct allocation *allocation_of(uint64_t address) {
    for (uint64_t page = address & -(uint64_t)PAGE; page < HEAP_END; page += PAGE) {
        uint64_t *entry = page_entry(page, false);
        if (entry == NULL || *entry == 0) return NULL;
        struct allocation *found = tagged(*entry);
        if (found != NULL) return address >= found->pages && address < found->pages + (found->page_count + 1) * PAGE ? found : NULL;
    }
    return NULL;
}

static void describe(const char *kind, const struct allocation *found, uint64_t address, uint64_t caller) {
    report("%s address=0x%llx size=%llu by=%d allocated=0x%llx freed=0x%llx at=0x%llx caller=0x%llx", kind, (unsigned long long)found->address,
        (unsigned long long)found->size, (int)found->by, (unsigned long long)found->caller, (unsigned long long)found->freed_by, (unsigned long long)address, (unsigned long long)caller);
}

void describe_heap(uint64_t address) {
    struct allocation *found = allocation_of(address);
    /* The page before an allocation is the one behind another: the nearer one is meant. */
    if (found == NULL || (found->is_live && address >= found->pages + found->page_count * PAGE + PAGE / 2)) {
        struct allocation *next = allocation_of((address & -(uint64_t)PAGE) + PAGE);
        if (next != NULL) found = next;
    }
    if (found != NULL) describe("memory", found, address, 0);
}

static void report_allocation_callers(const struct allocation *found) {
    for (int i = 0; i < CALLERS && found->callers[i] != 0; i++) report("frame rip=0x%llx", (unsigned long long)found->callers[i]);
}

static void describe_allocated(const char *kind, const struct allocation *found, uint64_t address, uint64_t caller) {
    describe(kind, found, address, caller);
    report_allocation_callers(found);
}

static void describe_freed(const char *kind, const struct allocation *found, uint64_t address, uint64_t caller) {
    describe(kind, found, address, caller);
    report_callers(caller);
}

/* The first byte from an address on that is not the pattern's. Both ends of pages are multiples of 8. */
static uint64_t pattern_until(uint64_t at, uint64_t end) {
    for (; at < end; at++) {
        while (at % 8 == 0 && at < end && *(const uint64_t *)at == pattern_word) at += 8;
        if (at < end && *(const uint8_t *)at != PATTERN) return at;
    }
    return end;
}

/* Likewise backwards: the end of the bytes that are not the pattern's. */
static uint64_t pattern_since(uint64_t at, uint64_t start) {
    for (; at > start; at--) {
        while (at % 8 == 0 && at > start && *(const uint64_t *)(at - 8) == pattern_word) at -= 8;
        if (at > start && *(const uint8_t *)(at - 1) != PATTERN) return at;
    }
    return start;
}

static void check_pattern(const struct allocation *found, uint64_t caller) {
    uint64_t over = pattern_until(found->address + found->size, end_of_pages(found)), under = pattern_since(found->address, pattern_start(found));
    if (over < end_of_pages(found)) describe_allocated("overrun", found, over, caller);
    if (under > pattern_start(found)) describe_allocated("underrun", found, under - 1, caller);
}

void release(void *pointer, uint64_t size, enum allocator by, uint64_t caller) {
    KERNEL_DATA;
    uint64_t address = (uint64_t)pointer;
    struct allocation *found = address >= HEAP_BASE && address < HEAP_END ? allocation_of(address) : NULL;
    if (found == NULL || found->address != address) {
        report("bad-free at=0x%llx caller=0x%llx", (unsigned long long)address, (unsigned long long)caller);
        report_callers(caller);
        return;
    }
    if (!found->is_live) {
        describe_freed("double-free", found, address, caller);
        return;
    }
    if (found->by != by) describe_freed("wrong-free", found, by, caller);
    else if (size != ANY_SIZE && size != found->size) describe_freed("wrong-size", found, size, caller);
    check_pattern(found, caller);
    uint64_t number = (page_entry(found->pages + found->page_count * PAGE, false)[0] >> 12) - 1;
    for (uint64_t i = 0; i < found->page_count; i++) {
        uint64_t page = found->pages + i * PAGE, *entry = page_entry(page, false);
        give_page(*entry);
        set_entry(page, entry, tag(number));
    }
    found->is_live = false;
    found->freed_by = caller;
    live_bytes -= found->size;
}

static bool is_same_site(const struct allocation *one, const struct allocation *other) {
    for (int i = 0; i < CALLERS; i++)
        if (one->callers[i] != other->callers[i]) return false;
    return one->caller == other->caller && one->by == other->by;
}

/* What was allocated at one place, the same way there, is told once: for the first of it, with how much there is. */
static void report_leaks(struct allocation *first) {
    uint64_t count = 0, bytes = 0;
    for (struct allocation *other = first; other < allocations + CAPACITY && other < allocations + made; other++) {
        if (!other->is_live || other->is_counted || !is_same_site(first, other)) continue;
        other->is_counted = true;
        count++;
        bytes += other->size;
    }
    report("leak count=%llu bytes=%llu by=%d allocated=0x%llx", (unsigned long long)count, (unsigned long long)bytes, (int)first->by, (unsigned long long)first->caller);
    report_allocation_callers(first);
}

void report_heap(void) {
    enum { MOST_SITES = 100 };
    uint64_t sites = 0, count = 0, bytes = 0;
    for (uint64_t i = 0; i < CAPACITY && i < made; i++) {
        struct allocation *found = &allocations[i];
        if (!found->is_live) continue;
        check_pattern(found, 0);
        count++;
        bytes += found->size;
        if (!found->is_counted && sites++ < MOST_SITES) report_leaks(found);
    }
    report("heap allocations=%llu most=%llu leaks=%llu leaked=%llu", (unsigned long long)made, (unsigned long long)most_live_bytes, (unsigned long long)count, (unsigned long long)bytes);
}
