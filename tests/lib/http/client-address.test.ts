import { describe, expect, it } from "vitest";
import { addressRange, clientAddress } from "@/lib/http/client-address";

describe("the client's address", () => {
  it.each([
    [
      "without a proxy, the peer, whatever the client claims",
      "198.51.100.1",
      "10.0.0.1",
      0,
      "198.51.100.1",
    ],
    ["behind one proxy, the last entry", "10.0.0.2", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"],
    [
      "behind two proxies, the last but one",
      "10.0.0.2",
      "6.6.6.6, 198.51.100.1, 10.0.0.1",
      2,
      "198.51.100.1",
    ],
    [
      "behind fewer proxies than said, the first entry",
      "10.0.0.2",
      "198.51.100.1",
      3,
      "198.51.100.1",
    ],
    ["the peer when an entry is no address", "10.0.0.2", "unknown", 1, "10.0.0.2"],
    ["the peer when nothing was forwarded", "10.0.0.2", undefined, 1, "10.0.0.2"],
  ])("is %s", (_, peer, forwarded, proxies, expected) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(expected);
  });
});

describe("the range of an address", () => {
  it.each([
    ["198.51.100.77", "198.51.100.0/24"],
    ["::ffff:198.51.100.77", "198.51.100.0/24"],
    ["2001:db8:1:22ff::1", "2001:0db8:0001:22/56".replaceAll(":", "")],
    ["2001:DB8:1:2200:1:2:3:4", "20010db8000122/56"],
    ["2001:db8:1:2300::", "20010db8000123/56"],
    ["::1", "00000000000000/56"],
    ["unknown", "unknown"],
  ])("%s is %s", (address, range) => {
    expect(addressRange(address)).toBe(range);
  });
});
