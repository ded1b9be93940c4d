"""The commands of `lantoa`, one module each: `arguments(parser)` names its words, `run(options)` returns the exit code."""
