/** One restriction or piece of advice in the patient's words, with what is left of it. */
export type ShownRestriction = {
  id: string;
  title: string;
  text: string;
  left: string | null;
  /** Says that its end was set for this patient; null when it is the usual one. */
  set: string | null;
};

/** What to wait with, or what is good, each with its own countdown. */
export function RestrictionList({
  id,
  heading,
  restrictions,
}: {
  id: string;
  heading: string;
  restrictions: readonly ShownRestriction[];
}) {
  return (
    <section aria-labelledby={id} className="grid gap-3 rounded-card border bg-surface p-4">
      <h2 id={id} className="text-16 font-semibold">
        {heading}
      </h2>
      <ul className="grid gap-3">
        {restrictions.map(({ id: each, title, text, left, set }) => (
          <li key={each}>
            <p className="font-medium">{title}</p>
            <p>{text}</p>
            {left === null ? null : <p className="text-14 text-muted tabular-nums">{left}</p>}
            {set === null ? null : <p className="text-14 text-muted">{set}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
