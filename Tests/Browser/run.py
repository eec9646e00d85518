"""Runs the browser tests: `python3 Tests/Browser/run.py [name …]`.

FRONTDESK_BINARY is the built server, FRONTDESK_ASSISTANT the folder of the sample desk.
"""

import os
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Lines(unittest.TextTestResult):
    """One line a test, with its time: a slow test is seen."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def getDescription(self, test):
        name = getattr(test, "_testMethodName", None)
        # What fails before a class's first test has no method.
        return f"{type(test).__name__}: {name[5:].replace('_', ' ')}" if name else str(test)

    def stopTest(self, test):
        super().stopTest(test)
        self.stream.writeln(f"      {time.monotonic() - self.began:.1f} s")


def main():
    for name in ("FRONTDESK_BINARY", "FRONTDESK_ASSISTANT"):
        if not os.environ.get(name):
            sys.exit(f"{name} is not set")
    sys.path.insert(0, str(HERE))
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]] or None
    suite = loader.discover(str(HERE), "test_*.py")
    result = unittest.TextTestRunner(
        stream=sys.stdout, verbosity=2, resultclass=Lines).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    for test, reason in result.skipped:
        print(f"SKIPPED {test}: {reason}")
    passed = result.testsRun - failed - skipped
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed or not result.testsRun else 0)


if __name__ == "__main__":
    main()
