"""Processes for the bytes of strangers: no files, no network, no keys.

`client.Sandbox` runs a module's `run` there; `python -m newsroom.sandbox` is the server that forks
such a process for each job; `lockdown` is what the kernel is asked to refuse it. No Django here.
"""
