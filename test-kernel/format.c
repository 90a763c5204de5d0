/* printf's formats, as the kernel has them: no floating point, no %n. */
#include "kernel.h"

struct sink { char *to; size_t room, length; };

static void put(struct sink *sink, char c) {
    if (sink->length + 1 < sink->room) sink->to[sink->length] = c;
    sink->length++;
}

static void put_padded(struct sink *sink, const char *text, int length, int width, bool is_left, char fill) {
    for (int i = length; !is_left && i < width; i++) put(sink, fill);
    for (int i = 0; i < length; i++) put(sink, text[i]);
    for (int i = length; is_left && i < width; i++) put(sink, ' ');
}

struct number { uint64_t value; unsigned base; bool is_capital; char prefix[3]; int precision, width; bool is_left, is_zero_padded, is_octal_marked; };

static void put_number(struct sink *sink, const struct number *number) {
    char text[22];
    int digits = 0, prefix = 0;
    for (uint64_t value = number->value; value != 0; value /= number->base)
        text[sizeof text - (size_t)++digits] = (number->is_capital ? "0123456789ABCDEF" : "0123456789abcdef")[value % number->base];
    while (number->prefix[prefix] != '\0') prefix++;
    int least = number->precision >= 0 ? number->precision : number->is_zero_padded && !number->is_left && number->width > prefix ? number->width - prefix : 1;
    if (number->is_octal_marked && least <= digits) least = digits + 1;
    int zeros = least > digits ? least - digits : 0, padding = number->width - prefix - zeros - digits;
    for (int i = 0; !number->is_left && i < padding; i++) put(sink, ' ');
    put_padded(sink, number->prefix, prefix, 0, true, ' ');
    for (int i = 0; i < zeros; i++) put(sink, '0');
    put_padded(sink, text + sizeof text - digits, digits, 0, true, ' ');
    for (int i = 0; number->is_left && i < padding; i++) put(sink, ' ');
}

int format_text(char *to, size_t room, const char *format, va_list arguments) {
    struct sink sink = {to, room, 0};
    va_list list;
    va_copy(list, arguments);
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            put(&sink, *format);
            continue;
        }
        struct number number = {.precision = -1, .base = 10};
        bool is_plus = false, is_space = false, is_alternate = false;
        format++;
        /* os_log's %{public}s */
        if (*format == '{') {
            while (*format != '\0' && *format != '}') format++;
            if (*format != '\0') format++;
        }
        for (;; format++) {
            if (*format == '-') number.is_left = true;
            else if (*format == '0') number.is_zero_padded = true;
            else if (*format == '+') is_plus = true;
            else if (*format == ' ') is_space = true;
            else if (*format == '#') is_alternate = true;
            else break;
        }
        if (*format == '*') {
            number.width = va_arg(list, int);
            if (number.width < 0) number.is_left = true, number.width = -number.width;
            format++;
        } else {
            while (*format >= '0' && *format <= '9') number.width = number.width * 10 + (*format++ - '0');
        }
        if (*format == '.') {
            number.precision = 0;
            if (*++format == '*') number.precision = va_arg(list, int), format++;
            else while (*format >= '0' && *format <= '9') number.precision = number.precision * 10 + (*format++ - '0');
        }
        /* Wider than anything that is kept, and done with before the time is up. */
        enum { WIDEST = 1 << 20 };
        if (number.width < 0 || number.width > WIDEST) number.width = WIDEST;
        if (number.precision > WIDEST) number.precision = WIDEST;
        int bytes = 4;
        for (;; format++) {
            if (*format == 'l' || *format == 'q' || *format == 'j' || *format == 'z' || *format == 't') bytes = 8;
            else if (*format == 'h') bytes /= 2;
            else break;
        }
        switch (*format) {
        case 'd': case 'i': {
            int64_t value = bytes == 8 ? va_arg(list, int64_t) : va_arg(list, int);
            if (bytes == 2) value = (int16_t)value;
            if (bytes == 1) value = (int8_t)value;
            number.value = value < 0 ? -(uint64_t)value : (uint64_t)value;
            number.prefix[0] = value < 0 ? '-' : is_plus ? '+' : is_space ? ' ' : '\0';
            put_number(&sink, &number);
            break;
        }
        case 'u': case 'x': case 'X': case 'o': {
            uint64_t value = bytes == 8 ? va_arg(list, uint64_t) : va_arg(list, unsigned);
            number.value = bytes == 2 ? (uint16_t)value : bytes == 1 ? (uint8_t)value : value;
            number.base = *format == 'u' ? 10 : *format == 'o' ? 8 : 16;
            number.is_capital = *format == 'X';
            number.is_octal_marked = is_alternate && number.base == 8;
            if (is_alternate && number.base == 16 && number.value != 0) {
                number.prefix[0] = '0';
                number.prefix[1] = *format;
            }
            put_number(&sink, &number);
            break;
        }
        case 'p':
            number.value = (uint64_t)va_arg(list, void *);
            number.base = 16;
            number.prefix[0] = '0';
            number.prefix[1] = 'x';
            put_number(&sink, &number);
            break;
        case 'c': {
            char c = (char)va_arg(list, int);
            put_padded(&sink, &c, 1, number.width, number.is_left, ' ');
            break;
        }
        case 's': {
            const char *text = va_arg(list, const char *);
            if (text == NULL) text = "(null)";
            int length = 0;
            while ((number.precision < 0 || length < number.precision) && text[length] != '\0') length++;
            put_padded(&sink, text, length, number.width, number.is_left, ' ');
            break;
        }
        case '%':
            put(&sink, '%');
            break;
        case '\0':
            format--;
            break;
        default:
            put(&sink, '%');
            put(&sink, *format);
        }
    }
    va_end(list);
    if (room > 0) to[sink.length < room ? sink.length : room - 1] = '\0';
    return (int)sink.length;
}
