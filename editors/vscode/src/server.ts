// The language server: found, started once it is needed, restarted, asked.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, ServerOptions, State, StaticFeature, Trace } from 'vscode-languageclient/node';
import type { CodeNode, NodeKey, NodeList, NodeText, Outcome, Recorded } from './protocol';

const DOCUMENTS = ['yaml', 'json', 'jsonc'].flatMap((language) => [
  { scheme: 'file', language },
  { scheme: 'untitled', language },
  { scheme: 'vscode-remote', language },
]);

export type ServerState = 'off' | 'starting' | 'running' | 'missing' | 'failed';

/** What came of a run, and the test that keeps it. */
export interface Ran {
  workflow: vscode.Uri;
  outcome: Outcome;
  test?: Recorded['test'];
}

/** The commands of the server that run a node. */
const RUNS = ['codenode.runNode', 'codenode.recordRun'];

/** Tells the server that runs are shown here, so that it need not say what came of them. */
const SHOWS_RUNS: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...(capabilities.experimental as object), codenode: { showsRuns: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private readonly changed = new vscode.EventEmitter<ServerState>();
  private readonly ran = new vscode.EventEmitter<Ran>();
  private readonly output = vscode.window.createOutputChannel('codenode', { log: true });
  private told = false;
  state: ServerState = 'off';
  version = '';
  readonly onDidChangeState = this.changed.event;
  /** A node was run from a code lens or a code action of the server. */
  readonly onDidRun = this.ran.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('codenode.server')) {
          void this.restart();
        }
      }),
    );
  }

  /** Starts the server unless it runs. Never throws: what went wrong is told to the person, once. */
  start(): Promise<void> {
    this.starting ??= this.launch();
    return this.starting;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.told = false;
    await this.start();
  }

  showLog(): void {
    this.output.show(true);
  }

  list(uri: vscode.Uri): Promise<NodeList> {
    return this.ask('codenode/nodes', { textDocument: document(uri) });
  }

  async nodes(uri: vscode.Uri): Promise<CodeNode[]> {
    return (await this.list(uri)).nodes;
  }

  nodeText(uri: vscode.Uri, node: NodeKey): Promise<NodeText> {
    return this.ask('codenode/nodeText', { textDocument: document(uri), ...named(node) });
  }

  /** The edit of the workflow that gives a node this text; rejects when the node is no longer at `version`. */
  async updateNodeText(uri: vscode.Uri, node: NodeKey, text: string, version: NodeText['version']): Promise<vscode.WorkspaceEdit> {
    const params = { textDocument: document(uri), ...named(node), text, version };
    const edit = await this.ask<Parameters<LanguageClient['protocol2CodeConverter']['asWorkspaceEdit']>[0]>('codenode/updateNodeText', params);
    return (await this.running()).protocol2CodeConverter.asWorkspaceEdit(edit) as Promise<vscode.WorkspaceEdit>;
  }

  runNode(uri: vscode.Uri, node: NodeKey, input: unknown, token: vscode.CancellationToken): Promise<Outcome> {
    return this.ask('workspace/executeCommand', running('codenode.runNode', uri, node, input), token);
  }

  /** Runs the node and has what came of it added to the tests beside the workflow. */
  recordRun(uri: vscode.Uri, node: NodeKey, input: unknown, token: vscode.CancellationToken): Promise<Recorded> {
    return this.ask('workspace/executeCommand', running('codenode.recordRun', uri, node, input), token);
  }

  /** Asks the server. A document that no one opened is opened first, so that it knows the text. */
  async ask<Answer>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<Answer> {
    const client = await this.running();
    // A token that is not there would be taken for a second parameter.
    return token === undefined ? client.sendRequest<Answer>(method, params) : client.sendRequest<Answer>(method, params, token);
  }

  dispose(): void {
    void this.stop();
    this.output.dispose();
    this.changed.dispose();
    this.ran.dispose();
  }

  private async running(): Promise<LanguageClient> {
    await this.start();
    if (this.client === undefined || this.state !== 'running') {
      throw new Error('The codenode server is not running; see its log.');
    }
    return this.client;
  }

  private async launch(): Promise<void> {
    const command = this.find();
    if (command === undefined) {
      this.become('missing');
      this.tellMissing();
      return;
    }
    this.become('starting');
    const run = { command, args: ['lsp'] };
    const options: ServerOptions = { run, debug: run };
    const client = new LanguageClient('codenode', 'codenode', options, this.clientOptions());
    client.registerFeature(SHOWS_RUNS);
    client.onDidChangeState((event) => {
      if (event.newState === State.Stopped && this.client === client) {
        this.become('failed');
      }
    });
    try {
      await client.start();
      this.client = client;
      this.version = client.initializeResult?.serverInfo?.version ?? '';
      await client.setTrace(Trace.fromString(vscode.workspace.getConfiguration('codenode').get('trace.server', 'off')));
      this.become('running');
    } catch (error) {
      this.become('failed');
      this.tell(`codenode could not be started (${command}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.starting = undefined;
    this.become('off');
    await client?.dispose();
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: DOCUMENTS,
      outputChannel: this.output,
      initializationOptions: settings(),
      synchronize: { configurationSection: 'codenode' },
      middleware: {
        executeCommand: async (command, given, next) => {
          if (RUNS.includes(command) && !vscode.workspace.isTrusted) {
            throw new Error('nodes are run in trusted workspaces only');
          }
          const answer: unknown = await next(command, given);
          if (answer && RUNS.includes(command)) {
            const workflow = vscode.Uri.parse(given[0] as string);
            const recorded = command === 'codenode.recordRun' ? (answer as Recorded) : undefined;
            this.ran.fire({ workflow, outcome: recorded?.outcome ?? (answer as Outcome), test: recorded?.test });
          }
          return answer;
        },
        window: {
          // The page of a rule is shown as it reads, not as it is written.
          showDocument: async (params, token, next) => {
            if (!params.uri.endsWith('.md')) {
              return next(params, token);
            }
            await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.parse(params.uri));
            return { success: true };
          },
        },
      },
    };
  }

  /** The configured executable, else the bundled one, else the one on the `PATH`. */
  private find(): string | undefined {
    const name = process.platform === 'win32' ? 'codenode.exe' : 'codenode';
    const configured = vscode.workspace.getConfiguration('codenode').get<string>('server.path', '').trim();
    if (configured !== '') {
      return isFile(configured) ? configured : undefined;
    }
    const bundled = this.context.asAbsolutePath(path.join('server', name));
    const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
    return [bundled, ...folders.map((folder) => path.join(folder, name))].find(isFile);
  }

  private tellMissing(): void {
    const configured = vscode.workspace.getConfiguration('codenode').get<string>('server.path', '').trim();
    this.tell(
      configured === ''
        ? 'The codenode executable was not found: it neither came with the extension nor is on the PATH. Install it, or set codenode.server.path.'
        : `codenode.server.path names no file: ${configured}`,
    );
  }

  private tell(message: string): void {
    this.output.error(message);
    if (this.told) {
      return;
    }
    this.told = true;
    void vscode.window.showErrorMessage(message, 'Open Settings', 'Show Log').then((choice) => {
      if (choice === 'Open Settings') {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'codenode.server.path');
      } else if (choice === 'Show Log') {
        this.showLog();
      }
    });
  }

  private become(state: ServerState): void {
    this.state = state;
    this.changed.fire(state);
  }
}

/** A node, as requests name it. */
function named({ id, ordinal }: NodeKey): { node: string; ordinal?: number } {
  return { node: id, ordinal };
}

function running(command: string, uri: vscode.Uri, { id, ordinal }: NodeKey, input: unknown): unknown {
  const timeout = vscode.workspace.getConfiguration('codenode').get<number | null>('run.timeout', null) ?? undefined;
  return { command, arguments: [uri.toString(), id, { timeout, input, ordinal }] };
}

function document(uri: vscode.Uri): { uri: string } {
  return { uri: uri.toString() };
}

function settings(): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration('codenode');
  const given = (key: string) => configuration.get<string>(key, '').trim() || undefined;
  return { target: given('target'), config: given('config') };
}

function isFile(candidate: string): boolean {
  try {
    return fs.statSync(candidate).isFile();
  } catch {
    return false;
  }
}
