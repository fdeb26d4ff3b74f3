import "server-only";
import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * One of TRUSTED_PROXIES as `10.0.0.0/8`, `2001:db8::/32` or a single address. False when it is none, and for `/0`: whoever
 * believes everybody counts whatever a caller says.
 */
export function isNetwork(text: string): boolean {
  const [address = "", bits, rest] = text.split("/");
  const most = isIPv6(address) ? 128 : 32;
  const known = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most);
  return isIP(address) !== 0 && known && rest === undefined;
}

/**
 * Who is asking: the peer of the connection, unless that is a configured proxy. Then the last hop that is none speaks
 * through `X-Forwarded-For`; what stands before it was written by anybody, and is never believed.
 */
export function clientReader(trustedProxies: readonly string[]) {
  const proxies = new BlockList();
  for (const network of trustedProxies) {
    const [address = "", bits] = network.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    proxies.addSubnet(address, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  return (peer: string | undefined, forwardedFor: string | undefined): string => {
    let client = plain(peer ?? "");
    if (trustedProxies.length === 0) return clientKey(client);
    const hops = (forwardedFor ?? "").split(",").map((hop) => plain(hop.trim()));
    while (isProxy(client)) {
      const before = hops.pop();
      if (!before || !isIP(before)) break;
      client = before;
    }
    return clientKey(client);
  };
}

/** IPv4 as such where a socket calls it `::ffff:192.0.2.1`, and without the port that some proxies add. */
function plain(address: string): string {
  const alone = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, "$1");
  return alone.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** One household or host holds a whole /64 of IPv6, so its members count as one. */
export function clientKey(address: string): string {
  if (!address.includes(":") || !isIPv6(address)) return address;
  // In the one spelling that has no dots, capitals or zeros in front; a zone is nobody's but the peer's.
  const { hostname } = new URL(`http://[${address.split("%")[0]}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const before = head ? head.split(":") : [];
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
