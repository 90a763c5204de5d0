/*
 * Locks. There is one thread and one processor: a lock that is taken already will never be free, and
 * the run ends there with a report, as it does where one is given back that nobody took.
 */
#include "../kernel.h"

extern _Noreturn void panic(const char *format, ...);
extern int ml_get_interrupts_enabled(void);

enum kind { UNKNOWN, MUTEX, SPIN, RW, RECURSIVE, ATTRIBUTES, KINDS };
static const char kind_names[KINDS][32] = {"", "a mutex", "a spin lock", "a read-write lock", "a recursive lock", "a group or attributes"};

/* How often it is taken. One that is all zeroes is of any kind. */
struct lock { uint32_t taken, shared; uint64_t kind; };

static struct lock *make(enum kind kind, uint64_t caller) {
    struct lock *lock = allocate(sizeof *lock, 16, BY_LOCK, true, caller);
    if (lock != NULL) lock->kind = kind;
    return lock;
}

static void need_kind(const struct lock *lock, enum kind kind, const char *what) {
    if (lock->kind != UNKNOWN && lock->kind != kind) panic("%s is given %s", what, lock->kind < KINDS ? kind_names[lock->kind] : "what is no lock");
}

/* The locks that are taken: nobody may come back to the kernel with one. */
enum { MOST_HELD = 64 };
static struct { struct lock *lock; const char *what; uint64_t caller; } held[MOST_HELD];

static void remember(struct lock *lock, const char *what, uint64_t caller) {
    KERNEL_DATA;
    for (int i = 0; i < MOST_HELD; i++)
        if (held[i].lock == lock) return;
    for (int i = 0; i < MOST_HELD; i++) {
        if (held[i].lock != NULL) continue;
        held[i].lock = lock;
        held[i].what = what;
        held[i].caller = caller;
        return;
    }
}

static void forget(struct lock *lock) {
    KERNEL_DATA;
    if (lock->taken || lock->shared) return;
    for (int i = 0; i < MOST_HELD; i++)
        if (held[i].lock == lock) held[i].lock = NULL;
}

void report_held_locks(void) {
    for (int i = 0; i < MOST_HELD; i++) {
        if (held[i].lock == NULL) continue;
        report("held-lock by=%s caller=0x%llx", held[i].what, (unsigned long long)held[i].caller);
        held[i].lock = NULL;
    }
}

static void need_free(const struct lock *lock, const char *what) {
    KERNEL_DATA;
    for (int i = 0; i < MOST_HELD; i++)
        if (held[i].lock == lock) panic("%s is given a lock that is taken", what);
}

/* Whoever may sleep lets others run: not with a spin lock, for which those would wait for ever, nor with interrupts off. */
void may_sleep(const char *what, uint64_t caller) {
    KERNEL_DATA;
    bool is_off = are_interrupts_on_by_right && !ml_get_interrupts_enabled(), has_spin_lock = false;
    for (int i = 0; i < MOST_HELD; i++) has_spin_lock |= held[i].lock != NULL && held[i].lock->kind == SPIN;
    if (!is_off && !has_spin_lock) return;
    report("sleeps by=%s off=%d caller=0x%llx", what, is_off, (unsigned long long)caller);
    report_callers(caller);
}

static void unmake(struct lock *lock, enum kind kind, const char *what, uint64_t caller) {
    need_free(lock, what);
    if (lock->kind < KINDS) need_kind(lock, kind, what);
    release(lock, sizeof *lock, BY_LOCK, caller);
}

static void take(struct lock *lock, enum kind kind, const char *what, uint64_t caller) {
    need_kind(lock, kind, what);
    if (kind != SPIN) may_sleep(what, caller);
    if (lock->taken || lock->shared) panic("deadlock: %s waits for a lock that this thread holds", what);
    lock->taken = 1;
    remember(lock, what, caller);
}

static void give(struct lock *lock, enum kind kind, const char *what) {
    need_kind(lock, kind, what);
    if (!lock->taken) panic("%s gives back a lock that is not taken", what);
    lock->taken--;
    forget(lock);
}

static int try_to_take(struct lock *lock, enum kind kind, const char *what, uint64_t caller) {
    need_kind(lock, kind, what);
    if (lock->taken || lock->shared) return 0;
    lock->taken = 1;
    remember(lock, what, caller);
    return 1;
}

#define GROUP(name) \
    KPI void *name##_alloc_init(void) { return make(ATTRIBUTES, CALLER); } \
    KPI void name##_setdefault(void *object) { (void)object; } \
    KPI void name##_free(struct lock *object) { if (object != NULL) unmake(object, ATTRIBUTES, #name "_free", CALLER); }

GROUP(lck_attr)
GROUP(lck_grp_attr)

KPI void *lck_grp_alloc_init(const char *name, void *attributes) {
    (void)name, (void)attributes;
    return make(ATTRIBUTES, CALLER);
}
KPI void lck_grp_free(struct lock *group) { if (group != NULL) unmake(group, ATTRIBUTES, "lck_grp_free", CALLER); }

#define LOCK(kind, alloc, free, init, destroy) \
    KPI struct lock *alloc(void *group, void *attributes) { (void)group, (void)attributes; return make(kind, CALLER); } \
    KPI void free(struct lock *lock, void *group) { (void)group; unmake(lock, kind, #free, CALLER); } \
    KPI void init(struct lock *lock, void *group, void *attributes) { (void)group, (void)attributes; *lock = (struct lock){0}; } \
    KPI void destroy(struct lock *lock, void *group) { (void)group; need_free(lock, #destroy); }

LOCK(MUTEX, lck_mtx_alloc_init, lck_mtx_free, lck_mtx_init, lck_mtx_destroy)
LOCK(SPIN, lck_spin_alloc_init, lck_spin_free, lck_spin_init, lck_spin_destroy)
LOCK(RW, lck_rw_alloc_init, lck_rw_free, lck_rw_init, lck_rw_destroy)

#define EXCLUSION(kind, lock_name, unlock_name, try_name) \
    KPI void lock_name(struct lock *lock) { take(lock, kind, #lock_name, CALLER); } \
    KPI void unlock_name(struct lock *lock) { give(lock, kind, #unlock_name); } \
    KPI int try_name(struct lock *lock) { return try_to_take(lock, kind, #try_name, CALLER); }

EXCLUSION(MUTEX, lck_mtx_lock, lck_mtx_unlock, lck_mtx_try_lock)
EXCLUSION(SPIN, lck_spin_lock, lck_spin_unlock, lck_spin_try_lock)
EXCLUSION(MUTEX, IOLockLock, IOLockUnlock, IOLockTryLock)
EXCLUSION(SPIN, IOSimpleLockLock, IOSimpleLockUnlock, IOSimpleLockTryLock)
EXCLUSION(RW, lck_rw_lock_exclusive, lck_rw_unlock_exclusive, lck_rw_try_lock_exclusive)
EXCLUSION(RW, IORWLockWrite, IORWLockUnlockWrite, IORWLockTryWrite)

static void take_shared(struct lock *lock, const char *what, uint64_t caller) {
    need_kind(lock, RW, what);
    may_sleep(what, caller);
    if (lock->taken) panic("deadlock: %s waits for a lock that this thread holds", what);
    lock->shared++;
    remember(lock, what, caller);
}
static void give_any(struct lock *lock, const char *what) {
    if (!lock->shared) {
        give(lock, RW, what);
        return;
    }
    lock->shared--;
    forget(lock);
}
KPI void lck_rw_lock_shared(struct lock *lock) { take_shared(lock, "lck_rw_lock_shared", CALLER); }
static void give_shared(struct lock *lock, const char *what) {
    if (!lock->shared) panic("%s gives back a lock that is not taken so", what);
    give_any(lock, what);
}
KPI void lck_rw_unlock_shared(struct lock *lock) { give_shared(lock, "lck_rw_unlock_shared"); }
enum { LCK_RW_TYPE_SHARED = 1 };
KPI void lck_rw_unlock(struct lock *lock, int type) {
    if (type == LCK_RW_TYPE_SHARED) give_shared(lock, "lck_rw_unlock");
    else give(lock, RW, "lck_rw_unlock");
}
KPI void lck_rw_lock(struct lock *lock, int type) {
    if (type == LCK_RW_TYPE_SHARED) take_shared(lock, "lck_rw_lock", CALLER);
    else take(lock, RW, "lck_rw_lock", CALLER);
}
KPI int lck_rw_try_lock(struct lock *lock, int type) {
    if (type != LCK_RW_TYPE_SHARED) return try_to_take(lock, RW, "lck_rw_try_lock", CALLER);
    if (lock->taken) return 0;
    take_shared(lock, "lck_rw_try_lock", CALLER);
    return 1;
}
KPI int lck_rw_done(struct lock *lock) { give_any(lock, "lck_rw_done"); return 1; }
KPI void IORWLockRead(struct lock *lock) { take_shared(lock, "IORWLockRead", CALLER); }
KPI void IORWLockUnlock(struct lock *lock) { give_any(lock, "IORWLockUnlock"); }

#define IOLOCK(kind, name) \
    KPI struct lock *name##Alloc(void) { return make(kind, CALLER); } \
    KPI void name##Free(struct lock *lock) { if (lock != NULL) unmake(lock, kind, #name "Free", CALLER); }

IOLOCK(MUTEX, IOLock)
IOLOCK(SPIN, IOSimpleLock)
IOLOCK(RW, IORWLock)
IOLOCK(RECURSIVE, IORecursiveLock)
KPI void IOSimpleLockInit(struct lock *lock) { *lock = (struct lock){0}; }

static void take_again(struct lock *lock, const char *what, uint64_t caller) {
    need_kind(lock, RECURSIVE, what);
    may_sleep(what, caller);
    lock->taken++;
    remember(lock, what, caller);
}
KPI void IORecursiveLockLock(struct lock *lock) { take_again(lock, "IORecursiveLockLock", CALLER); }
KPI int IORecursiveLockTryLock(struct lock *lock) { take_again(lock, "IORecursiveLockTryLock", CALLER); return 1; }
KPI int IORecursiveLockHaveLock(const struct lock *lock) { return lock->taken > 0; }
KPI void IORecursiveLockUnlock(struct lock *lock) { give(lock, RECURSIVE, "IORecursiveLockUnlock"); }

KPI void lck_grp_attr_setstat(void *object) { (void)object; }
KPI void lck_attr_setdebug(void *object) { (void)object; }
KPI struct lock *IOLockGetMachLock(struct lock *lock) { return lock; }
enum { LCK_MTX_ASSERT_OWNED = 1 };
KPI void lck_mtx_assert(struct lock *lock, unsigned type) {
    need_kind(lock, MUTEX, "lck_mtx_assert");
    if ((type == LCK_MTX_ASSERT_OWNED) != (lock->taken != 0)) panic("lck_mtx_assert is given a lock that is %s", lock->taken ? "taken" : "not taken");
}
/* Nobody waits: there is one thread. */
KPI void IOLockWakeup(struct lock *lock, void *event, bool is_one) { (void)lock, (void)event, (void)is_one; }
KPI void IORecursiveLockWakeup(struct lock *lock, void *event, bool is_one) { (void)lock, (void)event, (void)is_one; }
KPI void wakeup(void *channel) { (void)channel; }
KPI void wakeup_one(void *channel) { (void)channel; }

KPI int ml_at_interrupt_context(void) { return 0; }
KPI int ml_get_interrupts_enabled(void) {
    uint64_t flags;
    __asm__ volatile("pushfq; popq %0" : "=r"(flags));
    return (flags >> 9 & 1) != 0;
}

KPI int ml_set_interrupts_enabled(int enable) {
    int was = ml_get_interrupts_enabled();
    if (enable) __asm__ volatile("sti");
    else __asm__ volatile("cli");
    return was;
}
