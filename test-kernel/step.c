/*
 * Traps after single instructions of the kext's, which stand for interrupts at each of them. The kernel's
 * own functions run undisturbed, up to where they come back.
 */
#include "kernel.h"

enum { TRAP_FLAG = 0x100 };
/* Instructions that are traced after each interrupt of the timer: what comes late is looked at, too. */
enum { BURST = 16 };
/* Debug register 7: the address in register 0 is that of an instruction. */
enum { BREAKPOINT_OFF = 0x400, BREAKPOINT_ON = 0x402 };

static uint64_t steps_left;
static bool is_in_kernel;

static void set_breakpoint(uint64_t address, uint64_t control) {
    __asm__ volatile("mov %0, %%dr0; mov %1, %%dr7; mov %2, %%dr6" : : "r"(address), "r"(control), "r"(0xffff0ff0ull));
}

bool is_tracing(void) { return steps_left > 0; }

static void set_steps(uint64_t steps) {
    bool ends = steps_left > 0 && steps == 0;
    steps_left = steps;
    keep_timer_off_stack(steps > 0);
    if (ends) set_alarm();
}

void trace(uint64_t steps) {
    set_steps(steps);
    is_in_kernel = false;
    set_breakpoint(0, BREAKPOINT_OFF);
    forget_red_zone();
}

void trace_more(struct trap_frame *frame) {
    if (steps_left > 0 || !in_kext_code(frame->rip)) return;
    set_steps(BURST);
    frame->rflags |= TRAP_FLAG;
}

void handle_step(struct trap_frame *frame) {
    if (is_in_kernel) {
        is_in_kernel = false;
        set_breakpoint(0, BREAKPOINT_OFF);
        forget_red_zone();
    }
    check_red_zone(frame);
    if (steps_left > 0) interrupts++;
    /* It has come back, or has a stack of its own. */
    if (steps_left <= 1 || !on_kext_stack(frame->rsp)) set_steps(0);
    else steps_left--;
    frame->rflags |= TRAP_FLAG;
    if (steps_left == 0) frame->rflags &= ~(uint64_t)TRAP_FLAG;
    else if (!in_kext_code(frame->rip) && on_kext_stack(frame->rsp) && in_kext_code(*(const uint64_t *)frame->rsp)) {
        /* It has called the kernel. */
        is_in_kernel = true;
        set_breakpoint(*(const uint64_t *)frame->rsp, BREAKPOINT_ON);
        frame->rflags &= ~(uint64_t)TRAP_FLAG;
    }
}
