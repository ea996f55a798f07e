// Promise 11, with the program as it is shipped and run by an ordinary person: other programs of the same person cannot read any of its processes, none leaves a
// core file, and file dialogs and screen readers work all the same.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Computer } from "./computer";
import { type Desk, end, giveAway, openDesk, sleep } from "./display";
import { report } from "./promises";
import { Reader } from "./reader";
import { name, needed, Typed } from "./typed";

const LIBRARY = "libsandyq_apart.so";
let desk: Desk;
let computer: Computer;
let window: Typed;
let reader: Reader;

beforeAll(async () => {
  desk = await openDesk();
  delete desk.env.NO_AT_BRIDGE;
  // Where an ordinary person can start it.
  const program = join(desk.root, "program");
  mkdirSync(program);
  copyFileSync(needed("SANDYQ_SHIPPED"), join(program, "sandyq-desktop"));
  copyFileSync(join(dirname(needed("SANDYQ_SHIPPED")), LIBRARY), join(program, LIBRARY));
  giveAway(desk);
  computer = await Computer.start(desk);
  window = await Typed.open(desk, { env: computer.env, program: join(program, "sandyq-desktop") });
  reader = Reader.start(window, computer);
});
afterAll(async () => {
  await reader?.stop();
  await window?.kill();
  await computer?.stop();
  await desk?.close();
});

type Ways = Record<string, Record<string, string>>;
/** What another program of the same person can do to these. */
function intrude(pids: number[]): Ways {
  const script = readFileSync(join(import.meta.dirname, "intruder.py"), "utf8");
  const words = [...desk.as, "/usr/bin/python3", "-c", script, ...pids.map(String)];
  return JSON.parse(execFileSync(words[0]!, words.slice(1), { env: desk.env, encoding: "utf8" })) as Ways;
}

test("the control: a program that does nothing about it is read in every way", async () => {
  const words = [...desk.as, "sleep", "60"];
  const other = spawn(words[0]!, words.slice(1), { env: desk.env });
  await sleep(500);
  const ways = intrude([other.pid!]);
  await end(other);
  expect(new Set(Object.values(ways[other.pid!]!))).toEqual(new Set(["read"]));
});

test("none of the window's processes can be read, before and after a lock", async () => {
  await window.unlock();
  const open = window.family();
  expect(open.map(name).join(" ")).toContain("WebKitWebProces");
  check(open);
  window.key("F9");
  await sleep(2500);
  await window.shown();
  const fresh = window.family();
  check(fresh);
  report("11", "Other programs of the same user cannot read us", `${open.length + fresh.length} processes, 5 ways each, all refused; core files forbidden`);
});

function check(pids: number[]): void {
  const ways = intrude(pids);
  for (const pid of pids) {
    for (const [way, result] of Object.entries(ways[pid]!)) expect(result, `${name(pid)} by ${way}`).toBe("refused");
    expect(readFileSync(`/proc/${pid}/limits`, "utf8"), `${name(pid)} leaves no core file`).toMatch(/Max core file size\s+0\s+0/);
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(status, `${name(pid)} is under the filter of sockets`).toMatch(/Seccomp:\s+2/);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
  }
}

test("a screen reader and a file dialog work all the same", async () => {
  await reader.shows("Notebook");
  await window.unlock();
  await reader.press("Safety");
  await reader.press("Import and export");
  await reader.press("Choose a file");
  await reader.choose("/etc/hostname");
  // The file was read, and is no casebook.
  await reader.shows("This is not a file that can be imported");
});
