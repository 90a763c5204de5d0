/*
 * What lies below the stack pointer belongs to nobody: an interrupt writes its frame there. After each
 * single instruction that is traced, the trap looks there for what the instruction wrote, and leaves
 * nothing as it was. It runs on a stack of its own, so that it still finds what was written.
 */
#include "kernel.h"

/* In words. A red zone has 16; hand-made ones may have more. */
enum { ZONE = 24, MOST_REPORTS = 16 };
static const uint64_t filling = 0xdeadbeefdeadbeef;

/* Where the filling ends that the last trap left behind, 0 for none, and the instruction that was to come. */
static uint64_t zone_end, instruction, instruction_behind;

void forget_red_zone(void) { zone_end = 0; }
uint64_t traced_instruction(void) { return zone_end == 0 ? 0 : instruction; }
uint64_t instruction_before(uint64_t rip) { return zone_end == 0 || instruction != rip ? 0 : instruction_behind; }

/* What an interrupt needs of the stack: what the processor pushes, and the registers. */
bool has_room_for_interrupt(uint64_t rsp) { return rsp < BELOW_STACK || rsp >= STACK_BASE + sizeof(struct trap_frame); }

static uint64_t *zone_start(uint64_t end) { return (uint64_t *)(end - 8 * ZONE > STACK_BASE ? end - 8 * ZONE : STACK_BASE); }

/* Words from the stack pointer down: one may straddle what is below it and what is not, and stays. */
void fill_red_zone(uint64_t rsp) {
    if (!on_kext_stack(rsp)) return;
    uint64_t *at = zone_start(rsp), count = (rsp - (uint64_t)at) / 8;
    __asm__ volatile("rep stosq" : "+D"(at), "+c"(count) : "a"(filling) : "memory");
}

/* The lowest byte between two addresses that is not as it was left; 0 for none. */
static uint64_t first_written(const uint64_t *at, uint64_t end) {
    for (uint64_t count = end > (uint64_t)at ? (end - (uint64_t)at) / 8 : 0; count > 0; count--, at++) {
        uint64_t changed = *at ^ filling;
        if (changed != 0) return (uint64_t)at + (uint64_t)__builtin_ctzll(changed) / 8;
    }
    return 0;
}

static void report_once(uint64_t bytes_below, const struct trap_frame *frame) {
    static uint64_t reported[MOST_REPORTS];
    static int count;
    for (int i = 0; i < count; i++)
        if (reported[i] == instruction) return;
    if (count == MOST_REPORTS) return;
    reported[count++] = instruction;
    report("red-zone rip=0x%llx below=%llu", (unsigned long long)instruction, (unsigned long long)bytes_below);
    report_frames(frame->rbp);
}

void check_red_zone(const struct trap_frame *frame) {
    /* What was pushed lies above the stack pointer; what was popped is still there. */
    uint64_t written = zone_end == 0 ? 0 : first_written(zone_start(zone_end), zone_end < frame->rsp ? zone_end : frame->rsp);
    if (written != 0 && in_kext_code(instruction)) report_once(zone_end - written, frame);
    if (written != 0 || zone_end != frame->rsp) fill_red_zone(frame->rsp);
    instruction_behind = zone_end == 0 ? 0 : instruction;
    zone_end = on_kext_stack(frame->rsp) ? frame->rsp : 0;
    instruction = frame->rip;
}
