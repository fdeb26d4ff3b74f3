import { describe, expect, test } from "vitest";
import { z } from "zod";
import { detailsInput } from "@/lib/account/change-details";
import { passwordInput } from "@/lib/account/change-password";
import { deletionInput } from "@/lib/account/delete-account";
import { forgotInput, resetInput } from "@/lib/account/password-reset";
import { email, password, signInInput, signUpInput } from "@/lib/auth/credentials";
import { fieldErrors, textFields } from "@/lib/forms";
import "../shop-settings";

const form = { name: "Ann", email: "ann@example.com", password: "long enough" };
const noError = new z.ZodError([]);
const accepts = (changes: Partial<Record<keyof typeof form, unknown>>) =>
  signUpInput.safeParse({ ...form, ...changes }).success;

describe("an email address", () => {
  test.each([
    ["ann@example.com", "ann@example.com"],
    ["  ann@example.com\n", "ann@example.com"],
    ["Ann.Lee@EXAMPLE.com", "ann.lee@example.com"],
    ["ann+shop@mail.example.co.uk", "ann+shop@mail.example.co.uk"],
    ["o'neil@example.com", "o'neil@example.com"],
  ])("%j is kept as %s", (given, kept) => expect(email.parse(given)).toBe(kept));

  test.each([
    "",
    "ann",
    "ann@",
    "@example.com",
    "ann@example",
    "ann@@example.com",
    "ann@bob@example.com",
    "ann@example.com,bob@example.com",
    "ann@example.com, bob@example.com",
    "ann@example.com;bob@example.com",
    "ann@example.com bob@example.com",
    "ann@example.com\nbcc: bob@example.com",
    "Ann <ann@example.com>",
    "ann lee@example.com",
    "ann..lee@example.com",
    ".ann@example.com",
    "\uff41nn@example.com",
    "ann\uff20example.com",
    "ann@\uff45xample.com",
    "ann@example\u3002com",
    "ann\u0000@example.com",
    "\u212aelvin@example.com",
    "ann\u200b@example.com",
    `${"a".repeat(250)}@example.com`,
  ])("%j is refused", (given) => expect(email.safeParse(given).success).toBe(false));

  test("may have 254 characters and not 255", () => {
    const domain = `${`${"d".repeat(60)}.`.repeat(3)}example.com`;
    const local = (length: number) => `${"a".repeat(length - domain.length - 1)}@${domain}`;
    expect(local(254)).toHaveLength(254);
    expect(email.safeParse(local(254)).success).toBe(true);
    expect(email.safeParse(local(255)).error?.issues[0]?.message).toMatch(/at most 254/);
  });

  test.each([undefined, null, 7, ["ann@example.com"], {}])("%j is refused", (given) => {
    expect(email.safeParse(given).success).toBe(false);
  });
});

describe("a password", () => {
  test.each([
    [7, false],
    [8, true],
    [64, true],
    [128, true],
    [129, false],
  ])("of %i characters is accepted: %s", (length, accepted) => {
    expect(password.safeParse("x".repeat(length)).success).toBe(accepted);
  });

  test("is kept as typed, spaces included", () => {
    expect(signUpInput.parse({ ...form, password: "  spaced out  " }).password).toBe("  spaced out  ");
  });

  test("at sign-in may be any that an account could have, and not endless", () => {
    const signIn = (text: string) =>
      signInInput.safeParse({ email: " ANN@example.com", password: text }).data?.email;
    expect(signIn("x")).toBe("ann@example.com");
    expect(signIn("x".repeat(128))).toBe("ann@example.com");
    expect(signIn("")).toBeUndefined();
    expect(signIn("x".repeat(129))).toBeUndefined();
  });
});

describe("a form with something missing", () => {
  test("has one complaint for each field, which says what to enter", () => {
    for (const empty of [{}, { name: " ", email: " ", password: "" }])
      expect(fieldErrors(signUpInput.safeParse(empty).error ?? noError)).toEqual({
        name: "Enter your name.",
        email: "Enter an email address like name@example.com.",
        password: "Enter a password of at least 8 characters.",
      });
    expect(
      fieldErrors(signInInput.safeParse({ email: "ann@example.com", password: "" }).error ?? noError),
    ).toEqual({
      password: "Enter your password.",
    });
  });

  test("counts a field sent twice, or as a file, as missing", () => {
    const sent = new FormData();
    for (const [name, value] of Object.entries(form)) sent.append(name, value);
    sent.append("email", "bob@example.com");
    sent.set("password", new File(["long enough"], "password.txt"));
    const { error } = signUpInput.safeParse(textFields(sent));
    expect(Object.keys(fieldErrors(error ?? noError)).sort()).toEqual(["email", "password"]);
  });
});

test("a form of sixty thousand fields is read in one pass", () => {
  const sent = new FormData();
  for (let at = 0; at < 60_000; at += 1) sent.append(`field${at}`, "");
  sent.append("field7", "again");
  const sinceMs = performance.now();
  const fields = textFields(sent);
  expect(performance.now() - sinceMs).toBeLessThan(500);
  expect(Object.keys(fields)).toHaveLength(59_999);
  expect(fields).not.toHaveProperty("field7");
});

describe("the forms of the account", () => {
  test("take an email with spaces pasted around it, and names in any script", () => {
    expect(detailsInput.parse({ name: " עדה 👩‍👩‍👧 ", email: " Ann@Example.com\n" })).toEqual({
      name: "עדה 👩‍👩‍👧",
      email: "ann@example.com",
    });
    expect(forgotInput.parse({ email: "\tann@example.com " })).toEqual({ email: "ann@example.com" });
  });

  test("want a new password as at sign-up, and the current one whatever it is", () => {
    const complaints = (currentPassword?: string, newPassword?: string) =>
      fieldErrors(passwordInput.safeParse({ currentPassword, newPassword }).error ?? noError);
    expect(complaints("x", "long enough")).toEqual({});
    expect(complaints("", "short")).toEqual({
      currentPassword: "Enter your password.",
      newPassword: "Use at least 8 characters.",
    });
    expect(complaints("x".repeat(129), "x".repeat(129))).toEqual({
      currentPassword: "Use at most 128 characters.",
      newPassword: "Use at most 128 characters.",
    });
    expect(Object.keys(complaints())).toEqual(["currentPassword", "newPassword"]);
    expect(resetInput.safeParse({ newPassword: "short" }).success).toBe(false);
    expect(deletionInput.safeParse({}).success).toBe(false);
  });
});

describe("a name", () => {
  test.each([
    "A",
    "x".repeat(100),
    "李",
    "Ann-Marie O’Neil",
    "عائشة",
    "רחל לוי",
    "🐦 Robin",
    "👩‍👩‍👧 Lee",
    "José\u0301",
  ])("%j is accepted", (name) => expect(signUpInput.parse({ ...form, name }).name).toBe(name));

  test("loses the spaces around it", () => {
    expect(signUpInput.parse({ ...form, name: "  Ann Lee \n" }).name).toBe("Ann Lee");
  });

  test.each(["", "   ", "\n\t", "x".repeat(101), undefined, 7])("%j is refused", (name) => {
    expect(accepts({ name })).toBe(false);
  });

  test.each(["Ann\u0000Lee", "\u0000", "Ann\u0007", "Ann\nLee", "Ann\u001b[31m"])(
    "%j is refused: no name has a control character, and PostgreSQL cannot store all of them",
    (name) => expect(accepts({ name })).toBe(false),
  );
});
