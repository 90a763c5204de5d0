// Stands in for a kernel: what the ring calls, and a start of the ring.
#include <stdarg.h>
#include <stdio.h>

void IOSimpleLockLock(volatile unsigned long *lock) { while (__sync_lock_test_and_set(lock, 1)) ; }
void IOSimpleLockUnlock(volatile unsigned long *lock) { __sync_lock_release(lock); }
void spin_lock(volatile unsigned long *lock) { IOSimpleLockLock(lock); }
void spin_unlock(volatile unsigned long *lock) { IOSimpleLockUnlock(lock); }

static int print(const char *format, va_list arguments) { return vprintf(format, arguments); }
void IOLog(const char *format, ...) { va_list list; va_start(list, format); print(format, list); va_end(list); }
int printk(const char *format, ...) { va_list list; va_start(list, format); int n = print(format, list); va_end(list); return n; }

void ring_start(void *ring);

int main(void) {
  static unsigned long ring[10];
  ring_start(ring);
  return 0;
}
