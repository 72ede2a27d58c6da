import { describe, expect, it } from "vitest";
import { readColumnsForm, readServicesForm, readStatusForm } from "@/lib/import/decision-form";
import { STATUS_MEANINGS } from "@/lib/import/status-word";

const MEANING = STATUS_MEANINGS[0];

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("decisions about a file", () => {
  it("are read from their forms", () => {
    expect(readColumnsForm(form(["column.phone", "Phone"]))).toEqual({
      mapping: { phone: "Phone" },
    });
    expect(readStatusForm(form(["status.done", MEANING]))).toEqual({ done: MEANING });
    const services = form(["shown", "a"], ["shown", "b"], ["service", "a"]);
    expect(readServicesForm(services)).toEqual({ a: true, b: false });
  });

  it("hold nothing that a database can't store", () => {
    for (const text of ["a\0", "\ud800"]) {
      expect(readColumnsForm(form(["column.phone", "Phone\0"]))).toEqual({ mapping: {} });
      // A form turns a lone surrogate into a replacement mark, so only its zero can arrive.
      expect(Object.keys(readStatusForm(form([`status.${text}`, MEANING])))).not.toContain("a\0");
      expect(Object.keys(readServicesForm(form(["shown", text])))).not.toContain("a\0");
    }
  });
});
