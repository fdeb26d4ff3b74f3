import fc from "fast-check";
import { describe, expect } from "vitest";
import { clientKey, clientReader, isNetwork } from "@/lib/border/client-address";
import { fuzz } from "../../setup/fuzz";
import { meanHeaderValue } from "../../setup/mean-input";
import { meanText, mutated } from "../../setup/mean-text";

const proxies = ["10.0.0.0/8", "2001:db8:1::/48"];
const behind = clientReader(proxies);
const alone = clientReader([]);
const hops = [
  "203.0.113.9",
  "10.0.0.1",
  "[2001:db8:9::1]:4711",
  "::ffff:10.2.2.2",
  "2001:db8:1::7",
  "fe80::1%eth0",
];
const anything = meanHeaderValue("203.0.113.9, 10.0.0.1", ...hops);
const list = fc
  .array(fc.oneof(fc.constantFrom(...hops), anything), { maxLength: 8 })
  .map((said) => said.join());

describe("X-Forwarded-For", () => {
  fuzz("is nothing when no proxy is configured, or the peer is none", fc.oneof(anything, list), (said) => {
    expect(alone("198.51.100.7", said)).toBe("198.51.100.7");
    expect(behind("198.51.100.7", said)).toBe("198.51.100.7");
  });

  fuzz("names an address, whatever stands in it", fc.oneof(anything, list), (said) => {
    const client = behind("10.1.2.3", said);
    expect(client).toMatch(/^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{1,4}(?::[\da-f]{1,4}){3}::\/64)$/);
    expect(clientKey(client)).toBe(client);
  });

  const ours = fc.array(fc.constantFrom("10.9.9.9", " 10.0.0.2:80", "2001:db8:1::7", "::ffff:10.2.2.2"), {
    maxLength: 3,
  });
  fuzz(
    "is believed of the last hop that is no proxy, whoever wrote what stands before it",
    fc.tuple(fc.oneof(anything, list), ours),
    ([before, after]) => {
      expect(behind("10.1.2.3", [before, "203.0.113.9", ...after].join())).toBe("203.0.113.9");
      const unreadable = ["nobody", ...after];
      expect(behind("10.1.2.3", [before, ...unreadable].join())).toBe(behind("10.1.2.3", unreadable.join()));
    },
  );
});

fuzz("an address of IPv6 counts with its /64, however it is written", fc.ipV6(), (address) => {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  expect(clientKey(address)).toBe(clientKey(written));
  expect(clientKey(address.toUpperCase())).toBe(clientKey(written));
});

const networks = fc.oneof(mutated(fc.constantFrom(...proxies, "192.0.2.1", "::1", "0.0.0.0/0")), meanText);
fuzz("a network that is taken for one can be looked into", networks, (network) => {
  if (!isNetwork(network)) return;
  expect(() => clientReader([network])("10.1.2.3", "203.0.113.9, 10.0.0.1")).not.toThrow();
});
