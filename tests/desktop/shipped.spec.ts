// Promise 1, with the program as it is shipped: after a whole session in the real window, ended by kill -9, nothing that was typed lies on the disk.
// WebDriver cannot reach a private browser context, so this session is typed by X11 key events, as a person would.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, end, openDesk, sleep, until } from "./display";
import { findIn } from "./scan";

const PASSPHRASE = "kettle orbit mango violin thunder pebble";
const NOTE = "Vexmarrow spoke of Quillondra at the bakery";
const MARKERS = ["Vexmarrow", "Quillondra", "kettle orbit mango"];

let desk: Desk;
let window: ChildProcess;
let vault: string;

const key = (...keys: string[]): void => void execFileSync("xdotool", ["key", "--clearmodifiers", "--delay", "60", ...keys], { env: desk.env });
const type = (text: string): void => void execFileSync("xdotool", ["type", "--clearmodifiers", "--delay", "40", text], { env: desk.env });
const sandyq = (...args: string[]): string => execFileSync(process.env.SANDYQ_BIN ?? "sandyq", args, { env: desk.env, encoding: "utf8" });
const commits = (): number => readdirSync(join(vault, "case")).length;
const picture = (name: string): void => {
  if (process.env.SANDYQ_PICTURES) execFileSync("import", ["-window", "root", join(process.env.SANDYQ_PICTURES, `${name}.png`)], { env: desk.env });
};

beforeAll(async () => {
  desk = await openDesk();
  // Made by the command line; the passphrase file lies outside what is scanned and is a thing a person made, not the program.
  const outside = join(desk.root, "outside");
  mkdirSync(outside);
  vault = join(desk.home, "Notebook.vault");
  writeFileSync(join(outside, "passphrase"), PASSPHRASE);
  sandyq("init", vault, "--passphrase-file", join(outside, "passphrase"));
  const app = join(desk.env.XDG_DATA_HOME!, "org.sandyq.Sandyq");
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, "settings.json"), JSON.stringify({ known: [vault] }));
  window = spawn(process.env.SANDYQ_SHIPPED!, { env: desk.env, stdio: "inherit" });
});

afterAll(async () => {
  if (window) await end(window, "SIGKILL");
  await desk?.close();
});

/** Every process of the window: it and its descendants. */
function family(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = new Set([window.pid!]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) if (found.has(parent) && !found.has(pid)) grown = !!found.add(pid);
  }
  return [...found];
}

test("a session is typed, and the program is killed", async () => {
  const id = await until("the window", () => {
    try {
      return execFileSync("xdotool", ["search", "--name", "^Sandyq$"], { env: desk.env, encoding: "utf8" }).trim().split("\n")[0];
    } catch {
      return undefined;
    }
  });
  // No window manager runs here: give the window the keyboard, as one would.
  await sleep(4000);
  execFileSync("xdotool", ["windowfocus", "--sync", id], { env: desk.env });
  await sleep(500);
  type(PASSPHRASE);
  picture("shipped-1-unlock");
  key("Return");
  const locks = (): string[] => readdirSync(`/proc/${window.pid}/fd`).map((fd) => { try { return readlinkSync(`/proc/${window.pid}/fd/${fd}`); } catch { return ""; } });
  await until("the open vault", () => locks().some((path) => path.startsWith(vault)), 60_000);
  await sleep(2500);
  const before = commits();
  key("ctrl+n");
  await sleep(1000);
  type(NOTE);
  await sleep(1500);
  key("ctrl+Return");
  await until("the note in a file of the vault", () => commits() > before, 30_000);
  await sleep(1500);
  picture("shipped-2-noted");
  key("ctrl+k");
  await sleep(800);
  type("Vexmarrow");
  await sleep(1500);
  picture("shipped-3-search");
  key("Escape");
  await sleep(300);
  const sockets = family().flatMap((pid) => inet(pid));
  expect(sockets, "no process of the window holds an internet socket").toEqual([]);
  await end(window, "SIGKILL");
}, 180_000);

/** Internet sockets that a process holds, as lines of /proc/net. */
function inet(pid: number): string[] {
  const own = new Set<string>();
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
      if (match) own.add(match[1]!);
    }
    return ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"].flatMap((kind) =>
      readFileSync(`/proc/${pid}/net/${kind}`, "utf8").split("\n").slice(1).filter((line) => own.has(line.trim().split(/\s+/)[9] ?? "")),
    );
  } catch {
    return [];
  }
}

test("the control: the note is in the vault, and the scan can find it", () => {
  const found = JSON.parse(sandyq("search", vault, "Quillondra", "--json", "--passphrase-file", join(desk.root, "outside/passphrase"))) as { results: { kind: string }[] };
  expect(found.results.map((hit) => hit.kind)).toContain("note");
  writeFileSync(join(desk.root, "outside/plain.txt"), NOTE);
  expect(findIn(join(desk.root, "outside"), "Quillondra").length).toBeGreaterThan(0);
});

test("nothing of it lies on the disk", () => {
  for (const folder of ["home", "data", "config", "cache", "state", "run", "tmp"]) {
    for (const marker of MARKERS) expect(findIn(join(desk.root, folder), marker), `${marker} below ${folder}`).toEqual([]);
  }
});
