import "server-only";
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { verifyPassword as verifyFormer } from "better-auth/crypto";

// OWASP's advice for argon2id asks for 19 MiB twice at least; this takes a tenth of a second.
const MEMORY_KIB = 65_536;
const PASSES = 2;
const TAG_BYTES = 32;
const PREFIX = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$`;

/** As text that names its own parameters (PHC string format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, MEMORY_KIB, PASSES, TAG_BYTES);
  return `${PREFIX}${text(salt)}$${text(tag)}`;
}

/** Hashes of earlier versions are checked as they were made. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [, memory, passes, salt = "", tag = ""] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(hash) ?? [];
  if (memory === undefined) return verifyFormer({ hash, password });
  const expected = Buffer.from(tag, "base64");
  const salted = Buffer.from(salt, "base64");
  const found = await derive(password, salted, Number(memory), Number(passes), expected.length);
  return timingSafeEqual(found, expected);
}

/** Whether a hash was made with other parameters than today's. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(PREFIX);

function derive(
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  tagLength: number,
): Promise<Buffer> {
  const message = password.normalize("NFKC");
  return new Promise((done, fail) =>
    argon2("argon2id", { message, nonce, parallelism: 1, tagLength, memory, passes }, (error, tag) =>
      error ? fail(error) : done(tag),
    ),
  );
}

const text = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");
