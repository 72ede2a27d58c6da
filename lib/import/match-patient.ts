/** A person of one name who is known already. `contacts`: numbers in E.164 and addresses. */
export type NamedPatient = { id: string; contacts: ReadonlySet<string> };

/**
 * Which of the people with this very name a row speaks of; null for somebody new. A shared number
 * or address settles it. A number alone never does: the name is the same to begin with. Without any
 * contact to compare, the only person of that name is meant, and of several nobody who has contacts.
 */
export function matchPatient<P extends NamedPatient>(
  contacts: readonly string[],
  sameName: readonly P[],
): P | null {
  const sharing = sameName.find((known) => contacts.some((each) => known.contacts.has(each)));
  if (sharing) return sharing;
  const [only, ...others] = sameName;
  if (only && others.length === 0 && (contacts.length === 0 || only.contacts.size === 0)) {
    return only;
  }
  const silent = sameName.filter((known) => known.contacts.size === 0);
  return contacts.length === 0 && silent.length === 1 ? silent[0]! : null;
}
