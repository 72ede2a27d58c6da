import { describe, expect, it } from "vitest";
import { signInForm } from "@/lib/sign-in/form";

describe("what the sign-in form sends", () => {
  it("has its address in lower case", () => {
    expect(signInForm.parse({ email: " Ana@Example.com ", password: " x " })).toEqual({
      email: "ana@example.com",
      password: " x ",
    });
  });

  it.each(["", "a\0@example.com", "a\ud800@example.com", `${"a".repeat(255)}@x.example`])(
    "has no such address: %j",
    (email) => {
      expect(signInForm.safeParse({ email, password: "x" }).success).toBe(false);
    },
  );
});
