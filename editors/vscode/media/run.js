// The page of a run: switches between table and JSON, and asks the editor to show the line of an error.
const editor = acquireVsCodeApi();

for (const tab of document.querySelectorAll('.tab')) {
  tab.addEventListener('click', () => {
    for (const other of document.querySelectorAll('.tab')) {
      other.classList.toggle('active', other === tab);
      document.getElementById(other.dataset.tab).hidden = other !== tab;
    }
  });
}

for (const link of document.querySelectorAll('.link')) {
  link.addEventListener('click', () => {
    editor.postMessage({ goto: { line: Number(link.dataset.line), column: Number(link.dataset.column) } });
  });
}
