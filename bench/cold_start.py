"""One function's cold start in this fresh interpreter; run by `bench.imports`, never imported.

python bench/cold_start.py FUNCTION WIRING
"""

import sys
import time

_began, _cpu = time.perf_counter(), time.process_time()


def main(function: str, wiring: str) -> None:
    """Import the function as Lambda does, then make what its first invocation makes."""
    import importlib.util  # noqa: PLC0415 - counted, as are all imports below

    spec = importlib.util.spec_from_file_location("app", f"functions/{function}/app.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no {function}")
    app = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(app)
    imported = time.perf_counter()
    from broadsheet import bootstrap  # noqa: PLC0415
    from broadsheet.adapters.aws import observability  # noqa: PLC0415

    observability._wrapped(app.lambda_handler)
    getattr(bootstrap, wiring)()
    ready, cpu = time.perf_counter(), time.process_time()
    modules = sorted(sys.modules)
    import json  # noqa: PLC0415

    figures = {"import": imported - _began, "wire": ready - imported, "cpu": cpu - _cpu}
    print(json.dumps({"ms": {k: 1000 * v for k, v in figures.items()}, "modules": modules}))


if __name__ == "__main__":
    main(*sys.argv[1:])
