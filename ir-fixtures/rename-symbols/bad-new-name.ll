; RUN: --passes='rename-symbols<"/^k(.*)/"="\\1">'
declare void @k()
declare void @kllvm.trap()
