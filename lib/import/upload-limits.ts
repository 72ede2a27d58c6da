/** What one file may weigh. Five years of a busy clinic are a tenth of it. */
export const UPLOAD_BYTES = 50 * 1024 * 1024;

/** A run or reading that hasn't said anything for so long has lost its process. */
export const SILENT_MS = 60_000;

/** Why a file was not kept, as the upload page says it. */
export const UPLOAD_REFUSALS = {
  none: "No file was chosen.",
  large: "The file is larger than 50 MB. Export fewer years at once.",
  broken: "The upload was cut off. Nothing was kept; send the file again.",
} as const;
export type UploadRefusal = keyof typeof UPLOAD_REFUSALS;

/** Whether a process still works on it. */
export function isAlive(aliveAt: Date, now: Date): boolean {
  return now.getTime() - aliveAt.getTime() <= SILENT_MS;
}
