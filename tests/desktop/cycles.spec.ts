// Promise 2 again and again: a program that replaces itself must not grow, leave processes behind or keep files open.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, openDesk, until } from "./display";
import { report } from "./promises";
import { Typed } from "./typed";

const CYCLES = Number(process.env.SANDYQ_CYCLES ?? 6);
let desk: Desk;
let window: Typed;

beforeAll(async () => {
  desk = await openDesk();
  window = await Typed.open(desk);
});
afterAll(async () => {
  await window?.kill();
  await desk?.close();
});

interface State {
  processes: number;
  files: number;
  /** Memory of all processes, shared pages divided among those that share them (PSS), in MB. */
  memory: number;
  filters: number;
}

function state(): State {
  const all = window.family();
  const of = (pid: number, file: string, line: RegExp): number => Number(line.exec(readFileSync(`/proc/${pid}/${file}`, "utf8"))?.[1] ?? 0);
  return {
    processes: all.length,
    files: readdirSync(`/proc/${window.pid}/fd`).length,
    memory: Math.round(all.reduce((sum, pid) => sum + of(pid, "smaps_rollup", /^Pss:\s+(\d+)/m), 0) / 1024),
    filters: of(window.pid, "status", /^Seccomp_filters:\s+(\d+)/m),
  };
}

test(`${CYCLES} locks leave no process and do not grow`, async () => {
  const states: State[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    await window.shown();
    await window.unlock();
    const before = window.family();
    window.key("F9");
    await until(`the lock, for the ${cycle + 1}. time`, () => before.slice(1).every((pid) => !window.family().includes(pid)) && window.picture().colours > 10, 15_000).catch((error: unknown) => {
      window.keep("cycle");
      throw error;
    });
    await window.shown();
    states.push(state());
  }
  const [first, last] = [states[1]!, states.at(-1)!];
  expect(last.processes).toBe(first.processes);
  expect(last.files).toBeLessThanOrEqual(first.files + 2);
  expect(last.filters).toBe(first.filters);
  const middle = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  const part = Math.max(2, Math.floor(states.length / 4));
  const [early, late] = [states.slice(1, 1 + part), states.slice(-part)].map((some) => middle(some.map((one) => one.memory)));
  report("2", `Locked ${CYCLES} times`, `${first.processes} processes before and after, ${first.files} and ${last.files} files open, ${early} and ${late} MB`);
  expect(late!).toBeLessThan(early! * 1.1 + 4);
}, 1_800_000);
