"""The whole of `template.yaml` on one machine, in MiniStack."""
