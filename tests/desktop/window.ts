// The real window, driven through tauri-driver and WebKitWebDriver.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Builder, By, Capabilities, Key, type WebDriver, type WebElement, until as when } from "selenium-webdriver";
import { type Desk, end, sleep, until } from "./display";

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run: cargo xtask test desktop`);
  return value;
};

export class Window {
  private constructor(
    readonly driver: WebDriver,
    private readonly bridge: ChildProcess,
    private readonly picks: string,
    private readonly desk: Desk,
  ) {}

  /** Starts the program on `desk`. */
  static async open(desk: Desk): Promise<Window> {
    const picks = join(desk.root, "picks");
    writeFileSync(picks, "");
    const [port, native] = [await freePort(), await freePort()];
    const bridge = spawn(needed("TAURI_DRIVER"), ["--port", String(port), "--native-port", String(native)], {
      env: { ...desk.env, SANDYQ_E2E_PICK: picks, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const capabilities = new Capabilities();
    capabilities.setBrowserName("wry");
    capabilities.set("tauri:options", { application: needed("SANDYQ_DESKTOP") });
    const driver = await until("a WebDriver session", () =>
      new Builder().withCapabilities(capabilities).usingServer(`http://127.0.0.1:${port}/`).build().then(
        async (session) => {
          await session.getSession();
          return session;
        },
        () => undefined,
      ),
    );
    await driver.manage().setTimeouts({ implicit: 0, script: 20_000 });
    return new Window(driver, bridge, picks, desk);
  }

  /** The process that started the program. */
  get pid(): number {
    return this.bridge.pid!;
  }

  /** The next file dialog answers with this path. */
  picks_next(path: string): void {
    appendFileSync(this.picks, `${path}\n`);
  }

  /** The first shown element that matches `css` and says exactly `text`, or else holds it. */
  async find(css: string, text?: string, ms = 20_000): Promise<WebElement> {
    return until(
      `${css}${text === undefined ? "" : ` with «${text}»`}`,
      async () =>
        (await this.driver.executeScript<WebElement | null>(
          `const [css, text] = arguments;
           const shown = [...document.querySelectorAll(css)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]"));
           if (text === null) return shown[0] ?? null;
           const says = (e) => [e.innerText.trim(), e.getAttribute("aria-label") ?? ""];
           return shown.find((e) => says(e).includes(text)) ?? shown.find((e) => says(e).some((words) => words.includes(text))) ?? null;`,
          css,
          text ?? null,
        )) ?? undefined,
      ms,
    );
  }

  /** A form field by its label. */
  async field(label: string): Promise<WebElement> {
    return until(`a field labelled «${label}»`, async () => {
      const found = await this.driver.executeScript<WebElement | null>(
        `const wanted = arguments[0];
         for (const label of document.querySelectorAll("label")) {
           if (!label.textContent.trim().startsWith(wanted)) continue;
           const control = label.control ?? document.getElementById(label.htmlFor);
           if (control && control.getClientRects().length) return control;
         }
         return [...document.querySelectorAll("[aria-label]")].find((e) => e.getAttribute("aria-label").startsWith(wanted) && /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName)) ?? null;`,
        label,
      );
      return found ?? undefined;
    });
  }

  async press(text: string, css = "button, a, [role=tab], [role=option], [role=menuitem]"): Promise<void> {
    if (process.env.SANDYQ_TRACE) console.log(`press «${text}»`);
    await (await this.find(css, text)).click();
  }

  async type(label: string, text: string): Promise<void> {
    const field = await this.field(label);
    await field.clear();
    await field.sendKeys(text);
  }

  /** Text into the first shown element that matches `css`. */
  async into(css: string, text: string): Promise<void> {
    await (await this.find(css)).sendKeys(text);
  }

  /** Ticks a checkbox by its label. */
  async tick(label: string): Promise<void> {
    const box = await this.field(label);
    if (!(await box.isSelected())) await this.driver.executeScript("arguments[0].click()", box);
  }

  /** Types into a field with suggestions and takes the one that holds `option`. */
  async choose(label: string, text: string, option = text): Promise<void> {
    await this.type(label, text);
    await this.press(option, "[role=option]");
  }

  /** Texts of all elements that match, without what is hidden from a reader. */
  async words(css: string): Promise<string[]> {
    return this.driver.executeScript<string[]>(
      `return [...document.querySelectorAll(arguments[0])].map((e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(""))`,
      css,
    );
  }

  /** Keys held together, to whatever has the focus: `chord(Key.CONTROL, "k")`. */
  async chord(...keys: string[]): Promise<void> {
    let actions = this.driver.actions();
    for (const key of keys) actions = actions.keyDown(key);
    for (const key of [...keys].reverse()) actions = actions.keyUp(key);
    await actions.perform();
  }

  /** All text on the screen. */
  async text(): Promise<string> {
    return this.driver.executeScript<string>("return document.body.innerText");
  }

  async shows(text: string, ms = 20_000): Promise<void> {
    await until(`«${text}» on the screen`, async () => (await this.text()).includes(text), ms);
  }

  /** A picture of the display, taken from outside: WebKitWebDriver's own may wait for ever for a page that has nothing new to draw. */
  picture(path: string): void {
    execFileSync("import", ["-window", "root", path], { env: this.desk.env, timeout: 10_000 });
  }

  async close(): Promise<void> {
    await Promise.race([this.driver.quit().catch(() => undefined), sleep(5000)]);
    await end(this.bridge);
  }
}

export { By, Key, when };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
