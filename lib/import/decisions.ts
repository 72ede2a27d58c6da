/** What a person decided about one kind of file; kept with the upload and saved for the next one. */
export type ImportDecisions = {
  /** Field of the treatment → column as the header names it. */
  columns?: Record<string, string>;
  dateOrder?: "MDY" | "DMY" | "YMD";
  /** Service name as in the file → whether it is a microneedling treatment. */
  services?: Record<string, boolean>;
  /** Status word as in the file → what it means. */
  statuses?: Record<string, "done" | "cancelled" | "no-show" | "upcoming">;
  /** Rows that a person left out, as numbered in the preview. */
  leftOut?: number[];
};

/** How many rows a file had and what became of them. Adds up to `rowsRead`. */
export type ImportCounts = {
  rowsRead: number;
  accepted: number;
  skipped: Record<string, number>;
  rejected: Record<string, number>;
  /** Accepted, but already here from an earlier file. */
  alreadyHere: number;
  newPatients: number;
  /** Accepted as history: past the last check, so no work comes of them. */
  asHistory: number;
};
