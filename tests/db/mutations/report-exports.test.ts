import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportReport, type ReportExport } from "@/db/mutations/report-exports";
import { auditEvents } from "@/db/schema/clinic";
import { NotPermitted } from "@/lib/actor";
import { asApp, contentOf, type Desk, NOW, openDesk } from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
let desk: Desk;

beforeAll(async () => {
  scratch = await scratchDatabase();
  desk = await openDesk(scratch.owner);
});
afterAll(() => scratch.drop());

const TAKEN: ReportExport = {
  list: { metric: "by_device", part: ["Pen (Ana's)", "flagged", "num"] },
  rows: 5,
  reason: "owner_report",
  from: "2026-11-01",
  to: "2026-12-01",
  limitedBy: ["device"],
};

it.each(["manager", "admin"] as const)("notes what the %s took, how much and why", async (role) => {
  await rolledBack(scratch.app, async (tx) => {
    await exportReport(desk[role], TAKEN, NOW, tx);
    const [entry] = await tx
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.clinicId, desk.clinicId))
      .orderBy(desc(auditEvents.seq));
    expect(entry).toMatchObject({
      action: "report.export",
      actorId: desk[role].staffId,
      patientId: null,
      details: {
        metric: "by_device",
        place: ["flagged", "num"],
        rows: 5,
        reason: "owner_report",
        from: "2026-11-01",
        to: "2026-12-01",
        limitedBy: ["device"],
      },
    });
  });
});

it.each(["aesthetician", "provider"] as const)("lets no %s take anything", async (role) => {
  await rolledBack(scratch.owner, async (tx) => {
    const before = await contentOf(tx);
    await expect(asApp(tx, (app) => exportReport(desk[role], TAKEN, NOW, app))).rejects.toThrow(
      NotPermitted,
    );
    expect(await contentOf(tx)).toEqual(before);
  });
});
