/*
 * Loads a kext's binary into this process as the kernel's linker loads it into the kernel, and runs
 * it: constructors, start, the functions named on the command line, stop, destructors.
 *
 *   loader KEXT [SYMBOL...]
 *
 * Written for the tests from <mach-o/loader.h> and <mach-o/reloc.h>; it shares no code with the
 * linker that it judges. The kext is put where its calls of this program's functions reach.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

static void fail(const char *why, ...) {
    va_list args;
    va_start(args, why);
    fflush(stdout);
    vfprintf(stderr, why, args);
    fputc('\n', stderr);
    exit(1);
}

struct segment { uint32_t command, size; char name[16]; uint64_t address, memory, offset, file; uint32_t maximum, initial, sections, flags; };
struct section { char name[16], segment[16]; uint64_t address, size; uint32_t offset, align, reloff, nreloc, flags, r1, r2, r3; };
struct symtab { uint32_t command, size, symbols, count, strings, length; };
struct dysymtab { uint32_t command, size, v[18]; };
struct symbol { uint32_t name; uint8_t type, section; uint16_t description; uint64_t value; };
struct relocation { int32_t address; uint32_t word; };

static void IOLog(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vprintf(format, args);
}

static void panicked(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    fail("panic");
}

/* Memory, with its size before it and a mark behind it: what is freed must be what was allocated. */
static long allocations;

static void *IOMallocAligned(size_t size, size_t alignment) {
    unsigned char *block;
    size_t before = alignment < 16 ? 16 : alignment;
    if (posix_memalign((void **)&block, before, before + size + 1) != 0) return NULL;
    memcpy(block + before - 16, &size, 8);
    memcpy(block + before - 8, &block, 8);
    block[before + size] = 0xa5;
    allocations++;
    return block + before;
}

static void IOFreeAligned(void *address, size_t size) {
    unsigned char *at = address, *block;
    size_t allocated;
    memcpy(&allocated, at - 16, 8);
    memcpy(&block, at - 8, 8);
    if (allocated != size) fail("memory of %zu bytes was freed as %zu", allocated, size);
    if (at[size] != 0xa5) fail("memory of %zu bytes was overrun", size);
    allocations--;
    free(block);
}

static void zero(void *to, size_t size) { memset(to, 0, size); }

static void stack_check_failed(void) { fail("stack check failed"); }
static uint64_t stack_guard = 0x00aa55bb66cc77ddull;
static int version_major = 19;

/* What this kernel has. Data is reached through pointers, functions by calls too. */
static const struct { const char *name; void *address; } exported[] = {
    {"_IOLog", IOLog}, {"_printf", IOLog}, {"_panic", panicked}, {"_memcpy", memcpy}, {"_memmove", memmove}, {"_memset", memset},
    {"_memcmp", memcmp}, {"___bzero", bzero}, {"_bcmp", memcmp}, {"___bzero", zero}, {"_strlen", strlen}, {"___stack_chk_fail", stack_check_failed},
    {"_IOMallocAligned", IOMallocAligned}, {"_IOFreeAligned", IOFreeAligned},
    {"___stack_chk_guard", &stack_guard}, {"_version_major", &version_major},
};

static unsigned char *file, *base, *near;
static struct symbol *symbols;
static const char *strings;

/* Calls reach 2 GiB: a jump beside the kext takes them the rest of the way. */
static uint64_t trampoline(void *target) {
    unsigned char *at = near;
    static const unsigned char jump[] = {0x49, 0xbb}; /* movabs target, %r11; jmp *%r11 */
    memcpy(at, jump, 2);
    memcpy(at + 2, &target, 8);
    memcpy(at + 10, "\x41\xff\xe3", 3);
    near += 16;
    return (uint64_t)at;
}

static void *kernel_symbol(const char *name) {
    for (size_t i = 0; i < sizeof exported / sizeof *exported; i++)
        if (strcmp(exported[i].name, name) == 0) return exported[i].address;
    return NULL;
}

static uint64_t address_of(uint32_t index, int is_call) {
    struct symbol *symbol = &symbols[index];
    if ((symbol->type & 0x0e) == 0x0e) return (uint64_t)base + symbol->value;
    void *found = kernel_symbol(strings + symbol->name);
    if (found == NULL) fail("unresolved: %s", strings + symbol->name);
    return is_call ? trampoline(found) : (uint64_t)found;
}

static void relocate(struct relocation *entry, int count) {
    for (; count-- > 0; entry++) {
        uint32_t number = entry->word & 0xffffff, relative = entry->word >> 24 & 1, length = entry->word >> 25 & 3;
        uint32_t external = entry->word >> 27 & 1, type = entry->word >> 28;
        unsigned char *field = base + entry->address;
        if (type == 0 && length == 3 && !relative) {
            uint64_t value;
            memcpy(&value, field, 8);
            if (!external && number == 0) fail("a local relocation names no section");
            if (external && value != 0) fail("an external pointer has an addend");
            value += external ? address_of(number, 0) : (uint64_t)base;
            memcpy(field, &value, 8);
        } else if (type == 2 && length == 2 && relative && external) {
            int32_t value;
            memcpy(&value, field, 4);
            int64_t distance = (int64_t)address_of(number, 1) + value - (int64_t)(field + 4);
            if (distance != (int32_t)distance) fail("a call does not reach");
            value = (int32_t)distance;
            memcpy(field, &value, 4);
        } else {
            fail("a relocation of type %u that the kernel does not know", type);
        }
    }
}

typedef int entry_point(void *info, void *data);

static void run_all(const char *name) {
    uint32_t commands = *(uint32_t *)(file + 16);
    for (unsigned char *at = file + 32; commands-- > 0; at += *(uint32_t *)(at + 4)) {
        struct segment *segment = (void *)at;
        if (segment->command != 0x19) continue;
        struct section *sections = (void *)(segment + 1);
        for (uint32_t i = 0; i < segment->sections; i++)
            if (strncmp(sections[i].name, name, 16) == 0)
                for (uint64_t *f = (void *)(base + sections[i].address), *end = f + sections[i].size / 8; f < end; f++) ((void (*)(void))*f)();
    }
}

static uint64_t find(const char *name, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if ((symbols[i].type & 0x0e) == 0x0e && strcmp(strings + symbols[i].name, name) == 0) return (uint64_t)base + symbols[i].value;
    fail("there is no %s", name);
    return 0;
}

int main(int argc, char **argv) {
    FILE *in = fopen(argv[1], "rb");
    if (in == NULL) fail("cannot open %s", argv[1]);
    fseek(in, 0, SEEK_END);
    long length = ftell(in);
    file = malloc(length);
    rewind(in);
    if (fread(file, 1, length, in) != (size_t)length) fail("cannot read");

    const uint64_t room = 1u << 28;
    unsigned char *memory = mmap(NULL, room, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    near = memory + 4096;
    base = memory + (1 << 20);
    struct symtab *symtab = NULL;
    struct dysymtab *dysymtab = NULL;
    uint32_t *header = (void *)file, commands = header[4];
    if (header[0] != 0xfeedfacf || header[3] != 11 || header[6] != 0x85) fail("not a kext's header");
    uint64_t end = 0;
    for (unsigned char *at = file + 32; commands-- > 0; at += *(uint32_t *)(at + 4)) {
        struct segment *segment = (void *)at;
        if (segment->command == 2) symtab = (void *)at;
        if (segment->command == 0xb) dysymtab = (void *)at;
        if (segment->command != 0x19) continue;
        if (segment->address != end) fail("segment %.16s leaves a gap", segment->name);
        if (segment->address % 4096 != 0 || segment->memory % 4096 != 0) fail("segment %.16s is no whole pages", segment->name);
        if (segment->offset + segment->file > (uint64_t)length) fail("segment %.16s is cut off", segment->name);
        memcpy(base + segment->address, file + segment->offset, segment->file);
        end = segment->address + segment->memory;
    }
    if (symtab == NULL || dysymtab == NULL) fail("a symbol table is missing");
    symbols = (void *)(file + symtab->symbols);
    strings = (void *)(file + symtab->strings);
    relocate((void *)(file + dysymtab->v[14]), dysymtab->v[15]);
    relocate((void *)(file + dysymtab->v[16]), dysymtab->v[17]);

    unsigned char *info = (void *)find("_kmod_info", symtab->count);
    entry_point *start, *stop;
    memcpy(&start, info + 180, 8);
    memcpy(&stop, info + 188, 8);
    run_all("__mod_init_func");
    printf("start returned %d\n", start(info, NULL));
    for (int i = 2; i < argc; i++) printf("%s returned %ld\n", argv[i], ((long (*)(void))find(argv[i], symtab->count))());
    printf("stop returned %d\n", stop(info, NULL));
    run_all("__mod_term_func");
    if (allocations != 0) fail("%ld allocations were not freed", allocations);
    return 0;
}
