import { readFileSync } from "node:fs";
import { z } from "zod";

/** What the production build says it contains. */
export type Built = {
  pages: string[];
  routes: string[];
  /** "app/x/actions.ts#name" → the id under which the browser calls it. */
  actions: Map<string, string>;
};

const references = z.record(
  z.string(),
  z.object({ filename: z.string(), exportedName: z.string() }),
);

/** Reads the manifests of `.next`; says so when there is no build. */
export function readBuild(): Built {
  const paths = Object.entries(
    readManifest("app-path-routes-manifest.json", z.record(z.string(), z.string())),
  );
  const { node, edge } = readManifest(
    "server/server-reference-manifest.json",
    z.object({ node: references, edge: references }),
  );
  const actions = [...Object.entries(node), ...Object.entries(edge)].map(
    ([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id] as const,
  );
  const ending = (end: string) =>
    paths.filter(([file]) => file.endsWith(end)).map(([, url]) => url);
  return { pages: ending("/page"), routes: ending("/route"), actions: new Map(actions) };
}

function readManifest<T extends z.ZodType>(name: string, shape: T): z.output<T> {
  let text: string;
  try {
    text = readFileSync(`.next/${name}`, "utf8");
  } catch (cause) {
    throw new Error(`.next/${name} can't be read: run \`npm run build\` first.`, { cause });
  }
  return shape.parse(JSON.parse(text));
}
