// Shows in the document of a node what the server says of the code in its workflow, at the node's own lines.
import * as vscode from 'vscode';
import type { NodeDocuments } from './nodeDocuments';
import type { NodeFiles } from './nodeFiles';
import { type DiagnosticData, isSame, type NodeKey, type Place } from './protocol';

export class NodeProblems implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection('codenode');
  private readonly registrations: vscode.Disposable[];

  constructor(private readonly shownAs: (NodeDocuments | NodeFiles)[]) {
    this.registrations = [
      this.shown,
      vscode.languages.onDidChangeDiagnostics((event) => event.uris.forEach((uri) => this.follow(uri))),
      vscode.workspace.onDidOpenTextDocument((document) => {
        const workflow = this.shownAs.map((as) => as.parts(document.uri)).find((parts) => parts !== undefined)?.workflow;
        if (workflow !== undefined) {
          this.follow(workflow);
        }
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.shown.delete(document.uri)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.registrations).dispose();
  }

  private follow(workflow: vscode.Uri): void {
    for (const { uri, node } of this.shownAs.flatMap((as) => as.of(workflow))) {
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
      if (document !== undefined) {
        const found = vscode.languages.getDiagnostics(workflow).flatMap((problem) => placed(problem, node, document));
        this.shown.set(uri, found);
      }
    }
  }
}

/** The problem as one of the node's document, if it is one of that node and lies in its code. */
function placed(problem: vscode.Diagnostic, node: NodeKey, document: vscode.TextDocument): vscode.Diagnostic[] {
  const data = (problem as vscode.Diagnostic & { data?: DiagnosticData }).data;
  if (!isSame(data?.node, node) || !data?.code_range) {
    return [];
  }
  const range = new vscode.Range(position(document, data.code_range.start), position(document, data.code_range.end));
  const here = new vscode.Diagnostic(range, problem.message, problem.severity);
  here.code = problem.code;
  here.source = problem.source;
  here.tags = problem.tags;
  return [here];
}

/** The place in UTF-16 units, as VS Code counts. */
function position(document: vscode.TextDocument, place: Place): vscode.Position {
  const line = place.line - 1;
  if (line >= document.lineCount) {
    return document.lineAt(document.lineCount - 1).range.end;
  }
  const before = [...document.lineAt(line).text].slice(0, place.column - 1).join('');
  return new vscode.Position(line, before.length);
}
