# What n8n's JavaScript runner provides in every mode (reference n8n 4.1, 4.6, 5).
$input: =Input | The items that come into this node.
Input#context: any | Context of the previous node.
Input#params: data | Parameters of the previous node.
$(name, full?) -> =NodeProxy[arg0] ! | The data of another node, by its name.
NodeProxy#all(branch?, run?) -> list[{json: {...}, binary?: {...}, pairedItem?: data, error?: data}] ! | All items of that node.
NodeProxy#first(branch?, run?) -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} / perhaps ! | Its first item.
NodeProxy#last(branch?, run?) -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} / perhaps ! | Its last item.
NodeProxy#item: {json: {...}, binary?: {...}, pairedItem?: data, error?: data} | The item paired with the current one.
NodeProxy#pairedItem(index?) -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} ! | The item paired with the one at the index.
NodeProxy#itemMatching(index) -> {json: {...}, binary?: {...}, pairedItem?: data, error?: data} ! | The item paired with the one at the index.
NodeProxy#isExecuted: bool | Whether that node has run.
NodeProxy#context: any | The node's context.
NodeProxy#params: data | The node's parameters.
$json: {...} | The `json` of the current item (of the first one in *Run Once for All Items*).
$binary: data / perhaps | The `binary` of the current item, if `$input`, `$json`, `items` or `item` stands anywhere in the code.
$data: {...} | The same as `$json`.
$itemIndex: int | The index of the current item.
$position: int | The index of the current item.
$thisItemIndex: int | The index of the current item.
$thisItem: any | The current item.
$node: any | Other nodes by name (legacy; use `$('Name')`).
$items(node?, output?, run?) -> list[{json: {...}, binary?: {...}, pairedItem?: data, error?: data}] ! | Items of a node (legacy; use `$('Name').all()`).
$item(index, run?) -> any ! | The whole `$` API as seen from another item (legacy).
$getPairedItem(...args) -> any ! | Internal to n8n.
$prevNode: {name: str / perhaps, outputIndex: int / perhaps, runIndex: int / perhaps} | Which node's output came in.
$workflow: {id: str / perhaps, name: str / perhaps, active: bool / perhaps} | About this workflow.
$execution: {id: str / perhaps, mode: str, resumeUrl: str, resumeFormUrl: str, customData: any} | About this execution.
$executionId: str / perhaps | The id of this execution (deprecated; use `$execution.id`).
$resumeWebhookUrl: str | Deprecated; use `$execution.resumeUrl`.
$runIndex: int | How often this node has already run in this execution.
$thisRunIndex: int | The same as `$runIndex`.
$mode: str | How the execution was started.
$nodeId: str | The id of this node.
$nodeVersion: number | The version of this node's type.
$webhookId: data / perhaps | The webhook id of this node.
$parameter: data | The parameters of this node.
$rawParameter: data | The parameters of this node before expressions are resolved.
$vars: dict[str] | The variables of the instance.
$env: data | Environment variables; every read throws unless the instance allows it.
$secrets: undefined | Only in credentials.
$now: =DateTime["valid"] | When this run began, in the workflow's time zone.
$today: =DateTime["valid"] | Midnight of today, in the workflow's time zone.
DateTime: path:DateTime | Luxon: a moment in a time zone.
Interval: path:Interval | Luxon: the time between two moments.
Duration: path:Duration | Luxon: a length of time.
$jmespath(data, query) -> any ! | Search a JSON object with a JMESPath expression.
$jmesPath(data, query) -> any ! | The same as `$jmespath`.
$getWorkflowStaticData(kind) -> any ! | Data kept between executions: `global` or `node`.
$evaluateExpression(text, index?) -> any ! | Throws in the secure mode of n8n 2.
$fromAI(key, description?, type?, default?) -> any ! | A parameter filled in by an AI agent; only for tools.
$self: data | Only in credentials.
helpers: any | The helper functions, `httpRequest` among them.
Buffer: path:Buffer | Node's binary data.
console: path:console | Only `console.log` shows anything.
