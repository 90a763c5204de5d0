/*
 * Who wrote behind an allocation, or before it, is found out in another run of the same kext, without
 * interrupts: the processor watches the byte that had changed at the end of the first run.
 */
#include "kernel.h"

static uint64_t control; /* debug register 7: two bits for each register, and what is watched for */

static void set_control(void) { __asm__ volatile("mov %0, %%dr7; mov %1, %%dr6" : : "r"(control | 0x400), "r"(0xffff0ff0ull)); }

void watch(uint64_t from, uint64_t to) {
    for (int i = 0; i < MOST_WATCHED; i++) {
        uint64_t address = PAYLOAD->watched[i];
        if (address < from || address >= to) continue;
        if (i == 0) __asm__ volatile("mov %0, %%dr0" : : "r"(address));
        if (i == 1) __asm__ volatile("mov %0, %%dr1" : : "r"(address));
        if (i == 2) __asm__ volatile("mov %0, %%dr2" : : "r"(address));
        if (i == 3) __asm__ volatile("mov %0, %%dr3" : : "r"(address));
        control |= 2ull << 2 * i | 1ull << (16 + 4 * i); /* writes of one byte */
        set_control();
    }
}

void report_write(const struct trap_frame *frame) {
    uint64_t status;
    __asm__ volatile("mov %%dr6, %0" : "=r"(status));
    for (int i = 0; i < MOST_WATCHED; i++) {
        if ((status >> i & 1) == 0 || (control >> 2 * i & 2) == 0) continue;
        report("written at=0x%llx rip=0x%llx", (unsigned long long)PAYLOAD->watched[i], (unsigned long long)frame->rip);
        report_frames(frame->rbp);
        control &= ~(2ull << 2 * i);
    }
    set_control();
}
