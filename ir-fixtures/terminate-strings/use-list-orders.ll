; RUN: --passes='terminate-strings'
; LLVM: 14
; An order counts uses: one of a string's address, or of content that grew, no longer fits.
@a = private constant [5 x i8] c"hello"
@b = private constant [5 x i8] c"hello"
@c = private constant [6 x i8] c"world\00"

define void @f([5 x i8]** %p) {
  %w = load [5 x i8]*, [5 x i8]** %p
  store [5 x i8]* @a, [5 x i8]** %p
  %x = load [5 x i8], [5 x i8]* @a
  %y = getelementptr [6 x i8], [6 x i8]* @c, i64 0, i64 0
  %z = getelementptr [6 x i8], [6 x i8]* @c, i64 0, i64 1
  ret void

  ; uselistorder directives
  uselistorder [5 x i8]** %p, { 1, 0 }
}

uselistorder [5 x i8]* @a, { 1, 0 }
uselistorder [6 x i8]* @c, { 1, 0 }
uselistorder [5 x i8] c"hello", { 1, 0 }
