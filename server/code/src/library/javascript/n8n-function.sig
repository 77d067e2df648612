# What the Function node provides (reference n8n 12.1).
items: list+[{json: {...}, binary?: {...}, pairedItem?: data, error?: data, index: int}] | All items that come in, copied.
getBinaryDataAsync(item) -> promise[any] ! | The binary data of an item.
setBinaryDataAsync(item, data) -> promise[any] ! | Stores binary data in an item.
