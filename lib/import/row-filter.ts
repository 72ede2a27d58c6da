/** The parts of a file's rows that the preview can show. They exclude each other and make up the file. */
export const ROW_FILTERS = ["new", "here", "skip", "reject"] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

export const ROW_FILTER_WORDS: Readonly<Record<RowFilter, string>> = {
  new: "To import",
  here: "Already here",
  skip: "Left out",
  reject: "Refused",
};

/** What a person said about one row against the file. */
export const ROW_CHOICES = ["take", "leave_out"] as const;
export type RowChoice = (typeof ROW_CHOICES)[number];

export const ROWS_A_PAGE = 50;

/** The filter and page of an address; null when they are none. */
export function parseRowQuery(
  query: Readonly<Record<string, string | string[] | undefined>>,
): { filter: RowFilter; page: number } | null {
  const { show = "new", page = "1" } = query;
  const filter = ROW_FILTERS.find((each) => each === show);
  if (filter === undefined || typeof page !== "string" || !/^[1-9]\d{0,4}$/.test(page)) return null;
  return { filter, page: Number(page) };
}
