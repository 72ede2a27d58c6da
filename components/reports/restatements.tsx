import { RowHead } from "@/components/reports/row-head";
import { Table, Td, Th } from "@/components/ui/table";
import type { ChangedFigure } from "@/lib/reports/figure-words";
import { counted } from "@/lib/reports/words";

/** What came out otherwise at one time; `when` is ready for the screen. */
export type ShownRestatement = { when: string; changes: readonly ChangedFigure[] };

/** What changed in a month after its figures were frozen: both figures, and when. */
export function Restatements({
  frozen,
  restatements,
}: {
  /** "Tue 30 Dec 2026, 12:00 AM" */
  frozen: string;
  restatements: readonly ShownRestatement[];
}) {
  return (
    <section
      aria-labelledby="restated-heading"
      className="grid grid-cols-1 gap-2 rounded-card border border-complication-icon bg-surface p-4"
    >
      <h2 id="restated-heading" className="font-semibold">
        Restated since this month was frozen on {frozen}
      </h2>
      <p className="max-w-prose text-muted">
        Somebody corrected something afterwards. What was handed over then stays beside what stands
        now.
      </p>
      <Table label="Restated figures">
        <thead>
          <tr>
            <Th>Figure</Th>
            <Th>Before</Th>
            <Th>After</Th>
            <Th>Noticed</Th>
          </tr>
        </thead>
        <tbody>
          {restatements.flatMap(({ when, changes }) =>
            changes.map(({ what, before, after }) => (
              <tr key={`${when} ${what}`}>
                <RowHead>{what}</RowHead>
                <Td>{figure(before)}</Td>
                <Td className="font-semibold">{figure(after)}</Td>
                <Td className="text-muted">{when}</Td>
              </tr>
            )),
          )}
        </tbody>
      </Table>
    </section>
  );
}

function figure(value: number | null): string {
  return value === null ? "none" : counted(value);
}
