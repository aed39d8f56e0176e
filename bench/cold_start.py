"""One function's cold start in this fresh interpreter; run by `bench.imports`, never imported.

python bench/cold_start.py FUNCTION[/FEATURE] WIRING
"""

import sys
import time

_began, _cpu = time.perf_counter(), time.process_time()
_OF_THE_SYSTEM = {"sitecustomize"}
"""Debian's Python begins with it, and Lambda's does not."""


def main(start: str, wiring: str) -> None:
    """Import the function as Lambda does, then make what its first invocation makes.

    Of a function that imports the module of the feature that is asked for, this one too.
    """
    import importlib  # noqa: PLC0415 - counted, as are all imports below

    function, _, feature = start.partition("/")
    sys.path.insert(0, f"functions/{function}")
    app = importlib.import_module("app")
    if feature:
        importlib.import_module(feature)
    imported = time.perf_counter()
    from broadsheet import bootstrap  # noqa: PLC0415
    from broadsheet.adapters.aws import observability  # noqa: PLC0415

    observability._wrapped(app.lambda_handler)
    getattr(bootstrap, wiring)()
    ready, cpu = time.perf_counter(), time.process_time()
    modules = sorted(sys.modules.keys() - _OF_THE_SYSTEM)
    import json  # noqa: PLC0415

    figures = {"import": imported - _began, "wire": ready - imported, "cpu": cpu - _cpu}
    print(json.dumps({"ms": {k: 1000 * v for k, v in figures.items()}, "modules": modules}))


if __name__ == "__main__":
    main(*sys.argv[1:])
