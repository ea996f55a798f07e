// The window as it is shipped, used as a person would: keys and clicks through X11, nothing else. WebDriver cannot reach a private browser context.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, end, giveAway, sleep, until } from "./display";

export const PASSPHRASE = "kettle orbit mango violin thunder pebble";

export interface Wish {
  /** Words before the program's name: a wrapper such as `strace` or `unshare`. */
  wrapper?: string[];
  /** Another place of the program. */
  program?: string;
  /** More of the environment. */
  env?: NodeJS.ProcessEnv;
  /** Preferences of the device. */
  settings?: object;
}

export class Typed {
  /** The window's own process. */
  pid = 0;
  private constructor(
    readonly desk: Desk,
    readonly vault: string,
    /** Its recovery kit, a file. */
    readonly kit: string,
    readonly child: ChildProcess,
    readonly wrapped: boolean,
  ) {}

  /** A vault made by the command line, and the window started on it. */
  static async open(desk: Desk, wish: Wish = {}): Promise<Typed> {
    // The passphrase file lies outside what is scanned and is a thing a person made, not the program.
    const outside = join(desk.root, "outside");
    mkdirSync(outside, { recursive: true });
    const vault = join(desk.home, "Notebook.vault");
    writeFileSync(join(outside, "passphrase"), PASSPHRASE);
    const kit = join(outside, "kit.txt");
    execFileSync(sandyqBin(), ["init", vault, "--kit", kit, "--passphrase-file", join(outside, "passphrase")], { env: desk.env });
    const app = join(desk.env.XDG_DATA_HOME!, "org.sandyq.Sandyq");
    mkdirSync(app, { recursive: true });
    writeFileSync(join(app, "settings.json"), JSON.stringify({ known: [vault], settings: { language: "en", theme: "light", text_percent: 100, auto_lock_minutes: 5, ...wish.settings } }));
    if (desk.as.length > 0) giveAway(desk);
    const words = [...desk.as, ...(wish.wrapper ?? []), wish.program ?? needed("SANDYQ_SHIPPED")];
    const child = spawn(words[0]!, words.slice(1), { env: { ...desk.env, ...wish.env }, stdio: ["ignore", "inherit", "inherit"] });
    const typed = new Typed(desk, vault, kit, child, wish.wrapper !== undefined);
    typed.pid = await until("the window's process", () => (typed.wrapped ? family(child.pid!).find((pid) => name(pid) === "sandyq-desktop") : child.pid));
    await typed.shown();
    return typed;
  }

  /** Waits for the unlock screen and gives it the keyboard, as a window manager would. */
  async shown(): Promise<void> {
    await until("something in the window", () => this.picture().colours > 3, 60_000);
    await this.focus();
    await sleep(400);
  }

  /** Gives the keyboard to the window. */
  async focus(): Promise<void> {
    await until("the keyboard", () => this.give("^Sandyq$", 0));
  }
  /** Gives it to what came up over it. */
  async focusTopmost(): Promise<void> {
    await until("the keyboard for what came up", () => this.give(".", -1));
  }
  private give(title: string, at: number): boolean {
    const run = (...words: string[]): string => execFileSync("xdotool", words, { env: this.desk.env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 3000 });
    try {
      const ids = run("search", "--onlyvisible", "--name", title).trim().split("\n").filter((id) => at >= 0 || run("getwindowname", id).trim() !== "Sandyq");
      run("windowfocus", "--sync", ids.at(at)!);
      return true;
    } catch {
      return false;
    }
  }

  async unlock(passphrase = PASSPHRASE): Promise<void> {
    this.type(passphrase);
    this.key("Return");
    // The dark button in the corner is there as long as a vault is open.
    await until("the screen of the open vault", () => this.picture().dark(40, 818), 60_000);
    await sleep(500);
  }

  /** Whether the program holds the lock of the vault. */
  isOpen(): boolean {
    try {
      return readdirSync(`/proc/${this.pid}/fd`).some((fd) => {
        try {
          return readlinkSync(`/proc/${this.pid}/fd/${fd}`).startsWith(this.vault);
        } catch {
          return false;
        }
      });
    } catch {
      return false;
    }
  }

  /** Why the program before this one locked; empty if there was none. */
  why(): string {
    try {
      return /(?:^|\0)SANDYQ_AFRESH=([a-z]*)/.exec(readFileSync(`/proc/${this.pid}/environ`, "latin1"))?.[1] ?? "";
    } catch {
      return "";
    }
  }

  /** A note by the keyboard; waits until it is in a file of the vault. */
  async note(text: string): Promise<void> {
    this.key("ctrl+n");
    await sleep(700);
    this.type(text);
    // Its draft is a commit, too, and comes first.
    await sleep(1800);
    const before = this.commits();
    this.key("ctrl+Return");
    await until("the note in a file of the vault", () => this.commits() > before, 30_000);
    await sleep(700);
  }

  /** The files of the case database, which a commit adds to. */
  commits(): number {
    return readdirSync(join(this.vault, "case")).length;
  }

  key(...keys: string[]): void {
    execFileSync("xdotool", ["key", "--clearmodifiers", "--delay", "40", ...keys], { env: this.desk.env });
  }
  type(text: string): void {
    execFileSync("xdotool", ["type", "--clearmodifiers", "--delay", "25", text], { env: this.desk.env });
  }
  click(x: number, y: number): void {
    execFileSync("xdotool", ["mousemove", String(x), String(y), "click", "1"], { env: this.desk.env });
  }

  /** The window's process and everything below it. */
  family(): number[] {
    return family(this.pid);
  }

  /** What the middle of the window looks like, straight from the display's memory. */
  picture(): Picture {
    return look(this.desk);
  }

  /** Kept for people to look at. */
  keep(as: string): void {
    if (process.env.SANDYQ_PICTURES) execFileSync("import", ["-window", "root", join(process.env.SANDYQ_PICTURES, `${as}.png`)], { env: this.desk.env });
  }

  /** Ended as if the power had gone. */
  async kill(): Promise<void> {
    const all = this.family();
    for (const pid of [...all, this.child.pid!]) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Gone already.
      }
    }
    await end(this.child, "SIGKILL");
  }

  /** The command line on the same vault. */
  sandyq(...args: string[]): string {
    const key = args.includes("--identity") ? [] : ["--passphrase-file", join(this.desk.root, "outside/passphrase")];
    return execFileSync(sandyqBin(), [...args, ...key], { env: this.desk.env, encoding: "utf8" });
  }
}

export interface Picture {
  /** Different colours in the sample. */
  colours: number;
  /** Whether the point is nearly black. */
  dark(x: number, y: number): boolean;
}

/** Samples the display's framebuffer, an XWD file (its header: X11/XWDFile.h, big endian). Nothing is started for it, so that milliseconds can be told apart. */
function look(desk: Desk): Picture {
  const path = join(desk.screen, "Xvfb_screen0");
  const file = openSync(path, "r");
  try {
    const header = Buffer.alloc(100);
    readSync(file, header, 0, 100, 0);
    const [size, height, stride, entries] = [header.readUInt32BE(0), header.readUInt32BE(20), header.readUInt32BE(48), header.readUInt32BE(76)];
    const row = Buffer.alloc(stride);
    const sample: Buffer[] = [];
    for (let y = 60; y < Math.min(height, 820); y += 9) {
      readSync(file, row, 0, stride, size + entries * 12 + y * stride);
      // The window is as wide as this at its start, and is not moved.
      sample.push(Buffer.from(row.subarray(20 * 4, 1240 * 4)));
    }
    const bytes = Buffer.concat(sample);
    const colours = new Set<number>();
    for (let at = 0; at + 4 <= bytes.length && colours.size < 200; at += 4) colours.add(bytes.readUInt32LE(at));
    const dark = (x: number, y: number): boolean => {
      const file = openSync(path, "r");
      try {
        const point = Buffer.alloc(4);
        readSync(file, point, 0, 4, size + entries * 12 + y * stride + x * 4);
        return [0, 1, 2].every((part) => point[part]! < 0x40) && point.readUInt32LE() !== 0;
      } finally {
        closeSync(file);
      }
    };
    return { colours: colours.size, dark };
  } finally {
    closeSync(file);
  }
}

export function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run: cargo xtask test desktop`);
  return value;
}
const sandyqBin = (): string => needed("SANDYQ_BIN");

export function name(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "";
  }
}

/** A process and its descendants. */
export function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = new Set([root]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) if (found.has(parent) && !found.has(pid)) grown = !!found.add(pid);
  }
  return [...found];
}
