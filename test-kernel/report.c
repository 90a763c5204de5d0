/*
 * What happens is told to the host as lines on qemu's debug console: a word that says what it is, then
 * words NAME=VALUE. Text of the kext's is written in printable ASCII without spaces, everything else of
 * it as \xHH: it cannot be taken for a line of the kernel's.
 */
#include "kernel.h"

bool is_sending, is_late;

/* A line is sent whole: interrupts and steps wait, and the one that cannot be masked is made up for. */
static void send(const char *text, size_t length) {
    uint64_t flags;
    is_sending = true;
    __asm__ volatile("pushfq; popq %0; pushq %1; popfq" : "=r"(flags) : "i"(KERNEL_FLAGS) : "memory", "cc");
    __asm__ volatile("rep outsb" : "+S"(text), "+c"(length) : "d"((uint16_t)0xe9) : "memory");
    is_sending = false;
    __asm__ volatile("pushq %0; popfq" : : "r"(flags) : "memory", "cc");
    if (is_late) __asm__ volatile("int $2");
}

void report(const char *format, ...) {
    static char line[20480];
    va_list arguments;
    va_start(arguments, format);
    size_t length = (size_t)format_text(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    line[length++] = '\n';
    send(line, length);
}

void report_text(const char *kind, uint64_t caller, const char *text) {
    static char escaped[4 * 4096 + 1];
    static size_t sent;
    /* A kext that logs without end must not fill the host's disk. */
    enum { LIMIT = 4 << 20 };
    if (sent > LIMIT) return;
    size_t length = 0;
    for (; *text != '\0' && length < sizeof escaped - 5; text++) {
        unsigned char c = (unsigned char)*text;
        if (c > ' ' && c < 0x7f && c != '\\') {
            escaped[length++] = (char)c;
        } else {
            escaped[length++] = '\\';
            escaped[length++] = 'x';
            escaped[length++] = "0123456789abcdef"[c >> 4];
            escaped[length++] = "0123456789abcdef"[c & 15];
        }
    }
    escaped[length] = '\0';
    sent += length;
    if (sent > LIMIT) report("log-full");
    else report("%s caller=0x%llx text=%s", kind, (unsigned long long)caller, escaped);
}

_Noreturn void power_off(void) {
    report("off");
    /* The keyboard controller resets the machine, which ends a qemu that was given -no-reboot. */
    for (;;) __asm__ volatile("outb %0, %1; cli; hlt" : : "a"((uint8_t)0xfe), "d"((uint16_t)0x64));
}
