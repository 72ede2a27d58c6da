/** Placeholder until the demonstration data exists. */
export async function seedDemo(
  _ownerUrl: string,
  _now: Date,
  progress: (line: string) => void,
): Promise<{ accounts: { email: string; password: string; role: string }[]; created: boolean }> {
  progress("There is no demonstration data yet.");
  return { accounts: [], created: false };
}
