import { describe, expect, test } from "vitest";
import { clientKey, clientReader, isNetwork } from "@/lib/border/client-address";

describe("a trusted proxy", () => {
  test.each(["10.0.0.0/8", "10.1.2.3", "192.0.2.1/32", "2001:db8::/32", "::1", "fe80::1/128"])(
    "may be %s",
    (text) => expect(isNetwork(text)).toBe(true),
  );

  test.each([
    "",
    "proxy",
    "proxy.example",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "10.0.0.0/8x",
    "10.0.0/8",
    "010.0.0.1",
    "2001:db8::/129",
    "2001:db8::/ 32",
    " 10.0.0.1",
    "*",
    "10.*",
    "/8",
  ])("may not be %j", (text) => expect(isNetwork(text)).toBe(false));
});

describe("who is asking", () => {
  const counted = (read: ReturnType<typeof clientReader>) => (peer?: string, said?: string) =>
    clientKey(read(peer, said));
  const alone = counted(clientReader([]));
  const behind = counted(clientReader(["10.0.0.0/8", "2001:db8:1::/48", "192.0.2.200"]));

  test("is the peer, whatever it says, as long as no proxy is configured", () => {
    for (const said of [undefined, "", "203.0.113.9", "10.0.0.1, 203.0.113.9", "rubbish"])
      expect(alone("198.51.100.7", said)).toBe("198.51.100.7");
  });

  test("is the peer as well when the peer is no proxy of ours", () => {
    expect(behind("198.51.100.7", "203.0.113.9")).toBe("198.51.100.7");
    expect(behind("11.0.0.1", "203.0.113.9")).toBe("11.0.0.1");
  });

  test("is what our proxy says, however a socket writes the proxy's address", () => {
    for (const peer of ["10.1.2.3", "::ffff:10.1.2.3", "::FFFF:10.1.2.3", "192.0.2.200", "2001:db8:1:2::3"])
      expect(behind(peer, "203.0.113.9")).toBe("203.0.113.9");
  });

  test.each([
    ["203.0.113.9", "203.0.113.9"],
    [" 203.0.113.9 ", "203.0.113.9"],
    ["203.0.113.9:4711", "203.0.113.9"],
    ["[2001:db8:9::1]:4711", "2001:db8:9:0::/64"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:9::9", "2001:db8:9::9"],
    ["6.6.6.6, 203.0.113.9", "203.0.113.9"],
    ["10.9.9.9, 203.0.113.9", "203.0.113.9"],
    ["6.6.6.6, 203.0.113.9, 10.2.2.2, 2001:db8:1::7", "203.0.113.9"],
    ["6.6.6.6, 203.0.113.9, ::ffff:10.2.2.2", "203.0.113.9"],
    ["rubbish, 203.0.113.9", "203.0.113.9"],
  ])("of %j is the last hop that is no proxy of ours", (said, client) => {
    expect(behind("10.1.2.3", said)).toBe(clientKey(client));
  });

  test.each([undefined, "", " ", ",", "unknown", "203.0.113.9,", "203.0.113.9, _hidden", "1e3"])(
    "is the proxy itself when its last word %j is no address",
    (said) => expect(behind("10.1.2.3", said)).toBe("10.1.2.3"),
  );

  test("is the outermost proxy when there are only proxies", () => {
    expect(behind("10.1.2.3", "10.0.0.2, 10.0.0.1")).toBe("10.0.0.2");
  });

  test("is found in a header of any length, and nobody's when the socket is gone", () => {
    expect(behind("10.1.2.3", Array(10_000).fill("10.0.0.1").join())).toBe("10.0.0.1");
    expect(behind(undefined, "203.0.113.9")).toBe("");
  });
});

describe("what a client is counted by", () => {
  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff::9", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::7", "2001:db8:1:2::/64"],
    ["2001:db8::7", "2001:db8:0:0::/64"],
    ["2001:db8:1:3::7", "2001:db8:1:3::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["1::2:3:4:5:6:7", "1:0:2:3::/64"],
    ["", ""],
    ["unknown", "unknown"],
  ])("%s is %s", (address, key) => expect(clientKey(address)).toBe(key));
});
