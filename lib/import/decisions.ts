import type { AmbiguousField } from "./columns";
import type { FileCounts } from "./parse";
import type { ImportOptions, ImportQuestion } from "./plan";
import type { Delimiter, Encoding, UnreadableFile } from "./read-file";
import type { ImportSurvey } from "./survey";

/** What a person decided about one kind of file; kept with the upload and saved for the next one. */
export type ImportDecisions = Pick<
  ImportOptions,
  "mapping" | "dateOrder" | "statusWords" | "serviceDecisions"
>;

/** What reading a whole file found, before anything of it is imported. Kept with the upload. */
export type ImportReading =
  | (Omit<UnreadableFile, "ok"> & { state: "unreadable" })
  | (FileFacts & { state: "question"; question: Omit<ImportQuestion, "ok"> })
  | (FileFacts &
      Pick<ImportSurvey, "services" | "statuses" | "dateOrder"> & {
        state: "judged";
        /** Services beyond those listed; they keep what their names suggest. */
        moreServices: number;
        counts: FileCounts;
      });

/** What the file's first lines say. */
export type FileFacts = {
  encoding: Encoding;
  delimiter: Delimiter;
  headerLine: number;
  system: string | null;
  header: readonly string[];
  /** A value of each column, in the order of the header; "" where none was seen. */
  samples: readonly string[];
  /** The columns as they were read: guessed, saved or given. */
  mapping: NonNullable<ImportDecisions["mapping"]>;
  ambiguous: readonly AmbiguousField[];
  /** Set when a similar file was read before and its headings have changed since. */
  changed: { added: string[]; removed: string[] } | null;
};

/** What became of a file's rows. `accepted`, `leftOut`, `skipped` and `rejected` add up to `rowsRead`. */
export type ImportResult = {
  rowsRead: number;
  /** Taken for treatments; they are `added` or `alreadyHere`. */
  accepted: number;
  /** Left out by a person. */
  leftOut: number;
  skipped: Readonly<Record<string, number>>;
  rejected: Readonly<Record<string, number>>;
  added: number;
  alreadyHere: number;
  /** Of those added: past the last check, so no work comes of them. */
  asHistory: number;
  newPatients: number;
};

/** More different services or status words than this are a wrong column; the rest keep the proposal. */
export const MOST_LISTED = 200;
