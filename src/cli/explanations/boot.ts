// What boot finds while a kext runs. All of it takes a kext, so none has an example.

import type { Explanation } from "./explanation.js";

export const bootExplanations: readonly Explanation[] = [
  {
    code: "wrong-result", title: "a function gives another result when it is interrupted",
    text: `\
In the kernel an interrupt writes its frame onto the stack of whoever runs, directly below the stack
pointer. Code with a red zone keeps variables there. clang's -mno-red-zone does nothing for IR: run the
pass noredzone. Where the object is clean ('kextir audit'), the function depends on time or on what
other calls left behind.`,
  },
  {
    code: "red-zone", title: "a function writes below its stack pointer",
    text: `\
An interrupt writes its frame there, at any moment: what the function keeps there is lost. Seen after
single instructions, of which boot looks at the first 500,000 of start, of stop and of each call, and at
some after each interrupt of the timer. clang's -mno-red-zone does nothing for IR: run the pass noredzone.`,
  },
  {
    code: "interrupts-matter", title: "the kext logs or returns something else when it is interrupted",
    text: `\
It ran twice, under interrupts and without any. Code with a red zone loses variables to interrupts: see
wrong-result. A kext that logs times differs, too, and is warned of only.`,
  },
  {
    code: "unrepeatable-result", title: "a function gives another result each time",
    text: "Even without interrupts two calls differed, so that nothing can be said of results under interrupts. Call a function whose result depends on its arguments alone; '-> ()' says that there is no result.",
  },
  {
    code: "stack-overflow", title: "the stack is used up",
    text: `\
A kernel stack has 16 KiB, of which whoever called the kext has used a part, and a page that is not
mapped below. Keep large buffers on the heap, avoid recursion; 'kextir audit' lists the largest frames.
Interrupts need some hundred bytes at any moment, too.`,
  },
  { code: "stack-underflow", title: "memory above the stack is used", text: "The function reads or writes above the frame of its first caller: an index into a local array is out of bounds, or %rsp was changed by hand." },
  { code: "stack-smashed", title: "a local array was written over its end", text: "The stack protector keeps a number between arrays and the return address, and it has changed when the function returned. Check the indices." },
  {
    code: "text-write", title: "code or constants are written to",
    text: "__TEXT is not writable in the kernel. A pointer to a constant was made mutable, or a variable that is written to was declared const, or static without mut or interior mutability.",
  },
  { code: "data-execution", title: "data is run as code", text: "Only __TEXT is executable. A pointer to a function holds the address of data, or a return address on the stack was overwritten." },
  { code: "null-pointer", title: "a null pointer is used", text: "Addresses near 0 are never mapped in the kernel. An allocation that failed, or a field that was not set, are the usual causes." },
  { code: "wild-pointer", title: "an address is used where nothing is", text: "The pointer was never set, was computed wrongly, or its memory was overwritten. In the kernel something may lie there, and be changed." },
  { code: "kernel-memory", title: "the kernel's own memory is written to, or run as what it is not", text: "The kext has an address of the kernel's that was not given to it, or runs over the end of something that was." },
  { code: "absent-function", title: "something of the kernel's is used that the test kernel does not have", text: "The test kernel has logging, memory, strings, locks, atomics and time, not IOKit's classes, processes, files or networks. Code that needs those can be tried on a Mac only." },
  { code: "general-protection", title: "the processor forbids an operation", text: "Most often an address whose upper 16 bits are not all the same: it was computed from garbage. Else an instruction that is not for kexts, or a misaligned vector access." },
  {
    code: "invalid-instruction", title: "the processor refuses an instruction",
    text: "ud2 stands where a compiler holds that no program comes: behind a panic, or where undefined behaviour led to. Instructions newer than the processor are refused likewise.",
  },
  { code: "breakpoint", title: "a breakpoint was reached", text: "int3 fills the gaps between functions, or was put there for a debugger. Control went where it should not." },
  { code: "division-error", title: "a division by zero, or with a quotient that is too large", text: "The processor faults at both, and the kernel panics." },
  { code: "double-fault", title: "a fault could not be handled", text: "The processor could not push the frame of a fault: the stack pointer points to nothing. Look at assembly that changes %rsp." },
  { code: "processor-fault", title: "the processor refused an instruction", text: "The message has the number of its exception; the kernel would panic." },
  { code: "memory-leak", title: "memory was not freed when the kext had stopped", text: "Nobody frees it later: it is lost until the machine restarts. Free in stop, in reverse order, what start allocated, and what calls have left." },
  { code: "heap-overrun", title: "memory behind an allocation is used", text: "In the kernel another allocation lies there. Each allocation of the test kernel's ends at a page that is not mapped, or nearly, with a pattern between." },
  { code: "heap-underrun", title: "memory before an allocation is used", text: "In the kernel another allocation lies there. A negative index is the usual cause." },
  { code: "use-after-free", title: "memory is used after it was freed", text: "In the kernel it belongs to somebody else by then. Free it after its last use, and forget the pointer." },
  { code: "double-free", title: "memory is freed twice", text: "The second time it may be somebody else's, and the kernel's lists of free memory are damaged. Let one place free it, and forget the pointer." },
  { code: "wrong-size-free", title: "memory is freed with another size than it was allocated with", text: "IOFree and its kin believe the size they are given, and return that many bytes to the allocator's lists." },
  { code: "wrong-free", title: "memory is freed with the function of another allocator", text: "IOMalloc goes with IOFree, IOMallocAligned with IOFreeAligned, and so on: each keeps its books in its own way." },
  { code: "bad-free", title: "what is freed was never allocated", text: "The pointer was changed since it was allocated, or points into an allocation or to a static variable." },
  { code: "kernel-panic", title: "the kext made the kernel panic", text: "It called panic, as Rust's panic handler may do, or used a lock that it holds already: there is one thread, so that would wait for ever." },
  {
    code: "broken-return", title: "a function comes back with a changed state of the processor",
    text: "A function gives back %rbx, %rbp and %r12 to %r15 as they were, the direction flag clear, interrupts on where they were on, and the processor's control registers as they were. Compilers see to the registers: look at assembly, and at ml_set_interrupts_enabled.",
  },
  { code: "halted", title: "the processor is halted", text: "hlt waits for the next interrupt, with interrupts off for ever. That is for the kernel's idle thread: a kext sleeps with IOSleep, or waits for a lock." },
  { code: "held-lock", title: "a lock is still taken when the kext comes back", text: "Whoever takes a lock in start, in stop or in a constructor gives it back there: nobody says that the same thread comes again." },
  { code: "must-not-sleep", title: "what may sleep is called where nobody may", text: "Who waits for a mutex, or sleeps, lets other threads run. With a spin lock taken those would wait for it for ever, with interrupts off nothing would wake anybody: the kernel panics." },
  { code: "start-failed", title: "start says that it failed", text: "start returns 0 (KERN_SUCCESS) for a kext that is to stay loaded. What it had allocated until then it has to free itself." },
  { code: "stop-failed", title: "stop says that the kext cannot be unloaded", text: "stop returns 0 (KERN_SUCCESS); anything else keeps the kext loaded, with all its memory." },
  { code: "boot-timeout", title: "the kext did not come to an end in time", text: "The message says where it was: a loop that does not end, or one that waits for something that does not come. --timeout allows longer." },
  { code: "machine-reset", title: "the machine reset itself", text: "The fault was one in handling a fault in handling a fault. The kext has changed the descriptor tables, the page tables or the kernel." },
  { code: "log-full", title: "the kext logs too much", text: "More than 4 MiB of text are left out. The kernel's log would lose most of it." },
  { code: "boot-not-understood", title: "the test kernel's console has a line that the kernel does not write", text: "A kext that writes to port 0xe9 itself makes the report useless, so it is refused." },
];
