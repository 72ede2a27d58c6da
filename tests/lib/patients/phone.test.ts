import { describe, expect, it } from "vitest";
import { displayPhone } from "@/lib/patients/phone";

describe("a number as people write it", () => {
  it.each([
    ["+12125550143", "US", "(212) 555-0143"],
    ["+15145550143", "CA", "(514) 555-0143"],
    ["+442079460143", "GB", "020 7946 0143"],
    ["+442079460143", "US", "+44 20 7946 0143"],
    ["+442079460143", undefined, "+44 20 7946 0143"],
    ["not a number", "US", "not a number"],
  ])("%s in %s is %s, asked once or twice", (e164, country, written) => {
    expect(displayPhone(e164, country)).toBe(written);
    expect(displayPhone(e164, country)).toBe(written);
  });

  it("stays right when more numbers were asked for than are kept", () => {
    for (let n = 0; n < 12_000; n++) {
      const line = String(n).padStart(7, "2");
      expect(displayPhone(`+1212${line}`)).toBe(`(212) ${line.slice(0, 3)}-${line.slice(3)}`);
    }
    expect(displayPhone("+12125550143")).toBe("(212) 555-0143");
  });
});
