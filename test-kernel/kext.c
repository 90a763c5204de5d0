/* Loads the kext that the host has linked, and runs it: constructors, start, calls, stop, destructors. */
#include "kernel.h"

/* Interrupts after single instructions, in each phase. */
enum { STEPS = 500000 };
enum { QUIET = 2, INTERRUPTED = 0x202, STEPPED = 0x302 };
enum { PAINT = 0xb9 };
enum { ROOM_FOR_HANDLER = 1024 };

static const void *in_payload(uint64_t offset) { return (const char *)PAYLOAD + offset; }

static void copy(uint64_t to, const void *from, uint64_t size) { __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory"); }

bool in_kext_code(uint64_t address) {
    const struct payload_segment *segments = in_payload(PAYLOAD->segments);
    for (uint64_t i = 0; i < PAYLOAD->segment_count; i++)
        if (segments[i].is_text && address - segments[i].address < segments[i].size) return true;
    return false;
}

static void load(void) {
    const struct payload_segment *segments = in_payload(PAYLOAD->segments);
    for (uint64_t i = 0; i < PAYLOAD->segment_count; i++) {
        const struct payload_segment *segment = &segments[i];
        if (!map_new(segment->address, segment->size, WRITABLE)) {
            report("no-memory");
            power_off();
        }
        copy(segment->address, in_payload(segment->offset), segment->file_size);
        uint64_t protection = segment->is_text ? 0 : WRITABLE | NOT_EXECUTABLE;
        for (uint64_t page = segment->address; page < segment->address + segment->size; page += PAGE) {
            uint64_t *entry = page_entry(page, false);
            set_entry(page, entry, (*entry & 0x000ffffffffff000ull) | PRESENT | protection);
        }
    }
    if (!map_new(PAYLOAD->arguments_address, (PAYLOAD->arguments_size + PAGE - 1) & -(uint64_t)PAGE, WRITABLE | NOT_EXECUTABLE) ||
        !map_new(STACK_BASE, STACK_SIZE, WRITABLE | NOT_EXECUTABLE)) {
        report("no-memory");
        power_off();
    }
}

/* The stack is painted, so that what was used of it can be seen. */
static void paint(void) {
    for (uint64_t *at = (uint64_t *)STACK_BASE; at < (uint64_t *)(STACK_BASE + STACK_SIZE); at++) *at = PAINT * 0x0101010101010101ull;
}

static uint64_t used_stack(void) {
    const uint64_t *at = (const uint64_t *)STACK_BASE;
    while (at < (const uint64_t *)(STACK_BASE + STACK_SIZE) && *at == PAINT * 0x0101010101010101ull) at++;
    return STACK_BASE + STACK_SIZE - (uint64_t)at;
}

bool are_interrupts_on_by_right;

static uint64_t run_quietly(uint64_t function, const uint64_t arguments[6]) {
    return call_on((void *)(STACK_BASE + STACK_SIZE), QUIET, (void *)function, arguments);
}

/* Takes the steps that it makes off those that are left of the phase's. */
static uint64_t run(uint64_t function, uint64_t *steps, const uint64_t arguments[6]) {
    if (PAYLOAD->is_quiet) return run_quietly(function, arguments);
    uint64_t before = interrupts;
    trace(*steps);
    /* An interrupt that came meanwhile is taken now: else it would always be the function's first instruction that it hits. */
    __asm__ volatile("sti; nop; cli");
    stack_floor = STACK_BASE + ROOM_FOR_HANDLER;
    are_interrupts_on_by_right = true;
    uint64_t result = call_on((void *)(STACK_BASE + STACK_SIZE), *steps > 0 ? STEPPED : INTERRUPTED, (void *)function, arguments);
    __asm__ volatile("cli");
    stack_floor = 0;
    are_interrupts_on_by_right = false;
    *steps -= interrupts - before < *steps ? interrupts - before : *steps;
    return result;
}

/* What of the processor no function may leave changed. */
enum { CR0, CR3, CR4, EFER, FS, GS, OTHER_GS, STATES };

static uint64_t read_register(uint32_t msr) {
    uint32_t low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
    return (uint64_t)high << 32 | low;
}

static void read_state(uint64_t state[STATES]) {
    __asm__ volatile("mov %%cr0, %0; mov %%cr3, %1; mov %%cr4, %2" : "=r"(state[CR0]), "=r"(state[CR3]), "=r"(state[CR4]));
    state[EFER] = read_register(0xc0000080);
    for (uint32_t i = 0; i < 3; i++) state[FS + i] = read_register(0xc0000100 + i);
}

/* What the convention of calls asks of a function, and no compiler breaks. Gives whether it was broken. */
static bool check_return(bool is_interrupted, const uint64_t state[STATES]) {
    enum { INTERRUPTS = 0x200, BACKWARD = 0x400, NESTED = 0x4000, FIRST_STATE = 6, FLAGS = FIRST_STATE + STATES };
    bool is_off = is_interrupted && (returned.flags & INTERRUPTS) == 0, is_backward = (returned.flags & BACKWARD) != 0;
    const uint64_t kept[] = {returned.rbx, returned.r12, returned.r13, returned.r14, returned.r15};
    unsigned changed = (returned.rbp != 0) << 1 | ((returned.flags & (NESTED | ACCESS_FLAG)) != 0) << FLAGS;
    for (int i = 0; i < 5; i++)
        if (kept[i] != KEPT_VALUE) changed |= 1u << (i == 0 ? 0 : i + 1);
    uint64_t now[STATES];
    read_state(now);
    for (int i = 0; i < STATES; i++)
        if (now[i] != state[i]) changed |= 1u << (FIRST_STATE + i);
    if (!is_off && !is_backward && changed == 0) return false;
    report("broken-return off=%d backward=%d changed=%u", is_off, is_backward, changed);
    return true;
}

static uint64_t run_phase(const char *name, uint64_t function, uint64_t first, uint64_t second) {
    const uint64_t arguments[6] = {first, second};
    uint64_t before = interrupts, steps = STEPS, state[STATES];
    read_state(state);
    report("phase name=%s function=0x%llx call=0", name, (unsigned long long)function);
    paint();
    uint64_t result = run(function, &steps, arguments);
    report("returned result=0x%llx stack=%llu interrupts=%llu", (unsigned long long)result, (unsigned long long)used_stack(), (unsigned long long)(interrupts - before));
    check_return(!PAYLOAD->is_quiet, state);
    report_held_locks();
    return result;
}

static void run_all(const char *name, uint64_t count, const uint64_t *functions) {
    for (uint64_t i = 0; i < count; i++)
        if (functions[i] != 0) run_phase(name, functions[i], 0, 0);
}

/*
 * With interrupts off, twice; interrupted after each instruction, as long as there are steps, but at most
 * in the first half of the runs and of the time; then by the timer: each result is to be the first one.
 */
static void run_call(uint64_t index, const struct payload_call *call) {
    uint64_t before = interrupts, start = nanoseconds(), last = call->repeats + 1, i = 0, expected = 0, wrong = 0, first_wrong = 0, steps = STEPS, none = 0, state[STATES];
    bool differs_quietly = false, is_broken = false;
    read_state(state);
    report("phase name=call function=0x%llx call=%llu", (unsigned long long)call->function, (unsigned long long)index);
    paint();
    for (; i <= last; i++) {
        copy(PAYLOAD->arguments_address, in_payload(PAYLOAD->arguments), PAYLOAD->arguments_size);
        uint64_t result = i < 2 ? run_quietly(call->function, call->arguments) : run(call->function, i <= 2 + call->repeats / 2 ? &steps : &none, call->arguments);
        result &= call->result_mask;
        if (i == 0) expected = result;
        else if (i == 1) differs_quietly = result != expected;
        else if (result != expected && wrong++ == 0) first_wrong = result;
        uint64_t taken = nanoseconds() - start;
        if (taken > call->time / 2) steps = 0;
        if (taken > call->time && i >= 3 && i < last) last = i;
        if (!is_broken) is_broken = check_return(i >= 2 && !PAYLOAD->is_quiet, state);
    }
    report("results expected=0x%llx repeatable=%d runs=%llu wrong=%llu first=0x%llx stack=%llu interrupts=%llu", (unsigned long long)expected, !differs_quietly,
        (unsigned long long)last - 1, (unsigned long long)wrong, (unsigned long long)first_wrong, (unsigned long long)used_stack(), (unsigned long long)(interrupts - before));
}

static void set_base(uint32_t msr, uint64_t value) { __asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))); }

/* Takes away what only the way here needed: memory at 0, a kernel that can be written to; and closes the kernel's data. */
static void protect(void) {
    enum { USERS = 4, SMAP = 1 << 21 };
    uint64_t *directory = at_physical((uint64_t)boot_directory), *top = at_physical((uint64_t)top_table), *pointers = at_physical(top[511] & 0x000ffffffffff000ull);
    for (int i = 0; i < 512; i++)
        if (i != 1) directory[i] |= NOT_EXECUTABLE | USERS;
    directory[1] &= ~(uint64_t)WRITABLE;
    pointers[0] |= USERS;
    top[511] |= USERS;
    top[0] = 0;
    __asm__ volatile("mov %0, %%cr3" : : "r"((uint64_t)top_table));
    uint64_t control;
    __asm__ volatile("mov %%cr4, %0" : "=r"(control));
    __asm__ volatile("stac; mov %0, %%cr4" : : "r"(control | SMAP) : "memory", "cc");
    set_base(0xc0000100, FS_BASE);
    set_base(0xc0000101, GS_BASE);
}

_Noreturn void kernel_main(void);
_Noreturn void kernel_main(void) {
    set_up_traps();
    protect();
    report("kextir-boot version=1");
    if (PAYLOAD->magic != PAYLOAD_MAGIC) {
        report("no-payload");
        power_off();
    }
    load();
    set_breakpoints();
    set_up_timer();

    uint64_t info = PAYLOAD->kmod_info, start, stop;
    run_all("constructor", PAYLOAD->constructor_count, in_payload(PAYLOAD->constructors));
    copy((uint64_t)&start, (const void *)(info + 180), 8);
    bool is_started = (uint32_t)run_phase("start", start, info, 0) == 0;
    const struct payload_call *calls = in_payload(PAYLOAD->calls);
    for (uint64_t i = 0; is_started && i < PAYLOAD->call_count; i++) run_call(i, &calls[i]);
    copy((uint64_t)&stop, (const void *)(info + 188), 8);
    bool is_stopped = !is_started || (uint32_t)run_phase("stop", stop, info, 0) == 0;
    /* A kext that does not stop stays. */
    if (is_stopped) {
        run_all("destructor", PAYLOAD->destructor_count, in_payload(PAYLOAD->destructors));
        report_heap();
    }
    report("done");
    power_off();
}
