/* What a kext says. */
#include "../kernel.h"

static void log_text(uint64_t caller, const char *format, va_list arguments) {
    KERNEL_DATA;
    static char text[4096];
    static const char cut[] = "... (cut off)\n";
    if (format_text(text, sizeof text, format, arguments) >= (int)sizeof text) __builtin_memcpy(text + sizeof text - sizeof cut, cut, sizeof cut);
    report_text("log", caller, text);
}

#define LOG(format) \
    va_list arguments; \
    va_start(arguments, format); \
    log_text(CALLER, format, arguments); \
    va_end(arguments)

KPI void IOLog(const char *format, ...) { LOG(format); }
KPI void kprintf(const char *format, ...) { LOG(format); }
KPI void IOLogv(const char *format, va_list arguments) { log_text(CALLER, format, arguments); }

KPI int printf(const char *format, ...) {
    LOG(format);
    return 0;
}

KPI int vprintf(const char *format, va_list arguments) {
    log_text(CALLER, format, arguments);
    return 0;
}

KPI char _os_log_default[64];
KPI void *os_log_create(const char *subsystem, const char *category) {
    (void)subsystem, (void)category;
    return _os_log_default;
}

KPI bool os_log_info_enabled(void *log) { (void)log; return true; }
KPI bool os_log_debug_enabled(void *log) { (void)log; return true; }

KPI void _os_log_internal(void *image, void *log, uint8_t type, const char *format, ...) {
    (void)image, (void)log, (void)type;
    LOG(format);
}

KPI int vsnprintf(char *to, size_t room, const char *format, va_list arguments) { return format_text(to, room, format, arguments); }

KPI int snprintf(char *to, size_t room, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = format_text(to, room, format, arguments);
    va_end(arguments);
    return length;
}

/* What was written, not what there was to write. */
KPI int vscnprintf(char *to, size_t room, const char *format, va_list arguments) {
    int length = format_text(to, room, format, arguments);
    return room == 0 ? 0 : (size_t)length < room ? length : (int)room - 1;
}

KPI int scnprintf(char *to, size_t room, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vscnprintf(to, room, format, arguments);
    va_end(arguments);
    return length;
}

KPI _Noreturn void panic(const char *format, ...) {
    KERNEL_DATA;
    static char text[4096];
    va_list arguments;
    va_start(arguments, format);
    format_text(text, sizeof text, format, arguments);
    va_end(arguments);
    report_text("panic", CALLER, text);
    report_frames((uint64_t)__builtin_frame_address(0));
    power_off();
}

KPI _Noreturn void Assert(const char *file, int line, const char *expression) { panic("%s:%d Assertion failed: %s", file, line, expression); }
KPI _Noreturn void __cxa_pure_virtual(void) { panic("a pure virtual function was called"); }

KPI const uint64_t __stack_chk_guard = 0x2f8c51a6b3e79d00;
KPI _Noreturn void __stack_chk_fail(void) {
    KERNEL_DATA;
    report("stack-check caller=0x%llx", (unsigned long long)CALLER);
    report_frames((uint64_t)__builtin_frame_address(0));
    power_off();
}
