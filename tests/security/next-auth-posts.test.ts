import { describe, expect, test } from "vitest";
import { visitor } from "./support/visitor";

describe("4. A malformed post to one of next-auth's addresses is refused, and is no failure of the server's", () => {
  test.each([
    "{",
    "",
    "null",
    "7",
    '"text"',
    "[]",
    '{"csrfToken":{}}',
    '{"email":["a"],"password":{}}',
    '{"callbackUrl":7}',
  ])("%s", async (body) => {
    const paths = [
      "callback/credentials",
      "signin/credentials",
      "signout",
      "_log",
      "session",
      "callback/nobody",
      "constructor",
    ];
    for (const path of paths)
      for (const type of ["application/json", "application/x-www-form-urlencoded", "x"]) {
        const { status, text } = await visitor().send(`/api/auth/${path}`, {
          method: "POST",
          body,
          headers: { "content-type": type },
        });
        expect(status, `${path} ${type}`).toBeLessThan(500);
        expect(text).not.toMatch(/SyntaxError|\.js:\d/);
      }
  });
});
