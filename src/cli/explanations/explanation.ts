/** What `kextir explain` says of one code of diagnostics. */
export interface Explanation {
  readonly code: string;
  /** What it is, on one line. */
  readonly title: string;
  /** What it means and what to do. */
  readonly text: string;
  /** What brings it about; absent where that takes a binary file, another program or a damaged one. */
  readonly example?: Example;
}

export interface Example {
  /** As --passes takes it. */
  readonly passes: string;
  readonly module: string;
}
