/* Linux's printk, for the object that was made without kextir: only `make redzone` links it. */
#include <stdarg.h>

void IOLogv(const char *format, va_list arguments);

__attribute__((visibility("hidden"))) int printk(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    IOLogv(format, arguments);
    va_end(arguments);
    return 0;
}
