import { describe, expect, test } from "vitest";
import { redact } from "@/lib/redact";
import guide from "../fixtures/dojo-guide/payment-intent.json";

const link = guide.paymentLink;
const secrets = ["sk_sandbox_A-b_9", "sk_prod_A-b_9", "cs_sandbox_A-b_9", "cs_prod_A-b_9"];

describe("a log line", () => {
  test.each(secrets)("loses %s wherever it stands", (secret) => {
    const lines = [
      secret,
      `Basic ${secret}`,
      `"${secret}"`,
      `key=${secret}&x=1`,
      `x${secret}`,
      `old_${secret}`,
      `${secret},${secret}`,
      JSON.stringify({ text: `first line\n${secret}\tend` }),
      JSON.stringify({ nested: JSON.stringify({ text: `a\n${secret}` }) }),
      encodeURIComponent(`?a=${secret}`),
      encodeURIComponent(encodeURIComponent(`?a=${secret}`)),
      secret.toUpperCase(),
    ];
    for (const line of lines) {
      expect(redact(line), line).toContain("[redacted]");
      expect(redact(line), line).not.toMatch(/A-b_9/i);
    }
  });

  test.each([link, encodeURIComponent(link), JSON.stringify({ link }), `Location: ${link}`])(
    "keeps no customer secret of the payment link in %s",
    (line) => expect(redact(line)).not.toContain("xrLk_6EwFBiRXRDkDYu6"),
  );

  test("loses the secret parameter of a link, whatever the secret looks like", () => {
    expect(redact("https://pay.dojo.tech/checkout/pi_1?cid=c&csc=any.th~ing%2B1&cpm=pm_1")).toBe(
      "https://pay.dojo.tech/checkout/pi_1?cid=c&[redacted]&cpm=pm_1",
    );
    expect(redact(encodeURIComponent("?csc=anything-1"))).not.toContain("anything");
  });

  test("keeps ids and ordinary words", () => {
    const line =
      '{"intentId":"pi_sandbox_1","customerId":"cust_sandbox_2","card":"pm_3","task":"ask_sandbox"}';
    expect(redact(line)).toBe(line);
  });
});

test.each([
  "postgresql://shop:pw-of-all@db",
  "POSTGRES://shop:pw-of-all@db",
  `a\\npostgresql://shop:pw-of-all@db`,
  encodeURIComponent("postgresql://shop:pw-of-all@db:5432/shop"),
])("the password of the database is cut from %s", (line) => expect(redact(line)).not.toContain("pw-of-all"));

describe("a card number", () => {
  const grouped = (by: string) => ["5200", "0000", "0000", "1005"].join(by);
  test.each([
    grouped(""),
    grouped(" "),
    grouped("-"),
    grouped("."),
    grouped("  "),
    grouped("%20"),
    grouped("%2520"),
    grouped("+"),
    "378282246310005",
    "6011000990139424",
    "2223003122003222",
  ])("is cut as %s, whatever stands beside it", (number) => {
    for (const line of [
      number,
      `card${number}`,
      `a\\n${number}\\n`,
      JSON.stringify({ text: `a\n${number}x` }),
      `pan=${number}&x`,
      `_${number}_`,
      `2 ${number}`,
      `2215 ${number}`,
      `12/29 ${number} 020`,
    ])
      expect(redact(line), line).not.toContain(number.slice(-4));
  });

  test("is none of these, which stay", () => {
    for (const line of [
      '{"at":1764000000000,"ms":0.5200000000001005,"x":123.5200000000001005}',
      "2026-11-24T10:45:55.986Z",
      "5200000000001006",
      "52000000000010055200000000001005",
      "pi_sandbox_gii78EXbJEyeVnuBglFgQA",
    ])
      expect(redact(line)).toBe(line);
  });
});
