; RUN: --passes='guard-format-strings<function=trace:2;function=trce;function=scan:3>'
; from clang 22 -mkernel -O1, cut down: os_log, a va_list, sscanf, a function of one's own, odd conversions
target triple = "x86_64-apple-macosx10.15.0"

%struct.__va_list_tag = type { i32, i32, ptr, ptr }

@__dso_handle = external global i32, align 4
@_os_log_default = external local_unnamed_addr global ptr, align 8
@format = internal constant [22 x i8] c"%{public}s is %d (%m)\00", section "__TEXT,__os_log", align 16
@.str = private unnamed_addr constant [5 x i8] c"%d%%\00", align 1
@.str.1 = private unnamed_addr constant [3 x i8] c"%d\00", align 1
@.str.2 = private unnamed_addr constant [12 x i8] c"%f and 100%\00", align 1
@.str.3 = private unnamed_addr constant [11 x i8] c"%*d %b %Q\0A\00", align 1
@.str.4 = private unnamed_addr constant [5 x i8] c"\10\01UP\00", align 1

define void @trace(i32 %0, ptr noundef %1, ...) local_unnamed_addr #0 {
  %3 = alloca [1 x %struct.__va_list_tag], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #4
  call void @llvm.va_start.p0(ptr nonnull %3)
  call void @IOLogv(ptr noundef %1, ptr noundef nonnull %3) #5
  call void @llvm.va_end.p0(ptr %3)
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #4
  ret void
}

declare void @llvm.lifetime.start.p0(ptr captures(none)) #1

declare void @llvm.va_start.p0(ptr) #2

declare void @IOLogv(ptr noundef, ptr noundef) local_unnamed_addr #3

declare void @llvm.va_end.p0(ptr) #2

declare void @llvm.lifetime.end.p0(ptr captures(none)) #1

define void @note(ptr noundef %0, i32 noundef %1) local_unnamed_addr #0 {
  %3 = load ptr, ptr @_os_log_default, align 8, !tbaa !7
  tail call void (ptr, ptr, i8, ptr, ...) @_os_log_internal(ptr noundef nonnull @__dso_handle, ptr noundef %3, i8 noundef zeroext 0, ptr noundef nonnull @format, ptr noundef %0, i32 noundef %1) #5
  ret void
}

declare void @_os_log_internal(ptr noundef, ptr noundef, i8 noundef zeroext, ptr noundef, ...) local_unnamed_addr #3

define void @pass(ptr noundef %0) local_unnamed_addr #0 {
  %2 = load ptr, ptr @_os_log_default, align 8, !tbaa !7
  tail call void (ptr, ptr, i8, ptr, ...) @_os_log_internal(ptr noundef nonnull @__dso_handle, ptr noundef %2, i8 noundef zeroext 0, ptr noundef %0) #5
  tail call void (i32, ptr, ...) @log(i32 noundef 3, ptr noundef %0) #5
  tail call void (i32, ptr, ...) @trace(i32 poison, ptr noundef %0) #6
  tail call void (i32, ptr, ...) @trace(i32 poison, ptr noundef nonnull @.str, i32 noundef 1, i32 noundef 2) #6
  ret void
}

declare void @log(i32 noundef, ptr noundef, ...) local_unnamed_addr #3

define i32 @scan(ptr noundef %0, ptr noundef %1, ptr noundef %2) local_unnamed_addr #0 {
  %4 = tail call i32 (ptr, ptr, ...) @sscanf(ptr noundef %0, ptr noundef %1, ptr noundef %2) #5
  %5 = tail call i32 (ptr, ptr, ...) @sscanf(ptr noundef %0, ptr noundef nonnull @.str.1, ptr noundef %2) #5
  %6 = add nsw i32 %5, %4
  ret i32 %6
}

declare i32 @sscanf(ptr noundef, ptr noundef, ...) local_unnamed_addr #3

define void @odd(double noundef %0) local_unnamed_addr #0 {
  tail call void (i32, ptr, ...) @trace(i32 poison, ptr noundef nonnull @.str.2, double noundef %0) #6
  tail call void (i32, ptr, ...) @trace(i32 poison, ptr noundef nonnull @.str.3, i32 noundef 5, i32 noundef 1, i32 noundef 2, ptr noundef nonnull @.str.4, i32 noundef 3) #6
  ret void
}

attributes #0 = { noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="penryn" "target-features"="+cmov,+cx16,+cx8,+fxsr,+mmx,+sahf,+sse,+sse2,+sse3,+sse4.1,+ssse3,+x87" "tune-cpu"="generic" }
attributes #1 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn }
attributes #3 = { noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="penryn" "target-features"="+cmov,+cx16,+cx8,+fxsr,+mmx,+sahf,+sse,+sse2,+sse3,+sse4.1,+ssse3,+x87" "tune-cpu"="generic" }
attributes #4 = { nounwind }
attributes #5 = { nobuiltin noimplicitfloat noredzone nounwind "no-builtins" }
attributes #6 = { nobuiltin noimplicitfloat noredzone "no-builtins" }

!llvm.module.flags = !{!0, !1}
!llvm.ident = !{!2}
!llvm.errno.tbaa = !{!3}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 7, !"frame-pointer", i32 2}
!2 = !{!"Debian clang version 22.1.8 (1~deb12u1)"}
!3 = !{!4, !4, i64 0}
!4 = !{!"int", !5, i64 0}
!5 = !{!"omnipotent char", !6, i64 0}
!6 = !{!"Simple C/C++ TBAA"}
!7 = !{!8, !8, i64 0}
!8 = !{!"any pointer", !5, i64 0}
