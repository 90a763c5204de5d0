import { expect } from "chai";
import type { Place } from "../../src/boot/places.js";
import { whoPanicked } from "../../src/boot/rust-panic.js";

const at = (name: string, of: Place["of"] = "kext"): Place => ({ of, function: name, offset: 0, address: 0, functionAddress: 0 });
const names = (...chain: readonly (Place | undefined)[]): (string | undefined)[] => whoPanicked(chain).map((place) => place?.function);

describe("a panic of Rust's", () => {
  const handler = [at("panic", "kernel"), at("__RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind"), undefined];

  it("is that of the function in which it began", () => {
    const viaIndex = [...handler, at("__ZN4core9panicking9panic_fmt17h0123456789abcdefE"), at("__ZN4core9panicking18panic_bounds_check17h0123456789abcdefE")];
    expect(names(...viaIndex, at("_index"), at("_start"))).to.deep.equal(["_index", "_start"]);
    for (const name of [
      "__RNvNtCsfViKbxL9eUX_4core6option13expect_failed", "__ZN4core6result13unwrap_failed17h0123456789abcdefE", "__ZN4core5slice5index26slice_start_index_len_fail17h0123456789abcdefE",
      "__ZN5alloc7raw_vec12handle_error17h0123456789abcdefE", "__ZN5alloc7raw_vec17capacity_overflow17h0123456789abcdefE", "_rust_begin_unwind", "__RNvCsfgHYwM92fyn_7___rustc26___rust_alloc_error_handler",
    ]) {
      expect(names(...handler, at(name), at("_mine")), name).to.deep.equal(["_mine"]);
    }
  });

  it("leaves every other chain as it is", () => {
    for (const name of ["_start", "_handle_error", "__ZN4mine13unwrap_failed17h0123456789abcdefE", "__ZN4core3fmt5write17h0123456789abcdefE"]) expect(names(at(name), at("_start")), name).to.deep.equal([name, "_start"]);
    expect(names(...handler)).to.have.length(3);
  });
});
