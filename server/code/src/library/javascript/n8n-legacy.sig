# What the Function and Function Item nodes provide beside the `$` API (reference n8n 12).
getNodeParameter(name, index?, fallback?) -> any ! | A parameter of this node.
getWorkflowStaticData(kind) -> any ! | Data kept between executions: `global` or `node`.
helpers: any | All helper functions of the node.
require(module) -> any ! | Loads a module, if the administrator allows it.
