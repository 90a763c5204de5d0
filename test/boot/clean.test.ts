// Kexts that do all that they may do, and what the report says of them.

import { expect } from "chai";
import { BootWorkshop } from "./build.js";

/** Constructors, destructors, pointers, zeroed memory, logging, allocation of every kind, locks, strings. */
const BUSY = `
int snprintf(char *, size_t, const char *, ...); size_t strlen(const char *); int strcmp(const char *, const char *); size_t strlcpy(char *, const char *, size_t);
void *_MALLOC(size_t, int, int); void _FREE(void *, int); void *IOMallocZero(size_t);
void *IOLockAlloc(void); void IOLockFree(void *); void lck_mtx_lock(void *); void lck_mtx_unlock(void *);
void *IOSimpleLockAlloc(void); void IOSimpleLockFree(void *); void IOSimpleLockLock(void *); void IOSimpleLockUnlock(void *);
int OSAddAtomic(int, volatile int *); int OSCompareAndSwap(u32, u32, volatile u32 *); void IOSleep(u32); u64 mach_absolute_time(void);
extern const int version_major; extern u64 __stack_chk_guard;
static char zeroed[100000]; static int order; static const char *names[] = {"alpha", "beta"};
__attribute__((constructor)) static void first(void) { order = 1; IOLog("constructed\\n"); }
static void destructed(void) { IOLog("destructed %d\\n", order); }
__attribute__((used, section("__DATA,__mod_term_func,mod_term_funcs"))) static void (*const destructor)(void) = destructed;
void *kept, *lock;
START
    char line[64];
    if (snprintf(line, sizeof line, "%5d|%-4x|%+d|%08lx|%.3s|%c|%p|%%", -42, 255u, 7, 0xabcUL, "abcdef", 'z', (void *)16) != (int)strlen(line)) return 1;
    IOLog("%s\\n", line);
    IOLog("%s %s %d %d\\n", names[0], names[1], version_major, zeroed[99999]);
    kept = IOMalloc(100); char *aligned = IOMallocAligned(5000, 4096); char *zeroes = IOMallocZero(33), *old = _MALLOC(77, 1, 4);
    if ((u64)kept % 16 || (u64)aligned % 4096 || zeroes[32] || old[76]) return 2;
    memset(aligned, 1, 5000); memcpy(kept, aligned, 100); strlcpy(zeroes, "text", 33);
    if (strcmp(zeroes, "text")) return 3;
    IOFreeAligned(aligned, 5000); IOFree(zeroes, 33); _FREE(old, 1);
    lock = IOLockAlloc(); lck_mtx_lock(lock); lck_mtx_unlock(lock);
    void *simple = IOSimpleLockAlloc(); IOSimpleLockLock(simple); IOSimpleLockUnlock(simple); IOSimpleLockFree(simple);
    volatile int number = 1; u32 word = 5;
    if (OSAddAtomic(2, &number) != 1 || number != 3 || !OSCompareAndSwap(5, 6, &word) || word != 6) return 4;
    u64 before = mach_absolute_time(); IOSleep(3); u64 slept = mach_absolute_time() - before;
    if (slept < 3000000 || slept > 30000000) return 5;
    return __stack_chk_guard == 0;
}
static int stop(void *info, void *data) { IOFree(kept, 100); IOLockFree(lock); IOLog("by\\001e\\nkextir-boot version=1\\nleak \\\\x41"); return 0; }
u64 three(u64 a, u64 b, u64 c) { return a * 100 + b * 10 + c; }
u32 total(const u32 *numbers, u64 length) { u32 sum = 0; while (length-- > 0) sum += numbers[length]; return sum; }
u64 length_of(char *text) { u64 length = strlen(text); text[0] = 0; return length; }
u64 counter(void) { static u64 calls; return ++calls; }
void nothing(void) { order++; }
`;

/** Each step that fails gives its number. */
const SMALL_FUNCTIONS = `
void clock_get_system_microtime(u64 *, u32 *); void clock_get_calendar_nanotime(u64 *, u32 *); void clock_absolutetime_interval_to_deadline(u64, u64 *); void clock_timebase_info(u32 *);
char *strncat(char *, const char *, size_t); long strtoq(const char *, char **, int); u64 strtouq(const char *, char **, int); int uuid_parse(const char *, u8 *); void uuid_unparse(const u8 *, char *); void uuid_generate(u8 *); int uuid_is_null(const u8 *); int uuid_compare(const u8 *, const u8 *); void uuid_copy(u8 *, const u8 *); void uuid_clear(u8 *);
int scnprintf(char *, size_t, const char *, ...); void *IOMallocPageable(size_t, size_t); void IOFreePageable(void *, size_t); void *lck_grp_alloc_init(const char *, void *); void lck_grp_free(void *); void *lck_rw_alloc_init(void *, void *); void lck_rw_free(void *, void *); void lck_rw_lock(void *, int); void lck_rw_unlock(void *, int); int lck_rw_try_lock(void *, int); void lck_mtx_assert(void *, u32); void wakeup(void *); void proc_selfname(char *, int); void *IOLockGetMachLock(void *); void IOLockWakeup(void *, void *, int);
START
 u64 s; u32 f, t[2]; clock_get_system_microtime(&s, &f); if (f >= 1000000) return 1; clock_get_calendar_nanotime(&s, &f); clock_timebase_info(t); if (t[0] != t[1]) return 2; clock_absolutetime_interval_to_deadline(5, &s);
 char b[64] = "ab"; if (strcmp(strncat(b, "cdef", 2), "abcd")) return 3; if (strtoq("-42", 0, 10) != -42 || strtouq("0x1f", 0, 0) != 31) return 4;
 u8 u[16], v[16]; if (uuid_parse("01234567-89AB-cdef-0123-456789ABCDEF", u)) return 5; uuid_unparse(u, b); if (strcmp(b, "01234567-89AB-CDEF-0123-456789ABCDEF")) return 6; uuid_copy(v, u); if (uuid_compare(u, v)) return 7; uuid_clear(v); if (!uuid_is_null(v)) return 8; uuid_generate(v); if (uuid_is_null(v)) return 9; if (!uuid_parse("01234567-89AB-cdef-0123-456789ABCDE", u)) return 10;
 if (scnprintf(b, 4, "%s", "abcdef") != 3 || strcmp(b, "abc")) return 11;
 char *p = IOMallocPageable(5000, 4096); if ((u64)p % 4096) return 12; p[4999] = 1; IOFreePageable(p, 5000);
 void *g = lck_grp_alloc_init("g", 0), *r = lck_rw_alloc_init(g, 0); lck_rw_lock(r, 1); if (!lck_rw_try_lock(r, 1) || lck_rw_try_lock(r, 2)) return 13; lck_rw_unlock(r, 1); lck_rw_unlock(r, 1); lck_rw_lock(r, 2); lck_rw_unlock(r, 2); lck_rw_free(r, g); lck_grp_free(g);
 void *m = IOLockAlloc(); lck_mtx_assert(IOLockGetMachLock(m), 2); IOLockLock(m); lck_mtx_assert(m, 1); IOLockUnlock(m); IOLockWakeup(m, b, 1); wakeup(b); IOLockFree(m); proc_selfname(b, 8); if (strcmp(b, "kernel_")) return 14;
 return 0; } STOP
`;

describe("boot, of a clean kext,", () => {
  const workshop = new BootWorkshop();
  let busy: Uint8Array;
  before(() => (busy = workshop.kext(BUSY, "", "-fno-vectorize")));
  after(() => workshop.close());

  it("runs constructors, start, calls, stop and destructors, and accounts for memory", async () => {
    const report = await workshop.boot(busy, ["three(1, 2, 3)", "total([1, 2, 0x10], 3) -> u32", 'length_of("four")', "_nothing -> ()", "total([1u32, -1], 2) -> u32"]);
    expect(report.findings, JSON.stringify(report.findings, undefined, 1)).to.deep.equal([]);
    expect(report.phases.map(({ name, result }) => [name, result])).to.deep.equal([["constructor", report.phases[0]!.result], ["start", 0], ["stop", 0], ["destructor", report.phases[3]!.result]]);
    expect(report.calls.map(({ expected, wrong, runs, isRepeatable }) => [expected, wrong, runs, isRepeatable])).to.deep.equal([123n, 19n, 4n, 0n, 0n].map((expected) => [expected, 0, 200, true]));
    expect(report.log.slice(0, 3)).to.deep.equal(["constructed\n", "  -42|ff  |+7|00000abc|abc|z|0x10|%\n", "alpha beta 19 0\n"]);
    expect(report.heap).to.include({ leaks: 0, leakedBytes: 0 });
    expect(report.heap!.allocations).to.be.at.least(6);
    expect(report.deepestStack).to.be.within(300, 4000);
    expect(report.interrupts).to.be.greaterThan(1000);
  });

  it("has the functions that convert, copy and compare, clocks, and locks of each kind", async () => {
    const prelude = "typedef unsigned char u8; int strcmp(const char *, const char *); void *IOLockAlloc(void); void IOLockFree(void *); void IOLockLock(void *); void IOLockUnlock(void *);";
    const { findings, phases } = await workshop.boot(workshop.kext(prelude + SMALL_FUNCTIONS));
    expect(findings.map(({ message }) => message)).to.deep.equal([]);
    expect(phases.map(({ result }) => result)).to.deep.equal([0, 0]);
  });

  it("makes a call that takes long less often, and as often without interrupts", async () => {
    const source = 'START return 0; } STOP u64 sum(u64 n) { u64 sum = 0; for (u64 i = 0; i < n; i++) { sum = sum * 31 + i; __asm__ volatile("" : "+r"(sum)); } IOLog("summed"); return sum; }';
    const { verdict, findings, calls, log } = await workshop.boot(workshop.kext(source), ["sum(200000)", "sum(5)"], { repeats: 1000, timeoutSeconds: 10 });
    expect(findings.map(({ message }) => message)).to.deep.equal([]);
    expect(verdict).to.equal("clean");
    expect(calls[0]!.runs).to.be.within(2, 500);
    expect(calls[1]!.runs).to.equal(1000);
    expect(log).to.have.length(calls[0]!.runs + calls[1]!.runs + 4);
  });

  it("takes no text of the kext's for the kernel's", async () => {
    const { log, verdict } = await workshop.boot(busy);
    expect(verdict).to.equal("clean");
    expect(log).to.include("by\x01e\nkextir-boot version=1\nleak \\x41");
    expect(log.at(-1)).to.match(/^destructed \d+\n$/);
  });

  it("compares no results that differ without interrupts, and says so", async () => {
    const { verdict, findings, calls } = await workshop.boot(busy, ["counter"]);
    expect(verdict).to.equal("clean");
    expect(findings.map(({ code, severity, during }) => [code, severity, during])).to.deep.equal([["unrepeatable-result", "warning", "counter"]]);
    expect(calls[0]).to.include({ isRepeatable: false });
  });

  it("warns only where a kext that asks for the time says otherwise", async () => {
    const { verdict, findings } = await workshop.boot(workshop.kext('u64 mach_absolute_time(void); START IOLog("%lu", mach_absolute_time()); return 0; } STOP'));
    expect(verdict).to.equal("clean");
    expect(findings.map(({ code, severity }) => [code, severity])).to.deep.equal([["interrupts-matter", "warning"]]);
  });

  it("binds a weak import that the kernel lacks as the kernel does", async () => {
    const { findings, log } = await workshop.boot(workshop.kext(`extern const void *gOSKextUnresolved; extern void lacking(void) __attribute__((weak_import)), IOSleep(u32) __attribute__((weak_import));
      START IOLog("%d %d", (void *)lacking != gOSKextUnresolved, (void *)IOSleep != gOSKextUnresolved); return 0; } STOP`));
    expect(findings).to.deep.equal([]);
    expect(log).to.deep.equal(["0 1"]);
  });

  it("gives the same report each time", async () => {
    const [one, two] = [await workshop.boot(busy, ["three(1, 2, 3)"]), await workshop.boot(busy, ["three(1, 2, 3)"])];
    expect(two).to.deep.equal(one);
  });
});
