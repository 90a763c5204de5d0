; RUN: --passes='strip-split-stack<keep=probe-stack;keep=stack-probe-size>'

define void @f() #0 {
  ret void
}

declare void @__rust_probestack()

attributes #0 = { nounwind "no-stack-arg-probe" "probe-stack"="__rust_probestack" "split-stack" "stack-probe-size"="8192" }
