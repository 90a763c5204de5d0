; RUN: --passes='soft-float'
target triple = "arm64e-apple-macosx11.0.0"

declare i32 @llvm.aarch64.crypto.sha1h(i32)
declare i32 @llvm.aarch64.crc32b(i32, i32)

define internal i32 @sha(i32 %a) {
  %b = call i32 @llvm.aarch64.crypto.sha1h(i32 %a)
  %c = call i32 @llvm.aarch64.crc32b(i32 %b, i32 %a)
  ret i32 %c
}

define internal i64 @constraint(i64 %a) {
  %r = call i64 asm "fmov $0, ${1:d}", "=r,w"(i64 %a)
  ret i64 %r
}
