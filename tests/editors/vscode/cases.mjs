// What a person does with the extension, in this order in one window.
const DIFY = 'ticket-triage.yml';
const N8N = 'incoming-orders.json';
const N8N_FIXED = 'incoming-orders-fixed.json';

export const CASES = {
  'a file that holds no workflow wakes nothing': async (window, { assert }) => {
    await window.open('other.yml');
    await window.page.waitForTimeout(1500);
    assert.equal(await window.page.locator('.squiggly-error').count(), 0);
  },

  'a Dify file gets its problems at the token': async (window, { assert }) => {
    await window.open(DIFY);
    await window.find('reasons');
    await window.squiggle();
    assert.ok((await window.problems('codenode')).length > 3);
    await window.shot('problems-dify-light');
  },

  'an n8n file gets its problems': async (window, { assert }) => {
    await window.open(N8N);
    await window.squiggle();
    const problems = await window.problems('codenode');
    assert.ok(problems.some((text) => text.includes('disallowed-import')), problems.join('\n'));
    await window.shot('problems-n8n-light');
  },

  'hover says what is known': async (window) => {
    await window.open(DIFY);
    await window.find('score = sum');
    await window.page.keyboard.press('ArrowLeft');
    await window.command('Show or Focus Hover');
    await window.page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ timeout: 15_000 });
    await window.shot('hover-dify-light');
  },

  'a fix changes only its characters': async (window, { read, assert }) => {
    const before = read(DIFY);
    await window.open(DIFY);
    await window.find('reasons');
    await window.squiggle();
    await window.page.keyboard.press('Control+.');
    const rename = window.page.locator('.action-widget .monaco-list-row', { hasText: 'Rename the key to' });
    await rename.waitFor();
    await window.shot('fix-dify-light');
    await rename.click();
    await window.page.locator('.editor-group-container.active .tab.active.dirty').waitFor();
    await window.save();
    const [old, now] = difference(before, read(DIFY));
    assert.ok(old.length < 60 && now.length < 80, `${old} -> ${now}`);
  },

  'a node is opened as code, edited and saved': async (window, { read, assert }) => {
    const before = read(N8N);
    await window.open(N8N);
    await window.squiggle();
    await window.find('One order an item');
    await window.command('Codenode: Open Node as Code');
    await window.page.locator('.tab.active', { hasText: 'Add up the lines.js' }).waitFor({ timeout: 15_000 });
    await window.page.waitForTimeout(1500);
    await window.shot('node-n8n-light');
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.type('let renämed;\n');
    await window.save();
    await window.page.waitForTimeout(1000);
    const [old, now] = difference(before, read(N8N));
    assert.equal(old, '');
    assert.equal(now, 'let renämed;\\n');
  },

  'problems stand in the node document too': async (window, { assert }) => {
    await window.open(N8N);
    await window.squiggle();
    await window.find('One order an item');
    await window.command('Codenode: Open Node as Code');
    await window.page.locator('.tab.active', { hasText: 'Add up the lines.js' }).waitFor({ timeout: 15_000 });
    const inside = window.page.locator('.editor-group-container.active .squiggly-error');
    await inside.first().waitFor({ timeout: 15_000 });
    assert.ok((await inside.count()) > 0);
  },

  'a node is run and its items are shown': async (window, { assert }) => {
    await window.open(N8N_FIXED);
    await window.find('One order an item');
    await window.command('Codenode: Run Node With Input');
    const input = window.page.locator('.quick-input-widget input');
    await input.fill('[{"json": {"body": {"customer": "Ada", "country": "UK", "lines": [{"price": 2, "quantity": 3}]}}}]');
    await window.page.keyboard.press('Enter');
    const view = await window.runView();
    assert.equal(await view.locator('header.ok').count(), 1);
    assert.ok((await view.locator('table').innerText()).includes('Ada'));
    await window.shot('run-n8n-light');
  },

  'a run is recorded as a test, in the editor': async (window, { assert }) => {
    await window.open(N8N_FIXED);
    await window.find('One order an item');
    await window.command('Codenode: Record Run as Test');
    await window.runView();
    const told = window.page.locator('.notification-toast', { hasText: 'Recorded as the test' });
    await told.waitFor({ timeout: 15_000 });
    await told.locator('.monaco-button', { hasText: 'Show' }).click();
    await window.page.locator('.tab.active', { hasText: 'incoming-orders-fixed.codenode-test.yml' }).waitFor();
    const text = await window.page.locator('.editor-group-container.active .view-lines').innerText();
    assert.ok(text.replaceAll('\u00a0', ' ').includes('name: Add up the lines'), text);
    await window.shot('test-n8n-light');
    await window.save();
  },

  'the page of a rule is shown as it reads': async (window) => {
    await window.open(N8N);
    await window.squiggle();
    await window.find("'fs'");
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('Control+.');
    const page = window.page.locator('.action-widget .monaco-list-row', { hasText: 'Show the page of disallowed-import' });
    await page.waitFor();
    await page.click();
    await window.page.locator('.tab', { hasText: 'Preview disallowed-import.md' }).waitFor({ timeout: 15_000 });
  },

  'the status says where the workflow will run': async (window, { assert, write }) => {
    await window.open(N8N);
    await window.squiggle();
    const before = await window.languageStatus('codenode');
    assert.ok(/codenode: n8n/.test(before) && before.includes('as the file says'), before);
    write('codenode.toml', 'target = "n8n@1"\n');
    let after = '';
    for (let tries = 0; tries < 20 && !after.includes('n8n@1'); tries += 1) {
      await window.page.waitForTimeout(500);
      after = await window.languageStatus('codenode');
    }
    write('codenode.toml', '');
    assert.ok(after.includes('codenode: n8n@1') && after.includes('from codenode.toml'), after);
  },

  'the second code of a node is opened and saved': async (window, { read, assert }) => {
    const before = read('chain.json');
    await window.open('chain.json');
    await window.find('supplyData');
    await window.command('Codenode: Open Node as Code');
    await window.choose('Chain (supplyData)');
    await window.page.locator('.tab.active', { hasText: 'Chain (supplyData).js' }).waitFor({ timeout: 15_000 });
    await window.page.waitForTimeout(1000);
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.type('let a;');
    await window.save();
    await window.page.waitForTimeout(1000);
    assert.deepEqual(difference(before, read('chain.json')), ['', 'let a;']);
    assert.ok(read('chain.json').includes('"let a;return 2;"'));
  },

  'completion offers what is there': async (window, { assert }) => {
    await window.open(DIFY);
    await window.find('message.lower');
    await window.page.keyboard.press('ArrowRight');
    for (const letter of 'lower') {
      await window.page.keyboard.press('Backspace');
    }
    await window.page.keyboard.press('Control+Space');
    const offered = window.page.locator('.suggest-widget.visible .monaco-list-row');
    await offered.filter({ hasText: 'endswith' }).first().waitFor();
    await window.shot('completion-dify-light');
    assert.ok((await offered.allInnerTexts()).length > 3);
    await window.page.keyboard.press('Escape');
    await window.command('File: Revert File');
  },

  'the list of nodes shows their problems': async (window) => {
    await window.open(DIFY);
    const header = window.page.locator('.pane-header', { hasText: 'Code Nodes' });
    await header.click();
    await window.page.locator('.pane.expanded .monaco-list-row', { hasText: 'Score the ticket' }).waitFor();
    await window.shot('nodes-dify-light');
    await header.click();
  },

  'a node is opened as a file with the types beside it': async (window, { read, assert }) => {
    await window.open(N8N_FIXED);
    const before = read(N8N_FIXED);
    await window.find('One order an item');
    await window.command('Codenode: Open Node as File');
    await window.page.locator('.tab.active', { hasText: 'Add up the lines.js' }).waitFor();
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.type('$input.');
    await window.offered('first');
    await window.page.keyboard.type('first();\n');
    await window.save();
    await window.page.waitForTimeout(1000);
    assert.deepEqual(difference(before, read(N8N_FIXED)), ['', '$input.first();\\n']);
  },

  'the same in the dark': async (window) => {
    await window.light('dark');
    await window.open(N8N);
    await window.squiggle();
    await window.problems('codenode');
    await window.shot('problems-n8n-dark');
    await window.open(DIFY);
    await window.squiggle('warning').catch(() => undefined);
    await window.shot('problems-dify-dark');
  },
};

/** What differs between two texts, their common ends cut off. */
function difference(old, now) {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    start += 1;
  }
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) {
    end += 1;
  }
  return [old.slice(start, old.length - end), now.slice(start, now.length - end)];
}
