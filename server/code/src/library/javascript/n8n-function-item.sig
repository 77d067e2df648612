# What the Function Item node provides (reference n8n 12.2).
item: {...} | The `json` of the current item.
getBinaryData() -> any | The binary data of the item (deprecated).
setBinaryData(data) -> undefined | Replaces the binary data of the item (deprecated).
getBinaryDataAsync() -> promise[any] ! | The binary data of the item.
setBinaryDataAsync(data) -> promise[any] ! | Replaces the binary data of the item.
