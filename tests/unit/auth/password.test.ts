import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

describe("a stored password", () => {
  test("is argon2id with OWASP's parameters and a salt of its own", async () => {
    const [one, two] = await Promise.all([hashPassword("long enough"), hashPassword("long enough")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
    expect(two).not.toBe(one);
  });

  test("is told from every other one", async () => {
    const stored = await hashPassword("long enough");
    expect(await verifyPassword(stored, "long enough")).toBe(true);
    for (const other of ["long enougH", "long enough ", " long enough", "long", ""])
      expect(await verifyPassword(stored, other), other).toBe(false);
  });

  test("counts to its last byte: 64 bytes are not the first 64 of 73, nor 72 of 73", async () => {
    const stored = await hashPassword("x".repeat(73));
    for (const length of [64, 72, 74]) expect(await verifyPassword(stored, "x".repeat(length))).toBe(false);
    expect(await verifyPassword(stored, "x".repeat(73))).toBe(true);
  });

  test("does not end at a zero byte", async () => {
    expect(await verifyPassword(await hashPassword("long\u0000enough"), "long\u0000other")).toBe(false);
  });

  test("does not exist for an unknown account: nothing matches, not even the stand-in's", async () => {
    expect(await verifyPassword(undefined, "long enough")).toBe(false);
    expect(await verifyPassword(undefined, "no account has this password")).toBe(false);
  });
});
