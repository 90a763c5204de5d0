// Which number means which calling convention. Sources: the numbers of llvm/IR/CallingConv.h of
// LLVM 22 and 16, and what llvm-dis-13 to -22 print for each of them.

/** How a convention is spelt in LLVM IR: `ccc` for C's, which IR leaves out, and `cc11` for one without a name. */
export function callingConventionName(number: number): string {
  return NAMES.get(number) ?? (RISCV_VLS_FIRST <= number && number <= RISCV_VLS_LAST ? `riscv_vls_cc(${2 ** (number - RISCV_VLS_FIRST + 5)})` : `cc${number}`);
}

// One convention for each width of vectors, 32 to 65536 bits.
const RISCV_VLS_FIRST = 112;
const RISCV_VLS_LAST = 123;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, "ccc"],
  [8, "fastcc"],
  [9, "coldcc"],
  [10, "ghccc"],
  // Dropped after 16 (12 has had no meaning since).
  [12, "webkit_jscc"],
  [13, "anyregcc"],
  [14, "preserve_mostcc"],
  [15, "preserve_allcc"],
  [16, "swiftcc"],
  [17, "cxx_fast_tlscc"],
  [18, "tailcc"],
  [19, "cfguard_checkcc"],
  [20, "swifttailcc"],
  [21, "preserve_nonecc"],
  // From here on for one target each.
  [64, "x86_stdcallcc"],
  [65, "x86_fastcallcc"],
  [66, "arm_apcscc"],
  [67, "arm_aapcscc"],
  [68, "arm_aapcs_vfpcc"],
  [69, "msp430_intrcc"],
  [70, "x86_thiscallcc"],
  [71, "ptx_kernel"],
  [72, "ptx_device"],
  [75, "spir_func"],
  [76, "spir_kernel"],
  [77, "intel_ocl_bicc"],
  [78, "x86_64_sysvcc"],
  [79, "win64cc"],
  [80, "x86_vectorcallcc"],
  [81, "hhvmcc"],
  [82, "hhvm_ccc"],
  [83, "x86_intrcc"],
  [84, "avr_intrcc"],
  [85, "avr_signalcc"],
  [87, "amdgpu_vs"],
  [88, "amdgpu_gs"],
  [89, "amdgpu_ps"],
  [90, "amdgpu_cs"],
  [91, "amdgpu_kernel"],
  [92, "x86_regcallcc"],
  [93, "amdgpu_hs"],
  [95, "amdgpu_ls"],
  [96, "amdgpu_es"],
  [97, "aarch64_vector_pcs"],
  [98, "aarch64_sve_vector_pcs"],
  [100, "amdgpu_gfx"],
  [102, "aarch64_sme_preservemost_from_x0"],
  [103, "aarch64_sme_preservemost_from_x2"],
  [104, "amdgpu_cs_chain"],
  [105, "amdgpu_cs_chain_preserve"],
  [106, "m68k_rtdcc"],
  [107, "graalcc"],
  [110, "riscv_vector_cc"],
  [111, "aarch64_sme_preservemost_from_x1"],
  [124, "amdgpu_gfx_whole_wave"],
  [125, "cheriot_compartmentcallcc"],
  [126, "cheriot_compartmentcalleecc"],
  [127, "cheriot_librarycallcc"],
]);
