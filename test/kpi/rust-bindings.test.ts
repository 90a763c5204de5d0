import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import { rustBindings } from "../support/rust-bindings.js";

describe("the kernel's declarations in Rust", () => {
  for (const [file, text] of rustBindings()) {
    it(`${basename(file)} is what the table says (else: make fixtures)`, () => {
      expect(readFileSync(file, "utf8")).to.equal(text);
    });
  }

  it("say a pointer, a callback, an array and a variable of C in Rust's words", () => {
    const all = [...rustBindings().values()].join("");
    expect(all).to.include("pub fn IOMallocAligned(size: vm_size_t, alignment: vm_offset_t) -> *mut c_void;");
    expect(all).to.include("pub fn IOLog(format: *const c_char, ...);");
    expect(all).to.include("pub fn panic(format: *const c_char, ...) -> !;");
    expect(all).to.include('pub fn bsd_timeout(function: Option<unsafe extern "C" fn(*mut c_void)>, argument: *mut c_void, timeout: *mut timespec);');
    expect(all).to.include("pub fn OSCompareAndSwapPtr(before: *mut c_void, after: *mut c_void, value: *mut *mut c_void) -> Boolean;");
    expect(all).to.include("pub fn uuid_compare(a: *const uuid_t, b: *const uuid_t) -> c_int;");
    expect(all).to.include("pub static version_major: c_int;");
    expect(all).to.include("pub static mut gOSKextUnresolved: *const c_void;");
  });
});
