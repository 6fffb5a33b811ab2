"""A standalone cluster of Spark on loopback: one master and a few workers, for tests and for measuring."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

#: Seconds until a process must have come up.
UP_S = 300

#: What Spark tells of the Python of a task, in milliseconds.
PYTHON_TIMES = ("time to start Python workers", "time to initialize Python workers", "time to run Python workers")

SETTINGS = {
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.driver.memory": "512m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.eventLog.rolling.enabled": "false",
}


class Cluster:
    """Master and workers as processes of their own, ended when the block ends."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        import pyspark

        self._spark_class = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
        self._folder = folder
        self._n = workers
        self.workers: list[subprocess.Popen[bytes]] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        self.url = f"spark://127.0.0.1:{free_port()}"
        self._web = free_port()
        self.events = folder / "events"

    def __enter__(self) -> Cluster:
        self.events.mkdir(parents=True)
        port = self.url.rsplit(":", 1)[1]
        self._start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", str(self._web))
        self._wait_for(0)
        for n in range(self._n):
            work = self._folder / f"worker-{n}"
            process = self._start(
                f"worker-{n}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                "--memory", "1g", "--webui-port", str(free_port()), "--work-dir", str(work), self.url,
            )
            self.workers.append(process)
        self._wait_for(self._n)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for process in reversed(self._processes):
            kill(process)

    def submit(self, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
        """Starts ``python -m hearsay.spark`` with these arguments."""
        conf = self._folder / "conf"
        conf.mkdir(exist_ok=True)
        told = {**SETTINGS, "spark.eventLog.dir": self.events.as_uri(), **settings}
        (conf / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in told.items()))
        log = open(self._folder / "job.log", "ab")
        return subprocess.Popen(
            [sys.executable, "-m", "hearsay.spark", *arguments, "--master", self.url],
            env={**self._environment(), "SPARK_CONF_DIR": str(conf)},
            stdout=log, stderr=log, start_new_session=True,
        )

    def log(self) -> str:
        """What the jobs have said."""
        return (self._folder / "job.log").read_text(encoding="utf-8", errors="replace")

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_MEMORY": "256m",
        }

    def _start(self, name: str, main: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = open(self._folder / f"{name}.log", "wb")
        process = subprocess.Popen(
            [self._spark_class, main, *arguments],
            env=self._environment(), cwd=self._folder, stdout=log, stderr=log, start_new_session=True,
        )
        self._processes.append(process)
        return process

    def _wait_for(self, workers: int) -> None:
        import urllib.request

        until = time.monotonic() + UP_S
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self._web}/json/", timeout=5) as answer:
                    if json.load(answer)["aliveworkers"] >= workers:
                        return
            except OSError:
                pass
            time.sleep(0.3)
        raise TimeoutError(f"no cluster of {workers} workers after {UP_S} s: see {self._folder}")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it has started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def free_port() -> int:
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        port: int = at.getsockname()[1]
        return port


def tasks(events: Path) -> Iterator[tuple[int, dict[str, float]]]:
    """Stage and seconds of every task that ended well: its run, and what Spark tells of its Python."""
    for event in _ended(events):
        if event["Task End Reason"]["Reason"] == "Success":
            told = {one["Name"]: one.get("Update") for one in event["Task Info"]["Accumulables"]}
            python = {name: float(told[name]) / 1000 for name in PYTHON_TIMES if name in told}
            yield event["Stage ID"], {"run": event["Task Metrics"]["Executor Run Time"] / 1000, **python}


def lost(events: Path) -> int:
    """How many tasks ended because the worker did that they ran on."""
    return sum(event["Task End Reason"]["Reason"] == "ExecutorLostFailure" for event in _ended(events))


def _ended(events: Path) -> Iterator[dict[str, Any]]:
    """What the logs of events tell of tasks that ended."""
    for file in sorted(events.iterdir()):
        for line in file.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd":
                yield event
