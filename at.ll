; ModuleID = '-'
source_filename = "-"
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15.0"

; Function Attrs: nounwind ssp uwtable
define float @add_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fadd float %5, %6
  ret float %7
}

; Function Attrs: nounwind ssp uwtable
define float @sub_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fsub float %5, %6
  ret float %7
}

; Function Attrs: nounwind ssp uwtable
define float @mul_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fmul float %5, %6
  ret float %7
}

; Function Attrs: nounwind ssp uwtable
define float @div_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fdiv float %5, %6
  ret float %7
}

; Function Attrs: nounwind ssp uwtable
define i32 @lt_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp olt float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @le_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp ole float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @gt_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp ogt float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @ge_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp oge float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @eq_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp oeq float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @ne_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp une float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @un_f(float noundef %0, float noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca float, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store float %1, ptr %4, align 4, !tbaa !9
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = load float, ptr %4, align 4, !tbaa !9
  %7 = fcmp uno float %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @i_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptosi float %3 to i32
  ret i32 %4
}

; Function Attrs: nounwind ssp uwtable
define i32 @u_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptoui float %3 to i32
  ret i32 %4
}

; Function Attrs: nounwind ssp uwtable
define i64 @l_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptosi float %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind ssp uwtable
define i64 @ul_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptoui float %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind ssp uwtable
define i128 @w_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptosi float %3 to i128
  ret i128 %4
}

; Function Attrs: nounwind ssp uwtable
define i128 @uw_f(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fptoui float %3 to i128
  ret i128 %4
}

; Function Attrs: nounwind ssp uwtable
define float @fi_f(i32 noundef %0) #0 {
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4, !tbaa !5
  %3 = load i32, ptr %2, align 4, !tbaa !5
  %4 = sitofp i32 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @fu_f(i32 noundef %0) #0 {
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4, !tbaa !5
  %3 = load i32, ptr %2, align 4, !tbaa !5
  %4 = uitofp i32 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @fl_f(i64 noundef %0) #0 {
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8, !tbaa !11
  %3 = load i64, ptr %2, align 8, !tbaa !11
  %4 = sitofp i64 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @ful_f(i64 noundef %0) #0 {
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8, !tbaa !11
  %3 = load i64, ptr %2, align 8, !tbaa !11
  %4 = uitofp i64 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @fw_f(i128 noundef %0) #0 {
  %2 = alloca i128, align 16
  store i128 %0, ptr %2, align 16, !tbaa !13
  %3 = load i128, ptr %2, align 16, !tbaa !13
  %4 = sitofp i128 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @fuw_f(i128 noundef %0) #0 {
  %2 = alloca i128, align 16
  store i128 %0, ptr %2, align 16, !tbaa !13
  %3 = load i128, ptr %2, align 16, !tbaa !13
  %4 = uitofp i128 %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define float @pw_f(float noundef %0, i32 noundef %1) #0 {
  %3 = alloca float, align 4
  %4 = alloca i32, align 4
  store float %0, ptr %3, align 4, !tbaa !9
  store i32 %1, ptr %4, align 4, !tbaa !5
  %5 = load float, ptr %3, align 4, !tbaa !9
  %6 = fpext float %5 to double
  %7 = load i32, ptr %4, align 4, !tbaa !5
  %8 = call double @llvm.powi.f64.i32(double %6, i32 %7)
  %9 = fptrunc double %8 to float
  ret float %9
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.powi.f64.i32(double, i32) #1

; Function Attrs: nounwind ssp uwtable
define double @add_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fadd double %5, %6
  ret double %7
}

; Function Attrs: nounwind ssp uwtable
define double @sub_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fsub double %5, %6
  ret double %7
}

; Function Attrs: nounwind ssp uwtable
define double @mul_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fmul double %5, %6
  ret double %7
}

; Function Attrs: nounwind ssp uwtable
define double @div_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fdiv double %5, %6
  ret double %7
}

; Function Attrs: nounwind ssp uwtable
define i32 @lt_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp olt double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @le_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp ole double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @gt_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp ogt double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @ge_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp oge double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @eq_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp oeq double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @ne_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp une double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @un_d(double noundef %0, double noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  store double %0, ptr %3, align 8, !tbaa !15
  store double %1, ptr %4, align 8, !tbaa !15
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load double, ptr %4, align 8, !tbaa !15
  %7 = fcmp uno double %5, %6
  %8 = zext i1 %7 to i32
  ret i32 %8
}

; Function Attrs: nounwind ssp uwtable
define i32 @i_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptosi double %3 to i32
  ret i32 %4
}

; Function Attrs: nounwind ssp uwtable
define i32 @u_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptoui double %3 to i32
  ret i32 %4
}

; Function Attrs: nounwind ssp uwtable
define i64 @l_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptosi double %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind ssp uwtable
define i64 @ul_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptoui double %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind ssp uwtable
define i128 @w_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptosi double %3 to i128
  ret i128 %4
}

; Function Attrs: nounwind ssp uwtable
define i128 @uw_d(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptoui double %3 to i128
  ret i128 %4
}

; Function Attrs: nounwind ssp uwtable
define double @fi_d(i32 noundef %0) #0 {
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4, !tbaa !5
  %3 = load i32, ptr %2, align 4, !tbaa !5
  %4 = sitofp i32 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @fu_d(i32 noundef %0) #0 {
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4, !tbaa !5
  %3 = load i32, ptr %2, align 4, !tbaa !5
  %4 = uitofp i32 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @fl_d(i64 noundef %0) #0 {
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8, !tbaa !11
  %3 = load i64, ptr %2, align 8, !tbaa !11
  %4 = sitofp i64 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @ful_d(i64 noundef %0) #0 {
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8, !tbaa !11
  %3 = load i64, ptr %2, align 8, !tbaa !11
  %4 = uitofp i64 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @fw_d(i128 noundef %0) #0 {
  %2 = alloca i128, align 16
  store i128 %0, ptr %2, align 16, !tbaa !13
  %3 = load i128, ptr %2, align 16, !tbaa !13
  %4 = sitofp i128 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @fuw_d(i128 noundef %0) #0 {
  %2 = alloca i128, align 16
  store i128 %0, ptr %2, align 16, !tbaa !13
  %3 = load i128, ptr %2, align 16, !tbaa !13
  %4 = uitofp i128 %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define double @pw_d(double noundef %0, i32 noundef %1) #0 {
  %3 = alloca double, align 8
  %4 = alloca i32, align 4
  store double %0, ptr %3, align 8, !tbaa !15
  store i32 %1, ptr %4, align 4, !tbaa !5
  %5 = load double, ptr %3, align 8, !tbaa !15
  %6 = load i32, ptr %4, align 4, !tbaa !5
  %7 = call double @llvm.powi.f64.i32(double %5, i32 %6)
  ret double %7
}

; Function Attrs: nounwind ssp uwtable
define double @ext(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = fpext float %3 to double
  ret double %4
}

; Function Attrs: nounwind ssp uwtable
define float @tr(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = fptrunc double %3 to float
  ret float %4
}

; Function Attrs: nounwind ssp uwtable
define { double, double } @cm(double noundef %0, double noundef %1, double noundef %2, double noundef %3) #0 {
  %5 = alloca { double, double }, align 8
  %6 = alloca { double, double }, align 8
  %7 = alloca { double, double }, align 8
  %8 = getelementptr inbounds nuw { double, double }, ptr %6, i32 0, i32 0
  store double %0, ptr %8, align 8
  %9 = getelementptr inbounds nuw { double, double }, ptr %6, i32 0, i32 1
  store double %1, ptr %9, align 8
  %10 = getelementptr inbounds nuw { double, double }, ptr %7, i32 0, i32 0
  store double %2, ptr %10, align 8
  %11 = getelementptr inbounds nuw { double, double }, ptr %7, i32 0, i32 1
  store double %3, ptr %11, align 8
  %12 = getelementptr inbounds nuw { double, double }, ptr %6, i32 0, i32 0
  %13 = load double, ptr %12, align 8
  %14 = getelementptr inbounds nuw { double, double }, ptr %6, i32 0, i32 1
  %15 = load double, ptr %14, align 8
  %16 = getelementptr inbounds nuw { double, double }, ptr %7, i32 0, i32 0
  %17 = load double, ptr %16, align 8
  %18 = getelementptr inbounds nuw { double, double }, ptr %7, i32 0, i32 1
  %19 = load double, ptr %18, align 8
  %20 = fmul double %13, %17
  %21 = fmul double %15, %19
  %22 = fmul double %13, %19
  %23 = fmul double %15, %17
  %24 = fsub double %20, %21
  %25 = fadd double %22, %23
  %26 = fcmp uno double %24, %24
  br i1 %26, label %27, label %33, !prof !17

27:                                               ; preds = %4
  %28 = fcmp uno double %25, %25
  br i1 %28, label %29, label %33, !prof !17

29:                                               ; preds = %27
  %30 = call { double, double } @__muldc3(double noundef %13, double noundef %15, double noundef %17, double noundef %19) #3
  %31 = extractvalue { double, double } %30, 0
  %32 = extractvalue { double, double } %30, 1
  br label %33

33:                                               ; preds = %29, %27, %4
  %34 = phi double [ %24, %4 ], [ %24, %27 ], [ %31, %29 ]
  %35 = phi double [ %25, %4 ], [ %25, %27 ], [ %32, %29 ]
  %36 = getelementptr inbounds nuw { double, double }, ptr %5, i32 0, i32 0
  %37 = getelementptr inbounds nuw { double, double }, ptr %5, i32 0, i32 1
  store double %34, ptr %36, align 8
  store double %35, ptr %37, align 8
  %38 = load { double, double }, ptr %5, align 8
  ret { double, double } %38
}

declare { double, double } @__muldc3(double, double, double, double)

; Function Attrs: nounwind ssp uwtable
define <2 x float> @cd(<2 x float> noundef %0, <2 x float> noundef %1) #2 {
  %3 = alloca { float, float }, align 4
  %4 = alloca { float, float }, align 4
  %5 = alloca { float, float }, align 4
  %6 = alloca { float, float }, align 4
  store <2 x float> %0, ptr %4, align 4
  store <2 x float> %1, ptr %5, align 4
  %7 = getelementptr inbounds nuw { float, float }, ptr %4, i32 0, i32 0
  %8 = load float, ptr %7, align 4
  %9 = getelementptr inbounds nuw { float, float }, ptr %4, i32 0, i32 1
  %10 = load float, ptr %9, align 4
  %11 = getelementptr inbounds nuw { float, float }, ptr %5, i32 0, i32 0
  %12 = load float, ptr %11, align 4
  %13 = getelementptr inbounds nuw { float, float }, ptr %5, i32 0, i32 1
  %14 = load float, ptr %13, align 4
  %15 = call <2 x float> @__divsc3(float noundef %8, float noundef %10, float noundef %12, float noundef %14) #3
  store <2 x float> %15, ptr %6, align 4
  %16 = getelementptr inbounds nuw { float, float }, ptr %6, i32 0, i32 0
  %17 = load float, ptr %16, align 4
  %18 = getelementptr inbounds nuw { float, float }, ptr %6, i32 0, i32 1
  %19 = load float, ptr %18, align 4
  %20 = getelementptr inbounds nuw { float, float }, ptr %3, i32 0, i32 0
  %21 = getelementptr inbounds nuw { float, float }, ptr %3, i32 0, i32 1
  store float %17, ptr %20, align 4
  store float %19, ptr %21, align 4
  %22 = load <2 x float>, ptr %3, align 4
  ret <2 x float> %22
}

declare <2 x float> @__divsc3(float, float, float, float)

; Function Attrs: nounwind ssp uwtable
define i128 @wd(i128 noundef %0, i128 noundef %1) #0 {
  %3 = alloca i128, align 16
  %4 = alloca i128, align 16
  store i128 %0, ptr %3, align 16, !tbaa !13
  store i128 %1, ptr %4, align 16, !tbaa !13
  %5 = load i128, ptr %3, align 16, !tbaa !13
  %6 = load i128, ptr %4, align 16, !tbaa !13
  %7 = sdiv i128 %5, %6
  ret i128 %7
}

; Function Attrs: nounwind ssp uwtable
define i128 @wm(i128 noundef %0, i128 noundef %1) #0 {
  %3 = alloca i128, align 16
  %4 = alloca i128, align 16
  store i128 %0, ptr %3, align 16, !tbaa !13
  store i128 %1, ptr %4, align 16, !tbaa !13
  %5 = load i128, ptr %3, align 16, !tbaa !13
  %6 = load i128, ptr %4, align 16, !tbaa !13
  %7 = srem i128 %5, %6
  ret i128 %7
}

; Function Attrs: nounwind ssp uwtable
define i128 @ud(i128 noundef %0, i128 noundef %1) #0 {
  %3 = alloca i128, align 16
  %4 = alloca i128, align 16
  store i128 %0, ptr %3, align 16, !tbaa !13
  store i128 %1, ptr %4, align 16, !tbaa !13
  %5 = load i128, ptr %3, align 16, !tbaa !13
  %6 = load i128, ptr %4, align 16, !tbaa !13
  %7 = udiv i128 %5, %6
  ret i128 %7
}

; Function Attrs: nounwind ssp uwtable
define i128 @um(i128 noundef %0, i128 noundef %1) #0 {
  %3 = alloca i128, align 16
  %4 = alloca i128, align 16
  store i128 %0, ptr %3, align 16, !tbaa !13
  store i128 %1, ptr %4, align 16, !tbaa !13
  %5 = load i128, ptr %3, align 16, !tbaa !13
  %6 = load i128, ptr %4, align 16, !tbaa !13
  %7 = urem i128 %5, %6
  ret i128 %7
}

; Function Attrs: nounwind ssp uwtable
define i32 @wo(i128 noundef %0, i128 noundef %1, ptr noundef %2) #0 {
  %4 = alloca i128, align 16
  %5 = alloca i128, align 16
  %6 = alloca ptr, align 8
  store i128 %0, ptr %4, align 16, !tbaa !13
  store i128 %1, ptr %5, align 16, !tbaa !13
  store ptr %2, ptr %6, align 8, !tbaa !18
  %7 = load i128, ptr %4, align 16, !tbaa !13
  %8 = load i128, ptr %5, align 16, !tbaa !13
  %9 = load ptr, ptr %6, align 8, !tbaa !18
  %10 = call { i128, i1 } @llvm.smul.with.overflow.i128(i128 %7, i128 %8)
  %11 = extractvalue { i128, i1 } %10, 1
  %12 = extractvalue { i128, i1 } %10, 0
  store i128 %12, ptr %9, align 16
  %13 = zext i1 %11 to i32
  ret i32 %13
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare { i128, i1 } @llvm.smul.with.overflow.i128(i128, i128) #1

; Function Attrs: nounwind ssp uwtable
define i128 @wa(ptr noundef %0) #0 {
  %2 = alloca ptr, align 8
  %3 = alloca i128, align 16
  store ptr %0, ptr %2, align 8, !tbaa !18
  %4 = load ptr, ptr %2, align 8, !tbaa !18
  %5 = load atomic i128, ptr %4 seq_cst, align 16
  store i128 %5, ptr %3, align 16
  %6 = load i128, ptr %3, align 16, !tbaa !13
  ret i128 %6
}

; Function Attrs: nounwind ssp uwtable
define double @sine(double noundef %0) #0 {
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8, !tbaa !15
  %3 = load double, ptr %2, align 8, !tbaa !15
  %4 = call double @llvm.sin.f64(double %3)
  %5 = load double, ptr %2, align 8, !tbaa !15
  %6 = call double @llvm.sqrt.f64(double %5)
  %7 = fadd double %4, %6
  %8 = load double, ptr %2, align 8, !tbaa !15
  %9 = load double, ptr %2, align 8, !tbaa !15
  %10 = load double, ptr %2, align 8, !tbaa !15
  %11 = call double @llvm.fma.f64(double %8, double %9, double %10)
  %12 = fadd double %7, %11
  ret double %12
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.sin.f64(double) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.sqrt.f64(double) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.fma.f64(double, double, double) #1

; Function Attrs: nounwind ssp uwtable
define float @sinef(float noundef %0) #0 {
  %2 = alloca float, align 4
  store float %0, ptr %2, align 4, !tbaa !9
  %3 = load float, ptr %2, align 4, !tbaa !9
  %4 = call float @llvm.floor.f32(float %3)
  %5 = load float, ptr %2, align 4, !tbaa !9
  %6 = load float, ptr %2, align 4, !tbaa !9
  %7 = frem float %5, %6
  %8 = fadd float %4, %7
  ret float %8
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.floor.f32(float) #1

attributes #0 = { nounwind ssp uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="penryn" "target-features"="+cmov,+cx16,+cx8,+fxsr,+mmx,+sahf,+sse,+sse2,+sse3,+sse4.1,+ssse3,+x87" "tune-cpu"="generic" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nounwind ssp uwtable "frame-pointer"="all" "min-legal-vector-width"="64" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="penryn" "target-features"="+cmov,+cx16,+cx8,+fxsr,+mmx,+sahf,+sse,+sse2,+sse3,+sse4.1,+ssse3,+x87" "tune-cpu"="generic" }
attributes #3 = { nounwind }

!llvm.module.flags = !{!0, !1, !2, !3}
!llvm.ident = !{!4}
!llvm.errno.tbaa = !{!5}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 8, !"PIC Level", i32 2}
!2 = !{i32 7, !"uwtable", i32 2}
!3 = !{i32 7, !"frame-pointer", i32 2}
!4 = !{!"Debian clang version 22.1.8 (1~deb12u1)"}
!5 = !{!6, !6, i64 0}
!6 = !{!"int", !7, i64 0}
!7 = !{!"omnipotent char", !8, i64 0}
!8 = !{!"Simple C/C++ TBAA"}
!9 = !{!10, !10, i64 0}
!10 = !{!"float", !7, i64 0}
!11 = !{!12, !12, i64 0}
!12 = !{!"long", !7, i64 0}
!13 = !{!14, !14, i64 0}
!14 = !{!"__int128", !7, i64 0}
!15 = !{!16, !16, i64 0}
!16 = !{!"double", !7, i64 0}
!17 = !{!"branch_weights", i32 1, i32 1048575}
!18 = !{!19, !19, i64 0}
!19 = !{!"p1 __int128", !20, i64 0}
!20 = !{!"any pointer", !7, i64 0}
