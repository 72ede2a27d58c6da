import { describe, expect, it } from "vitest";
import { keptValues, sentForm } from "@/lib/forms/form-state";

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

  it("keeps a field whatever it is called", () => {
    const form = new FormData();
    for (const name of ["constructor", "toString", "then"]) {
      form.append(name, "a");
      form.append(name, "b");
      expect(keptValues(form)[name]).toEqual(["a", "b"]);
    }
    form.append("__proto__", "a");
    expect(Object.keys(keptValues(form))).toEqual(["constructor", "toString", "then"]);
  });
});

describe("a form that an action is handed", () => {
  it("is itself, and anything else an empty one", () => {
    const form = new FormData();
    expect(sentForm(form)).toBe(form);
    for (const sent of [undefined, null, 5, "x", {}, [["note", "x"]]]) {
      expect([...sentForm(sent)]).toEqual([]);
    }
  });
});
