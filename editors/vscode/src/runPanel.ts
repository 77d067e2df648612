// Shows what came of a run: outputs or items as a table and as JSON, logs, time, and the error with a link to its line.
import * as vscode from 'vscode';
import { renderOutcome } from './runView';
import type { Outcome, Place } from './protocol';

export class RunPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private workflow: vscode.Uri | undefined;

  constructor(private readonly extension: vscode.Uri) {}

  show(workflow: vscode.Uri, outcome: Outcome): void {
    this.workflow = workflow;
    this.panel ??= this.create();
    this.panel.title = `${outcome.ok ? '✓' : '✗'} ${outcome.node.name}`;
    const media = vscode.Uri.joinPath(this.extension, 'media');
    const view = this.panel.webview;
    this.panel.webview.html = renderOutcome(outcome, {
      nonce: crypto.randomUUID(),
      source: view.cspSource,
      style: view.asWebviewUri(vscode.Uri.joinPath(media, 'run.css')).toString(),
      script: view.asWebviewUri(vscode.Uri.joinPath(media, 'run.js')).toString(),
    });
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'codenode.run',
      'Run',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extension, 'media')] },
    );
    panel.webview.onDidReceiveMessage((message: { goto?: Place }) => this.goTo(message.goto));
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }

  /** Shows the line of the error in the workflow file. */
  private async goTo(place: Place | undefined): Promise<void> {
    if (place === undefined || this.workflow === undefined) {
      return;
    }
    const document = await vscode.workspace.openTextDocument(this.workflow);
    const line = Math.min(place.line, document.lineCount) - 1;
    const column = [...document.lineAt(line).text].slice(0, place.column - 1).join('').length;
    const start = new vscode.Position(line, column);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(start, start) });
  }
}
