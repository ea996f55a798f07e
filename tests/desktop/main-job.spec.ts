// The main job in the real window, from nothing to a file a colleague opens with stock tools.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, openDesk, until } from "./display";
import { files, findIn } from "./scan";
import { Key, Window } from "./window";

const CASEBOOK = resolve(import.meta.dirname, "../../src-tauri/crates/casework/data/kazakhstan-2025.json");
const MARKER = "Zyrgelek-4417";

let desk: Desk;
let window: Window;
let passphrase = "";
const at = (name: string): string => join(desk.root, name);
/** Pictures are for people; they need ImageMagick and are taken only where somebody asks for them. */
const picture = (name: string): void => {
  if (process.env.SANDYQ_PICTURES) window.picture(join(process.env.SANDYQ_PICTURES, `${name}.png`));
};

beforeAll(async () => {
  desk = await openDesk();
  mkdirSync(at("out"));
  if (process.env.SANDYQ_PICTURES) mkdirSync(process.env.SANDYQ_PICTURES, { recursive: true });
  window = await Window.open(desk);
});

afterAll(async () => {
  picture("last");
  await window?.close();
  await desk?.close();
});

test("a newcomer makes a vault", async () => {
  await window.shows("A chest for case notes");
  picture("1-welcome");
  await window.press("Next");
  await window.press("I understand");
  await window.press("Make a new vault");
  passphrase = await until("six words", async () => {
    const words = await window.words("ol[aria-label='Passphrase'] li");
    return words.length === 6 ? words.join(" ") : undefined;
  });
  picture("2-passphrase");
  await window.press("I have written them down");
  await window.type("Passphrase", passphrase);
  await window.press("Make the vault");
  await window.shows("Your recovery kit", 60_000);
  window.picks_next(at("out/kit.txt"));
  await window.press("Save to a file");
  await until("the kit on disk", () => existsSync(at("out/kit.txt")));
  expect(readFileSync(at("out/kit.txt"), "utf8")).toMatch(/AGE-SECRET-KEY-1[0-9A-Z]+/);
  await window.tick("I have the kit");
  await window.press("Open my vault");
  await window.shows("Your vault is empty");
  expect(await window.driver.getTitle()).toBe("Sandyq");
});

test("a case is entered by hand", async () => {
  await window.chord(Key.CONTROL, Key.SHIFT, "n");
  await window.type("What is it about?", `Court papers taken from an office, ${MARKER}`);
  await window.press("Make the case");
  await window.shows("Draft");
  await window.press("Acts", "[role=tab]");
  await window.press("Add an act");
  await window.choose("What was done", "Office search");
  await window.choose("To whom", "Aigul Testova", "Aigul Testova");
  await window.type("When", "середина января 2026");
  await window.shows("mid-January 2026");
  await window.press("Save");
  await window.shows("Same again");
  await window.shows("Aigul Testova");
  picture("3-act");
});

test("the example casebook comes in", async () => {
  await window.press("Safety", "nav a, nav button");
  await window.press("Import and export", "[role=tab]");
  window.picks_next(CASEBOOK);
  await window.press("Choose a file");
  await window.shows("can be imported");
  await window.press("Import", "button:not([role=tab])");
  await until("forty cases in the rail", async () => /Cases\s*40/.test(await window.text()), 60_000);
  picture("4-import");
});

test("a name is found in another script", async () => {
  await window.chord(Key.CONTROL, "k");
  await window.into("input[role=combobox]", "Қасенов");
  await window.shows("Kassenov");
  picture("5-search");
  await window.chord(Key.ESCAPE);
});

test("a case is reviewed one step", async () => {
  await window.press("Cases", "nav a, nav button");
  await window.press("KZ-003", "button, a, [role=option], li");
  await window.shows("Criminal case against the heads of KazTAG");
  await window.press("Review", "[role=tab]");
  picture("6-review");
  const next = await window.find("button", "Mark as sourced");
  await next.click();
  await window.shows("Now: Sourced.");
});

test("locked, a wrong passphrase is refused, the right one opens", async () => {
  await window.chord(Key.CONTROL, "l").catch(() => undefined);
  // The program that was driven is gone, and its WebDriver session with it; a new one finds the vault locked.
  await until("the end of the session", () => window.text().then(() => false, () => true), 20_000);
  await window.close();
  window = await Window.open(desk);
  await window.shows("Passphrase");
  expect(await window.text()).not.toContain("KazTAG");
  await window.type("Passphrase", "not these six words at all");
  await window.press("Open");
  await until("a refusal at the field", () => window.driver.executeScript<boolean>("return document.querySelector('[aria-invalid=true]') !== null"), 30_000);
  picture("7-wrong");
  await window.type("Passphrase", passphrase);
  await window.press("Open");
  await until("the vault", async () => /Cases\s*40/.test(await window.text()), 60_000);
});

test("two cases are handed over and open with stock tools", async () => {
  execFileSync("age-keygen", ["-o", at("out/colleague.txt")], { stdio: "ignore" });
  const recipient = /age1[0-9a-z]+/.exec(readFileSync(at("out/colleague.txt"), "utf8"))![0];
  await window.press("Handover", "nav a, nav button");
  await window.press("KZ-001", "label");
  await window.press("KZ-003", "label");
  await window.press("Next, with 2 cases");
  await window.type("The other person’s card", recipient);
  await window.press("Next");
  await window.press("Next");
  await window.shows("This is what would go", 60_000);
  picture("8-preview");
  await window.press("Next");
  window.picks_next(at("out/parcel.age"));
  await window.press("Seal and save");
  await window.shows("The file is ready", 60_000);
  picture("9-receipt");

  const out = at("out/opened");
  mkdirSync(out);
  writeFileSync(at("out/parcel.tar"), execFileSync("age", ["-d", "-i", at("out/colleague.txt"), at("out/parcel.age")], { maxBuffer: 1 << 30 }));
  execFileSync("tar", ["-x", "-f", at("out/parcel.tar"), "-C", out]);
  const inside = [...files(out)].map((path) => path.slice(out.length + 1));
  for (const name of ["manifest.json", "casebook.sqlite", "index.html", "README.txt"]) expect(inside).toContain(name);
  const cases = execFileSync("sqlite3", [join(out, "casebook.sqlite"), 'select reference from "case" order by 1'], { encoding: "utf8" });
  expect(cases.trim().split("\n")).toEqual(["KZ-001", "KZ-003"]);
  execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: out, stdio: "ignore" });
});

test("nothing of it lies open in the vault", async () => {
  // The test build keeps a browser cache that the shipped one does not have (see shipped.spec.ts); the vault is the same.
  const vaults = [...files(desk.root)].filter((path) => /\.vault\//.test(path));
  expect(vaults.length).toBeGreaterThan(3);
  const folder = vaults[0]!.slice(0, vaults[0]!.indexOf(".vault/") + 6);
  expect(findIn(folder, MARKER)).toEqual([]);
  expect(findIn(folder, "Kassenov")).toEqual([]);
});
