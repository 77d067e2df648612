// The language status item: where the workflow is taken to run, and how the server is.
import * as vscode from 'vscode';
import { NodeDocuments } from './nodeDocuments';
import type { NodeList } from './protocol';
import type { Server, ServerState } from './server';
import { isWorkflow } from './workflow';

const TEXT: Record<ServerState, string> = {
  off: 'codenode: not started',
  starting: 'codenode: starting',
  running: 'codenode',
  missing: 'codenode: not found',
  failed: 'codenode: stopped',
};

type Target = NonNullable<NodeList['target']>;

const FROM: Record<Target['from'], string> = {
  named: 'from the settings',
  configuration: 'from codenode.toml',
  deployment: "from the deployment's files",
  file: 'as the file says, else the newest',
};

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('codenode', [
    { language: 'yaml' },
    { language: 'json' },
    { scheme: 'codenode' },
  ]);
  private readonly registration: vscode.Disposable;
  private target: Target | undefined;

  constructor(private readonly server: Server) {
    this.item.name = 'codenode';
    this.item.command = { command: 'codenode.showLog', title: 'Show log' };
    this.registration = vscode.Disposable.from(
      server.onDidChangeState(() => this.look()),
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
      // What is found changes with the target, wherever that is set.
      vscode.languages.onDidChangeDiagnostics(() => this.look()),
      vscode.workspace.onDidChangeConfiguration(() => this.look()),
    );
    void this.look();
  }

  dispose(): void {
    this.registration.dispose();
    this.item.dispose();
  }

  private async look(): Promise<void> {
    const workflow = shown();
    const running = this.server.state === 'running' && workflow !== undefined;
    const list = running ? await this.server.list(workflow).catch(() => undefined) : undefined;
    this.target = list?.target ?? undefined;
    this.show();
  }

  private show(): void {
    const { state, version } = this.server;
    const { target } = this;
    this.item.text = target === undefined ? TEXT[state] : `codenode: ${target.name}`;
    const aim = target === undefined ? '' : `, target ${FROM[target.from]}`;
    this.item.detail = state === 'running' ? `version ${version}${aim}` : '';
    this.item.busy = state === 'starting';
    const failed = state === 'missing' || state === 'failed';
    this.item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  }
}

/** The workflow on the screen, also when one of its nodes is. */
function shown(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme === 'codenode') {
    return NodeDocuments.parts(document.uri).workflow;
  }
  return document !== undefined && isWorkflow(document) ? document.uri : undefined;
}
