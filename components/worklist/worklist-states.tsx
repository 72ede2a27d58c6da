import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Said above the list when nobody on it waits for a call today any more, called or not. */
export function NothingLeft({
  done,
  total,
  nextDue,
}: {
  done: number;
  total: number;
  nextDue: string | null;
}) {
  return (
    <p className="mb-3 rounded-card border bg-surface px-4 py-3">
      <span className="font-semibold">
        {done === total ? `All ${total} done.` : "Nothing more is due today."}
      </span>{" "}
      <span className="text-muted">
        {nextDue === null ? "No further call is due." : `Next call is due ${nextDue}.`}
      </span>
    </p>
  );
}

/** The filters match nobody: said in words, with a way out. */
export function FilterEmpty({ filters, clearHref }: { filters: string; clearHref: string }) {
  return (
    <Frame>
      <EmptyState
        title={`No one matches ${filters}.`}
        action={<ButtonLink href={clearHref}>Clear filters</ButtonLink>}
      />
    </Frame>
  );
}

/** A later page whose people have left it. */
export function PageEmpty({ firstHref }: { firstHref: string }) {
  return (
    <Frame>
      <EmptyState
        title="No one is on this page any more."
        action={<ButtonLink href={firstHref}>First page</ButtonLink>}
      />
    </Frame>
  );
}

/** Patients are known, and none of them is followed now: nothing is wrong, and nobody was lost. */
export function NobodyFollowed() {
  return (
    <Frame>
      <EmptyState title="Nobody is under follow-up now.">
        Every follow-up is over. Patients are still found by name or number, and a sign that is
        reported brings them back here.
      </EmptyState>
    </Frame>
  );
}

/** A clinic without a single patient: who can bring them in, and where. */
export function FirstRun({
  importHref,
  importers,
}: {
  importHref: string | null;
  importers: readonly string[];
}) {
  return (
    <Frame>
      <EmptyState
        title="No patients yet."
        action={
          importHref === null ? null : (
            <ButtonLink href={importHref} variant="primary">
              Import a CSV
            </ButtonLink>
          )
        }
      >
        Treatments come in from your booking system’s export.
        {importHref === null && importers.length > 0
          ? ` ${importers.join(" or ")} can import it.`
          : null}
      </EmptyState>
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return <div className="min-w-0 overflow-hidden rounded-card border bg-surface">{children}</div>;
}
