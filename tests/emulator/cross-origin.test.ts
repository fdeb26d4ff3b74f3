import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../emulator/operations";
import { startDojo } from "./dojo";

/* A checkout page holds a customer's secret and asks from its own site; an API key never leaves a server. */
const dojo = startDojo();
const Origin = "https://shop.example";
const isPublic = (path: string) => path.includes("/public/");

const preflight = (path: string, method: string) =>
  dojo.app.request(path, {
    method: "OPTIONS",
    headers: {
      Origin,
      "Access-Control-Request-Method": method,
      "Access-Control-Request-Headers": "authorization,version",
    },
  });

describe("a page of another site", () => {
  it.each(OPERATIONS.filter(({ path }) => isPublic(path)))("may ask $id", async ({ method, path }) => {
    const { status, headers } = await preflight(path, method);
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-methods")?.split(",")).toContain(method);
    expect(headers.get("access-control-allow-headers")).toBe("authorization,version");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("reads the cards of its customer, and why it may not", async () => {
    const id = await dojo.customer();
    const path = `/customers/public/${id}/payment-methods`;
    const good = await dojo.call("GET", path, undefined, { key: await dojo.secret(id), headers: { Origin } });
    const bad = await dojo.call("GET", path, undefined, { key: "cs_sandbox_no", headers: { Origin } });
    expect([good.status, bad.status]).toEqual([200, 401]);
    for (const { headers } of [good, bad]) expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each(OPERATIONS.filter(({ path }) => !isPublic(path)))(
    "may not ask $id, key or no key",
    async ({ method, path }) => {
      const asked = await preflight(path, method);
      expect(asked.status).toBe(405);
      const answer = await dojo.call(method, path, undefined, { headers: { Origin } });
      for (const { headers } of [asked, answer]) {
        expect(headers.get("access-control-allow-origin")).toBeNull();
      }
    },
  );
});
