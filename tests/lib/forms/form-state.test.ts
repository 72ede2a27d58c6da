import { describe, expect, it } from "vitest";
import { keptValues } from "@/lib/forms/form-state";

describe("what a form keeps for a second try", () => {
  it("keeps every text, several under one name, and no password, file or framework field", () => {
    const form = new FormData();
    form.append("note", "says it burns");
    form.append("advice", "sun");
    form.append("advice", "spf");
    form.append("password", "secret");
    form.append("$ACTION_ID_1", "x");
    form.append("photo", new File(["x"], "x.png"));
    expect(keptValues(form, ["password"])).toEqual({
      note: ["says it burns"],
      advice: ["sun", "spf"],
    });
  });
});
