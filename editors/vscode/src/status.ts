// The language status item: where the workflow is taken to run, and how the server is.
import * as vscode from 'vscode';
import type { Server, ServerState } from './server';

const TEXT: Record<ServerState, string> = {
  off: 'codenode: not started',
  starting: 'codenode: starting',
  running: 'codenode',
  missing: 'codenode: not found',
  failed: 'codenode: stopped',
};

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('codenode', [
    { language: 'yaml' },
    { language: 'json' },
    { scheme: 'codenode' },
  ]);
  private readonly registration: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.item.name = 'codenode';
    this.item.command = { command: 'codenode.showLog', title: 'Show log' };
    this.registration = vscode.Disposable.from(
      server.onDidChangeState(() => this.show()),
      vscode.workspace.onDidChangeConfiguration(() => this.show()),
    );
    this.show();
  }

  dispose(): void {
    this.registration.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { state, version } = this.server;
    const target = vscode.workspace.getConfiguration('codenode').get<string>('target', '').trim();
    this.item.text = state === 'running' && target !== '' ? `codenode: ${target}` : TEXT[state];
    this.item.detail = state === 'running' ? `version ${version}, ${target === '' ? 'target as the file says' : 'target from the settings'}` : '';
    this.item.busy = state === 'starting';
    const failed = state === 'missing' || state === 'failed';
    this.item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  }
}
