; RUN: --passes='strip-split-stack<keep=probe-stack;keep=stack-probe-size>'

define void @f() #0 {
  ret void
}

declare void @__rust_probestack()

attributes #0 = { nounwind "probe-stack"="__rust_probestack" "stack-probe-size"="8192" }
