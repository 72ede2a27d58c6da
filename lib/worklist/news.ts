/**
 * What is said of people who came up since the list was opened: "2 new urgent, show" before all
 * others; null when nobody did.
 */
export function newsWords({ all, urgent }: { all: number; urgent: number }): string | null {
  if (urgent > 0) return `${urgent} new urgent: show`;
  return all > 0 ? `${all} new, show` : null;
}
