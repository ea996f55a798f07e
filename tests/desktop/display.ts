// A display without a screen, a home without a person: everything a window needs, in folders of its own, gone afterwards.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Desk {
  /** Everything the session may write lies below this folder. */
  root: string;
  home: string;
  /** Environment of programs on this desk: DISPLAY, HOME, XDG folders, TMPDIR. */
  env: NodeJS.ProcessEnv;
  display: string;
  /** Words before a program so that an ordinary person runs it, whoever runs the tests. */
  as: string[];
  /** Folder with the picture of the display, as a file that is always up to date. */
  screen: string;
  close(): Promise<void>;
}

/** Starts Xvfb on a free display number that it chooses itself, and makes empty folders. */
export async function openDesk(): Promise<Desk> {
  const root = mkdtempSync(join(tmpdir(), "sandyq-desk-"));
  const folders = { HOME: "home", XDG_DATA_HOME: "data", XDG_CONFIG_HOME: "config", XDG_CACHE_HOME: "cache", XDG_STATE_HOME: "state", XDG_RUNTIME_DIR: "run", TMPDIR: "tmp" };
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LANG: "C.UTF-8", NO_AT_BRIDGE: "1", GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: process.env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS };
  for (const [name, folder] of Object.entries(folders)) {
    env[name] = join(root, folder);
    mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  }
  const screen = join(root, "screen");
  mkdirSync(screen);
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir", screen], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await firstLine(xvfb);
  env.DISPLAY = `:${number}`;
  return {
    root,
    home: join(root, "home"),
    env,
    display: env.DISPLAY,
    screen,
    as: [],
    async close() {
      await end(xvfb);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdio[3]!.on("data", (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes("\n")) resolve(text.trim());
    });
    child.once("exit", () => reject(new Error("Xvfb ended before it had a display")));
    child.once("error", reject);
  });
}

/** Ends a program this test started, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await Promise.race([gone, sleep(5000).then(() => child.kill("SIGKILL"))]);
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until it is true; fails with `what` after `ms`. */
export async function until<T>(what: string, ask: () => T | Promise<T>, ms = 20_000): Promise<NonNullable<T>> {
  const stop = Date.now() + ms;
  for (;;) {
    // A question that is never answered (a window that hangs) must not hang the test.
    const value = await Promise.race([Promise.resolve(ask()), sleep(Math.max(1, stop - Date.now())).then(() => undefined)]);
    if (value) return value as NonNullable<T>;
    if (Date.now() > stop) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await sleep(100);
  }
}

/** A user that every Debian has and nobody is. */
const SOMEBODY = 65534;

/** Everything on this desk is an ordinary person's from now on, and so are the programs that are started for it. */
export function giveAway(desk: Desk): void {
  if (process.getuid!() !== 0) return;
  execFileSync("chown", ["-R", String(SOMEBODY), desk.root]);
  desk.as = ["setpriv", "--reuid", String(SOMEBODY), "--regid", String(SOMEBODY), "--clear-groups", "--bounding-set", "-all", "--inh-caps", "-all"];
}
