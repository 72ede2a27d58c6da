import { readFileSync } from "node:fs";

/** What the production build says it contains. */
export type Built = {
  pages: string[];
  routes: string[];
  /** "app/x/actions.ts#name" → the id under which the browser calls it. */
  actions: Map<string, string>;
};

type ServerReferences = Record<
  "node" | "edge",
  Record<string, { filename: string; exportedName: string }>
>;

/** Reads the manifests of `.next`; says so when there is no build. */
export function readBuild(): Built {
  const paths = Object.entries(
    readManifest<Record<string, string>>("app-path-routes-manifest.json"),
  );
  const references = readManifest<ServerReferences>("server/server-reference-manifest.json");
  const actions = [...Object.entries(references.node), ...Object.entries(references.edge)].map(
    ([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id] as const,
  );
  const ending = (end: string) =>
    paths.filter(([file]) => file.endsWith(end)).map(([, url]) => url);
  return { pages: ending("/page"), routes: ending("/route"), actions: new Map(actions) };
}

function readManifest<T>(name: string): T {
  try {
    return JSON.parse(readFileSync(`.next/${name}`, "utf8")) as T;
  } catch (cause) {
    throw new Error(`.next/${name} can't be read: run \`npm run build\` first.`, { cause });
  }
}
