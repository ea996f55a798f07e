// The window as a screen reader has it: by the roles and names of its accessibility tree. It reaches the program as it is shipped, where WebDriver cannot.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { end, sleep, until } from "./display";
import type { Computer } from "./computer";
import type { Typed } from "./typed";

export class Reader {
  private readonly waiting: ((said: unknown) => void)[] = [];
  private constructor(
    private readonly window: Typed,
    private readonly child: ChildProcess,
  ) {
    let text = "";
    child.stdout!.on("data", (bytes: Buffer) => {
      text += bytes.toString();
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        this.waiting.shift()?.(JSON.parse(text.slice(0, end)));
        text = text.slice(end + 1);
      }
    });
  }

  static start(window: Typed, computer: Computer): Reader {
    const script = readFileSync(join(import.meta.dirname, "reader.py"), "utf8");
    const words = [...window.desk.as, "/usr/bin/python3", "-c", script];
    const child = spawn(words[0]!, words.slice(1), { env: { ...window.desk.env, ...computer.env }, stdio: ["pipe", "pipe", "inherit"] });
    return new Reader(window, child);
  }

  private ask(line: string): Promise<unknown> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.child.stdin!.write(`${line}\n`);
    });
  }

  /** Role and name of everything that is shown and has a name. */
  async names(): Promise<[string, string][]> {
    const said = await this.ask("names");
    return Array.isArray(said) ? (said as [string, string][]) : [];
  }

  /** Waits until something of that name is shown. */
  async shows(name: string, ms = 30_000): Promise<void> {
    await this.wait(`something that says «${name}»`, async () => (await this.names()).some(([, one]) => one.includes(name)), ms);
  }

  /** Waits, and on giving up says what there was instead and keeps a picture of it. */
  private async wait(what: string, ask: () => Promise<boolean>, ms = 30_000): Promise<void> {
    await until(what, ask, ms).catch(async (error: unknown) => {
      this.window.keep("waited-in-vain");
      throw new Error(`${String(error)}; there was: ${(await this.names()).map(([role, one]) => `${role} «${one}»`).join(", ").slice(0, 3000)}`);
    });
  }

  /** Presses what has that name, or holds it. */
  async press(name: string): Promise<void> {
    await this.wait(`something to press, «${name}»`, async () => (await this.ask(`press ${name}`)) === true);
    await sleep(350);
  }

  /** Types into the field of that name. */
  async fill(name: string, text: string): Promise<void> {
    await this.wait(`a field «${name}»`, async () => (await this.ask(`focus ${name}`)) === true);
    await sleep(150);
    this.window.type(text);
    await sleep(150);
  }

  /** Answers the toolkit's own file dialog by typing a path. */
  async choose(path: string): Promise<void> {
    await until("a file dialog", async () => (await this.names()).some(([role]) => role === "file chooser" || role === "dialog"));
    await this.window.focusTopmost();
    // The first letter opens the line for a path and may get lost on the way.
    this.window.type("/");
    await sleep(500);
    this.window.key("ctrl+a");
    this.window.type(path);
    await sleep(500);
    this.window.key("Return");
    await until("the end of the file dialog", async () => !(await this.names()).some(([role]) => role === "file chooser"));
    await this.window.focus();
    await sleep(300);
  }

  async stop(): Promise<void> {
    await end(this.child);
  }
}
