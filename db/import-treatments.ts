import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { serviceKey } from "@/lib/import/service-name";
import { isSlotKey, type StagedTreatment } from "@/lib/import/staged-treatment";
import type { Database } from "./client";
import { leadRecovery, rewriteLine } from "./follow-up-line";
import type { ImportPatients } from "./import-patients";
import { type NewTreatment, newestProtocol, openRecovery } from "./open-recovery";
import { closures, patients, recoveries, treatments } from "./schema/care";
import { sites } from "./schema/clinic";

/** Told of rows that are done. */
export type Progress = { add: (rows: number) => Promise<void> };

/** Stores the treatments of one import inside its transaction, batch by batch. */
export class ImportTreatments {
  added = 0;
  alreadyHere = 0;
  asHistory = 0;
  readonly #opened = new Set<string>();
  readonly #followed = new Set<string>();
  readonly #sites = new Map<string, string>();

  constructor(
    private readonly tx: Database,
    private readonly clinicId: string,
    private readonly importRunId: string,
    private readonly people: ImportPatients,
    private readonly now: Date,
  ) {}

  /** Treatments whose last check is past: stored as closed, with no assessment and no line. */
  async addHistory(batch: readonly StagedTreatment[]): Promise<void> {
    const fresh = await this.#fresh(batch);
    if (fresh.length === 0) return;
    const { tx, clinicId, now } = this;
    const protocolVersionId = await newestProtocol(tx, clinicId);
    const rows = fresh.map((treatment) => ({
      ...treatment,
      clinicId,
      id: uuidv7(),
      createdAt: now,
    }));
    await tx.insert(treatments).values(rows);
    await tx.insert(recoveries).values(
      rows.map(({ id, patientId }) => ({
        clinicId,
        id,
        patientId,
        protocolVersionId,
        openedAt: now,
        open: false,
      })),
    );
    await tx.insert(closures).values(
      rows.map(({ id }) => ({
        clinicId,
        recoveryId: id,
        at: now,
        closedBy: null,
        outcome: "history" as const,
        idempotencyKey: uuidv7(),
      })),
    );
    this.added += rows.length;
    this.asHistory += rows.length;
  }

  /** Treatments that are still followed up: each starts its recovery clock. */
  async addRecent(batch: readonly StagedTreatment[], progress: Progress): Promise<void> {
    const { tx, clinicId, now } = this;
    const fresh = await this.#fresh(batch);
    // Whatever else is written about these people waits its turn, in one order for everybody.
    const people = await tx
      .select({ id: patients.id, mergedInto: patients.mergedInto })
      .from(patients)
      .where(
        and(
          eq(patients.clinicId, clinicId),
          inArray(patients.id, [...new Set(fresh.map((each) => each.patientId))]),
        ),
      )
      .orderBy(patients.id)
      .for("no key update");
    // A record can have become part of another since the names were looked up.
    const kept = new Map(people.map(({ id, mergedInto }) => [id, mergedInto ?? id]));
    await progress.add(batch.length - fresh.length);
    for (const named of fresh) {
      await progress.add(1);
      const treatment = { ...named, patientId: kept.get(named.patientId) ?? named.patientId };
      const id = await openRecovery(tx, clinicId, treatment, now);
      if (id === null) {
        this.alreadyHere += 1;
        continue;
      }
      this.added += 1;
      this.#opened.add(id);
      this.#followed.add(treatment.patientId);
    }
  }

  /** Writes the line of everybody with a recent treatment, once each, after the last batch. */
  async rewriteLines(progress: Progress): Promise<void> {
    for (const patientId of this.#followed) {
      await progress.add(0);
      const lead = await leadRecovery(this.tx, this.clinicId, patientId);
      // What was planned for an older recovery stands unless the new one is the more urgent.
      const news = lead !== null && this.#opened.has(lead.id);
      await rewriteLine(this.tx, this.clinicId, patientId, { news }, this.now);
    }
  }

  async #fresh(batch: readonly StagedTreatment[]): Promise<NewTreatment[]> {
    const unknown = await this.#withoutKnownKeys(batch);
    const patientIds = await this.people.place(unknown);
    const siteIds = await this.#siteIds(unknown);
    const rows = unknown.map((staged, at): NewTreatment => {
      const site = staged.location === null ? null : siteIds.get(staged.location);
      return {
        patientId: patientIds[at]!,
        siteId: site ?? null,
        startedAt: staged.startAt,
        endedAt: staged.endedAt,
        endedAtSource: staged.endedAtSource,
        area: staged.area,
        serviceName: staged.serviceName,
        device: staged.device,
        rf: staged.rf,
        practitioner: staged.practitioner,
        sourceKey: staged.sourceKey,
        importRunId: this.importRunId,
      };
    });
    const fresh = await this.#withoutOtherExports(rows);
    this.alreadyHere += batch.length - fresh.length;
    return fresh;
  }

  async #withoutKnownKeys(batch: readonly StagedTreatment[]): Promise<StagedTreatment[]> {
    const byKey = new Map(batch.map((staged) => [staged.sourceKey, staged]));
    const known = await this.tx
      .select({ sourceKey: treatments.sourceKey })
      .from(treatments)
      .where(
        and(
          eq(treatments.clinicId, this.clinicId),
          inArray(treatments.sourceKey, [...byKey.keys()]),
        ),
      );
    for (const { sourceKey } of known) byKey.delete(sourceKey!);
    return [...byKey.values()];
  }

  /** The same visit from an export with and one without appointment numbers has two different keys. */
  async #withoutOtherExports(rows: readonly NewTreatment[]): Promise<NewTreatment[]> {
    if (rows.length === 0) return [];
    const same = await this.tx
      .select({
        patientId: treatments.patientId,
        startedAt: treatments.startedAt,
        serviceName: treatments.serviceName,
        sourceKey: treatments.sourceKey,
      })
      .from(treatments)
      .where(
        and(
          eq(treatments.clinicId, this.clinicId),
          inArray(treatments.patientId, [...new Set(rows.map((row) => row.patientId))]),
          sql`${treatments.startedAt} between ${earliest(rows)} and ${latest(rows)}`,
        ),
      );
    const visits = new Map(same.map((each) => [visitOf(each), each.sourceKey]));
    return rows.filter((row) => {
      const other = visits.get(visitOf(row));
      return !other || isSlotKey(other) === isSlotKey(row.sourceKey ?? "");
    });
  }

  async #siteIds(rows: readonly StagedTreatment[]): Promise<ReadonlyMap<string, string>> {
    const names = [...new Set(rows.map((row) => row.location))].filter(
      (name) => name !== null && !this.#sites.has(name),
    ) as string[];
    if (names.length === 0) return this.#sites;
    const { clinicId, now } = this;
    await this.tx
      .insert(sites)
      .values(names.map((name) => ({ clinicId, name, createdAt: now })))
      .onConflictDoNothing();
    const found = await this.tx
      .select({ id: sites.id, name: sites.name })
      .from(sites)
      .where(and(eq(sites.clinicId, clinicId), inArray(sites.name, names)));
    for (const { id, name } of found) this.#sites.set(name, id);
    return this.#sites;
  }
}

function visitOf(row: { patientId: string; startedAt?: Date | null; serviceName: string }): string {
  return [row.patientId, row.startedAt?.getTime(), serviceKey(row.serviceName)].join("\n");
}

function earliest(rows: readonly NewTreatment[]): string {
  return new Date(Math.min(...rows.map((row) => row.startedAt!.getTime()))).toISOString();
}

function latest(rows: readonly NewTreatment[]): string {
  return new Date(Math.max(...rows.map((row) => row.startedAt!.getTime()))).toISOString();
}
