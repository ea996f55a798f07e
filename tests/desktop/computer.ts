// A message bus of its own, with a computer behind it that says what a test wants it to say.
import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, end, until } from "./display";
import { needed } from "./typed";

export class Computer {
  /** What was heard from it so far, line by line, and when (milliseconds, `performance.now`). */
  readonly heard: { line: string; at: number }[] = [];
  private constructor(
    readonly env: NodeJS.ProcessEnv,
    private readonly daemon: ChildProcess,
    private readonly mock: ChildProcess,
  ) {}

  static async start(desk: Desk): Promise<Computer> {
    // An ordinary person may not get to where it was built.
    if (desk.as.length > 0) copyFileSync(needed("SANDYQ_BUSMOCK"), join(desk.root, "busmock"));
    const address = `unix:path=${join(desk.root, "bus")}`;
    const daemon = spawned(desk, "dbus-daemon", ["--session", "--nofork", "--nopidfile", `--address=${address}`, "--print-address"], desk.env, ["ignore", "pipe", "ignore"]);
    let printed = "";
    daemon.stdout!.on("data", (bytes: Buffer) => (printed += bytes.toString()));
    await until("a message bus", () => printed.includes("\n"));
    const env = { DBUS_SYSTEM_BUS_ADDRESS: address, DBUS_SESSION_BUS_ADDRESS: address };
    const mock = spawned(desk, desk.as.length > 0 ? join(desk.root, "busmock") : needed("SANDYQ_BUSMOCK"), [], { ...desk.env, ...env }, ["pipe", "pipe", "inherit"]);
    const computer = new Computer(env, daemon, mock);
    mock.stdout!.on("data", (bytes: Buffer) => {
      for (const line of bytes.toString().split("\n").filter(Boolean)) computer.heard.push({ line, at: performance.now() });
    });
    await until("the computer", () => computer.says("ready"));
    return computer;
  }

  says(line: string, since = 0): { at: number } | undefined {
    return this.heard.find((one) => one.line.startsWith(line) && one.at >= since);
  }

  /** Makes it happen: `sleep`, `lock`, `lid`, ... */
  happens(word: string): void {
    this.mock.stdin!.write(`${word}\n`);
  }

  async stop(): Promise<void> {
    await end(this.mock);
    await end(this.daemon);
  }
}

function spawned(desk: Desk, program: string, args: string[], env: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess {
  const words = [...desk.as, program, ...args];
  return spawn(words[0]!, words.slice(1), { env, stdio });
}
