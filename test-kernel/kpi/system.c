/* The rest: what a kext asks the system, which here is Darwin 19.6 and has one thread. */
#include "../kernel.h"

KPI const int version_major = 19, version_minor = 6, version_revision = 0;
KPI const char version[] = "Darwin Kernel Version 19.6.0: kextir's test kernel";
KPI const char osrelease[] = "19.6.0", ostype[] = "Darwin";

/* What a weak import that is missing is bound to: its address is to be compared with the variable. */
extern _Noreturn void panic(const char *format, ...);
KPI _Noreturn void kext_weak_symbol_referenced(void) { panic("a weak import was called that this kernel does not have"); }
KPI const void *const gOSKextUnresolved = kext_weak_symbol_referenced;

static char thread[64], task[64], process[64];
KPI void *const kernel_task = task, *const kernproc = process;
KPI void *current_thread(void) { return thread; }
KPI void *current_task(void) { return task; }
KPI void *current_proc(void) { return process; }
KPI void *proc_self(void) { return process; }
KPI int proc_rele(void *which) { (void)which; return 0; }
KPI int proc_pid(void *which) { (void)which; return 0; }
KPI int proc_selfpid(void) { return 0; }
KPI int proc_ppid(void *which) { (void)which; return 0; }
KPI int proc_selfppid(void) { return 0; }
extern size_t strlcpy(char *to, const char *from, size_t room);
KPI void proc_selfname(char *to, int size) { if (size > 0) strlcpy(to, "kernel_task", (size_t)size); }
KPI void proc_name(int pid, char *to, int size) { (void)pid, proc_selfname(to, size); }
KPI int cpu_number(void) { return 0; }

KPI int PE_parse_boot_argn(const char *name, void *to, int size) {
    (void)name, (void)to, (void)size;
    return 0;
}
KPI int PE_i_can_has_debugger(uint32_t *flags) {
    if (flags != NULL) *flags = 0;
    return 0;
}

KPI void sysctl_register_oid(void *which) { (void)which; }
KPI void sysctl_unregister_oid(void *which) { (void)which; }

/* No randomness: what is run twice is to do the same twice. */
static uint64_t state = 88172645463325252ull;
static uint64_t next(void) {
    KERNEL_DATA;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}
KPI void read_random(void *to, uint32_t size) {
    for (uint8_t *at = to; size > 0; size--) *at++ = (uint8_t)next();
}
KPI void read_frandom(void *to, uint32_t size) { read_random(to, size); }
KPI uint64_t early_random(void) { return next(); }
KPI uint32_t random(void) { return (uint32_t)next() & 0x7fffffff; }
