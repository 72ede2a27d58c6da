const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** A report with the ids of a file in place of those that its rows got in the database, in keys too. */
export function withFileIds(value: unknown, fileIds: ReadonlyMap<string, string>): unknown {
  const rename = (text: string) => text.replace(UUID, (id) => fileIds.get(id) ?? id);
  if (typeof value === "string") return rename(value);
  if (Array.isArray(value)) return value.map((each) => withFileIds(each, fileIds));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [rename(key), withFileIds(each, fileIds)]),
  );
}
