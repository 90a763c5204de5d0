/*
 * Instructions of which the host knows that they are faults when they run, though nothing traps them: a
 * breakpoint stands in each one's place until it is reached.
 */
#include "kernel.h"

enum { BREAKPOINT = 0xcc, HLT = 0xf4 };

static struct payload_suspect *suspects(void) { return (struct payload_suspect *)(KERNEL_BASE + PAYLOAD_ADDRESS + PAYLOAD->suspects); }

/* A byte of the kext's, by way of where it may be written to. */
static uint8_t *byte_at(uint64_t address) { return (uint8_t *)at_physical((*page_entry(address, false) & 0x000ffffffffff000ull) + address % PAGE); }

void set_breakpoints(void) {
    for (uint64_t i = 0; i < PAYLOAD->suspect_count; i++) {
        struct payload_suspect *suspect = &suspects()[i];
        if (!in_kext_code(suspect->address)) continue;
        suspect->first_byte = *byte_at(suspect->address);
        *byte_at(suspect->address) = BREAKPOINT;
    }
}

bool report_suspect(struct trap_frame *frame) {
    for (uint64_t i = 0; i < PAYLOAD->suspect_count; i++) {
        const struct payload_suspect *suspect = &suspects()[i];
        if (suspect->address != frame->rip - 1 || suspect->first_byte == 0) continue;
        frame->rip--;
        *byte_at(frame->rip) = (uint8_t)suspect->first_byte;
        report("reached rip=0x%llx", (unsigned long long)frame->rip);
        report_frames(frame->rbp);
        /* Without interrupts it would never go on. */
        if (suspect->first_byte == HLT) power_off();
        return true;
    }
    return false;
}
