// Symbols that are not the kernel's: where they come from, and what to do about them.

/** What a symbol is part of, when the kernel does not export it. */
export type Origin =
  | "compiler-runtime" | "stack-growth" | "thread-local" | "unwinder" | "c++-abi" | "rust" | "intrinsic"
  | "libc" | "libm" | "libkmod" | "linker" | "other-kext" | "linux" | "user-space";

export interface ForeignSymbol {
  readonly origin: Origin;
  /** Follows "the kernel does not export it: it is ". */
  readonly cause: string;
  /** What to do, one line. */
  readonly cure: string;
}

/** What `symbol`, a raw name as in `___adddf3`, is part of; undefined where its name does not tell. */
export function foreignSymbol(symbol: string): ForeignSymbol | undefined {
  for (const { origin, pattern, cause, cure } of KINDS) {
    const match = pattern.exec(symbol);
    if (match !== null) return { origin, cause: typeof cause === "string" ? cause : cause(match), cure };
  }
  return undefined;
}

interface Kind {
  readonly origin: Origin;
  readonly pattern: RegExp;
  readonly cause: string | ((match: RegExpExecArray) => string);
  readonly cure: string;
}

// compiler-rt's naming: an operation, the modes of its operands, their count. Modes are
// si, di, ti for 32, 64 and 128 bits, hf, bf, sf, df, xf, tf for floating point of 16 to 128.
const FLOAT_RUNTIME = words(
  "(?:add|sub|mul|div|neg|pow|powi)(?:hf|bf|sf|df|xf|tf)[23]? (?:mul|div)(?:hc|sc|dc|xc|tc)3 (?:eq|ne|lt|le|gt|ge|unord|cmp)(?:hf|sf|df|xf|tf)2 " +
    "extend(?:hf|bf|sf|df|xf)(?:sf|df|xf|tf)2 trunc(?:sf|df|xf|tf)(?:hf|bf|sf|df|xf)2 fix(?:uns)?(?:hf|bf|sf|df|xf|tf)(?:si|di|ti) " +
    "float(?:un)?(?:si|di|ti)(?:hf|bf|sf|df|xf|tf) gnu_h2f_ieee gnu_f2h_ieee",
);
const INTEGER_RUNTIME = words(
  "(?:ashl|ashr|lshr|shl|shr)(?:di|ti)3 (?:abs|add|sub|mul|neg)v(?:si|di|ti)[23] (?:neg|ffs|clz|ctz|popcount|parity|cmp|ucmp)(?:si|di|ti)2 " +
    "(?:u?div|u?mod)(?:si|di|ti)3 u?divmod(?:si|di|ti)4 mul(?:di|ti)3 mulo(?:si|di|ti)4 bswap(?:si|di|ti)2 eprintf",
);

const LINK_RUNTIME = "link libcc_kext.a, or compiler_builtins, or a definition of your own with hidden visibility";
const NO_FLOATS = "keep floating point out of kernel code; what cannot go needs a soft-float library with hidden symbols (compiler_builtins)";

const KINDS: readonly Kind[] = [
  {
    origin: "compiler-runtime", pattern: new RegExp(`^___(?:${FLOAT_RUNTIME})$`),
    cause: "compiler-rt's soft float, which code without floating-point registers calls", cure: NO_FLOATS,
  },
  {
    origin: "compiler-runtime", pattern: new RegExp(`^___(?:${INTEGER_RUNTIME})$`),
    cause: ([name]) => `compiler-rt's, ${/ti[234]$/.test(name) ? "for 128-bit integers" : "for integers"}`, cure: LINK_RUNTIME,
  },
  {
    origin: "compiler-runtime", pattern: /^___(?:atomic_\w+|sync_\w+|aarch64_(?:cas|swp|ldadd|ldclr|ldeor|ldset)\w*)$/,
    cause: "compiler-rt's, for atomic operations that the processor lacks", cure: "use atomics of at most 8 aligned bytes",
  },
  {
    origin: "compiler-runtime", pattern: /^___(?:cpu_model|cpu_features2|cpu_indicator_init|isPlatformVersionAtLeast|isOSVersionAtLeast|llvm_profile_(?!runtime$)\w+|llvm_gcov\w*|sanitizer_cov\w*|asan_\w+|ubsan_\w+|tsan_\w+|msan_\w+)$/,
    cause: "compiler-rt's, for profiles, sanitizers or the asking of the processor or the system", cure: "build without what needs it",
  },
  {
    origin: "stack-growth", pattern: /^___(?:morestack\w*|rust_probestack|chkstk_darwin|chkstk|probestack|splitstack\w*)$/,
    cause: "what grows or probes a thread's stack", cure: "run the pass strip-split-stack",
  },
  {
    origin: "thread-local", pattern: /^(?:__tlv_bootstrap|__tlv_atexit|___emutls_get_address|___tls_get_addr)$/,
    cause: "for thread-local variables, which the kernel has none of", cure: "take thread-local variables out of the source",
  },
  {
    origin: "unwinder", pattern: /^(?:__Unwind_\w+|_rust_eh_personality|_rust_eh_unwind_resume|___gcc_personality_v0|___(?:de)?register_frame\w*|_unw_\w+)$/,
    cause: "the unwinder's", cure: "compile with -C panic=abort, and run the pass strip-unwind",
  },
  {
    origin: "c++-abi", pattern: /^(?:___cxa_(?!pure_virtual$)\w+|___gxx_personality_v0|__ZTI\w*|__ZTVN10__cxxabiv1\w*|__ZSt(?!20__throw_length_errorPKc$)\w*|__ZNSt\w*|__ZNKSt\w*)$/,
    cause: "C++'s run time: exceptions, RTTI, guards of static variables, the standard library",
    cure: "compile C++ with -fno-exceptions -fno-rtti -fno-threadsafe-statics -fapple-kext; C without destructors",
  },
  {
    origin: "rust", pattern: /^(?:___rust_\w+|___rg_\w+|___rdl_\w+|_rust_\w+|__R[NICMXYBS]\w*|__ZN.*17h[0-9a-f]{16}E|__RNv\w*)$/,
    cause: "a Rust function of another crate, or of Rust's allocator or panic machinery",
    cure: "compile with -C lto=fat -C codegen-units=1, which brings what is used into the module, or link the crate's object",
  },
  {
    origin: "intrinsic", pattern: /^_llvm\./,
    cause: "an intrinsic that the compiler does not know, which it took for a function",
    cure: "use the clang of the module's LLVM, or run the pass downgrade",
  },
  { origin: "linker", pattern: /^(?:___dso_handle|__mh_bundle_header|__mh_kext_header)$/, cause: "the linker's, which defines it", cure: "nothing: it is gone once the kext is linked" },
  {
    origin: "libkmod", pattern: /^(?:__start|__stop|_OSKextGetCurrent(?:Identifier|VersionString|LoadTag))$/,
    cause: "libkmod's, a static library that kexts are linked with", cure: "link with kextir link, which has them, or with -lkmod",
  },
  {
    origin: "libkmod", pattern: /^(?:__realmain|__antimain)$/,
    cause: "a variable of the kext's that libkmod's _start and _stop read",
    cure: "define kmod_start_func_t *_realmain and kmod_stop_func_t *_antimain, 0 where there is none, or name start and stop themselves in KMOD_EXPLICIT_DECL",
  },
  { origin: "libkmod", pattern: /^_kmod_info$/, cause: "a variable that each kext defines for itself", cure: "define kmod_info once, with KMOD_EXPLICIT_DECL or kextir's own" },
  {
    origin: "libm", pattern: new RegExp(`^_(?:${words(
      "(?:a?(?:sin|cos|tan)h?|atan2|exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sqrt|cbrt|hypot|fabs|floor|ceil|round|roundeven|trunc|rint|nearbyint|fmod|fma|fmin|fmax|fdim|ldexp|frexp|modf|scalbn|copysign|remainder|tgamma|lgamma|erf|erfc)[fl]?",
    )}|___sincos(?:f|pi|pif)?_stret)$`),
    cause: "the mathematical library's", cure: NO_FLOATS,
  },
  {
    origin: "libc", pattern: new RegExp(`^(?:___(?:error|stdoutp|stderrp|assert_rtn|sprintf_chk|snprintf_chk|vsnprintf_chk|memccpy_chk)|_(?:${words(
      "malloc calloc realloc free posix_memalign aligned_alloc puts putchar fputs fputc fprintf vfprintf fwrite fread fopen fclose fflush perror abort exit _exit atexit " +
        "getenv qsort bsearch stpcpy strdup strndup strstr strpbrk strspn strcspn strtok strtok_r strerror strtod strtof strtoll strtoull atol atoll atof " +
        "memmem memccpy memrchr memset_pattern4 memset_pattern8 memset_pattern16 rand srand arc4random arc4random_buf arc4random_uniform setjmp longjmp _setjmp _longjmp sigsetjmp siglongjmp " +
        "open close read write lseek ioctl mmap munmap mprotect getpid fork execve waitpid kill time gettimeofday clock_gettime nanosleep usleep " +
        "pthread_(?!kext_)\\w+ dispatch_\\w+ sysconf toupper tolower isdigit isalpha isspace asprintf vasprintf",
    )}))$`),
    cause: "the C library's", cure: "use what the kernel has instead (kextir explain foreign-symbol lists it), or link a definition with hidden visibility",
  },
  {
    origin: "user-space", pattern: /^(?:dyld_stub_binder|_objc_\w+|_OBJC_\w+|__objc_\w+|_swift_\w+|_\$s\w+|_CF[A-Z]\w+|_NS[A-Z]\w+)$/,
    cause: "of user space: the dynamic linker's, Objective-C's, Swift's or a framework's", cure: "take what needs it out of the source",
  },
  {
    origin: "linux", pattern: new RegExp(`^_(?:${words(
      "printk _printk __kmalloc kmalloc krealloc kzalloc kmalloc_trace vmalloc vfree schedule msleep_interruptible ktime_get jiffies _raw_spin_\\w+ spin_\\w+ mutex_lock mutex_unlock " +
        "copy_from_user copy_to_user _copy_from_user _copy_to_user register_chrdev misc_register queue_work_on __stack_chk_guard_\\w+ __fentry__ __x86_indirect_\\w+ __x86_return_thunk",
    )})$`),
    cause: "a function of Linux's kernel", cure: "map it to macOS's with the pass rename-symbols, as printk=IOLog",
  },
  {
    origin: "other-kext", pattern: /^__ZN?K?(?:TV|TVN|T)?[0-9]*(IOUSB|IOPCI|IONetwork|IOEthernet|IOStorage|IOBlockStorage|IOMedia|IOGraphics|IOFramebuffer|IOHID|IOAudio|IOSCSI|IOATA|IOAHCI|IOACPI|IOBluetooth|IO80211|IOSerial|IOFireWire|IONVMe|IOSurface|IOAccel)/,
    cause: (match) => `of a family of drivers (${match[1]}…), another kext`, cure: "name that kext in OSBundleLibraries; give its symbols with --kpi to have them checked",
  },
  {
    origin: "other-kext", pattern: /^__Z/,
    cause: "a C++ symbol that no kernel list here has: of another kext, or of an object that is not linked", cure: "link what defines it, or name its kext in OSBundleLibraries",
  },
];

/** Alternatives of a pattern, written with blanks between them. */
function words(text: string): string {
  return text.split(" ").join("|");
}
