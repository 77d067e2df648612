"""Where time zones come from: the interpreter carries them, there is no search path."""

import os

TZPATH = ()


class InvalidTZPathWarning(RuntimeWarning):
    pass


def reset_tzpath(to=None):
    pass


def find_tzfile(key):
    if os.path.isabs(key):
        raise ValueError("ZoneInfo keys may not be absolute paths, got: " + key)
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError("ZoneInfo keys must be normalized relative paths, got: " + key)
    return None


def available_timezones():
    import _codenode_native

    return set(_codenode_native.zones())
