/** The invented accounts, shown only where the demonstration runs. */
export function DemonstrationBox() {
  return (
    <section aria-labelledby="demonstration" className="rounded-card border bg-surface p-4 text-14">
      <h2 id="demonstration" className="font-semibold">
        Demonstration
      </h2>
      <p className="mt-1 text-muted">
        Everybody here is invented. The accounts and their password are printed by the command that
        started the demonstration.
      </p>
    </section>
  );
}
