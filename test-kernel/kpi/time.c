/* Time: nanoseconds are the unit of absolute time, as on Intel Macs. */
#include "../kernel.h"

static void wait(uint64_t duration) {
    for (uint64_t end = nanoseconds() + duration; nanoseconds() < end;) __asm__ volatile("pause");
}

KPI void IOSleep(uint32_t milliseconds) { may_sleep("IOSleep", CALLER), wait(milliseconds * 1000000ull); }
KPI void IOSleepWithLeeway(uint32_t milliseconds, uint32_t leeway) { (void)leeway, may_sleep("IOSleepWithLeeway", CALLER), wait(milliseconds * 1000000ull); }
KPI void IODelay(uint32_t microseconds) { wait(microseconds * 1000ull); }
KPI void IOPause(uint32_t duration) { wait(duration); }
KPI void delay(int microseconds) { wait((uint64_t)microseconds * 1000); }

KPI uint64_t mach_absolute_time(void) { return nanoseconds(); }
KPI uint64_t mach_continuous_time(void) { return nanoseconds(); }
KPI uint64_t mach_approximate_time(void) { return nanoseconds(); }
KPI void clock_get_uptime(uint64_t *to) { *to = nanoseconds(); }
KPI void absolutetime_to_nanoseconds(uint64_t time, uint64_t *to) { *to = time; }
KPI void nanoseconds_to_absolutetime(uint64_t time, uint64_t *to) { *to = time; }
KPI void clock_interval_to_deadline(uint32_t interval, uint32_t scale, uint64_t *to) { *to = nanoseconds() + (uint64_t)interval * scale; }
KPI void clock_interval_to_absolutetime_interval(uint32_t interval, uint32_t scale, uint64_t *to) { *to = (uint64_t)interval * scale; }
KPI void clock_delay_until(uint64_t deadline) { while (nanoseconds() < deadline) __asm__ volatile("pause"); }

struct seconds { int64_t seconds; int64_t fraction; };

static void tell(struct seconds *to, int64_t unit) {
    uint64_t now = nanoseconds();
    to->seconds = (int64_t)(now / 1000000000);
    to->fraction = (int64_t)(now % 1000000000) / unit;
}
KPI void microtime(struct seconds *to) { tell(to, 1000); }
KPI void microuptime(struct seconds *to) { tell(to, 1000); }
KPI void nanotime(struct seconds *to) { tell(to, 1); }
KPI void nanouptime(struct seconds *to) { tell(to, 1); }

#define CLOCK(name, unit) \
    KPI void name(uint64_t *seconds, uint32_t *fraction) { \
        uint64_t now = nanoseconds(); \
        *seconds = now / 1000000000; \
        *fraction = (uint32_t)(now % 1000000000) / (unit); \
    }

CLOCK(clock_get_system_microtime, 1000)
CLOCK(clock_get_calendar_microtime, 1000)
CLOCK(clock_get_system_nanotime, 1)
CLOCK(clock_get_calendar_nanotime, 1)

KPI void clock_absolutetime_interval_to_deadline(uint64_t interval, uint64_t *to) { *to = nanoseconds() + interval; }
KPI void clock_timebase_info(uint32_t to[2]) { to[0] = to[1] = 1; }
