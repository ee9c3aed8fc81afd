"""Pictures as bytes and pixels. Pure: no database, no Django.

What reads hostile bytes lies here, and runs in processes that can reach nothing (newsroom/sandbox);
`job.run` is what is asked of them (articles/images/process.py).
"""
