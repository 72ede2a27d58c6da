/** What stands beside a field that somebody else has saved otherwise while this form was open. */
export function savedMeanwhile(by: string | null, stored: string): string {
  return `${by ?? "Somebody"} saved: ${stored}. Saving again puts what stands here.`;
}
