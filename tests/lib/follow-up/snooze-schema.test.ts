import { describe, expect, it } from "vitest";
import { parseSnooze } from "@/lib/follow-up/snooze-schema";

const id = "01920000-0000-7000-8000-000000000000";
const NOW = new Date("2026-11-24T16:00:00Z");
const SENT = {
  patientIds: id,
  idempotencyKey: id,
  until: "2026-11-25T15:00:00.000Z",
  untilTime: "",
  reason: "  At work\r\nuntil noon ",
};

function parse(given: Partial<Record<keyof typeof SENT, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...SENT, ...given })) form.set(name, value);
  return parseSnooze(form, NOW, "America/Chicago");
}

describe("the form of a snooze", () => {
  it("is read with a time that was offered, or typed in the clinic's zone", () => {
    expect(parse({})).toEqual({
      ok: true,
      snooze: {
        patientIds: [id],
        idempotencyKey: id,
        until: new Date("2026-11-25T15:00:00Z"),
        reason: "At work\nuntil noon",
      },
    });
    const typed = parse({ until: "time", untilTime: "2026-11-25T09:30" });
    expect(typed).toMatchObject({ ok: true, snooze: { until: new Date("2026-11-25T15:30:00Z") } });
    const hours = parse({ until: "2h" });
    expect(hours).toMatchObject({ ok: true, snooze: { until: new Date("2026-11-24T18:00:00Z") } });
    // A time typed beside a choice that was offered is not meant.
    expect(parse({ untilTime: "2026-12-24T09:30" })).toEqual(parse({}));
  });

  it.each([
    [{ until: "" }, { until: "Choose until when" }],
    [{ until: "tomorrow" }, { until: "Choose until when" }],
    [{ until: "3h" }, { until: "Choose until when" }],
    [{ until: "2026-13-45T99:00:00Z" }, { until: "Choose until when" }],
    [{ until: "time" }, { untilTime: "Enter a day and time" }],
    [{ until: "time", untilTime: "2026-03-08T02:30" }, { untilTime: "Enter a day and time" }],
    [{ reason: " " }, { reason: "Say why" }],
    [{ reason: "x".repeat(301) }, { reason: "Keep it under 300 characters" }],
  ])("%j says beside its field what is missing", (given, errors) => {
    expect(parse(given)).toEqual({ ok: false, errors });
  });

  it.each([{ patientIds: "" }, { patientIds: "nonsense" }, { idempotencyKey: "" }])(
    "%j can't be sent",
    (given) => {
      const parsed = parse(given);
      expect(parsed.ok ? {} : Object.values(parsed.errors)).toEqual([
        "This form is incomplete. Reload the page; nothing was saved.",
      ]);
    },
  );
});
