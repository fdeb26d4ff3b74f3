import { describe, expect, test } from "vitest";
import { packCookie, unpackCookie } from "@/lib/auth/cookies";

describe("what is packed into a cookie", () => {
  test.each(["100%", "%2F%252F", "רחל 👩‍👩‍👧", '"; Path=/', "a=b&c", "\u0000\n"])(
    "%j comes out as it went in",
    (typed) => {
      const packed = packCookie({ typed });
      expect(packed).toMatch(/^[\w-]+$/);
      expect(unpackCookie(packed)).toEqual({ typed });
    },
  );

  test.each([undefined, "", "nonsense", "%7B%7D", "eyJ"])("%j is nothing that was packed", (value) => {
    expect(unpackCookie(value)).toBeUndefined();
  });
});
