import { describe, expect, it } from "vitest";
import { isMailAddress, readMailbox } from "@/lib/messaging/mailbox";

describe("readMailbox", () => {
  it.each([
    ["desk@example.org", { name: "", address: "desk@example.org" }],
    ["<desk@example.org>", { name: "", address: "desk@example.org" }],
    ["Westside Skin <desk@example.org>", { name: "Westside Skin", address: "desk@example.org" }],
    [
      '"Westside, Skin" <desk@example.org>',
      { name: "Westside, Skin", address: "desk@example.org" },
    ],
    [
      "Clínica Ñandú <citas@clínica.example>",
      { name: "Clínica Ñandú", address: "citas@clínica.example" },
    ],
    ["Westside Skin", null],
    ["Westside Skin <desk>", null],
    ["Westside\r\nBcc: b@example.org <desk@example.org>", null],
    ["a@example.org, b@example.org", null],
    ["", null],
  ])("reads %j", (text, mailbox) => {
    expect(readMailbox(text)).toEqual(mailbox);
  });
});

describe("isMailAddress", () => {
  it.each([
    ["a@b", true],
    ["first.last+tag@sub.example.org", true],
    [`${"a".repeat(242)}@example.org`, true],
    [`${"a".repeat(243)}@example.org`, false],
    ["a@b@c", false],
    ["a b@c", false],
    ["a@b\n", false],
    ["a@b\0", false],
    ["@b", false],
  ])("judges %j", (text, is) => {
    expect(isMailAddress(text)).toBe(is);
  });
});
