(function (host) { return { install() {} }; })
