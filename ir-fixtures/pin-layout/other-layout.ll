; RUN: --passes='pin-layout<layout=e-m:o-p:32:32-f64:32:64-f80:128-n8:16:32:64-S64>'
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"
