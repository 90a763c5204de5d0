// What C brings in when it is compiled as for a program.

#include <stdarg.h>

extern int IOLog(const char *format, ...);
extern void *malloc(unsigned long);
extern int maybe(void) __attribute__((weak_import));
extern void Debugger(const char *reason);
extern void *memchr(const void *, int, unsigned long);
extern int hidden_thing(void), from_nowhere(void);
extern void use(void *);

int counter; /* with -fcommon: a common symbol */
_Thread_local int per_thread;

static int started;
__attribute__((constructor)) static void before_start(void) { use(&started); }

/* What the kernel exports under the same name. */
void *memcpy(void *to, const void *from, unsigned long size) {
  char *byte = to;
  for (unsigned long at = 0; at < size; at++) byte[at] = ((const char *)from)[at];
  return to;
}

int walk(int depth) { return depth == 0 ? started : walk(depth - 1) + walk(depth - 2); }

int sum(int count) {
  int numbers[count];
  use(numbers);
  return numbers[count / 2];
}

int large(void) {
  char page[5000];
  use(page);
  return page[1];
}

int larger(void) {
  char page[12000];
  use(page);
  return page[1] + large();
}

int call(int (*function)(int)) { return function(per_thread) + counter; }

int needs(const char *text) {
  Debugger("stop");
  if (maybe) maybe();
  return memchr(text, 'a', 5) != malloc(5) ? hidden_thing() : from_nowhere();
}
