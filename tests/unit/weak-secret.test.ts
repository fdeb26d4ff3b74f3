import { expect, test } from "vitest";
import { weaknessOf } from "@/lib/weak-secret";
import { Random } from "../setup/random";

test.each([
  ["secret", "my-nextauth-secret-x8Qm2LpZ0vRtY5"],
  ["changeme", "ChangeMe-please-0pQmZr8Lx2Vt6Wb1"],
  ["change_me", "CHANGE_ME_0pQmZr8Lx2Vt6Wb1Nk4Jh7"],
  ["example", "0pQmZr8Lx2Vt6Wb1-example-Nk4Jh7Gd"],
  ["default", "the-default-0pQmZr8Lx2Vt6Wb1Nk4Jh7"],
  ["your-", "your-0pQmZr8Lx2Vt6Wb1Nk4Jh7Gd5Fs3Aq9"],
  ["password", "Passw0rd-password-8Lx2Vt6Wb1Nk4Jh7"],
  ["a keyboard", "qwertyuiopzxcvbnm-8Lx2Vt6Wb1Nk4Jh7"],
  ["test", "test-0pQmZr8Lx2Vt6Wb1Nk4Jh7Gd5Fs3Aq9"],
])("%s in it is a placeholder", (_word, secret) => {
  expect(weaknessOf(secret)).toBe("looks like a placeholder");
});

test.each([
  ["x".repeat(64), "is made of too few different characters"],
  ["abcabcabcabcabcabcabcabcabcabcabcabc", "is made of too few different characters"],
  ["kR4vZ9mQ2xkR4vZ9mQ2xkR4vZ9mQ2xkR4vZ9mQ2x", "repeats itself"],
  ["0123456789abcdefghijklmnopqrstuvwxyz", "is a sequence"],
  ["zyxwvutsrqponmlkjihgfedcba9876543210", "is a sequence"],
])("%s %s", (secret, weakness) => expect(weaknessOf(secret)).toBe(weakness));

test.each(["base64", "base64url", "hex"] as const)("random text in %s is never refused", (encoding) => {
  const random = new Random(1);
  for (let tries = 0; tries < 2_000; tries += 1) {
    const bytes = Buffer.from(Array.from({ length: 32 }, () => random.between(0, 255)));
    const secret = bytes.toString(encoding);
    expect(weaknessOf(secret), secret).toBeNull();
  }
});

test.each([
  "lAN4yQ4K+TeoiGz+foo+U7l9kpLQmR5hJSNCRWVnyPk=",
  "8Lx2VduMmYt6Wb1Nk4Jh7Gd5Fs3Aq9-Dev-0pQmZr8=",
  "0pQmZr8Lx2Vt6Wb1Nk4Jh7+tEsT/Gd5Fs3Aq9yOur-=",
])("nor are short words that came about by chance: %s", (secret) => {
  expect(weaknessOf(secret)).toBeNull();
});
