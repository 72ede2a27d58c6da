/** What became of the patients that somebody wanted to assign; every one is counted once. */
export type Assigned = {
  /** Null when they were given back to everybody. */
  to: { name: string; self: boolean } | null;
  /** Who changed hands. */
  assigned: number;
  /** Of those, whose they were before; nobody's are left out. */
  takenFrom: readonly { name: string; count: number }[];
  /** Were there already. */
  already: number;
  /** No longer under follow-up. */
  notFollowed: number;
  /** No patients of this clinic. */
  notFound: number;
};

/**
 * The counts as a sentence: "7 selected: 5 assigned to Priya, 1 was hers already, 1 is no longer
 * followed up." For one patient without the count.
 */
export function assignedWords(done: Assigned): string {
  const total = done.assigned + done.already + done.notFollowed + done.notFound;
  const parts = [
    done.assigned > 0 ? changedWords(done, total) : null,
    done.already > 0 ? `${countWords(done.already, total)} ${alreadyWords(done)}` : null,
    done.notFollowed > 0
      ? `${countWords(done.notFollowed, total)} ${done.notFollowed === 1 ? "is" : "are"} no longer followed up`
      : null,
    done.notFound > 0
      ? `${countWords(done.notFound, total)} ${done.notFound === 1 ? "wasn’t" : "weren’t"} found`
      : null,
  ].filter((part) => part !== null);
  const taken = done.takenFrom.map(({ name, count }) =>
    total === 1 ? `It was ${name}’s.` : `${count} ${count === 1 ? "was" : "were"} ${name}’s.`,
  );
  const sentence = `${parts.join(", ")}.`;
  return [total === 1 ? capital(sentence) : `${total} selected: ${sentence}`, ...taken].join(" ");
}

function changedWords({ to, assigned }: Assigned, total: number): string {
  const count = total === 1 ? "" : `${assigned} `;
  if (to === null) return `${count}given back to everyone`;
  return `${count}assigned to ${to.self ? "you" : to.name}`;
}

function alreadyWords({ to, already }: Assigned): string {
  const was = already === 1 ? "was" : "were";
  if (to === null) return `${was} nobody’s already`;
  return `${was} ${to.self ? "yours" : `${to.name}’s`} already`;
}

function countWords(count: number, total: number): string {
  return total === 1 ? "this patient" : String(count);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
