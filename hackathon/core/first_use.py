"""Functions whose module is imported on the first call.

So a table of them can be read, for instance to list its entries, without loading the libraries behind each: a
web worker that never reads a page starts faster and uses less memory.
"""

import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any


def on_first_use(name: str) -> Callable[..., Any]:
    """Return a function that imports and calls `package.module:function` on its first call."""

    @cache
    def function() -> Callable[..., Any]:
        return pkgutil.resolve_name(name)  # type: ignore[no-any-return]  # the name is that of a function

    def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever the function takes and returns
        return function()(*arguments, **named)

    return call
