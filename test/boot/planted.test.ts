// Each kext has one fault; the run has to name it, its function and its instruction.

import { expect } from "chai";
import { formatCaller } from "../../src/boot/callers.js";
import { BootWorkshop } from "./build.js";

interface Planted {
  readonly title: string;
  /** What of the kext is C, behind the prelude. */
  readonly source: string;
  readonly assembly?: string;
  readonly calls?: readonly string[];
  readonly flags?: readonly string[];
  readonly timeoutSeconds?: number;
  readonly code: string;
  /** Codes of what else is said, of the same. */
  readonly further?: readonly string[];
  readonly function: string | null;
  readonly message: RegExp;
  /** The instruction at which the run ended. */
  readonly instruction?: RegExp;
  readonly notes?: RegExp;
  /** The callers, innermost first. */
  readonly backtrace?: RegExp;
}

const PLANTED: readonly Planted[] = [
  {
    title: "a leaf with a red zone", source: "START return 0; } STOP",
    // Sums the numbers from 1 on, in a variable below the stack pointer.
    assembly: ".globl _leaf\n_leaf: movq $0, -8(%rsp)\n1: addq %rdi, -8(%rsp)\ndecq %rdi\njnz 1b\nmovq -8(%rsp), %rax\nretq\n.subsections_via_symbols\n",
    calls: ["leaf(10)"], code: "red-zone", further: ["wrong-result"], function: "_leaf", message: /^writes 8 bytes below its stack pointer/, instruction: /^movq \$0x0, -0x8\(%rsp\)$/,
    notes: /so does one more of its instructions/,
  },
  {
    title: "a result that is read below the stack pointer", source: "START return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: movl $100, %ecx\n1: pushq %rdi\npopq %rax\nmovq -8(%rsp), %rax\ndecl %ecx\njnz 1b\nretq\n.subsections_via_symbols\n",
    calls: ["leaf(55)"], code: "wrong-result", function: "_leaf", message: /wrong result in \d+ of 200 runs under interrupts: 0x[0-9a-f]+, where 0x37 is right/,
  },
  {
    title: "a red zone in a callback of a constructor's, of which nothing is seen", source: "u64 leaf(u64), kept; u64 (*volatile callback)(u64) = leaf; __attribute__((constructor)) static void construct(void) { kept = callback(10); } START return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: pushq %rbp\nmovq %rsp, %rbp\nmovq %rdi, -128(%rbp)\nmovq -128(%rbp), %rax\npopq %rbp\nretq\n.subsections_via_symbols\n",
    code: "red-zone", function: "_leaf", message: /^writes 128 bytes below/, instruction: /^movq %rdi, -0x80\(%rbp\)$/, backtrace: /^_construct\+/,
  },
  {
    title: "a red zone that is used late", source: "u64 leaf(u64), kept; START volatile u64 i = 0; while (i < 100000) i++; for (i = 0; i < 3000; i++) kept += leaf(20); return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: movq %rdi, -8(%rsp)\n1: decq %rdi\njnz 1b\nmovq -8(%rsp), %rax\nretq\n.subsections_via_symbols\n",
    code: "red-zone", function: "_leaf", message: /^writes 8 bytes below/, instruction: /^movq %rdi, -0x8\(%rsp\)$/,
  },
  {
    title: "each of a leaf's writes, at its first and only call, late", source: "void leaf(void); START for (volatile int i = 0; i < 50000; i++); leaf(); return 0; } STOP",
    assembly: ".globl _leaf\n_leaf:\n.rept 15\nmovq %rdi, -8(%rsp)\n.endr\nretq\n.subsections_via_symbols\n",
    code: "red-zone", function: "_leaf", message: /^writes 8 bytes below/, instruction: /^movq %rdi, -0x8\(%rsp\)$/, notes: /^so do 14 more of its instructions$/,
  },
  {
    title: "a red zone in one call of many", source: "void leaf(void); u64 tick(u64 n) { static int calls; if (++calls == 90) leaf(); return n; } START return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: movq $0, -8(%rsp)\nretq\n.subsections_via_symbols\n", calls: ["tick(1)"],
    code: "red-zone", function: "_leaf", message: /^writes 8 bytes below/,
  },
  {
    title: "a log that interrupts change", source: 'u64 leaf(u64); START IOLog("sum %lu\\n", leaf(55)); return 0; } STOP',
    assembly: ".globl _leaf\n_leaf: subq $8, %rsp\npushq %rdi\npopq %rax\nmovq $-8, %rcx\nmovq (%rsp,%rcx), %rax\naddq $8, %rsp\nretq\n.subsections_via_symbols\n",
    code: "interrupts-matter", function: "_start", message: /it logs "sum \d+"; without interrupts it logs "sum 55"$/,
  },
  {
    title: "an SSE instruction", source: "void vector(void); START vector(); return 0; } STOP",
    assembly: ".globl _vector\n_vector: pushq %rbp\nmovq %rsp, %rbp\nxorps %xmm0, %xmm0\npopq %rbp\nretq\n.subsections_via_symbols\n",
    code: "floating-point", function: "_vector", message: /floating-point or vector registers/, instruction: /^xorps %xmm0, %xmm0$/,
  },
  {
    title: "an x87 instruction", source: 'START __asm__ volatile("fldpi"); return 0; } STOP', code: "floating-point", function: "_start", message: /floating-point/, instruction: /^fldpi$/,
  },
  {
    title: "emms, which qemu does not trap", source: "void leave(void); START leave(); leave(); return 0; } STOP", assembly: ".globl _leave\n_leave: emms\nretq\n.subsections_via_symbols\n",
    code: "floating-point", function: "_leave", message: /^uses floating-point/, instruction: /^emms$/,
  },
  {
    title: "a red zone in one call, after more than is traced", source: "void leaf(void); START for (volatile int i = 0; i < 300000; i++); leaf(); return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: movq $0, -300(%rsp)\nmovq -300(%rsp), %rax\nretq\n.subsections_via_symbols\n",
    code: "red-zone", function: "_leaf", message: /^uses memory below its stack pointer/, instruction: /^movq \$0x0, -0x12c\(%rsp\)$/, notes: /so does one more/,
  },
  {
    title: "a stack overflow by recursion",
    source: "__attribute__((noinline)) int deep(int n) { volatile char room[500]; room[n & 255] = n; return n == 0 ? 0 : deep(n - 1) + room[n & 255]; } START return deep(1000) == 1; } STOP",
    code: "stack-overflow", function: "_deep", message: /overflows the kernel's stack of 16 KiB: writes to the guard page below it/,
  },
  {
    title: "a stack overflow by recursion without frames", source: "void again(void); START again(); return 0; } STOP", assembly: ".globl _again\n_again: callq _again\nretq\n.subsections_via_symbols\n",
    code: "stack-overflow", function: "_again", message: /overflows the kernel's stack/, instruction: /^callq /,
  },
  {
    title: "a stack overflow by a frame that jumps over the guard page", source: '__attribute__((noinline)) void large(void) { char room[20 << 20]; room[0] = 1; __asm__ volatile("" : : "r"(room) : "memory"); } START large(); return 0; } STOP',
    code: "stack-overflow", function: "_large", message: /writes to memory 209\d{5} bytes below it, behind the guard page/, instruction: /^subq .*, %rsp$/,
  },
  {
    title: "a stack overflow by one large frame", source: "__attribute__((noinline)) void large(void) { volatile char room[20000]; for (int i = 19999; i >= 0; i -= 100) room[i] = 1; } START large(); return 0; } STOP",
    code: "stack-overflow", function: "_large", message: /overflows the kernel's stack/,
  },
  {
    title: "a read of %gs:0x330", source: 'START u64 limit; __asm__ volatile("movq %%gs:0x330, %0" : "=r"(limit)); return 0; } STOP',
    code: "segment-register", function: "_start", message: /reads %gs:0x330/, instruction: /%gs:0x330/,
  },
  {
    title: "a read of %fs:0x28", source: 'START u64 canary; __asm__ volatile("movq %%fs:0x28, %0" : "=r"(canary)); return 0; } STOP',
    code: "segment-register", function: "_start", message: /reads %fs:0x28/, instruction: /%fs:0x28/,
  },
  {
    title: "a leak", source: "void *kept; __attribute__((noinline)) void keep(void) { kept = IOMalloc(24); } START keep(); return 0; } STOP",
    code: "memory-leak", function: "_keep", message: /allocated 24 bytes from IOMalloc, which were never freed/, backtrace: /^_start\+/,
  },
  {
    title: "leaks at one place as one", source: "void *kept; __attribute__((noinline)) void keep(void) { for (int i = 0; i < 150; i++) kept = IOMalloc(24); } START keep(); return 0; } STOP",
    code: "memory-leak", function: "_keep", message: /allocated 3600 bytes from IOMalloc in 150 pieces, which were never freed/,
  },
  {
    title: "an overrun of one byte, by who wrote it", source: "__attribute__((noinline)) void end(volatile char *text) { text[20] = 0; text[21] = 1; } START char *text = IOMalloc(20); end(text); return 0; } static int stop(void *a, void *b) { return 0; }",
    code: "heap-overrun", further: ["memory-leak"], function: "_end", message: /^writes to byte 20 of 20 bytes from IOMalloc$/, instruction: /^movb \$0x0, 0x14\(%rdi\)$/, notes: /^allocated by _start\+0x\w+$/, backtrace: /^_start\+/,
  },
  {
    title: "a read of one byte behind memory that need not be aligned", source: "START volatile char *text = IOMallocAligned(13, 1); int read = text[13]; IOFreeAligned((void *)text, 13); return read == 500; } STOP",
    code: "heap-overrun", function: "_start", message: /^reads byte 13 of 13 bytes from IOMallocAligned$/, instruction: /^mov/,
  },
  {
    title: "an overrun far behind, and an underrun", source: "START volatile char *text = IOMallocAligned(100, 4096), *other = IOMalloc(30); text[4095] = 0; other[-1] = 0; IOFreeAligned((void *)text, 100); IOFree((void *)other, 30); return 0; } STOP",
    code: "heap-overrun", further: ["heap-underrun"], function: "_start", message: /^writes to byte 4095 of 100 bytes from IOMallocAligned$/, instruction: /^movb \$0x0, 0xfff\(%r/,
  },
  {
    title: "an underrun by the kernel's memset, in a call", source: "START return 0; } STOP u64 clear(u64 size) { char *text = IOMalloc(size); memset(text - 3, 0, size); IOFree(text, size); return 1; }", calls: ["clear(30)"],
    code: "heap-underrun", function: "_clear", message: /^writes to 1 byte before 30 bytes/, instruction: /^callq _memset$/, notes: /^in the kernel's memset, which it called\nallocated by _clear\S*\n202 times$/,
  },
  {
    title: "an overrun that comes of an interrupt, as far as it can be told", source: "u64 leaf(u64); START volatile char *text = IOMalloc(20); if (leaf(55) != 55) text[20] = 0; IOFree((void *)text, 20); return 0; } STOP",
    assembly: ".globl _leaf\n_leaf: pushq %rdi\npopq %rax\nmovq -8(%rsp), %rax\nretq\n.subsections_via_symbols\n",
    code: "heap-overrun", function: "_start", message: /allocated 20 bytes from IOMalloc, and something was written to byte 20 of them/, notes: /allocated by _start/,
  },
  {
    title: "an overrun into the next page", source: "__attribute__((noinline)) void fill(char *text) { for (int i = 0; i <= 64; i++) ((volatile char *)text)[i] = 1; } START char *text = IOMalloc(64); fill(text); IOFree(text, 64); return 0; } STOP",
    code: "heap-overrun", function: "_fill", message: /writes to byte 64 of 64 bytes from IOMalloc/, instruction: /^movb \$0x1, /, notes: /allocated by _start/,
  },
  {
    title: "an overrun by the kernel's memset", source: "START char *text = IOMalloc(64); memset(text, 0, 100); IOFree(text, 64); return 0; } STOP",
    code: "heap-overrun", function: "_start", message: /writes to byte 64/, instruction: /^callq /, notes: /in the kernel's memset, which it called/,
  },
  {
    title: "a double free", source: '__attribute__((noinline)) void again(void *memory) { IOFree(memory, 40); __asm__ volatile(""); } START void *memory = IOMalloc(40); IOFree(memory, 40); again(memory); return 0; } STOP',
    code: "double-free", function: "_again", message: /frees 40 bytes from IOMalloc again/, notes: /allocated by _start\S*, freed by _start/,
  },
  {
    title: "a double free that a function ends in", source: "__attribute__((noinline)) void again(void *memory) { IOFree(memory, 40); } START void *memory = IOMalloc(40); again(memory); again(memory); return 0; } STOP",
    flags: ["-O2"], code: "double-free", function: "_again", message: /frees 40 bytes from IOMalloc again/, notes: /allocated by _start\S*, freed by _again/, backtrace: /^_start\+/,
  },
  {
    title: "a leak of a function that ends in the allocation", source: "void *kept; __attribute__((noinline)) void *get(u64 size) { return IOMalloc(size); } START void *memory = get(1); IOFree(memory, 1); kept = get(2); return 0; } STOP",
    flags: ["-O2"], code: "memory-leak", function: "_get", message: /allocated 2 bytes from IOMalloc/, backtrace: /^_start\+/,
  },
  {
    title: "a fault in what a function ends in", source: "__attribute__((noinline)) void *clear(void *at) { return memset(at, 0, 8); } START return clear((void *)16) == 0; } STOP",
    flags: ["-O2"], code: "null-pointer", function: "_clear", message: /writes to address 0x10/, instruction: /^jmp _memset$/, notes: /in the kernel's memset, which it called/, backtrace: /^_start\+/,
  },
  {
    title: "a jump to what only a real kernel has", source: "void thread_wakeup_prim(void *, int, int); __attribute__((noinline)) void wake(void) { thread_wakeup_prim(0, 0, 0); } START wake(); return 0; } STOP",
    flags: ["-O2"], code: "absent-function", function: "_wake", message: /uses _thread_wakeup_prim/, instruction: /^jmp _thread_wakeup_prim$/, backtrace: /^_start\+/,
  },
  { title: "a free of another size", source: "START IOFree(IOMalloc(40), 48); return 0; } STOP", code: "wrong-size-free", function: "_start", message: /frees 48 bytes where 40 were allocated/ },
  { title: "a free by another allocator", source: "START IOFree(IOMallocAligned(64, 64), 64); return 0; } STOP", code: "wrong-free", function: "_start", message: /frees with IOFree what came from IOMallocAligned/ },
  {
    title: "a use after the free", source: "START volatile int *number = IOMalloc(16); IOFree((void *)number, 16); *number = 1; return 0; } STOP",
    code: "use-after-free", function: "_start", message: /writes to 16 bytes from IOMalloc after it was freed/,
  },
  {
    title: "a write to __TEXT", source: 'static const char constant[] = "constant"; START volatile char *at = (char *)constant; *at = 1; return 0; } STOP',
    code: "text-write", function: "_start", message: /__TEXT, which is not writable/, instruction: /^movb /,
  },
  {
    title: "a write to the kernel's data", source: "extern char _os_log_default[]; START for (u64 i = 0; i < 100000; i++) ((volatile char *)_os_log_default)[i] = 0; return 0; } STOP",
    code: "kernel-memory", function: "_start", message: /^writes to the kernel's own memory at 0x/, instruction: /^movb \$0x0, /,
  },
  {
    title: "a copy into the kernel's data", source: "extern u64 __stack_chk_guard; START u64 zero = 0; memcpy(&__stack_chk_guard, &zero, 8); return 0; } STOP",
    code: "kernel-memory", function: "_start", message: /^writes to the kernel's own memory at 0x/, instruction: /^callq _memcpy$/,
  },
  {
    title: "a read of what lies where memory is mapped whole", source: "START return *(volatile u64 *)0xffffff8010000000 == 1; } STOP",
    code: "kernel-memory", function: "_start", message: /^reads the kernel's own memory at 0xffffff8010000000$/,
  },
  {
    title: "the execution of data", source: "unsigned char code[] = {0xc3}; START ((void (*)(void))(void *)code)(); return 0; } STOP",
    code: "data-execution", function: "_start", message: /runs data at 0x[0-9a-f]+ in the kext/, instruction: /^callq/,
  },
  {
    title: "a return to what is no code", source: '__attribute__((noinline)) void smash(void) { u64 *frame = __builtin_frame_address(0); frame[1] = 0x1234567812345678; } START smash(); return 0; } STOP',
    code: "wild-pointer", function: "_smash", message: /jumps to 0x1234567812345678, which can be no address/, instruction: /^retq$/,
  },
  {
    title: "a return to what is no code, in one run of many", source: "u64 tick(u64 n) { static int runs; if (++runs == 190) ((u64 *)__builtin_frame_address(0))[1] = 0x55555000; return n; } START return 0; } STOP", calls: ["tick(3)"],
    code: "wild-pointer", function: "_tick", message: /^jumps to 0x55555000, where nothing is$/,
  },
  {
    title: "registers and flags that are not given back", source: 'START __asm__ volatile("xorl %%ebx, %%ebx; std; cli" :); return 0; } STOP',
    code: "broken-return", function: "_start", message: /^comes back with interrupts off, with the direction flag set, with other values in %rbx$/,
  },
  {
    title: "a register that one call in many does not give back", source: "START return 0; } STOP", calls: ["step"], further: ["unrepeatable-result"],
    assembly: ".globl _step\n_step: incl count(%rip)\nmovl count(%rip), %eax\ncmpl $90, %eax\njne 1f\nxorl %r12d, %r12d\n1: retq\n.data\ncount: .long 0\n.subsections_via_symbols\n",
    code: "broken-return", function: "_step", message: /^comes back with other values in %r12$/,
  },
  {
    title: "registers of the processor that are changed", source: 'START u64 control; __asm__ volatile("mov %%cr0, %0; andq $~0x10000, %0; mov %0, %%cr0; swapgs" : "=r"(control)); return 0; } STOP',
    code: "broken-return", function: "_start", message: /^comes back with other values in %cr0, %gs's base, the base that swapgs brings$/,
  },
  { title: "a breakpoint", source: 'START __asm__ volatile("int3"); return 0; } STOP', code: "breakpoint", function: "_start", message: /breakpoint instruction/, instruction: /^int3$/ },
  { title: "hlt", source: 'START __asm__ volatile("hlt"); return 0; } STOP', code: "halted", function: "_start", message: /^halts the processor/, instruction: /^hlt$/ },
  { title: "hlt with interrupts off", source: 'START __asm__ volatile("cli; hlt"); return 0; } STOP', timeoutSeconds: 1, code: "halted", function: "_start", message: /^halts the processor/, instruction: /^hlt$/ },
  {
    title: "a loop that ends under interrupts only", source: 'START __asm__ volatile("1: pushfq; popq %%rax; testl $0x200, %%eax; jz 1b" : : : "rax", "cc"); return 0; } STOP', timeoutSeconds: 1,
    code: "boot-timeout", function: "_start", message: /^was running when 1 s were over$/, notes: /without interrupts; under interrupts it came to its end/,
  },
  { title: "a null pointer", source: "START *(volatile int *)8 = 1; return 0; } STOP", code: "null-pointer", function: "_start", message: /writes to address 0x8/ },
  { title: "a panic", source: 'START panic("number %d", 42); } STOP', code: "kernel-panic", function: "_start", message: /panicked: number 42/, instruction: /^callq _panic$/ },
  {
    title: "a lock taken twice", source: "void *IOLockAlloc(void); void lck_mtx_lock(void *); START void *lock = IOLockAlloc(); lck_mtx_lock(lock); lck_mtx_lock(lock); return 0; } STOP",
    code: "kernel-panic", function: "_start", message: /deadlock: lck_mtx_lock waits for a lock that this thread holds/,
  },
  {
    title: "a lock that is kept", source: "void *IOLockAlloc(void); void lck_mtx_lock(void *); void lck_mtx_unlock(void *); void IOLockFree(void *); void *lock; START lock = IOLockAlloc(); lck_mtx_lock(lock); return 0; } static int stop(void *a, void *b) { lck_mtx_unlock(lock); IOLockFree(lock); return 0; }",
    code: "held-lock", function: "_start", message: /took a lock with lck_mtx_lock, and nobody has given it back/,
  },
  {
    title: "a lock of another kind", source: "void *IOSimpleLockAlloc(void); void lck_mtx_lock(void *); START lck_mtx_lock(IOSimpleLockAlloc()); return 0; } STOP",
    code: "kernel-panic", function: "_start", message: /panicked: lck_mtx_lock is given a spin lock/,
  },
  {
    title: "a sleep with a spin lock", source: "void *IOSimpleLockAlloc(void); void IOSimpleLockLock(void *); void IOSimpleLockUnlock(void *); void IOSimpleLockFree(void *); void IOSleep(u32); START void *lock = IOSimpleLockAlloc(); IOSimpleLockLock(lock); for (int i = 0; i < 3; i++) IOSleep(1); IOSimpleLockUnlock(lock); IOSimpleLockFree(lock); return 0; } STOP",
    code: "must-not-sleep", function: "_start", message: /^calls IOSleep, which may sleep, while it holds a spin lock$/, notes: /^3 times$/,
  },
  {
    title: "a mutex with interrupts off", source: "void *IOLockAlloc(void); void IOLockLock(void *); void IOLockUnlock(void *); void IOLockFree(void *); int ml_set_interrupts_enabled(int); START void *lock = IOLockAlloc(); int on = ml_set_interrupts_enabled(0); IOLockLock(lock); IOLockUnlock(lock); ml_set_interrupts_enabled(on); IOLockFree(lock); return 0; } STOP",
    code: "must-not-sleep", function: "_start", message: /^calls IOLockLock, which may sleep, with interrupts off$/,
  },
  {
    title: "a lock that is freed while it is taken", source: "void *IOLockAlloc(void); void lck_mtx_lock(void *); void IOLockFree(void *); START void *lock = IOLockAlloc(); lck_mtx_lock(lock); IOLockFree(lock); return 0; } STOP",
    code: "kernel-panic", function: "_start", message: /IOLockFree is given a lock that is taken/,
  },
  {
    title: "a loop without end", source: 'START for (;;) __asm__ volatile("nop"); } STOP', timeoutSeconds: 1,
    code: "boot-timeout", function: "_start", message: /was running when 1 s were over$/,
  },
  {
    title: "a loop without end, interrupts off", source: 'START __asm__ volatile("cli"); for (;;) __asm__ volatile("nop"); } STOP', timeoutSeconds: 1,
    code: "boot-timeout", function: "_start", message: /was running when 1 s were over; interrupts are off/,
  },
  {
    title: "a log without end", source: 'START for (;;) IOLog("again and again and again\\n"); } STOP', timeoutSeconds: 1,
    code: "boot-timeout", function: "_start", message: /was running when 1 s were over/,
  },
  { title: "a call of what only a real kernel has", source: "void thread_wakeup_prim(void *, int, int); START thread_wakeup_prim(0, 0, 0); return 0; } STOP", code: "absent-function", function: "_start", message: /uses _thread_wakeup_prim/ },
  { title: "a trap", source: "START __builtin_trap(); } STOP", code: "invalid-instruction", function: "_start", message: /processor refuses/, instruction: /^ud2$/ },
  { title: "a division by zero", source: "volatile int one = 1, zero; START return one / zero; } STOP", code: "division-error", function: "_start", message: /divides by zero/, instruction: /^idivl? / },
  { title: "an address that is none", source: "START *(volatile int *)0x1234567812345678 = 1; return 0; } STOP", code: "general-protection", function: "_start", message: /forbids/ },
  {
    title: "an array on the stack that is overrun", source: "__attribute__((noinline)) void write(char *at) { for (int i = 0; i < 64; i++) at[i] = 'x'; } __attribute__((noinline)) void smash(void) { char room[16]; write(room); } START smash(); return 0; } STOP",
    flags: ["-fstack-protector-all"], code: "stack-smashed", function: "_smash", message: /canary/,
  },
  { title: "a start that fails", source: "START return 5; } STOP", code: "start-failed", function: "_start", message: /start returned 5/ },
  { title: "a stop that fails", source: "START return 0; } static int stop(void *a, void *b) { return 7; }", code: "stop-failed", function: "_stop", message: /stop returned 7/ },
  { title: "a broken stack pointer", source: 'START __asm__ volatile("xorl %%esp, %%esp; pushq %%rax" : : : "memory"); return 0; } STOP', code: "double-fault", function: "_start", message: /the stack pointer is wrong/, instruction: /^pushq %rax$/ },
];

describe("boot, of a kext with one fault,", () => {
  const workshop = new BootWorkshop();
  after(() => workshop.close());

  for (const planted of PLANTED) {
    it(`names ${planted.title}`, async () => {
      const binary = workshop.kext(planted.source, planted.assembly, ...(planted.flags ?? []));
      const { verdict, findings } = await workshop.boot(binary, planted.calls, { timeoutSeconds: planted.timeoutSeconds ?? 30 });
      const shown = JSON.stringify(findings, undefined, 1);
      expect(verdict).to.equal("faulty");
      expect(findings.map(({ code }) => code), shown).to.deep.equal([planted.code, ...(planted.further ?? [])]);
      const [finding] = findings;
      expect(finding!.function, shown).to.equal(planted.function);
      expect(finding!.message, shown).to.match(planted.message);
      if (planted.instruction !== undefined) expect(finding!.instruction, shown).to.match(planted.instruction);
      if (planted.backtrace !== undefined) expect(finding!.backtrace.map(formatCaller).join(" "), shown).to.match(planted.backtrace);
      if (planted.notes !== undefined) expect(finding!.notes.join("\n"), shown).to.match(planted.notes);
    });
  }
});
