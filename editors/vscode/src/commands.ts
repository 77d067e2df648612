// The commands of the palette, the views and the code lenses.
import * as vscode from 'vscode';
import { NodeDocuments } from './nodeDocuments';
import type { NodeFiles } from './nodeFiles';
import type { NodeTree, TreeNode } from './nodeTree';
import { type CodeNode, isSame, nameOf, type NodeKey, type Place, type Recorded } from './protocol';
import type { RunPanel } from './runPanel';
import type { Server } from './server';
import { isWorkflow } from './workflow';

export interface Parts {
  server: Server;
  documents: NodeDocuments;
  files: NodeFiles;
  tree: NodeTree;
  panel: RunPanel;
}

/** What a command acts on. */
interface Chosen {
  workflow: vscode.Uri;
  node: Pick<CodeNode, 'id' | 'ordinal' | 'name' | 'part' | 'language'>;
}

export function registerCommands(parts: Parts): vscode.Disposable[] {
  const { server } = parts;
  const commands: Record<string, (...given: unknown[]) => Promise<void>> = {
    'codenode.run': async (...given) => withNode(parts, given, (chosen) => run(parts, chosen, undefined)),
    'codenode.runWithInput': async (...given) => withNode(parts, given, (chosen) => runWithInput(parts, chosen)),
    'codenode.record': async (...given) => withNode(parts, given, (chosen) => record(parts, chosen)),
    'codenode.openNode': async (...given) => withNode(parts, given, ({ workflow, node }) => show(NodeDocuments.uri(workflow, node))),
    'codenode.openNodeFile': async (...given) =>
      withNode(parts, given, async ({ workflow, node }) => show(await parts.files.write(workflow, node))),
    'codenode.showNodes': async () => showNodes(parts),
    'codenode.lintWorkspace': async () => {
      await server.ask('workspace/executeCommand', { command: 'codenode.checkWorkspace', arguments: [] });
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
    'codenode.restart': async () => server.restart(),
    'codenode.showLog': async () => server.showLog(),
  };
  return Object.entries(commands).map(([name, act]) =>
    vscode.commands.registerCommand(name, async (...given: unknown[]) => {
      try {
        await act(...given);
      } catch (error) {
        void vscode.window.showErrorMessage(`codenode: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
}

async function run({ server, panel }: Parts, { workflow, node }: Chosen, input: unknown): Promise<void> {
  const outcome = await running(node.name, (token) => server.runNode(workflow, node, input, token));
  panel.show(workflow, outcome);
}

async function record({ server, panel }: Parts, { workflow, node }: Chosen): Promise<void> {
  const typed = lastInput.get(inputKey({ workflow, node }));
  const input: unknown = typed === undefined ? undefined : JSON.parse(typed);
  const { outcome, test } = await running(node.name, (token) => server.recordRun(workflow, node, input, token));
  panel.show(workflow, outcome);
  await showTest(test);
}

async function running<Answer>(name: string, act: (token: vscode.CancellationToken) => Promise<Answer>): Promise<Answer> {
  if (!vscode.workspace.isTrusted) {
    throw new Error('nodes are run in trusted workspaces only');
  }
  const options = { location: vscode.ProgressLocation.Window, title: `Running ${name}`, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => act(token));
}

/** Shows the file of a test that was recorded, once the server has had it written. */
export async function showTest({ uri, name }: Recorded['test']): Promise<void> {
  const choice = await vscode.window.showInformationMessage(`Recorded as the test “${name}”.`, 'Show');
  if (choice === 'Show' && uri !== null) {
    await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  }
}

/** The input that a person typed last, by node. */
const lastInput = new Map<string, string>();

function inputKey({ workflow, node }: Chosen): string {
  return `${workflow.toString()}#${node.id}#${node.ordinal ?? 0}`;
}

async function runWithInput(parts: Parts, chosen: Chosen): Promise<void> {
  const key = inputKey(chosen);
  const typed = await vscode.window.showInputBox({
    title: `Run ${chosen.node.name}`,
    prompt: 'Input as JSON: an object of the declared inputs (Dify), or a list of items (n8n)',
    value: lastInput.get(key) ?? '',
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        JSON.parse(text);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  if (typed !== undefined) {
    lastInput.set(key, typed);
    await run(parts, chosen, JSON.parse(typed));
  }
}

async function show(node: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(node);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

async function showNodes({ server, files }: Parts): Promise<void> {
  const { workflow } = active(files);
  const node = await pick(await server.nodes(workflow));
  if (node?.range) {
    const start = new vscode.Position(node.range.start.line - 1, Math.max(0, node.range.start.column - 1));
    await vscode.window.showTextDocument(workflow, { selection: new vscode.Range(start, start) });
  }
}

/** Finds out which node is meant: the one given by a view or a code lens, else the one at the cursor, else ask. */
async function withNode(parts: Parts, given: unknown[], act: (chosen: Chosen) => Promise<void>): Promise<void> {
  const chosen = fromView(given[0]) ?? (await fromLens(parts.server, given)) ?? (await fromEditor(parts));
  if (chosen !== undefined) {
    await act(chosen);
  }
}

function fromView(given: unknown): Chosen | undefined {
  return typeof given === 'object' && given !== null && 'node' in given ? (given as TreeNode) : undefined;
}

async function fromLens(server: Server, [uri, id, options]: unknown[]): Promise<Chosen | undefined> {
  if (typeof uri !== 'string' || typeof id !== 'string') {
    return undefined;
  }
  const workflow = vscode.Uri.parse(uri);
  const key = { id, ordinal: (options as Partial<NodeKey> | undefined)?.ordinal };
  const node = (await server.nodes(workflow)).find((one) => isSame(one, key));
  return node && { workflow, node };
}

async function fromEditor({ server, files }: Parts): Promise<Chosen | undefined> {
  const { workflow, node: shown, document, position } = active(files);
  const nodes = await server.nodes(workflow);
  const at = (one: CodeNode) => one.range !== null && contains(document, one.range, position);
  const node = nodes.find((one) => (shown === undefined ? at(one) : isSame(one, shown))) ?? (await pick(nodes));
  return node && { workflow, node };
}

/** The workflow on the screen, and the node if its document or file is. */
function active(files: NodeFiles): { workflow: vscode.Uri; node?: NodeKey; document: vscode.TextDocument; position: vscode.Position } {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new Error('open a Dify or n8n workflow file first');
  }
  const { document } = editor;
  const shown = document.uri.scheme === 'codenode' ? NodeDocuments.parts(document.uri) : files.parts(document.uri);
  if (shown === undefined && !isWorkflow(document)) {
    throw new Error('open a Dify or n8n workflow file first');
  }
  return { workflow: document.uri, ...shown, document, position: editor.selection.active };
}

function contains(document: vscode.TextDocument, range: { start: Place; end: Place }, position: vscode.Position): boolean {
  const at = ({ line, column }: Place) => {
    const text = document.lineAt(Math.min(line, document.lineCount) - 1).text;
    return new vscode.Position(line - 1, [...text].slice(0, column - 1).join('').length);
  };
  return new vscode.Range(at(range.start), at(range.end)).contains(position);
}

async function pick(nodes: CodeNode[]): Promise<CodeNode | undefined> {
  if (nodes.length === 0) {
    throw new Error('there is no code node in this file');
  }
  const items = nodes.map((node) => ({ label: nameOf(node), description: node.language ?? '', detail: node.mode ?? undefined, node }));
  return (await vscode.window.showQuickPick(items, { title: 'Code nodes', matchOnDescription: true }))?.node;
}
