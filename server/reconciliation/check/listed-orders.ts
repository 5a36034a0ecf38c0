import "server-only";

// Grown in steps: a megabyte holds eight million orders.
const STEP_BYTES = 64 * 1024;

/** Which orders Stripe's list has named, a bit each by the order's number: a million of them take 125 kilobytes. */
export class ListedOrders {
  #bits: Uint8Array;

  constructor(saved?: Uint8Array) {
    this.#bits = saved ? Uint8Array.from(saved) : new Uint8Array(STEP_BYTES);
  }

  add(number: number): void {
    const at = number >> 3;
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(Math.ceil((at + 1) / STEP_BYTES) * STEP_BYTES);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (number & 7));
  }

  has(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  bytes(): Buffer {
    return Buffer.from(this.#bits);
  }
}
