// What happens when the extension wakes up: nothing, until a workflow is on the screen.
import * as vscode from 'vscode';
import { registerCommands, showTest } from './commands';
import { NodeDocuments } from './nodeDocuments';
import { NodeFiles } from './nodeFiles';
import { NodeProblems } from './nodeProblems';
import { NodeTree } from './nodeTree';
import { RunPanel } from './runPanel';
import { Server } from './server';
import { StatusItem } from './status';
import { isWorkflow } from './workflow';

export function activate(context: vscode.ExtensionContext): void {
  const server = new Server(context);
  const documents = new NodeDocuments(server);
  const files = new NodeFiles(server, context.extensionUri, context.storageUri ?? context.globalStorageUri);
  const tree = new NodeTree(server);
  const panel = new RunPanel(context.extensionUri);
  context.subscriptions.push(
    server,
    documents,
    files,
    tree,
    panel,
    new NodeProblems([documents, files]),
    new StatusItem(server),
    server.onDidRun(({ workflow, outcome, test }) => {
      panel.show(workflow, outcome);
      if (test !== undefined) {
        void showTest(test);
      }
    }),
    ...registerCommands({ server, documents, files, tree, panel }),
    vscode.window.onDidChangeActiveTextEditor(() => look(server)),
    vscode.workspace.onDidOpenTextDocument(() => look(server)),
    vscode.workspace.onDidSaveTextDocument(() => look(server)),
  );
  look(server);
}

export async function deactivate(): Promise<void> {
  // The server is stopped with the subscriptions.
}

/** Starts the server once any open document is a workflow, and says whether the active one is. */
function look(server: Server): void {
  const active = vscode.window.activeTextEditor?.document;
  const shown = active !== undefined && (active.uri.scheme === 'codenode' || isWorkflow(active));
  void vscode.commands.executeCommand('setContext', 'codenode.workflow', shown);
  if (shown || vscode.workspace.textDocuments.some(isWorkflow)) {
    void server.start();
  }
}
