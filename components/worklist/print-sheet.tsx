import { DATA_PROBLEMS, type DataProblem } from "@/lib/worklist/groups";

/** One person of the day's sheet, in words that stay true on paper. */
export type SheetRow = {
  patientId: string;
  level: string;
  name: string;
  /** "38 · Face · SkinPen 1.5 mm" */
  about: string;
  dayAndHour: string;
  why: string;
  /** "Redness 2 of 3, Pus yes" */
  signs: string;
  dataProblems: readonly DataProblem[];
  household: readonly string[];
  nextAction: string;
  /** Nobody has to call: the patient is asked by itself. */
  waitsForCheckIn: boolean;
  /** "9:10 AM" today, "Tue 24 Nov 2026, 9:10 AM" on another day */
  due: string;
  late: boolean;
  /** "2 tries, last Tue 24 Nov 2026, 9:10 AM" */
  tries: string | null;
  owner: string | null;
  /** "(212) 555-0143", and "mother, no voicemail" where there is something to know. */
  numbers: readonly { number: string; about: string }[];
};

/**
 * The day on paper: black on white, a row never cut by a page's end, the head of the table on every
 * page, and room to write.
 */
export function PrintSheet({
  clinic,
  day,
  printed,
  filters,
  order,
  rows,
}: {
  clinic: string;
  day: string;
  /** "9:41 AM by Ana Aldrin" */
  printed: string;
  /** "Urgent + Mine"; empty for everybody. */
  filters: string;
  order: string;
  rows: readonly SheetRow[];
}) {
  const waiting = rows.filter((row) => row.waitsForCheckIn).length;
  const people = rows.length === 1 ? "1 person" : `${rows.length} people`;
  return (
    <article className="sheet relative overflow-x-auto rounded-card border p-4 print:overflow-visible print:rounded-none print:border-0 print:p-0">
      <header className="mb-3">
        <h1 className="text-22 font-bold">Calls for {day}</h1>
        <p>
          <b>{people}</b> with something due today or late
          {waiting > 0 ? `, ${waiting} of them for their own next check-in` : ""}
          {filters === "" ? "" : ` · only ${filters}`} · {order.toLowerCase()}
        </p>
      </header>
      {rows.length === 0 ? (
        <p className="border-y py-4">Nobody: nothing is due today, and nothing is late.</p>
      ) : (
        <table className="w-full border-collapse text-left text-12 max-sm:min-w-[44rem]">
          <thead>
            {/* Repeated with the head on every page: a loose sheet says where it belongs. */}
            <tr>
              <td colSpan={5} className="px-1.5 pb-1">
                {clinic} · {day} · printed {printed}
              </td>
            </tr>
            <tr className="border-y-2">
              <Head className="w-[21%]">Patient</Head>
              <Head className="w-[18%]">Phone</Head>
              <Head className="w-[20%]">Why</Head>
              <Head className="w-[17%]">Next, due</Head>
              <Head className="w-[24%]">Outcome and note</Head>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.patientId} className="break-inside-avoid border-b align-top">
                <th scope="row" className="px-1.5 py-2 font-normal">
                  <b className="text-14">{row.name}</b>
                  <span className="block">{row.about}</span>
                  <span className="block">
                    <b>{row.level}</b> · {row.dayAndHour}
                  </span>
                  {row.owner === null ? null : <span className="block">Owner: {row.owner}</span>}
                </th>
                <Cell>
                  {row.numbers.length === 0 ? "No usable number" : null}
                  {row.numbers.map(({ number, about }) => (
                    <span key={number} className="block">
                      <span className="block text-14 whitespace-nowrap tabular-nums">{number}</span>
                      {about}
                    </span>
                  ))}
                  {row.household.length > 0 ? (
                    <span className="block">Shared with {row.household.join(", ")}</span>
                  ) : null}
                </Cell>
                <Cell>
                  {row.why}
                  {row.signs === "" ? null : <span className="block">{row.signs}</span>}
                  {row.dataProblems.length > 0 ? (
                    <b className="block">
                      {row.dataProblems.map((problem) => DATA_PROBLEMS[problem]).join(" · ")}
                    </b>
                  ) : null}
                </Cell>
                <Cell>
                  <b>{row.nextAction}</b>
                  <span className="block">
                    {row.due}
                    {row.late ? <b>, late</b> : null}
                  </span>
                  {row.tries === null ? null : <span className="block">{row.tries}</span>}
                </Cell>
                <Cell>
                  <span className="sr-only">Room to write</span>
                  <Rule label="Outcome" />
                  <Rule label="Note" />
                  <Rule label="" />
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function Head({ className, children }: { className: string; children: string }) {
  return (
    <th scope="col" className={`px-1.5 py-1.5 font-semibold ${className}`}>
      {children}
    </th>
  );
}

function Cell({ children }: { children: React.ReactNode }) {
  return <td className="px-1.5 py-2">{children}</td>;
}

/** A line to write on. */
function Rule({ label }: { label: string }) {
  return (
    <span aria-hidden="true" className="flex h-6 items-end border-b border-dotted">
      {label}
    </span>
  );
}
