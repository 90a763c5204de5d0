// Programs in C of several files that call each other by all means that a linker has a part in.

/** A program: its files, the last of which has `long run(void)`. The same seed gives the same program. */
export function randomProgram(seed: number, files: number, functionsPerFile: number): string[] {
  const random = generator(seed);
  const functions = files * functionsPerFile;
  const numbers = (count: number, below: number): string => Array.from({ length: count }, () => random(below)).join(",");
  const file = (): number => random(files);
  const fn = (): string => `f${random(functions)}`;

  const declarations = [
    "extern long shared; long weak_one(long); unsigned long strlen(const char *);",
    ...Array.from({ length: functions }, (_, index) => `long f${index}(long x, int d);`),
    ...Array.from({ length: files }, (_, index) => `extern long g${index}[8]; extern long (*const t${index}[4])(long, int); extern const char *n${index}[3]; extern short c${index}; extern char big${index}[];`),
  ].join("\n");

  /** An expression of `x` in file `own`, whose operands are evaluated in an order that C fixes. */
  const expression = (own: number): string => {
    const choices = [
      () => `g${file()}[x & 7]`,
      () => `${fn()}(x + ${random(9)}, d - 1)`,
      () => `t${file()}[x & 3](x ^ ${random(9)}, d - 1)`,
      () => `private${own}++`,
      () => `table${own}[(unsigned long)x % 6]`,
      () => `(long)strlen(n${file()}[(unsigned long)x % 3])`,
      () => `(shared += ${random(5)})`,
      () => "weak_one(x)",
      () => `*inside${own}`,
      () => `(c${file()} += x)`,
      () => `(long)"a string ${random(6)}"[x & 7]`,
      () => `(big${own}[x & 511] += d, zero${own}[x & 15]++)`,
    ];
    return choices[random(choices.length)]!();
  };

  const define = (own: number, index: number): string => {
    const cases = Array.from({ length: 8 }, (_, number) => `case ${number}: ${random(3) === 0 ? "x +=" : "return"} ${expression(own)}; ${random(2) === 0 ? "" : "break;"}`);
    const labels = "static const void *const labels[] = {&&a, &&b, &&c}; goto *labels[(unsigned long)x % 3]; a: x += 1; b: x ^= 5; c:;";
    return `${random(4) === 0 ? "__attribute__((weak)) " : ""}long f${index}(long x, int d) {
      if (d <= 0) return x ^ ${index};
      switch (x & ${random(2) === 0 ? 7 : 15}) { ${cases.join("\n")} }
      ${random(2) === 0 ? labels : ""}
      return x + ${expression(own)};
    }`;
  };

  const run = `long run(void) {
    unsigned long h = 1;
    ${Array.from({ length: functions }, (_, index) => `h = (h ^ (unsigned long)f${index}(${index * 7}, 5)) * 1099511628211ul;`).join("\n")}
    for (int i = 0; i < 8; i++) h = h * 31 + ${Array.from({ length: files }, (_, index) => `g${index}[i]`).join(" + ")};
    return (long)(h + shared);
  }
  int start(void *info, void *data) { return 0; }
  int stop(void *info, void *data) { return 0; }`;

  return Array.from({ length: files }, (_, own) =>
    [
      declarations,
      `long g${own}[8] = {${numbers(8, 1000)}}; long shared; short c${own}; char big${own}[${1000 + random(100000)}];`,
      `static long private${own} = ${random(100)}; static long zero${own}[16]; static const int table${own}[] = {${numbers(6, 77)}};`,
      `static long *inside${own} = &g${file()}[${random(8)}]; static const char text${own}[] = "common text ${random(4)}";`,
      `const char *n${own}[3] = {"name ${random(5)}", "common text ${random(4)}", text${own} + 3};`,
      `long (*const t${own}[4])(long, int) = {${fn()}, ${fn()}, ${fn()}, ${fn()}};`,
      "__attribute__((weak)) long weak_one(long x) { return x * 3 + 1; }",
      random(2) === 0 ? "" : `__attribute__((constructor)) static void construct${own}(void) { private${own} += ${random(50)}; g${own}[0] ^= ${random(99)}; }`,
      ...Array.from({ length: functionsPerFile }, (_element, index) => define(own, own * functionsPerFile + index)),
      ...(own === files - 1 ? [run] : []),
    ].join("\n"),
  );
}

/** Numbers below what is asked for; mulberry32. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
