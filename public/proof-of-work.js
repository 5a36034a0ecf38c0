// A worker: finds the number whose SHA-256 with the challenge's signature begins with the zero bits that the shop asks
// for, and answers "challenge:number". By hand, because browsers offer their own SHA-256 only on https, and only slowly
// for many short texts. The text is at most 55 bytes long: one block.
"use strict";
const K = new Int32Array(64);
const START = new Int32Array(8);
(() => {
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  for (let n = 2, found = 0; found < 64; n += 1) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found] = fraction(Math.cbrt(n));
    found += 1;
  }
})();

const W = new Int32Array(64);
/** The first 32 bits of the hash of one block of 16 words. */
function firstWord(block) {
  for (let i = 0; i < 16; i += 1) W[i] = block[i];
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (START[0] + a) >>> 0;
}

function work(challenge) {
  const [, , bits, signature] = challenge.split(".");
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  const block = new Int32Array(16);
  for (let number = 0; ; number += 1) {
    const text = `${signature}:${number}`;
    bytes.fill(0);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    bytes[text.length] = 0x80;
    view.setUint32(60, text.length * 8);
    for (let i = 0; i < 16; i += 1) block[i] = view.getInt32(i * 4);
    if (firstWord(block) >>> (32 - Number(bits)) === 0) return `${challenge}:${number}`;
  }
}

onmessage = ({ data }) => postMessage(work(data));
