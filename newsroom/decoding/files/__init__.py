"""What a file is, what it tells beside what it shows, and copies that tell less. Pure: no Django.

What reads hostile bytes lies here, and runs in processes that can reach nothing (newsroom/sandbox);
`job.run` is what is asked of them (articles/files/inspection.py).
"""
