; RUN: --passes='code-model'
target triple = "x86_64-apple-macosx10.15.0"
