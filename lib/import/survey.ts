import { type DateOrder, orderEvidence, readWhen } from "./date-text";
import type { Field } from "./fields";
import type { ImportPlan, ImportQuestion } from "./plan";
import type { CsvRecord, CsvTable } from "./read-file";
import { isOtherSale } from "./sale-line";
import { proposeService, serviceKey } from "./service-name";
import { readFlag, type StatusMeaning, statusKey, statusMeaning } from "./status-word";

export type SeenService = { name: string; count: number; proposed: boolean };
export type SeenStatus = { word: string; count: number; meaning: StatusMeaning };

/** What the whole file says before any row is judged. */
export type ImportSurvey = {
  ok: true;
  /** Each service as first spelled, most frequent first; `proposed` is the guess or the saved decision. */
  services: SeenService[];
  statuses: SeenStatus[];
  /** Null order: no date of the file needs one. `proven` is false when a person chose it. */
  dateOrder: { order: DateOrder | null; proven: boolean };
};

/**
 * Reads the table once: services, status words, and the date order, which dates with a part above
 * 12 prove. If rows depend on an order that nothing proves, or the file contradicts itself, it asks.
 */
export async function surveyTable(
  table: CsvTable,
  plan: ImportPlan,
): Promise<ImportSurvey | ImportQuestion> {
  const services = new Map<string, SeenService>();
  const statuses = new Map<string, SeenStatus>();
  const proof = { MDY: 0, DMY: 0 };
  let openRows = 0;
  for await (const record of table.records()) {
    if (plan.furniture(record) !== null) continue;
    const service = countService(plan, record, services);
    countStatus(plan, record, statuses);
    const open = countEvidence(plan, record, proof);
    const matters = service?.proposed === true && !isOtherSale(plan.cell(record, "itemType"));
    if (open && matters && !isOff(readStatus(plan, record))) openRows += 1;
  }
  const dateOrder = await settleOrder(table, plan, proof, openRows);
  if ("ok" in dateOrder) return dateOrder;
  return {
    ok: true,
    services: [...services.values()].toSorted((a, b) => b.count - a.count),
    statuses: [...statuses.values()].toSorted((a, b) => b.count - a.count),
    dateOrder,
  };
}

/** Whether rows of this service are treatments: a saved decision, else the proposal. */
export function isWanted(plan: ImportPlan, name: string): boolean {
  return plan.serviceDecisions.get(serviceKey(name)) ?? proposeService(name);
}

/**
 * A row's status from its word and its flags. A file without any, or a system that never marks an
 * appointment done, means done; an empty cell in a column of words means unknown.
 */
export function readStatus(plan: ImportPlan, record: CsvRecord): StatusMeaning {
  const flags: (boolean | null)[] = [];
  if (plan.has("cancelledFlag")) flags.push(readFlag(plan.cell(record, "cancelledFlag")));
  if (plan.has("noShowFlag")) flags.push(readFlag(plan.cell(record, "noShowFlag")));
  const word = plan.cell(record, "status");
  const meaning = word === "" ? null : statusMeaning(word, plan.statusWords);
  if (meaning === "cancelled" || meaning === "no-show") return meaning;
  if (plan.has("cancelledFlag") && flags[0] === true) return "cancelled";
  if (plan.has("noShowFlag") && flags.at(-1) === true) return "no-show";
  if (flags.includes(null)) return "unknown";
  if (meaning !== null) return meaning;
  return plan.has("status") && !plan.system?.marksNoCompletion ? "unknown" : "done";
}

/** Whether a status means that no treatment took place. */
export function isOff(meaning: StatusMeaning): meaning is "cancelled" | "no-show" {
  return meaning === "cancelled" || meaning === "no-show";
}

function countService(plan: ImportPlan, record: CsvRecord, services: Map<string, SeenService>) {
  const name = plan.cell(record, "service");
  if (name === "") return null;
  const key = serviceKey(name);
  const known = services.get(key);
  if (known !== undefined) {
    known.count += 1;
    return known;
  }
  const seen = { name, count: 1, proposed: isWanted(plan, name) };
  services.set(key, seen);
  return seen;
}

function countStatus(plan: ImportPlan, record: CsvRecord, statuses: Map<string, SeenStatus>): void {
  const word = plan.cell(record, "status");
  if (word === "") return;
  const known = statuses.get(statusKey(word));
  if (known !== undefined) known.count += 1;
  else {
    const meaning = statusMeaning(word, plan.statusWords);
    statuses.set(statusKey(word), { word, count: 1, meaning });
  }
}

type Proof = { MDY: number; DMY: number };

const DATED: readonly Field[] = ["start", "date", "time", "end"];

function countEvidence(plan: ImportPlan, record: CsvRecord, proof: Proof): boolean {
  let open = false;
  for (const field of DATED) {
    const evidence = evidenceIn(plan.cell(record, field));
    if (evidence === "MDY" || evidence === "DMY") proof[evidence] += 1;
    if (evidence === "open" && field !== "end") open = true;
  }
  return open;
}

function evidenceIn(text: string): ReturnType<typeof orderEvidence> {
  if (!NUMERIC_DATE.test(text)) return "none";
  const date = readWhen(text)?.date;
  return date ? orderEvidence(date) : "none";
}

const NUMERIC_DATE = /^'?\d{1,2}[/.-]\s?\d{1,2}[/.-]\s?\d{2}/;

// A stray date against at least ten of the other kind is a typing error and its row is rejected;
// anything closer is two orders in one file.
async function settleOrder(
  table: CsvTable,
  plan: ImportPlan,
  proof: Proof,
  openRows: number,
): Promise<ImportSurvey["dateOrder"] | ImportQuestion> {
  const chosen = plan.options.dateOrder;
  if (chosen) return { order: chosen, proven: false };
  const own = provenBy(proof);
  if (own !== null && own !== "both") return { order: own, proven: true };
  if (openRows === 0 && own === null) return { order: null, proven: true };
  const elsewhere = own === null ? provenBy(await evidenceElsewhere(table)) : "both";
  if (elsewhere !== null && elsewhere !== "both") return { order: elsewhere, proven: true };
  const why =
    elsewhere === "both"
      ? "Some dates of the file can only be month first and some only day first"
      : "Nothing in the file proves whether its dates are month first or day first";
  return {
    ok: false,
    reason: "date-order",
    message: `${why}: say which order they have (MDY or DMY).`,
  };
}

function provenBy(proof: Proof): "MDY" | "DMY" | "both" | null {
  if (proof.MDY === 0 && proof.DMY === 0) return null;
  if (proof.MDY >= 10 * proof.DMY) return "MDY";
  return proof.DMY >= 10 * proof.MDY ? "DMY" : "both";
}

// When something was booked or a birthday proves the order as well: one system wrote them all.
async function evidenceElsewhere(table: CsvTable): Promise<Proof> {
  const proof = { MDY: 0, DMY: 0 };
  for await (const record of table.records()) {
    for (const cell of record.cells) {
      const evidence = evidenceIn(cell);
      if (evidence === "MDY" || evidence === "DMY") proof[evidence] += 1;
    }
  }
  return proof;
}
