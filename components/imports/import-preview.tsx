import { Download } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink, buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import type { RowChoice, RowFilter } from "@/lib/import/row-filter";

export type PreviewRow = {
  /** The n-th record below the header. */
  row: number;
  /** The physical line in the file. */
  line: number;
  /** "Import", "History", "Left out by you" */
  verdict: { word: string; tone: "neutral" | "info" | "warning" | "danger" };
  /** "Mon 16 Nov 2026, 10:00 AM", "Phone can’t be read: kept without it" */
  notes: readonly string[];
  muted: boolean;
  /** In the order of `columns`; `bad` names the cell that the notes are about. */
  cells: readonly { value: string; bad: boolean }[];
  /** What a person may say against the file; null choice follows the file again. */
  decision: { label: string; choice: RowChoice | null } | null;
};

export type ImportPreviewProps = {
  /** Reads `row` and `choice`. */
  action: (form: FormData) => Promise<void>;
  /** The parts of the file; they add up to `total`. Each leads to its rows. */
  parts: readonly {
    filter: RowFilter;
    label: string;
    count: number;
    note: string | null;
    href: string;
    current: boolean;
  }[];
  total: number;
  /** Why rows don't come in: "Cancelled 12", "Other service 31". */
  because: readonly { label: string; count: number }[];
  columns: readonly { heading: string; label: string }[];
  rows: readonly PreviewRow[];
  pages: { label: string; previousHref: string | null; nextHref: string | null };
  refusedHref: string | null;
};

const NUMBERS = new Intl.NumberFormat("en-US");

/** What the import would do, row by row, before anything is written. */
export function ImportPreview(props: ImportPreviewProps) {
  const { parts, total, because, rows, pages, refusedHref } = props;
  return (
    <Card
      heading={`${NUMBERS.format(total)} ${total === 1 ? "row" : "rows"} read`}
      headingId="rows"
      flush
      aside={
        refusedHref === null ? null : (
          // A file, not a page: the router must leave it alone.
          <a href={refusedHref} download className={buttonLook({ size: "small" })}>
            <Download size={16} strokeWidth={1.75} aria-hidden="true" />
            Download refused rows
          </a>
        )
      }
    >
      <div className="grid gap-3 border-b p-4">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {parts.map(({ filter, label, count, note, href, current }) => (
            <li key={filter}>
              <Link
                prefetch={false}
                href={href}
                scroll={false}
                aria-current={current ? "true" : undefined}
                className="motion grid h-full content-start rounded-control border px-3 py-2 hover:bg-sunken aria-[current]:border-primary aria-[current]:bg-selected"
              >
                <span className="text-22 font-bold tabular-nums">{NUMBERS.format(count)}</span>
                <span>{label}</span>
                {note ? <span className="text-12 text-muted tabular-nums">{note}</span> : null}
              </Link>
            </li>
          ))}
        </ul>
        {because.length > 0 ? (
          <p className="text-muted tabular-nums">
            {because.map(({ label, count }) => `${label} ${NUMBERS.format(count)}`).join(" · ")}
          </p>
        ) : null}
      </div>
      {rows.length === 0 ? <EmptyState title="No row here." /> : <Rows {...props} />}
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

function Rows({ action, columns, rows }: ImportPreviewProps) {
  return (
    <Table label="Rows of the file">
      <thead>
        <tr>
          <Th>Line</Th>
          <Th>What happens</Th>
          {columns.map((column) => (
            <Th key={column.heading} className="whitespace-nowrap" title={column.heading}>
              {column.label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, line, verdict, notes, muted, cells, decision }) => (
          <tr key={row}>
            <Td className="text-muted">{line}</Td>
            <Td className="min-w-60">
              <div className="flex min-h-7 items-center justify-between gap-2">
                <Badge tone={verdict.tone}>{verdict.word}</Badge>
                {decision ? (
                  <form action={action}>
                    <input type="hidden" name="row" value={row} />
                    <input type="hidden" name="choice" value={decision.choice ?? ""} />
                    <Button type="submit" size="small" variant="quiet">
                      {decision.label}
                      <span className="sr-only"> line {line}</span>
                    </Button>
                  </form>
                ) : null}
              </div>
              {notes.map((note) => (
                <span key={note} className="mt-0.5 block text-12">
                  {note}
                </span>
              ))}
            </Td>
            {cells.map(({ value, bad }, at) => (
              <Td
                key={columns[at]?.heading}
                className={classes(
                  "max-w-64 [overflow-wrap:break-word]",
                  muted && !bad && "text-muted",
                  bad && "bg-urgent-tint font-medium text-urgent",
                )}
              >
                {bad ? <span className="sr-only">Problem here: </span> : null}
                {value === "" && bad ? "(empty)" : value}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function PageLink({ href, children }: { href: string | null; children: string }) {
  return href === null ? null : (
    <ButtonLink href={href} size="small" scroll={false} prefetch={false}>
      {children}
    </ButtonLink>
  );
}
