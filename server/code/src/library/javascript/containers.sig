# What promises and the legacy node proxies can do, for editors; no inference rests on this table.

Promise#then(fulfilled, rejected?) -> any | Goes on with a callback once there is a value.
Promise#catch(rejected) -> any | Goes on with a callback once it has failed.
Promise#finally(callback) -> any | Calls a function however it ends.
Object#hasOwnProperty(key) -> bool | Whether the object has the key itself.
