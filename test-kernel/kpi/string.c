/* Bytes and text. */
#include "../kernel.h"

KPI void *memcpy(void *to, const void *from, size_t size) {
    void *start = to;
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
    return start;
}

KPI void *memmove(void *to, const void *from, size_t size) {
    if ((uintptr_t)to - (uintptr_t)from >= size) return memcpy(to, from, size);
    uint8_t *last = (uint8_t *)to + size - 1;
    const uint8_t *source = (const uint8_t *)from + size - 1;
    __asm__ volatile("std; rep movsb; cld" : "+D"(last), "+S"(source), "+c"(size) : : "memory");
    return to;
}

KPI void *memset(void *to, int byte, size_t size) {
    void *start = to;
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(byte) : "memory");
    return start;
}

KPI int memcmp(const void *a, const void *b, size_t size) {
    const uint8_t *left = a, *right = b;
    for (; size > 0; size--, left++, right++)
        if (*left != *right) return *left - *right;
    return 0;
}

KPI void *memchr(const void *in, int byte, size_t size) {
    for (const uint8_t *at = in; size > 0; size--, at++)
        if (*at == (uint8_t)byte) return (void *)at;
    return NULL;
}

KPI int bcmp(const void *a, const void *b, size_t size) { return memcmp(a, b, size); }
KPI void bcopy(const void *from, void *to, size_t size) { memmove(to, from, size); }
KPI void bzero(void *to, size_t size) { memset(to, 0, size); }
KPI void __bzero(void *to, size_t size) { memset(to, 0, size); }

KPI int memset_s(void *to, size_t room, int byte, size_t size) {
    memset(to, byte, size < room ? size : room);
    return size > room ? 84 /* EOVERFLOW */ : 0;
}

KPI size_t strnlen(const char *text, size_t limit) {
    size_t length = 0;
    while (length < limit && text[length] != '\0') length++;
    return length;
}
KPI size_t strlen(const char *text) { return strnlen(text, SIZE_MAX); }

KPI int strncmp(const char *a, const char *b, size_t limit) {
    for (; limit > 0; limit--, a++, b++)
        if (*a != *b || *a == '\0') return (uint8_t)*a - (uint8_t)*b;
    return 0;
}
KPI int strcmp(const char *a, const char *b) { return strncmp(a, b, SIZE_MAX); }

static int lower(char c) { return c >= 'A' && c <= 'Z' ? c + 32 : (uint8_t)c; }
KPI int strncasecmp(const char *a, const char *b, size_t limit) {
    for (; limit > 0; limit--, a++, b++)
        if (lower(*a) != lower(*b) || *a == '\0') return lower(*a) - lower(*b);
    return 0;
}
KPI int strcasecmp(const char *a, const char *b) { return strncasecmp(a, b, SIZE_MAX); }

KPI char *strncpy(char *to, const char *from, size_t size) {
    size_t length = strnlen(from, size);
    memcpy(to, from, length);
    memset(to + length, 0, size - length);
    return to;
}

KPI char *strncat(char *to, const char *from, size_t size) {
    size_t start = strlen(to), length = strnlen(from, size);
    memcpy(to + start, from, length);
    to[start + length] = '\0';
    return to;
}

KPI size_t strlcpy(char *to, const char *from, size_t room) {
    size_t length = strlen(from), taken = length < room ? length : room - 1;
    if (room > 0) memcpy(to, from, taken), to[taken] = '\0';
    return length;
}

KPI size_t strlcat(char *to, const char *from, size_t room) {
    size_t length = strnlen(to, room);
    return length + (length == room ? strlen(from) : strlcpy(to + length, from, room - length));
}

KPI char *strchr(const char *text, int c) {
    for (;; text++) {
        if (*text == (char)c) return (char *)text;
        if (*text == '\0') return NULL;
    }
}

KPI char *strrchr(const char *text, int c) {
    const char *found = NULL;
    do if (*text == (char)c) found = text;
    while (*text++ != '\0');
    return (char *)found;
}

KPI unsigned long strtoul(const char *text, char **end, int base) {
    unsigned long value = 0;
    while (*text == ' ' || (*text >= '\t' && *text <= '\r')) text++;
    bool is_negative = *text == '-';
    if (*text == '-' || *text == '+') text++;
    if ((base == 0 || base == 16) && text[0] == '0' && lower(text[1]) == 'x') text += 2, base = 16;
    if (base == 0) base = *text == '0' ? 8 : 10;
    for (;; text++) {
        int c = lower(*text), digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : base;
        if (digit >= base) break;
        value = value * (unsigned long)base + (unsigned long)digit;
    }
    if (end != NULL) *end = (char *)text;
    return is_negative ? -value : value;
}
KPI long strtol(const char *text, char **end, int base) { return (long)strtoul(text, end, base); }
KPI long strtoq(const char *text, char **end, int base) { return strtol(text, end, base); }
KPI unsigned long strtouq(const char *text, char **end, int base) { return strtoul(text, end, base); }
KPI int atoi(const char *text) { return (int)strtol(text, NULL, 10); }

KPI int ffs(unsigned value) { return __builtin_ffs((int)value); }

/* What the compiler calls where it knows how much room there is. */
static void check(const char *what, size_t size, size_t room) {
    extern _Noreturn void panic(const char *format, ...);
    if (size > room) panic("%s: %zu bytes for a buffer of %zu", what, size, room);
}
KPI void *__memcpy_chk(void *to, const void *from, size_t size, size_t room) { check("__memcpy_chk", size, room); return memcpy(to, from, size); }
KPI void *__memmove_chk(void *to, const void *from, size_t size, size_t room) { check("__memmove_chk", size, room); return memmove(to, from, size); }
KPI void *__memset_chk(void *to, int byte, size_t size, size_t room) { check("__memset_chk", size, room); return memset(to, byte, size); }
KPI char *__strncpy_chk(char *to, const char *from, size_t size, size_t room) { check("__strncpy_chk", size, room); return strncpy(to, from, size); }
KPI size_t __strlcpy_chk(char *to, const char *from, size_t size, size_t room) { check("__strlcpy_chk", size, room); return strlcpy(to, from, size); }
KPI size_t __strlcat_chk(char *to, const char *from, size_t size, size_t room) { check("__strlcat_chk", size, room); return strlcat(to, from, size); }
