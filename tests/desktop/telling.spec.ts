// Promise 12, with the program as it is shipped: nothing tells. Titles, arguments, environment and names of files carry no word of the cases, and what is copied
// out of the window is marked as a secret, taken back after a while and at every lock, and left alone once it is somebody else's.
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, end, openDesk, sleep, until } from "./display";
import { report } from "./promises";
import { files, shapes } from "./scan";
import { PASSPHRASE, Typed } from "./typed";

const WORD = "Brixolm";
let desk: Desk;
let window: Typed;

beforeAll(async () => {
  desk = await openDesk();
  window = await Typed.open(desk);
  await window.unlock();
});
afterAll(async () => {
  await window?.kill();
  await desk?.close();
});

/** What somebody else would paste; empty if there is nothing. */
function clipboard(target = "UTF8_STRING"): string {
  try {
    return execFileSync("xclip", ["-selection", "clipboard", "-o", "-target", target], { env: desk.env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 3000 });
  } catch {
    return "";
  }
}

/** Types into a new note and copies all of it. */
async function copy(text: string): Promise<void> {
  window.key("ctrl+n");
  await sleep(700);
  window.key("ctrl+a");
  window.type(text);
  window.key("ctrl+a", "ctrl+c");
  await until("the text on the clipboard", () => clipboard() === text, 5000);
}

test("what is copied is marked as a secret and goes after 20 seconds", async () => {
  await copy(`${WORD} copied`);
  const start = performance.now();
  expect(clipboard("TARGETS")).toContain("x-kde-passwordManagerHint");
  expect(clipboard("x-kde-passwordManagerHint")).toBe("secret");
  await until("an empty clipboard", () => clipboard() === "", 30_000);
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(17_000);
  expect(took).toBeLessThan(24_000);
  window.key("Escape");
});

test("what another program has put there since stays", async () => {
  await copy(`${WORD} again`);
  const other = spawn("xclip", ["-selection", "clipboard", "-i", "-quiet"], { env: desk.env, stdio: ["pipe", "ignore", "ignore"] });
  other.stdin.end("somebody else's");
  await until("theirs", () => clipboard() === "somebody else's");
  await sleep(22_000);
  expect(clipboard()).toBe("somebody else's");
  window.key("Escape");
  await end(other);
});

test("a lock takes it back at once", async () => {
  await copy(`${WORD} at the lock`);
  window.key("F9");
  await until("an empty clipboard", () => clipboard() === "", 5000);
  await sleep(1500);
  await window.shown();
  await window.unlock();
});

test("titles, arguments, environment and names of files say nothing", async () => {
  await window.note(`${WORD} was here`);
  const ids = execFileSync("xdotool", ["search", "--name", "."], { env: desk.env, encoding: "utf8" }).trim().split("\n");
  const properties = ids.map((id) => execFileSync("xprop", ["-id", id], { env: desk.env, encoding: "utf8" })).join("\n");
  expect(properties).toContain("Sandyq");
  const all = window.family();
  const said = all.flatMap((pid) => ["cmdline", "environ", "comm"].map((file) => readFileSync(`/proc/${pid}/${file}`, "latin1")));
  const names = [...files(desk.root)].concat(readdirSync(desk.root));
  // The passphrase is in a file that the test made, and its name is not secret.
  const everything = Buffer.from([properties, ...said, ...names].join("\n"), "latin1");
  for (const word of [WORD, PASSPHRASE, "Notebook"]) {
    const hits = shapes(word).filter((shape) => everything.includes(shape.bytes));
    // The control: the vault's own name is in the names of files, and nowhere else.
    expect(hits.length > 0, word).toBe(word === "Notebook");
  }
  expect(Buffer.from([properties, ...said].join("\n"), "latin1").includes("Notebook")).toBe(false);
  const bus = readdirSync(join(desk.env.XDG_DATA_HOME!, "org.sandyq.Sandyq"));
  report("12", "Nothing tells", `0 words in the properties of ${ids.length} windows, in arguments and environment of ${all.length} processes and in ${names.length} names of files (${bus.length} of our own outside the vault); clipboard taken back after 20 s and at the lock`);
});
