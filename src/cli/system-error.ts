/** What the operating system refused, as Node throws it. */
export interface SystemError extends Error {
  /** As in `ENOENT`. */
  readonly code: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

/** Why the system refused, in the words of its own manual. */
export function reasonOf({ code, message }: SystemError): string {
  return REASONS[code] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "it is a directory",
  ENOENT: "no such file or directory",
  ENOTDIR: "a part of its path is not a directory",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "too many symbolic links",
  ENOSPC: "no space left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  EROFS: "the file system is read-only",
  EIO: "input/output error",
  EBUSY: "it is in use",
  EMFILE: "too many open files",
  EBADF: "it is not open",
};
