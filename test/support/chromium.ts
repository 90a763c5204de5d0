// A headless Chromium that tests look at pages with, over its debugging pipe.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** Whether there is one: a Debian without it is told by setup/install. */
export function hasChromium(): boolean {
  return spawnSync("chromium", ["--version"]).status === 0;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly scripts?: boolean;
}

/** Runs `work` with a browser that is gone afterwards. */
export async function withChromium<Result>(work: (browser: Chromium) => Promise<Result>): Promise<Result> {
  const profile = mkdtempSync(join(tmpdir(), "kextir-chromium-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn("chromium", flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    return await work(new Chromium(child));
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Chromium {
  readonly #input: Writable;
  readonly #waiting = new Map<number, { resolve: (result: Readonly<Record<string, unknown>>) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<(message: Message) => void>();
  #last = 0;

  constructor(child: ChildProcess) {
    this.#input = child.stdio[3] as Writable;
    let rest = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop()!;
      for (const part of parts) this.#receive(JSON.parse(part) as Message);
    });
    child.once("exit", () => this.#waiting.forEach(({ reject }) => reject(new Error("chromium ended"))));
  }

  async send(method: string, params: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#last;
    const answer = new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer;
  }

  onMessage(listener: (message: Message) => void): void {
    this.#listeners.add(listener);
  }

  /** Opens a file and waits until it is loaded. */
  async open(file: string, { width = 1280, height = 900, dark = false, scripts = true }: PageOptions = {}, hash = ""): Promise<Page> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId as string);
    await page.send("Page.enable", {});
    await page.send("Network.enable", {});
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }] });
    await page.send("Emulation.setScriptExecutionDisabled", { value: !scripts });
    await page.load(`${pathToFileURL(file)}${hash}`);
    return page;
  }

  #receive(message: Message): void {
    const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
    if (message.id !== undefined) this.#waiting.delete(message.id);
    if (message.error !== undefined) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result ?? {});
    for (const listener of this.#listeners) listener(message);
  }
}

export class Page {
  /** Addresses that were asked for. */
  readonly requests: string[] = [];
  /** Boxes that scripts put up. */
  dialogs = 0;
  readonly #browser: Chromium;
  readonly #session: string;
  #onLoad: (() => void) | undefined;

  constructor(browser: Chromium, session: string) {
    this.#browser = browser;
    this.#session = session;
    browser.onMessage(({ method, params }) => {
      if (method === "Network.requestWillBeSent") this.requests.push((params!["request"] as { url: string }).url);
      if (method === "Page.javascriptDialogOpening") this.dialogs++;
      if (method === "Page.loadEventFired") this.#onLoad?.();
    });
  }

  async send(method: string, params: object): Promise<Readonly<Record<string, unknown>>> {
    return this.#browser.send(method, params, this.#session);
  }

  async load(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => (this.#onLoad = resolve));
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression, after the page has had time to draw. */
  async value<Value>(expression: string): Promise<Value> {
    const drawn = "new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))";
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression: `${drawn}.then(() => (${expression}))`, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: Value }).value;
  }

  async press(key: string): Promise<void> {
    const text = key.length === 1 ? { text: key } : {};
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, ...text });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key });
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data as string, "base64");
  }
}
