# What Dify's sandbox leaves in scope of the code (reference dify 2.3).
os: path:os | The module; the sandbox has already imported it.
sys: path:sys | The module; the sandbox has already imported it.
traceback: path:traceback | The module; the sandbox has already imported it.
ctypes: path:ctypes | The module; the sandbox has already imported it.
