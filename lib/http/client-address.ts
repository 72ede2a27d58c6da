import { isIP } from "node:net";

/** The request header in which the server passes on the client's address; it overwrites what came in. */
export const CLIENT_ADDRESS_HEADER = "x-afterglow-client";

/**
 * Who is asking. `forwardedFor` is believed only as far as there are proxies of ours (`proxies`):
 * the nearest one is the socket's peer, and each wrote down the address before it.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: number,
): string {
  const hops = [...(forwardedFor?.split(",").map((hop) => hop.trim()) ?? []), peer ?? ""];
  const asked = hops[Math.max(hops.length - 1 - proxies, 0)] ?? "";
  return isIP(asked) === 0 ? (peer ?? "") : asked;
}

/** The neighbourhood that one subscriber commands: IPv4 /24, IPv6 /56; anything else as it is. */
export function addressRange(address: string): string {
  const v4 = address.replace(/^::ffff:/i, "");
  if (isIP(v4) === 4) return `${v4.split(".").slice(0, 3).join(".")}.0/24`;
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("%")[0]!.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(8 - left.length - right.length, 0);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  const bits = groups
    .slice(0, 4)
    .map((group) => group.padStart(4, "0"))
    .join("");
  return `${bits.slice(0, 14)}/56`;
}
