/* The interval timer: one interrupt after the other, at 5 to 10 kHz, never twice in the same rhythm. */
#include "kernel.h"

static void out(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "d"(port)); }

/*
 * 5 to 10 kHz in periods of the timer, whose clock runs at 1193182 Hz; rarely while each instruction is
 * traced, where each interrupt of the timer would take longer than the traps between two.
 */
void set_alarm(void) {
    static uint32_t state = 1;
    state = state * 1664525 + 1013904223;
    uint32_t periods = (119 + (state >> 16) % 120) * (is_tracing() ? 100 : 1);
    out(0x43, 0x30); /* counter 0, both bytes, mode 0: once */
    out(0x40, (uint8_t)periods);
    out(0x40, (uint8_t)(periods >> 8));
}

void set_up_timer(void) {
    /* The two interrupt controllers: vectors 32 to 47, everything but the timer masked. */
    out(0x20, 0x11), out(0xa0, 0x11);
    out(0x21, 32), out(0xa1, 40);
    out(0x21, 4), out(0xa1, 2);
    out(0x21, 1), out(0xa1, 1);
    out(0x21, 0xfe), out(0xa1, 0xff);
    set_alarm();
}

void acknowledge_alarm(void) {
    interrupts++;
    out(0x20, 0x20);
}

/* qemu counts instructions for time, and the time-stamp counter nanoseconds then. */
uint64_t nanoseconds(void) {
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}
