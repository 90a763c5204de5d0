/* What the parts of the test kernel offer to each other. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A function or variable that kexts may use: the host reads these names, and no others, off the kernel's symbol table. */
#define KPI __attribute__((visibility("default")))

/* A function of the KPI that wants to know who called it. */
#define CALLER caller_at((const uint64_t *)__builtin_frame_address(0) + 1)

enum { PAGE = 4096 };

/* --- the layout of memory; xnu's but for the places that a kext must not touch --- */

/*
 * All of memory (its first GiB) is mapped here, the kernel's own text not writable. The rest of it is closed
 * to the kext: its pages are marked as a user's, which ring 0 may not touch (SMAP) but where the flag AC says
 * so. Traps set that flag; a function of the KPI that needs the kernel's data says KERNEL_DATA.
 */
#define KERNEL_BASE 0xffffff8000000000ull
#define HEAP_BASE 0xffffffa000000000ull
#define HEAP_END 0xffffffe000000000ull
/* %gs and %fs point to the middle of regions of 2 GiB that stay unmapped. */
#define GS_BASE 0xffffffe100000000ull
#define FS_BASE 0xffffffe200000000ull
#define SEGMENT_REACH 0x80000000ull
/* The stacks of traps that do not come on the kext's. */
#define TRAP_STACKS 0xffffffe400000000ull
/* The stack that the kext runs on, with a page that is not mapped on either side. */
#define STACK_SIZE (4 * PAGE)
#define STACK_BASE 0xffffffe300000000ull
/* From here to the stack nothing is: what is used there is meant to be stack. */
#define BELOW_STACK (FS_BASE + SEGMENT_REACH)

/* The last jump of the kext's to a function of the kernel's (src/boot/tail-calls.ts writes the code that writes it); not mapped without any. */
struct tail_call { uint64_t site, return_address, slot; };
#define TAIL_CALL ((const struct tail_call *)0xffffff7f88000000ull)

/* What of memory is free for pages: above the kernel and the payload. qemu is given 512 MiB. */
#define PAYLOAD_ADDRESS 0x02000000ull
#define POOL_START 0x08000000ull
#define POOL_END 0x1ff00000ull

static inline void *at_physical(uint64_t address) { return (void *)(KERNEL_BASE + address); }

/* --- what the host hands over (src/boot/payload.ts writes it) --- */

struct payload_segment { uint64_t address, size, offset, file_size, is_text; };

/* A call to be made `repeats` times, fewer where that takes more nanoseconds than `time`; results are compared where the mask has ones. */
struct payload_call { uint64_t function, repeats, time, result_mask, arguments[6]; };

/* An instruction to be reported where it is reached. The kernel writes down its first byte. */
struct payload_suspect { uint64_t address, first_byte; };

enum { MOST_WATCHED = 4 };

struct payload {
    uint64_t magic;
    uint64_t is_quiet;                      /* without interrupts, to see what the results are then */
    uint64_t watched[MOST_WATCHED];         /* bytes behind or before allocations, and who writes to them is to be reported; 0: none */
    uint64_t suspect_count, suspects;       /* none under interrupts */
    uint64_t kmod_info;
    uint64_t segment_count, segments;       /* counts, and offsets in the payload */
    uint64_t constructor_count, constructors;
    uint64_t destructor_count, destructors;
    uint64_t call_count, calls;
    uint64_t arguments_address, arguments_size, arguments; /* what calls are given pointers into; fresh for each call */
};

#define PAYLOAD ((const struct payload *)(KERNEL_BASE + PAYLOAD_ADDRESS))
#define PAYLOAD_MAGIC 0x31544f4f42545845ull /* "EXTBOOT1" */

/* --- the kernel's data --- */

enum { ACCESS_FLAG = 0x40000, KERNEL_FLAGS = ACCESS_FLAG | 2 };

static inline uint64_t open_kernel_data(void) {
    uint64_t flags;
    __asm__ volatile("pushfq; popq %0; stac" : "=r"(flags) : : "memory", "cc");
    return flags;
}
static inline void close_kernel_data(const uint64_t *flags) {
    if ((*flags & ACCESS_FLAG) == 0) __asm__ volatile("clac" : : : "memory", "cc");
}
/* It is open until the block's end. */
#define KERNEL_DATA __attribute__((cleanup(close_kernel_data), unused)) uint64_t flags_before = open_kernel_data()

/* Read-only when the kext runs, and never closed: the processor reads it at each trap. */
#define TABLE __attribute__((section(".tables")))

/* --- boot.S --- */

extern uint64_t top_table[512], boot_directory[512];
extern uint64_t gdt[5];
extern char vectors[];
uint64_t call_on(void *stack_end, uint64_t flags, void *function, const uint64_t arguments[6]);
/* The flags that it came back with, and the registers that it had to keep: each was KEPT_VALUE, but rbp 0. */
extern struct { uint64_t flags, rbx, rbp, r12, r13, r14, r15; } returned;
#define KEPT_VALUE 0x5e5e5e5e5e5e5e5eull
/* A trap that comes with less than that left on the kext's stack is handled on the stack for faults. */
extern uint64_t stack_floor, fault_stack;

/* --- pages.c --- */

enum { PRESENT = 1, WRITABLE = 2, UNCACHED = 0x10 };
#define NOT_EXECUTABLE (1ull << 63)

void *new_page(void);                           /* zeroed; NULL when there is none */
void give_page(uint64_t entry);
uint64_t *page_entry(uint64_t address, bool make); /* NULL where no table is, or could be made */
bool map_new(uint64_t address, uint64_t size, uint64_t flags);
void set_entry(uint64_t address, uint64_t *entry, uint64_t value);

/* --- report.c: lines for the host --- */

void report(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report_text(const char *kind, uint64_t caller, const char *text);
_Noreturn void power_off(void);
extern bool is_sending, is_late;                /* a line is on its way; the time was up meanwhile */

/* --- trap.c --- */

struct trap_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector, error, rip, cs, rflags, rsp, ss;
};

extern volatile uint64_t interrupts;
void set_up_traps(void);
/* Where the kext called, or jumped from, that is to return by the address in a slot of the stack. */
uint64_t caller_at(const uint64_t *slot);
void report_frames(uint64_t rbp);
/* The return addresses behind that of a kernel's function that is running, 0 behind the last. */
void find_callers(uint64_t caller, uint64_t *found, int room);
void report_callers(uint64_t caller);
bool on_kext_stack(uint64_t address);
void keep_timer_off_stack(bool is_off);

/* --- step.c --- */

void trace(uint64_t steps);     /* traps after each of so many single instructions, when the trap flag is set */
void trace_more(struct trap_frame *frame); /* some more of what the timer has interrupted */
bool is_tracing(void);
void handle_step(struct trap_frame *frame);

/* --- red-zone.c --- */

void forget_red_zone(void);     /* something was written below the stack pointer that is not the kext's */
uint64_t traced_instruction(void); /* the one that ran before a trap; 0 where that is not known */
uint64_t instruction_before(uint64_t rip); /* the one that ran before that at rip; 0 where that is not known */
void check_red_zone(const struct trap_frame *frame);
void fill_red_zone(uint64_t rsp);
bool has_room_for_interrupt(uint64_t rsp);

/* --- watch.c --- */

void watch(uint64_t from, uint64_t to);     /* what is to be watched between two addresses, from now on */
void report_write(const struct trap_frame *frame);

/* --- suspects.c --- */

void set_breakpoints(void);
bool report_suspect(struct trap_frame *frame); /* whether a breakpoint was one of those, and all is as it was */

/* --- kext.c --- */

bool in_kext_code(uint64_t address);
extern bool are_interrupts_on_by_right; /* and off only where the kext has turned them off */

/* --- timer.c --- */

void set_up_timer(void);
void set_alarm(void);           /* for the next interrupt */
void acknowledge_alarm(void);
uint64_t nanoseconds(void);

/* --- heap.c --- */

enum allocator { BY_IOMALLOC, BY_IOMALLOC_ALIGNED, BY_MALLOC, BY_OSMALLOC, BY_KALLOC, BY_NEW, BY_LOCK, BY_PAGEABLE };

void *allocate(uint64_t size, uint64_t alignment, enum allocator by, bool zeroed, uint64_t caller);
void release(void *address, uint64_t size, enum allocator by, uint64_t caller);
#define ANY_SIZE UINT64_MAX
void describe_heap(uint64_t address);   /* a line on the allocation that an address belongs to */
void report_heap(void);                 /* what is still allocated, and damaged */

/* --- kpi/lock.c --- */

void report_held_locks(void);
void may_sleep(const char *what, uint64_t caller); /* tells of a caller that must not */

/* --- format.c --- */

int format_text(char *to, size_t room, const char *format, va_list arguments);
