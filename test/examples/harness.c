/*
 * Runs the example's functions on the machine that tests it, in place of a kernel: prints what they
 * compute, and what they log when LOG is the name of the logging function.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

uint32_t sum_of(const uint32_t *values, size_t length);
uint64_t scramble(uint64_t x, uint32_t seed);
uint32_t commonest_class(const uint8_t *text, size_t length);
uint32_t prime(size_t index);
void rust_main(void);

int LOG(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vprintf(format, arguments);
    va_end(arguments);
    return length;
}

int main(int argc, char **argv) {
    uint32_t values[1001];
    for (uint32_t i = 0; i < 1001; i++) values[i] = i * 2654435761u;
    for (size_t length = 0; length < 40; length++) printf("%u\n", sum_of(values, length));
    printf("%u\n", sum_of(values, 1001));
    for (uint32_t seed = 0; seed < 5; seed++) printf("%llx\n", (unsigned long long)scramble(seed * 0x9e3779b97f4a7c15u, seed));
    const char *text = "Rust 2021, hello 1234567890\n";
    printf("%u\n", commonest_class((const uint8_t *)text, strlen(text)));
    for (size_t i = 0; i < 8; i++) printf("%u\n", prime(i));
    if (argc > 1 && strcmp(argv[1], "log") == 0) rust_main();
    return 0;
}
