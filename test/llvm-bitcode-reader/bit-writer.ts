// Writes bitstreams, so that tests know what must be read.

/** How a field is written; a literal is not. */
export type Field =
  | { readonly kind: "literal"; readonly value: bigint }
  | { readonly kind: "fixed"; readonly width: number }
  | { readonly kind: "vbr"; readonly width: number }
  | { readonly kind: "char6" };

/** A definition, in the order it is written: an array is followed by its element. */
export interface Layout {
  readonly fields: readonly Field[];
  readonly tail?: { readonly array: Field } | "blob";
}

const CHAR6 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";

export class BitWriter {
  readonly #bytes: number[] = [];
  #bit = 0;

  /** The bytes so far, filled up with zero bits. */
  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  get bitOffset(): number {
    return this.#bytes.length * 8 - (this.#bit === 0 ? 0 : 8 - this.#bit);
  }

  magic(): this {
    for (const byte of [0x42, 0x43, 0xc0, 0xde]) this.fixed(byte, 8);
    return this;
  }

  fixed(value: number | bigint, width: number): this {
    for (let index = 0n; index < width; index++) {
      if (this.#bit === 0) this.#bytes.push(0);
      this.#bytes[this.#bytes.length - 1]! |= Number((BigInt(value) >> index) & 1n) << this.#bit;
      this.#bit = (this.#bit + 1) % 8;
    }
    return this;
  }

  vbr(value: number | bigint, width: number): this {
    let left = BigInt(value);
    const more = 1n << BigInt(width - 1);
    for (; left >= more; left /= more) this.fixed((left % more) + more, width);
    return this.fixed(left, width);
  }

  align(): this {
    while (this.bitOffset % 32 !== 0) this.fixed(0, 1);
    return this;
  }

  /** A block; `inside` writes its content with ids of `idWidth` bits. */
  block(id: number, inside: (writer: BitWriter) => void, { idWidth = 3, around = 2 }: { readonly idWidth?: number; readonly around?: number } = {}): this {
    this.fixed(1, around).vbr(id, 8).vbr(idWidth, 4).align();
    const lengthAt = this.bitOffset / 8;
    this.fixed(0, 32);
    inside(this);
    this.fixed(0, idWidth).align();
    const words = (this.bitOffset / 8 - lengthAt - 4) / 4;
    for (let index = 0; index < 4; index++) this.#bytes[lengthAt + index] = (words >>> (8 * index)) & 0xff;
    return this;
  }

  unabbreviated(code: number | bigint, operands: readonly (number | bigint)[], idWidth = 3): this {
    this.fixed(3, idWidth).vbr(code, 6).vbr(operands.length, 6);
    for (const operand of operands) this.vbr(operand, 6);
    return this;
  }

  define({ fields, tail }: Layout, idWidth = 3): this {
    this.fixed(2, idWidth).vbr(fields.length + (tail === undefined ? 0 : tail === "blob" ? 1 : 2), 5);
    for (const field of fields) this.#encoding(field);
    if (tail === "blob") this.fixed(0, 1).fixed(5, 3);
    else if (tail !== undefined) this.fixed(0, 1).fixed(3, 3).#encoding(tail.array);
    return this;
  }

  /** A record that follows `layout`; `values` are its code and operands, those of the tail behind them. */
  abbreviated(id: number, { fields, tail }: Layout, values: readonly bigint[], idWidth = 3): this {
    this.fixed(id, idWidth);
    fields.forEach((field, index) => this.#scalar(field, values[index]!));
    const rest = values.slice(fields.length);
    if (tail === undefined) return this;
    this.vbr(rest.length, 6);
    if (tail !== "blob") {
      for (const value of rest) this.#scalar(tail.array, value);
      return this;
    }
    this.align();
    for (const value of rest) this.fixed(value, 8);
    return this.align();
  }

  #encoding(field: Field): this {
    switch (field.kind) {
      case "literal":
        return this.fixed(1, 1).vbr(field.value, 8);
      case "fixed":
        return this.fixed(0, 1).fixed(1, 3).vbr(field.width, 5);
      case "vbr":
        return this.fixed(0, 1).fixed(2, 3).vbr(field.width, 5);
      case "char6":
        return this.fixed(0, 1).fixed(4, 3);
    }
  }

  #scalar(field: Field, value: bigint): void {
    if (field.kind === "fixed") this.fixed(value, field.width);
    if (field.kind === "vbr") this.vbr(value, field.width);
    if (field.kind === "char6") this.fixed(CHAR6.indexOf(String.fromCharCode(Number(value))), 6);
  }
}
