"""Work that waits for nobody."""

import threading

from newsroom.server.background import Background


def test_work_is_done_soon_and_not_in_the_asking_thread():
    done, threads = threading.Event(), []
    background = Background(
        lambda: (threads.append(threading.current_thread().name), done.set()), name="sweeping"
    )

    background.schedule()

    assert done.wait(5)
    assert threads == ["sweeping"]


def test_asked_while_working_it_works_once_more():
    begun, go_on, times = threading.Event(), threading.Event(), []
    finished = threading.Semaphore(0)

    def work():
        begun.set()
        go_on.wait(5)
        times.append(len(times))
        finished.release()

    background = Background(work, name="sweeping")
    background.schedule()
    begun.wait(5)
    for _ in range(10):
        background.schedule()
    go_on.set()

    assert finished.acquire(timeout=5)
    assert finished.acquire(timeout=5)
    assert not finished.acquire(timeout=0.1)
    assert times == [0, 1]


def test_work_that_failed_is_done_the_next_time():
    tried, outcomes = threading.Semaphore(0), [OSError("away"), None]

    def work():
        outcome = outcomes.pop(0)
        tried.release()
        if outcome:
            raise outcome

    background = Background(work, name="sweeping")
    background.schedule()
    tried.acquire(timeout=5)
    background.schedule()

    assert tried.acquire(timeout=5)
    assert outcomes == []
