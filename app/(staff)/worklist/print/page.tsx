import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ButtonLink } from "@/components/ui/button";
import { PrintButton } from "@/components/worklist/print-button";
import { PrintSheet, type SheetRow } from "@/components/worklist/print-sheet";
import { listPrintSheet, type SheetLine, type SheetNumber } from "@/db/queries/print-sheet";
import { absolute, clock, localDay, longDay } from "@/lib/dates";
import { NEXT_CHECK_IN } from "@/lib/follow-up/next-action";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import { displayPhone } from "@/lib/patients/phone";
import { whoseNumber } from "@/lib/patients/reaches";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { filterWords, orderWords } from "@/lib/worklist/filter-words";
import { parseFilters } from "@/lib/worklist/filters";
import { rowOf } from "@/lib/worklist/line";
import { worklistPath } from "../paths";

export const metadata: Metadata = { title: "Print sheet" };

type Query = Record<string, string | string[] | undefined>;

/** Everybody for whom something is due today or late, for the clipboard. */
export default async function PrintPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireStaff();
  const parsed = parseFilters(await searchParams);
  if (!parsed.ok) notFound();
  const { filters } = parsed;
  const now = new Date();
  const { clinic } = actor;
  const lines = await orForbidden(actor, () => listPrintSheet(actor, { filters, clinic }, now));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2 print:hidden">
        <PrintButton label="Print this sheet" />
        <ButtonLink href={worklistPath({ ...filters, sitting: null, after: null })}>
          Back to the worklist
        </ButtonLink>
      </div>
      <PrintSheet
        clinic={clinic.name}
        day={longDay(now, clinic.timeZone)}
        printed={`${clock(now, clinic.timeZone)} by ${actor.name}`}
        filters={filterWords(filters)}
        order={orderWords(filters)}
        rows={lines.map((line) => sheetRow(line, now, clinic))}
      />
    </div>
  );
}

/** Paper stays as it is: instants are absolute on it. */
function sheetRow({ line, numbers }: SheetLine, now: Date, clinic: ClinicHours): SheetRow {
  const { due, late, lastContact, ...row } = rowOf(line, now, clinic);
  const zone = clinic.timeZone;
  const level = row.level === null ? "Review by hand" : LEVEL_WORDS[row.level];
  return {
    patientId: row.patientId,
    level: row.levelWord ?? level,
    name: row.name,
    about: [row.age, row.treatment].filter(Boolean).join(" · "),
    dayAndHour: row.dayAndHour,
    why: row.why,
    signs: row.allSigns,
    dataProblems: row.dataProblems,
    household: row.household,
    nextAction: row.nextAction,
    waitsForCheckIn: row.group === "expected" && row.nextAction === NEXT_CHECK_IN,
    due: due === null ? "" : onPaper(new Date(due.iso), now, zone),
    late: late !== null,
    tries: lastContact && triesWords(lastContact.attempts, new Date(lastContact.at.iso), now, zone),
    owner: row.assignee,
    numbers: numbers.map(numberWords),
  };
}

/** The day is printed above: only another one is named. */
function onPaper(at: Date, now: Date, zone: string): string {
  return localDay(at, zone) === localDay(now, zone) ? clock(at, zone) : absolute(at, zone);
}

function triesWords(tries: number, last: Date, now: Date, zone: string): string {
  const when = onPaper(last, now, zone);
  if (tries === 0) return `Last contact ${when}`;
  return `${tries === 1 ? "1 try" : `${tries} tries`}, last ${when}`;
}

function numberWords({ value, owner, reaches, voicemail }: SheetNumber) {
  return {
    number: displayPhone(value),
    about: [whoseNumber({ reaches, owner }), voicemail === false ? "no voicemail" : null]
      .filter(Boolean)
      .join(", "),
  };
}
