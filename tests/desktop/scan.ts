// Looks for a text in every file below a folder, in every shape it could have leaked in.
import { readFileSync, readdirSync, lstatSync } from "node:fs";
import { join } from "node:path";

/** The ways the same text may lie on a disk. */
export function shapes(text: string): { name: string; bytes: Buffer }[] {
  const utf8 = Buffer.from(text, "utf8");
  const utf16 = Buffer.from(text, "utf16le");
  const inBase64 = (bytes: Buffer): { name: string; bytes: Buffer }[] =>
    // The text may begin at any of three places in a group of base64; leave out the letters its neighbours decide.
    [0, 1, 2].map((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
      return { name: `base64+${shift}`, bytes: Buffer.from(whole.slice(Math.ceil((shift * 4) / 3), -2)) };
    });
  const escaped = [...text].map((c) => (c.charCodeAt(0) > 126 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c)).join("");
  return [
    { name: "utf-8", bytes: utf8 },
    { name: "utf-16le", bytes: utf16 },
    { name: "utf-16be", bytes: Buffer.from(utf16).swap16() },
    { name: "hex", bytes: Buffer.from(utf8.toString("hex")) },
    { name: "HEX", bytes: Buffer.from(utf8.toString("hex").toUpperCase()) },
    { name: "json", bytes: Buffer.from(escaped) },
    ...inBase64(utf8),
  ];
}

/** Files below `folder` that hold `text`, as `path: shape`. */
export function findIn(folder: string, text: string): string[] {
  const found: string[] = [];
  for (const path of files(folder)) {
    const bytes = readFileSync(path);
    for (const shape of shapes(text)) if (bytes.includes(shape.bytes)) found.push(`${path}: ${shape.name}`);
  }
  return found;
}

/** Every ordinary file below `folder`. */
export function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) yield* files(path);
    else if (stat?.isFile()) yield path;
  }
}
