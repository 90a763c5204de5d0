/* Interrupts, and faults, which end the run with a report. */
#include "kernel.h"

enum { DEBUG = 1, NMI = 2, BREAKPOINT = 3, DOUBLE_FAULT = 8, SEGMENT_NOT_PRESENT = 11, STACK_FAULT = 12, PROTECTION = 13, PAGE_FAULT = 14, MACHINE_CHECK = 18, TIMER = 32 };

volatile uint64_t interrupts;

static TABLE struct { uint32_t reserved; uint64_t stacks[3], none, interrupt_stacks[7], more; uint32_t map; } __attribute__((packed)) task_state;
struct gate { uint16_t low, selector, attributes, middle; uint32_t high, reserved; };
static TABLE struct gate gates[48], gates_of_tracing[48];
enum { FAULTS = 1, NMIS, STEPS };

static void load_gates(const struct gate *table) {
    struct { uint16_t limit; uint64_t base; } __attribute__((packed)) idt = {sizeof gates - 1, (uint64_t)table};
    __asm__ volatile("lidt %0" : : "m"(idt));
}

/* The stack on which a trap comes: 0 for the kext's, else one of its own. */
static void set_gate(int vector, uint16_t stack) {
    uint64_t entry = (uint64_t)vectors + (uint64_t)vector * 64;
    gates[vector] = (struct gate){(uint16_t)entry, 8, 0x8e00 | stack, (uint16_t)(entry >> 16), (uint32_t)(entry >> 32), 0};
    gates_of_tracing[vector] = gates[vector];
}

void set_up_traps(void) {
    /* As in xnu; single steps, which stand for interrupts, do to the kext's stack what those would. */
    for (int vector = 0; vector < 48; vector++) set_gate(vector, 0);
    set_gate(NMI, NMIS);
    set_gate(DEBUG, STEPS);
    set_gate(DOUBLE_FAULT, FAULTS), set_gate(SEGMENT_NOT_PRESENT, FAULTS), set_gate(STACK_FAULT, FAULTS), set_gate(PROTECTION, FAULTS), set_gate(MACHINE_CHECK, FAULTS);
    gates_of_tracing[TIMER].attributes |= STEPS;
    for (uint64_t i = 0; i < STEPS; i++) {
        const uint64_t start = TRAP_STACKS + i * 2 * STACK_SIZE;
        map_new(start, STACK_SIZE, WRITABLE | NOT_EXECUTABLE);
        task_state.interrupt_stacks[i] = start + STACK_SIZE;
    }
    fault_stack = task_state.interrupt_stacks[FAULTS - 1];

    const uint64_t base = (uint64_t)&task_state;
    gdt[3] = (sizeof task_state - 1) | (base & 0xffffff) << 16 | 0x89ull << 40 | (base >> 24 & 0xff) << 56;
    gdt[4] = base >> 32;
    struct { uint16_t limit; uint64_t base; } __attribute__((packed)) descriptors = {5 * 8 - 1, (uint64_t)gdt};
    __asm__ volatile("lgdt %0; ltr %1" : : "m"(descriptors), "r"((uint16_t)0x18));
    load_gates(gates);

    /* The host's way in, when time is up: a non-maskable interrupt, by way of the local APIC. */
    const uint64_t apic = 0xfee00000, mapped = FS_BASE + 2 * SEGMENT_REACH;
    uint64_t *entry = page_entry(mapped, true);
    set_entry(mapped, entry, apic | PRESENT | WRITABLE | UNCACHED | NOT_EXECUTABLE);
    *(volatile uint32_t *)(mapped + 0x350) = 0x700; /* LINT0: from the interrupt controllers */
    *(volatile uint32_t *)(mapped + 0x360) = 0x400; /* LINT1: NMI */
    *(volatile uint32_t *)(mapped + 0xf0) = 0x1ff;
}

/*
 * While each instruction is traced, the timer's interrupt must leave nothing below the stack pointer: what
 * the next instruction writes there would not be seen.
 */
void keep_timer_off_stack(bool is_off) { load_gates(is_off ? gates_of_tracing : gates); }

bool on_kext_stack(uint64_t address) { return address >= STACK_BASE && address < STACK_BASE + STACK_SIZE; }

/* Whether the kext's last jump to a function of the kernel's led to the one that this slot is the return address of. */
static bool is_tail_call(const uint64_t *slot) {
    uint64_t *entry = page_entry((uint64_t)TAIL_CALL, false);
    return entry != NULL && (*entry & PRESENT) != 0 && TAIL_CALL->slot == (uint64_t)slot && TAIL_CALL->return_address == *slot;
}

uint64_t caller_at(const uint64_t *slot) {
    KERNEL_DATA;
    return is_tail_call(slot) ? TAIL_CALL->site : *slot;
}

enum { MOST_FRAMES = 24 };

/* Return addresses, innermost first, by the frame pointers; gives how many. */
static int find_frames(uint64_t rbp, uint64_t found[MOST_FRAMES]) {
    int count = 0;
    while (count < MOST_FRAMES - 1 && rbp % 8 == 0 && on_kext_stack(rbp) && on_kext_stack(rbp + 8)) {
        const uint64_t *frame = (const uint64_t *)rbp;
        if (is_tail_call(&frame[1])) found[count++] = TAIL_CALL->site;
        found[count++] = frame[1];
        if (frame[0] <= rbp) break;
        rbp = frame[0];
    }
    return count;
}

void report_frames(uint64_t rbp) {
    uint64_t found[MOST_FRAMES];
    int count = find_frames(rbp, found);
    for (int i = 0; i < count; i++) report("frame rip=0x%llx", (unsigned long long)found[i]);
}

void find_callers(uint64_t caller, uint64_t *to, int room) {
    uint64_t found[MOST_FRAMES];
    int count = find_frames((uint64_t)__builtin_frame_address(0), found), at = 0;
    while (at < count && found[at] != caller) at++;
    for (int i = 0; i < room; i++) to[i] = ++at < count ? found[at] : 0;
}

void report_callers(uint64_t caller) {
    uint64_t found[MOST_FRAMES];
    find_callers(caller, found, MOST_FRAMES);
    for (int i = 0; i < MOST_FRAMES && found[i] != 0; i++) report("frame rip=0x%llx", (unsigned long long)found[i]);
}

static const char *region(uint64_t address) {
    if (address < 0x10000) return "null";
    if (address >= BELOW_STACK && address < STACK_BASE) return "below-stack";
    if (address >= STACK_BASE && address < STACK_BASE + STACK_SIZE) return "stack";
    if (address >= STACK_BASE + STACK_SIZE && address < STACK_BASE + STACK_SIZE + 0x100000) return "above-stack";
    if (address >= GS_BASE - SEGMENT_REACH && address < GS_BASE + SEGMENT_REACH) return "gs";
    if (address >= FS_BASE - SEGMENT_REACH && address < FS_BASE + SEGMENT_REACH) return "fs";
    if (address >= HEAP_BASE && address < HEAP_END) return "heap";
    if (address >= KERNEL_BASE && address < KERNEL_BASE + 0x40000000) return "kernel";
    return "elsewhere";
}

static bool is_reporting;

static bool is_code(uint64_t address) {
    extern char text_end[];
    return in_kext_code(address) || (address >= (uint64_t)vectors && address < (uint64_t)text_end);
}

/* How the processor came to what is no code: by the instruction before; or by a call, which leaves on the stack where it was. */
static void report_origin(const struct trap_frame *frame) {
    uint64_t before = instruction_before(frame->rip);
    const uint64_t *top = on_kext_stack(frame->rsp) ? (const uint64_t *)frame->rsp : NULL;
    bool is_tail = top != NULL && is_tail_call(top);
    if (is_tail) report("frame rip=0x%llx", (unsigned long long)TAIL_CALL->site);
    else if (in_kext_code(before)) report("came-from rip=0x%llx", (unsigned long long)before);
    if (top != NULL && (is_tail || !in_kext_code(before))) report("frame rip=0x%llx", (unsigned long long)*top);
}

_Noreturn static void end_with(const char *kind, const struct trap_frame *frame, uint64_t address) {
    if (is_reporting) {
        report("fault-in-report vector=%llu rip=0x%llx", (unsigned long long)frame->vector, (unsigned long long)frame->rip);
        power_off();
    }
    is_reporting = true;
    report("%s vector=%llu error=0x%llx rip=0x%llx rsp=0x%llx rflags=0x%llx address=0x%llx region=%s", kind, (unsigned long long)frame->vector,
        (unsigned long long)frame->error, (unsigned long long)frame->rip, (unsigned long long)frame->rsp, (unsigned long long)frame->rflags, (unsigned long long)address, region(address));
    if (!is_code(frame->rip)) report_origin(frame);
    report_frames(frame->rbp);
    if (frame->vector == PAGE_FAULT && address >= HEAP_BASE && address < HEAP_END) describe_heap(address);
    power_off();
}

static uint64_t fault_address(void) {
    uint64_t address;
    __asm__ volatile("mov %%cr2, %0" : "=r"(address));
    return address;
}

/* What an interrupt could not push becomes a double fault, of the instruction that took the last of the stack, if that is known. */
static void need_room(struct trap_frame *frame) {
    if (has_room_for_interrupt(frame->rsp)) return;
    frame->vector = DOUBLE_FAULT;
    if (traced_instruction() != 0) frame->rip = traced_instruction();
    end_with("fault", frame, (frame->rsp < STACK_BASE ? frame->rsp : STACK_BASE) - 8);
}

static void handle_interrupt(struct trap_frame *frame) {
    acknowledge_alarm();
    if (is_tracing()) {
        set_alarm();
        return;
    }
    need_room(frame);
    /*
     * The processor aligns the stack before it pushes, so that 8 bytes below the stack pointer may stay as
     * they were. They are nobody's either.
     */
    if (!on_kext_stack((uint64_t)frame)) fill_red_zone(frame->rsp);
    else if ((frame->rsp & 8) != 0) *(uint64_t *)(frame->rsp - 8) = 0xdeadbeefdeadbeef;
    forget_red_zone();
    trace_more(frame);
    /* The end of the trace sets it. */
    if (!is_tracing()) set_alarm();
}

/* What was interrupted by the trap that is handled. */
static const struct trap_frame *interrupted;
/* Time was up before it was known what a trap had interrupted. */
static bool is_overdue;

static bool is_entering(uint64_t rip) { return rip >= (uint64_t)vectors && rip < (uint64_t)call_on; }

void handle_trap(struct trap_frame *frame);
void handle_trap(struct trap_frame *frame) {
    if (is_overdue) end_with("timeout", frame, 0);
    switch (frame->vector) {
    case TIMER:
        interrupted = frame;
        handle_interrupt(frame);
        interrupted = NULL;
        return;
    case DEBUG:
        if (PAYLOAD->is_quiet) {
            report_write(frame);
            return;
        }
        interrupted = frame;
        need_room(frame);
        handle_step(frame);
        interrupted = NULL;
        return;
    case NMI:
        is_late = is_sending;
        is_overdue = is_entering(frame->rip);
        if (is_sending || is_reporting || is_overdue) return;
        end_with("timeout", interrupted != NULL ? interrupted : frame, fault_address());
    case BREAKPOINT:
        if (report_suspect(frame)) return;
        /* Either form of the instruction lies behind. */
        frame->rip -= in_kext_code(frame->rip - 1) && *(const uint8_t *)(frame->rip - 1) == 0xcc ? 1 : 2;
        end_with("fault", frame, 0);
    default:
        if (frame->vector > TIMER) return;
        end_with("fault", frame, fault_address());
    }
}
