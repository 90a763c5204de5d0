/* Pages of memory, and where they are mapped. */
#include "kernel.h"

static uint64_t next_page = POOL_START;
static uint64_t given_back; /* the first of a list through the pages themselves */

static uint64_t take_page(void) {
    uint64_t page = given_back;
    if (page != 0) {
        given_back = *(uint64_t *)at_physical(page);
    } else {
        if (next_page == POOL_END) return 0;
        page = next_page;
        next_page += PAGE;
    }
    void *to = at_physical(page);
    size_t words = PAGE / 8;
    __asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(0ull) : "memory");
    return page;
}

void *new_page(void) {
    uint64_t page = take_page();
    return page == 0 ? NULL : at_physical(page);
}

void give_page(uint64_t entry) {
    uint64_t page = entry & 0x000ffffffffff000ull;
    *(uint64_t *)at_physical(page) = given_back;
    given_back = page;
}

uint64_t *page_entry(uint64_t address, bool make) {
    uint64_t *table = at_physical((uint64_t)top_table);
    for (int shift = 39; shift > 12; shift -= 9) {
        uint64_t *entry = &table[address >> shift & 511];
        if ((*entry & PRESENT) == 0) {
            uint64_t page = make ? take_page() : 0;
            if (page == 0) return NULL;
            *entry = page | PRESENT | WRITABLE;
        } else if ((*entry & 0x80) != 0) {
            return NULL; /* a page of 2 MiB */
        }
        table = at_physical(*entry & 0x000ffffffffff000ull);
    }
    return &table[address >> 12 & 511];
}

void set_entry(uint64_t address, uint64_t *entry, uint64_t value) {
    *entry = value;
    __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

bool map_new(uint64_t address, uint64_t size, uint64_t flags) {
    for (uint64_t end = address + size; address < end; address += PAGE) {
        uint64_t *entry = page_entry(address, true);
        uint64_t page = entry == NULL ? 0 : take_page();
        if (page == 0) return false;
        set_entry(address, entry, page | PRESENT | flags);
    }
    return true;
}
