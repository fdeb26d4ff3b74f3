import { describe, expect, test } from "vitest";
import { addressInput, readAddress } from "@/lib/account/address";
import { fieldErrors, textFields } from "@/lib/forms";

const address = { name: "Ann Lee", line1: "1 Quay Street", city: "Bristol", postcode: "BS1 4DJ" };
const complaintsAbout = (changes: Record<string, unknown>) => {
  const { error } = addressInput.safeParse({ ...address, ...changes });
  return error ? fieldErrors(error) : {};
};

describe("a postcode", () => {
  test.each([
    ["SW1A 1AA", "SW1A 1AA"],
    ["sw1a1aa", "SW1A 1AA"],
    ["  sw1a   1aa ", "SW1A 1AA"],
    ["SW1A\u00a01AA", "SW1A 1AA"],
    ["m1-1ae", "M1 1AE"],
    ["B33 8TH", "B33 8TH"],
    ["CR2 6XH.", "CR2 6XH"],
    ["ec1a1bb", "EC1A 1BB"],
    ["W1A 0AX", "W1A 0AX"],
    ["gir 0aa", "GIR 0AA"],
    ["BF1 4AA", "BF1 4AA"],
    ["IM1 1AA", "IM1 1AA"],
  ])("%j is kept as %s", (typed, kept) => {
    expect(addressInput.parse({ ...address, postcode: typed }).postcode).toBe(kept);
  });

  test.each(["12345", "SW1A", "SW1A 1A", "SW1A 1AAA", "1AA SW1A", "K1A 0B1", "ſw1a 1aa", "ＳＷ１Ａ１ＡＡ"])(
    "%j is refused with an example",
    (postcode) => expect(complaintsAbout({ postcode }).postcode).toContain("SW1A 1AA"),
  );
});

describe("an address", () => {
  test.each(["عائشة", "רחל לוי", "👩‍👩‍👧 Lee", "José\u0301", "\u200fרחל"])("may have %j on it", (name) => {
    expect(addressInput.parse({ ...address, name, line1: name, line2: name, city: name })).toMatchObject({
      name,
      line1: name,
      line2: name,
      city: name,
    });
  });

  test("loses the spaces around its lines, and an empty second line", () => {
    const typed = {
      name: " Ann Lee ",
      line1: "1 Quay Street\n",
      line2: "  ",
      city: " Bristol",
      postcode: "bs14dj",
    };
    expect(addressInput.parse(typed)).toEqual(address);
  });

  test.each(["name", "line1", "city", "postcode"])("needs %s, and says so once", (field) => {
    for (const missing of ["", "  ", undefined, 7, ["x"], null])
      expect(complaintsAbout({ [field]: missing })).toEqual({
        [field]: expect.stringMatching(/^Enter .*\.$/),
      });
  });

  test.each(["name", "line1", "line2", "city"])("takes 100 characters of %s and not 101", (field) => {
    expect(complaintsAbout({ [field]: "x".repeat(100) })).toEqual({});
    expect(complaintsAbout({ [field]: "x".repeat(101) })).toEqual({ [field]: "Use at most 100 characters." });
  });

  test.each(["\u200b", "\u2060", "\u200d\ufeff"])("does not take %j for a name", (nothing) => {
    for (const field of ["name", "line1", "city"])
      expect(Object.keys(complaintsAbout({ [field]: nothing }))).toEqual([field]);
  });

  test("keeps emoji that are joined, and names in any direction", () => {
    for (const name of ["👩‍🚀 Ada", "عائشة", "רחל לוי", "Zoë"]) expect(complaintsAbout({ name })).toEqual({});
  });

  test.each(["a\u0000b", "a\nb", "a\u001bb", "a\u2028b", "a\u202eb"])(
    "refuses %j, which has no place on a label",
    (line) => {
      for (const field of ["name", "line1", "line2", "city", "postcode"])
        expect(Object.keys(complaintsAbout({ [field]: line }))).toEqual([field]);
    },
  );

  test("of a form with a field sent twice, or as a file, is refused at that field", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(address)) form.append(name, value);
    form.append("city", "Bath");
    form.set("line1", new File(["1 Quay Street"], "street.txt"));
    const { error } = addressInput.safeParse(textFields(form));
    expect(Object.keys(error ? fieldErrors(error) : {}).sort()).toEqual(["city", "line1"]);
  });
});

test("what a column holds is read as an address, or as none", () => {
  expect(readAddress({ ...address, line2: "Flat 2" })).toEqual({ ...address, line2: "Flat 2" });
  for (const odd of [null, undefined, {}, [], "Bristol", 7, { ...address, postcode: "12345" }])
    expect(readAddress(odd)).toBeNull();
});
