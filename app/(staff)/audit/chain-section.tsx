import type { AuditChain } from "@/db/queries/audit-chain";

/** Asks for the check of the audit's chain, and says what it found. */
export function ChainSection({ chain }: { chain: AuditChain | null }) {
  return (
    <section aria-labelledby="chain" className="my-4 rounded-card border bg-surface p-4 text-14">
      <h2 id="chain" className="font-semibold">
        Is the audit whole?
      </h2>
      {chain === null ? (
        <p className="mt-1 text-muted">
          Each entry carries the fingerprint of the one before, so an edit, a gap or a new order
          shows, whoever made it.
        </p>
      ) : (
        <output className="mt-1 block">{chainWords(chain)}</output>
      )}
      <form action="/audit" className="mt-3">
        <input type="hidden" name="check" value="1" />
        <button
          type="submit"
          className="min-h-9 rounded-control border border-control bg-surface px-3 font-medium max-sm:min-h-11"
        >
          Check every entry
        </button>
      </form>
    </section>
  );
}

function chainWords(chain: AuditChain): string {
  if (chain.whole) return `Whole: all ${chain.rows} entries are as they were written, in order.`;
  return chain.problem === "missing"
    ? `Not whole: entry ${chain.badSeq} is missing.`
    : `Not whole: entry ${chain.badSeq} was changed after it was written.`;
}
