"""Carrying out many small jobs side by side: one pool of threads for both cities, a stage ends when its jobs have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Any

from loadtests.demo.wire import Answer, DemoError

Job = Callable[[], Any]
PATIENCE = 60.0  # seconds for an event to take effect in another service


class Pool:
    """Threads that carry out jobs, and a count of the work that is done. `work` is in requests, roughly."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="demo")
        self._lock = threading.Lock()
        self.done = 0
        self.broken: BaseException | None = None

    def stage(self, jobs: Iterable[Job], weight: int = 1) -> list[Any]:
        """Carries out all jobs and returns their results in order. Raises the first failure, when it has happened."""
        futures = [self._pool.submit(self._run, job, weight) for job in jobs]
        wait(futures, return_when=FIRST_EXCEPTION)
        return [self._result(future, futures) for future in futures]

    def close(self) -> None:
        """Takes no more jobs."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, weight: int) -> Any:
        if self.broken is not None:
            raise DemoError("stopped, because another job failed")
        try:
            return job()
        except BaseException as problem:
            with self._lock:
                self.broken = self.broken or problem
            raise
        finally:
            with self._lock:
                self.done += weight

    def _result(self, future: Future[Any], all_of_them: Sequence[Future[Any]]) -> Any:
        if self.broken is not None:
            for other in all_of_them:
                other.cancel()
            raise self.broken
        return future.result()


def until(
    ask: Callable[[int], Answer], accepts: Callable[[Answer], bool], what: str, seconds: float = PATIENCE
) -> Answer:
    """Asks again, waiting a little longer each time, until the answer is accepted. Raises DemoError in the end.

    `ask` gets the number of the attempt: a command that is tried again needs a key of its own each time, because a
    refusal is an answer too, and would be given again.
    """
    began, pause, attempt = time.monotonic(), 0.05, 0
    while True:
        answer = ask(attempt)
        if accepts(answer):
            return answer
        if time.monotonic() - began > seconds:
            raise DemoError(f"{what}: still {answer.status} after {seconds:.0f} s: {answer.body}")
        time.sleep(pause)
        pause, attempt = min(pause * 1.6, 1.5), attempt + 1
