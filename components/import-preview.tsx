import { Download } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";

/** What becomes of a row: taken, left out on purpose, refused, or waiting for a person. */
export type Verdict = "accept" | "skip" | "reject" | "ask";

export type PreviewCell = { field: string; value: string; bad: boolean };

export type PreviewRow = {
  /** The n-th record below the header. */
  row: number;
  /** The physical line in the file. */
  line: number;
  verdict: Verdict;
  /** "Cancelled", "Phone can’t be read: kept without it" */
  reason: string | null;
  /** In the order of `columns`; `bad` names the cell that the reason is about. */
  cells: readonly PreviewCell[];
};

export type ImportPreviewProps = {
  /** Totals over the whole file; they add up to `total`. Each leads to its rows. */
  counts: readonly {
    verdict: Verdict;
    label: string;
    count: number;
    href: string;
    current: boolean;
  }[];
  total: number;
  /** Why rows are left out: "Cancelled 12", "Other service 31". */
  because: readonly { label: string; count: number }[];
  columns: readonly { field: string; label: string }[];
  rows: readonly PreviewRow[];
  pages: { label: string; previousHref: string | null; nextHref: string | null };
  rejectsHref: string | null;
};

const VERDICTS = {
  accept: { word: "Take", tone: "info" },
  skip: { word: "Leave out", tone: "neutral" },
  reject: { word: "Refuse", tone: "danger" },
  ask: { word: "Ask", tone: "warning" },
} as const;

/** What the import would do, row by row, before anything is written. */
export function ImportPreview(props: ImportPreviewProps) {
  const { counts, total, because, columns, rows, pages, rejectsHref } = props;
  return (
    <Card
      heading={`${total} rows read`}
      headingId="import-preview"
      flush
      aside={
        rejectsHref === null ? null : (
          <ButtonLink href={rejectsHref} size="small">
            <Download size={16} strokeWidth={1.75} aria-hidden="true" />
            Download what is refused
          </ButtonLink>
        )
      }
    >
      <div className="grid gap-3 border-b p-4">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {counts.map((each) => (
            <li key={each.verdict}>
              <Link
                prefetch={false}
                href={each.href}
                aria-current={each.current ? "true" : undefined}
                className="motion grid rounded-control border px-3 py-2 hover:bg-sunken aria-[current]:border-primary aria-[current]:bg-selected"
              >
                <span className="text-22 font-bold tabular-nums">{each.count}</span>
                <span className="text-muted">{each.label}</span>
              </Link>
            </li>
          ))}
        </ul>
        {because.length > 0 ? (
          <p className="text-muted tabular-nums">
            {because.map(({ label, count }) => `${label} ${count}`).join(" · ")}
          </p>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No row here." />
      ) : (
        <Table label="Rows of the file">
          <thead>
            <tr>
              <Th>Line</Th>
              <Th>What happens</Th>
              {columns.map((column) => (
                <Th key={column.field} className="whitespace-nowrap">
                  {column.label}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <Td className="text-muted">{row.line}</Td>
                <Td className="min-w-44">
                  <Badge tone={VERDICTS[row.verdict].tone}>{VERDICTS[row.verdict].word}</Badge>
                  {row.reason ? <span className="mt-0.5 block text-12">{row.reason}</span> : null}
                </Td>
                {row.cells.map((cell) => (
                  <Td
                    key={cell.field}
                    className={classes(
                      "max-w-56 [overflow-wrap:anywhere]",
                      row.verdict === "skip" && "text-muted",
                      cell.bad && "bg-urgent-tint font-medium text-urgent",
                    )}
                  >
                    {cell.bad ? <span className="sr-only">Problem here: </span> : null}
                    {cell.value === "" && cell.bad ? "(empty)" : cell.value}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        <span className="text-muted tabular-nums">{pages.label}</span>
        <nav aria-label="Pages of rows" className="flex gap-2">
          <PageLink href={pages.previousHref}>Previous</PageLink>
          <PageLink href={pages.nextHref}>Next</PageLink>
        </nav>
      </div>
    </Card>
  );
}

function PageLink({ href, children }: { href: string | null; children: string }) {
  return href === null ? null : (
    <ButtonLink href={href} size="small" scroll={false}>
      {children}
    </ButtonLink>
  );
}
