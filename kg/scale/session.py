"""Opens Spark, or says what is missing for it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

_HOW: Final = "pip install 'localgov-kg[scale]', and Java 17 or later"
_CONFIG: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties')}",
    "spark.executorEnv.PYTHONHASHSEED": "0",
    "spark.sql.parquet.compression.codec": "zstd",
}


@contextmanager
def spark_session(master: str, tasks: int = 1) -> Iterator[SparkSession]:
    """A session on `master` (`local[4]`, `spark://host:7077`, `yarn` …), stopped on leaving; one that is open already is used and stays open.

    What is exchanged between `tasks` is exchanged in as many parts.

    Raises:
        MissingExtraError: pyspark or Java is not installed.
        ConfigError: Spark cannot be started with this master.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("--engine spark", "needs pyspark", _HOW) from None
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise MissingExtraError("--engine spark", "needs Java", _HOW)
    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("localgov-kg").master(master)
    for name, value in (_CONFIG | {"spark.default.parallelism": str(max(tasks, 1))}).items():
        builder = builder.config(name, value)
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "localhost").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise ConfigError(f"--master {master}", f"Spark cannot be started: {str(error).splitlines()[0][:200]}", "see docs/scale.md") from error
    try:
        yield session
    finally:
        session.stop()
