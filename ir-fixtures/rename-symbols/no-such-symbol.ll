; RUN: --passes='rename-symbols<prinkt=IOLog;nowhere=x;"/^zz/"=y;same=same>'
declare i32 @printk(ptr, ...)
declare void @same()
