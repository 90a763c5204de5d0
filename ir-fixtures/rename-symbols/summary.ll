; RUN: --passes='rename-symbols<sym=new>'
; A summary names symbols; type ids in it are none, and hashes of names cannot follow.
@sym = global i32 0

^0 = module: (path: "sym", hash: (0, 0, 0, 0, 0))
^1 = gv: (name: "sym", summaries: (variable: (module: ^0, flags: (linkage: external, notEligibleToImport: 0, live: 0, dsoLocal: 0, canAutoHide: 0), varFlags: (readonly: 0, writeonly: 0, constant: 0))))
^2 = gv: (guid: 15822663052811949562)
^3 = typeid: (name: "sym", summary: (typeTestRes: (kind: allOnes, sizeM1BitWidth: 7)))
