import { describe, expect, it } from "vitest";
import { newClinic } from "@/lib/clinic/new-clinic";

const GOOD = {
  clinic: "Westside Skin",
  zone: "America/Chicago",
  country: "us",
  phone: "(212) 555-0143",
  name: "Ana Ruiz",
  email: "Ana@Westside.example",
};

describe("what opens a clinic", () => {
  it("is put into the form that is stored", () => {
    expect(newClinic.parse(GOOD)).toEqual({
      ...GOOD,
      country: "US",
      phone: "+12125550143",
      email: "ana@westside.example",
    });
  });

  it.each([
    ["clinic", "  "],
    ["zone", "Chicago"],
    ["zone", "America/Nowhere"],
    ["country", "XX"],
    ["phone", "12"],
    ["phone", "(555) 010-1000"],
    ["name", undefined],
    ["email", "ana"],
  ])("isn't accepted with %s %j, and the option is named", (field, value) => {
    const parsed = newClinic.safeParse({ ...GOOD, [field]: value });
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});
