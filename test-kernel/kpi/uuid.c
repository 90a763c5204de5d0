/* UUIDs: 16 bytes, and as text 36 characters. */
#include "../kernel.h"

extern void *memcpy(void *to, const void *from, size_t size), *memset(void *to, int byte, size_t size);
extern int memcmp(const void *a, const void *b, size_t size);
extern void read_random(void *to, uint32_t size);

KPI void uuid_clear(uint8_t uuid[16]) { memset(uuid, 0, 16); }
KPI void uuid_copy(uint8_t to[16], const uint8_t from[16]) { memcpy(to, from, 16); }
KPI int uuid_compare(const uint8_t a[16], const uint8_t b[16]) { return memcmp(a, b, 16); }

KPI int uuid_is_null(const uint8_t uuid[16]) {
    for (int i = 0; i < 16; i++)
        if (uuid[i] != 0) return 0;
    return 1;
}

KPI void uuid_generate(uint8_t to[16]) {
    read_random(to, 16);
    to[6] = (to[6] & 0x0f) | 0x40;
    to[8] = (to[8] & 0x3f) | 0x80;
}

static bool has_hyphen_before(int byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

KPI void uuid_unparse(const uint8_t uuid[16], char *to) {
    for (int i = 0; i < 16; i++) {
        if (has_hyphen_before(i)) *to++ = '-';
        *to++ = "0123456789ABCDEF"[uuid[i] >> 4];
        *to++ = "0123456789ABCDEF"[uuid[i] & 15];
    }
    *to = '\0';
}

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

KPI int uuid_parse(const char *text, uint8_t uuid[16]) {
    uint8_t parsed[16];
    for (int i = 0; i < 16; i++) {
        if (has_hyphen_before(i) && *text++ != '-') return -1;
        int high = digit(*text), low = high < 0 ? -1 : digit(text[1]);
        if (low < 0) return -1;
        parsed[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    if (*text != '\0') return -1;
    memcpy(uuid, parsed, 16);
    return 0;
}
