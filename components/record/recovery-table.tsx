import type { RecoveryTimelineProps } from "@/components/record/recovery-series";
import { Table, Td, Th } from "@/components/ui/table";

const SINGULAR = { call: "Call", review: "Review", question: "Question" } as const;

/** The chart's every value in rows, oldest first; each leads to its check-in. */
export function RecoveryTable({
  series,
  events,
}: Pick<RecoveryTimelineProps, "series" | "events">) {
  const rows = series.flatMap(({ sign, label, points }) =>
    points.map((point) => ({ key: `${sign}-${point.checkInId}`, sign: label, ...point })),
  );
  return (
    <details className="mt-3 border-t pt-2">
      <summary className="min-h-6 w-fit font-medium text-primary underline underline-offset-3 max-sm:min-h-11 max-sm:py-3">
        Show as a table
      </summary>
      <Table label="Answers, calls and reviews" className="mt-2">
        <thead>
          <tr>
            <Th>Hour</Th>
            <Th>What</Th>
            <Th>Answer</Th>
            <Th>From</Th>
          </tr>
        </thead>
        <tbody>
          {[
            ...rows,
            ...events.map((event) => ({
              key: event.id,
              sign: SINGULAR[event.kind],
              hour: event.hour,
              label: event.label,
              source: "",
              checkInId: null,
            })),
          ]
            .toSorted((one, other) => one.hour - other.hour)
            .map((row) => (
              <tr key={row.key}>
                <Td>{Math.floor(row.hour)} h</Td>
                <Td>{row.sign}</Td>
                <Td>
                  {row.checkInId === null ? (
                    row.label
                  ) : (
                    <a href={`#check-in-${row.checkInId}`} className="link">
                      {row.label}
                    </a>
                  )}
                </Td>
                <Td>{row.source}</Td>
              </tr>
            ))}
        </tbody>
      </Table>
    </details>
  );
}
