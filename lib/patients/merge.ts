/** What moved from one record to another, by table and id: an undo moves exactly these back. */
export type MovedRows = {
  treatments: readonly string[];
  checkIns: readonly string[];
  calls: readonly string[];
  contactPoints: readonly string[];
  escalations: readonly string[];
};
